"""Cells in lines and columns, reckoned: keyboard, mouse and scroll bar find their way also among 50,000."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QStringListModel, Qt
from pytestqt.qtbot import QtBot

from modaverse_desktop.ui.history.tile_grid import TileGrid


@pytest.fixture
def grid(qtbot: QtBot) -> TileGrid:
    """Four columns of 100 by 100, three lines in sight, 50 cells."""
    made = TileGrid(100)
    qtbot.addWidget(made)
    made.setModel(QStringListModel([f"cell {number}" for number in range(50)], made))
    made.resize(400 + made.width() - made.viewport().width(), 300 + made.height() - made.viewport().height())
    made.show()
    qtbot.waitExposed(made)
    made.resize(400 + made.width() - made.viewport().width(), 300 + made.height() - made.viewport().height())
    qtbot.waitUntil(lambda: made.viewport().width() == 400)
    return made


def at(grid: TileGrid, position: int) -> QPoint:
    return grid.visualRect(grid.model().index(position, 0)).center()


def selected(grid: TileGrid) -> list[int]:
    return [p for first, last in grid.selected_runs() for p in range(first, last + 1)]


def test_a_place_and_its_index_belong_together(grid: TileGrid) -> None:
    for position in (0, 3, 4, 11):
        assert grid.indexAt(at(grid, position)).row() == position
    grid.verticalScrollBar().setValue(250)
    assert grid.indexAt(QPoint(110, 60)).row() == 3 * 4 + 1
    assert not grid.indexAt(QPoint(399, 2000)).isValid()


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (0, Qt.Key.Key_Right, 1),
        (4, Qt.Key.Key_Left, 3),
        (0, Qt.Key.Key_Left, 0),
        (1, Qt.Key.Key_Down, 5),
        (5, Qt.Key.Key_Up, 1),
        (1, Qt.Key.Key_Up, 1),
        (47, Qt.Key.Key_Down, 49),  # the last line is shorter
        (48, Qt.Key.Key_Down, 48),
        (49, Qt.Key.Key_Right, 49),
        (0, Qt.Key.Key_PageDown, 12),
        (5, Qt.Key.Key_PageUp, 0),
        (20, Qt.Key.Key_Home, 0),
        (20, Qt.Key.Key_End, 49),
    ],
)
def test_keys_lead_to_the_neighbour(qtbot: QtBot, grid: TileGrid, start: int, key: Qt.Key, end: int) -> None:
    grid.setCurrentIndex(grid.model().index(start, 0))
    qtbot.keyClick(grid, key)
    assert grid.currentIndex().row() == end
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))


def test_one_many_and_all_can_be_selected(qtbot: QtBot, grid: TileGrid) -> None:
    view, left = grid.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(view, left, pos=at(grid, 5))
    assert selected(grid) == [5]
    qtbot.mouseClick(view, left, Qt.KeyboardModifier.ControlModifier, at(grid, 7))
    assert selected(grid) == [5, 7]
    qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert grid.selected_runs() == [(0, 49)]
    qtbot.mouseClick(view, left, pos=at(grid, 0))
    assert selected(grid) == [0]


def test_shift_selects_from_there_to_here(qtbot: QtBot, grid: TileGrid) -> None:
    grid.setCurrentIndex(grid.model().index(2, 0))
    for _ in range(3):
        qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert selected(grid) == [2, 3, 4, 5]


def test_when_the_width_changes_what_was_at_the_top_stays_there(qtbot: QtBot, grid: TileGrid) -> None:
    grid.verticalScrollBar().setValue(500)
    first = grid.indexAt(QPoint(5, 5)).row()
    grid.resize(grid.width() - 200, grid.height())
    assert first in range(grid.indexAt(QPoint(5, 5)).row(), grid.indexAt(QPoint(5, 5)).row() + 2)


def test_an_empty_grid_leads_nowhere(qtbot: QtBot) -> None:
    grid = TileGrid(100)
    qtbot.addWidget(grid)
    grid.show()
    grid.setModel(QStringListModel([], grid))
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    grid.selectAll()
    assert not grid.currentIndex().isValid()
    assert grid.selected_runs() == []
    assert not grid.visualRect(QModelIndex()).isValid()


def test_rows_that_come_and_go_move_the_end(qtbot: QtBot, grid: TileGrid) -> None:
    model = grid.model()
    before = grid.verticalScrollBar().maximum()
    model.removeRows(0, 40)
    qtbot.waitUntil(lambda: grid.verticalScrollBar().maximum() == 0)
    model.insertRows(0, 40)
    qtbot.waitUntil(lambda: grid.verticalScrollBar().maximum() == before)


class Endless(QAbstractListModel):
    """Counts which rows are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[int] = set()

    def rowCount(self, parent: object = None) -> int:
        return 50_000

    def data(self, index: QModelIndex, role: int = 0) -> object:
        self.asked.add(index.row())
        return "cell" if role == Qt.ItemDataRole.DisplayRole else None


def test_only_what_is_seen_is_asked_for(qtbot: QtBot) -> None:
    model = Endless()
    grid = TileGrid(100)
    qtbot.addWidget(grid)
    grid.setModel(model)
    grid.resize(420, 300)
    grid.show()
    qtbot.waitExposed(grid)
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    grid.grab()
    grid.selectAll()
    assert len(model.asked) < 60
    assert max(model.asked) == 49_999
