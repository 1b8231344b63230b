"""What each step needs, a row each: which model, how much memory and in which way, disk, and time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QHeaderView, QTableWidget, QTableWidgetItem

from modaverse_desktop.core.preflight import Role, StepMemory
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.service.step_needs import StepNeeds
from modaverse_desktop.ui.proposal.span_words import span_words
from modaverse_desktop.ui.words import file_size

_MEMORY = 2
"""The column that takes what width is left."""


class StepsTable(QTableWidget):
    """As high as its rows; it scrolls with the page."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(0, 5)
        self._catalogue = catalogue
        self.setAccessibleName(self.tr("What each step needs"))
        self.setHorizontalHeaderLabels(
            [self.tr("Step"), self.tr("Model"), self.tr("Memory"), self.tr("Disk"), self.tr("Time")]
        )
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_MEMORY, QHeaderView.ResizeMode.Stretch)

    def offer(self, catalogue: Catalogue) -> None:
        """Other models are installed, or there."""
        self._catalogue = catalogue

    def rows(self) -> list[list[str]]:
        """What it says."""
        cells = [[self.item(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())]
        return [[cell.text() if cell is not None else "" for cell in row] for row in cells]

    def show_steps(self, steps: Sequence[StepNeeds]) -> None:
        """A row for each."""
        self.setRowCount(len(steps))
        for row, step in enumerate(steps):
            texts = (
                _step_words(step),
                step.memory.model,
                self._memory_words(step.memory),
                file_size(step.disk) if step.disk else "",
                _time_words(step),
            )
            for column, text in enumerate(texts):
                self.setItem(row, column, QTableWidgetItem(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls."""
        event.ignore()

    def _fit(self) -> None:
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth() + 2)

    def _memory_words(self, step: StepMemory) -> str:
        size = file_size(step.mb << 20)
        if step.there:
            return _tr("{size}, in memory already").format(size=size)
        if step.done:
            return _tr("{size}; it has left the memory").format(size=size)
        parts = [f"{size}, {_way_words(step.way)}" if step.way else size]
        if step.ram_mb:
            parts.append(_tr("{size} wait in main memory").format(size=file_size(step.ram_mb << 20)))
        if step.above_limit:
            parts.append(_tr("more than the limit in the settings: it will not be loaded"))
        elif step.tight:
            parts.append(_tr("more than is free: it is tried alone"))
        if step.leaves:
            names = ", ".join(self._name(key) for key in step.leaves)
            parts.append(_tr("for it leaves: {names}").format(names=names))
        return "; ".join(parts)

    def _name(self, key: str) -> str:
        """Of what is in memory under a key."""
        if key.endswith("language model"):
            return _tr("the language model")
        stack = self._catalogue.stack
        known = list(stack.parts) if stack else []
        for offered in self._catalogue.generators.values():
            known += offered
        return next((manifest.name for manifest in known if manifest.id == key), key)


def _step_words(step: StepNeeds) -> str:
    match step.memory.role:
        case Role.READING:
            return _tr("Reading the files")
        case Role.PROPOSING:
            return _tr("Proposing")
        case Role.MAKING:
            return _tr("Step {number}").format(number=(step.invocation or 0) + 1)


def _time_words(step: StepNeeds) -> str:
    if step.memory.done:
        return _tr("done")
    if step.time is None:
        return "" if step.memory.role is Role.READING else _tr("not measured yet")
    return span_words(step.time.seconds)


def _way_words(way: str) -> str:
    words = {
        "on the processor": _tr("on the processor"),
        "in 16 bit": _tr("in 16 bit"),
        "part by part": _tr("part by part"),
        "layer by layer": _tr("layer by layer"),
    }
    return words.get(way, way)


def _tr(text: str) -> str:
    return QCoreApplication.translate("StepsTable", text)
