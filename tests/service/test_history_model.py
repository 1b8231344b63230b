"""As many rows as there are entries; only the pages that are looked at are fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from modaverse_desktop.library.entry import Filter, Row
from modaverse_desktop.library.history import History
from modaverse_desktop.service.history_model import PAGE, HistoryModel, HistoryRole
from modaverse_desktop.service.history_service import HistoryService
from tests.library.making import at, picture

MANY = 3 * PAGE + 5


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def service(qtbot: QtBot, path: Path) -> Iterator[HistoryService]:
    history = History(path)
    for number in range(MANY):
        history.save(picture(str(number), "even" if number % 2 == 0 else "odd"), at(number))
    history.close()
    made = HistoryService(path)
    yield made
    made.leave()


@pytest.fixture
def model(qtbot: QtBot, service: HistoryService) -> HistoryModel:
    made = HistoryModel(service, lambda row: f"said {row.id}")
    with qtbot.waitSignal(made.shown):
        made.watch(True)
    return made


def row_at(qtbot: QtBot, model: HistoryModel, position: int) -> Row:
    """The row there, after asking for it as a view does."""
    qtbot.waitUntil(lambda: model.index(position).data(HistoryRole.ROW) is not None)
    row = model.row(position)
    assert row is not None
    return row


def test_the_newest_come_first_and_all_are_counted(qtbot: QtBot, model: HistoryModel) -> None:
    assert model.rowCount() == MANY
    assert [row_at(qtbot, model, position).id for position in (0, 1, MANY - 1)] == [str(MANY - 1), str(MANY - 2), "0"]


def test_a_page_is_asked_for_once_and_only_when_it_is_looked_at(
    qtbot: QtBot, model: HistoryModel, service: HistoryService, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    find = service.find
    monkeypatch.setattr(service, "find", lambda f, offset, limit: asked.append(offset) or find(f, offset, limit))
    assert model.row(2 * PAGE) is None
    for position in range(2 * PAGE, 2 * PAGE + 20):
        assert model.index(position).data() == ""
    row_at(qtbot, model, 2 * PAGE)
    row_at(qtbot, model, 2 * PAGE + 19)
    assert asked == [2 * PAGE]


def test_a_row_has_its_words_for_the_eye_and_for_the_ear(qtbot: QtBot, model: HistoryModel) -> None:
    index = model.index(0)
    assert index.data() == row_at(qtbot, model, 0).instruction
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"said {MANY - 1}"
    assert index.data(Qt.ItemDataRole.DecorationRole) is None


def test_another_filter_shows_others_when_they_have_come(qtbot: QtBot, model: HistoryModel) -> None:
    with qtbot.waitSignal(model.shown) as shown:
        model.show(Filter("odd"))
        assert model.rowCount() == MANY
    assert shown.args == [MANY // 2] == [model.rowCount()]
    assert {row_at(qtbot, model, position).instruction for position in range(model.rowCount())} == {"odd"}


def test_of_quick_typing_only_the_last_is_shown(qtbot: QtBot, model: HistoryModel) -> None:
    counts: list[int] = []
    model.shown.connect(counts.append)
    for text in ("e", "ev", "even", "even x"):
        model.show(Filter(text))
    qtbot.waitUntil(lambda: counts == [0])


def test_new_entries_come_on_top_and_what_was_selected_stays_selected(
    qtbot: QtBot, model: HistoryModel, service: HistoryService
) -> None:
    selection = QItemSelectionModel(model)
    row = row_at(qtbot, model, 3)
    kept = QPersistentModelIndex(model.index(3))
    selection.select(model.index(3), QItemSelectionModel.SelectionFlag.Select)
    with qtbot.waitSignal(model.shown):
        service.save(picture("new"))
    assert model.rowCount() == MANY + 1
    assert row_at(qtbot, model, 0).id == "new"
    assert row_at(qtbot, model, kept.row()) == row
    assert [index.row() for index in selection.selectedIndexes()] == [4]


def test_while_nobody_looks_nothing_is_asked(qtbot: QtBot, model: HistoryModel, service: HistoryService) -> None:
    model.watch(False)
    with qtbot.waitSignal(service.changed):
        service.save(picture("new"))
    assert not model._soon.isActive()
    with qtbot.waitSignal(model.shown):
        model.watch(True)
    assert model.rowCount() == MANY + 1


def test_what_was_deleted_goes_at_once(qtbot: QtBot, model: HistoryModel, service: HistoryService) -> None:
    left = [row_at(qtbot, model, position).id for position in (0, 3, 4, 6, 7)]
    ids = [row_at(qtbot, model, position).id for position in (1, 2, 5)]
    model.take_out([(5, 5), (1, 2)])
    assert model.rowCount() == MANY - 3
    assert [row.id for row in map(model.row, range(5)) if row] == left
    with qtbot.waitSignal(model.shown):
        service.delete(ids)
    assert model.rowCount() == MANY - 3
    assert [row_at(qtbot, model, position).id for position in range(5)] == left


def test_far_pages_are_forgotten(qtbot: QtBot, model: HistoryModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modaverse_desktop.service.history_model._MOST_ROWS", PAGE)
    monkeypatch.setattr("modaverse_desktop.service.history_model._NEAR_PAGES", 1)
    row_at(qtbot, model, MANY - 1)
    assert model.row(0) is None
    assert row_at(qtbot, model, 0).id == str(MANY - 1)


def test_it_is_a_proper_model(qtbot: QtBot, model: HistoryModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    with qtbot.waitSignal(model.shown):
        model.show(Filter("odd"))
    model.take_out([(0, 0)])
