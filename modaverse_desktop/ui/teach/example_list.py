"""The examples so far: a line each, several can be selected and removed; the user's corrections join on request."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from modaverse_desktop.core.examples import Example
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.media.files import shown_name
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.words import number, task_word

_HEIGHT = 150


class ExampleList(QWidget):
    """Emits `removed` with keys, `chosen` with the key of one that is to be changed, and `edits_wanted`."""

    removed = Signal(object)
    chosen = Signal(str)
    edits_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = label("", "small", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Examples"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setFixedHeight(_HEIGHT)
        self.remove_button = push_button(self.tr("Remove"), "small", tip=self.tr("Forget the selected examples"))
        self.edits_button = push_button(
            self.tr("Add my corrections"),
            "small",
            tip=self.tr("Plans of the history that you changed and approved become examples; they stay here"),
        )
        self.remove_button.clicked.connect(self._remove)
        self.edits_button.clicked.connect(self.edits_wanted)
        self.list.itemSelectionChanged.connect(self._selected)
        self.list.itemActivated.connect(self._activated)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.edits_button)
        row.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list)
        column.addLayout(row)
        self.show_examples(())

    def show_examples(self, examples: Sequence[Example]) -> None:
        """List them, the newest first."""
        self.list.clear()
        for example in reversed(examples):
            item = QListWidgetItem(line_of(example))
            item.setData(Qt.ItemDataRole.UserRole, example.key)
            item.setToolTip(self.tr("Double-click, or Enter, to change it:") + f" {line_of(example)}")
            self.list.addItem(item)
        self.list.setVisible(bool(examples))
        words = self.tr("{count} examples. Some dozens are good: alike in what you want, different in what they show.")
        self.count.setText(words.format(count=number(len(examples))))
        self._selected()

    @Slot()
    def _selected(self) -> None:
        self.remove_button.setEnabled(bool(self.list.selectedItems()))

    @Slot(QListWidgetItem)
    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _remove(self) -> None:
        keys = [item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()]
        if keys:
            self.removed.emit(keys)
            self.list.setFocus()


def line_of(example: Example) -> str:
    """The example in a line."""
    files = "".join(f"[{shown_name(each.path)}] " for each in example.media)
    return f"{files}{example.instruction}  →  {plan_words(example.wanted)}"


def plan_words(invocations: Sequence[Invocation]) -> str:
    """A plan in a line: kinds and prompts."""
    return " + ".join(f"{task_word(one.task)}: {one.prompt}" for one in invocations) or "–"
