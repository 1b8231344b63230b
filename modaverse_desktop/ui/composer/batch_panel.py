"""Asks, in place, whether many files are meant as a batch: how many, which cannot be used; then shows them."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from modaverse_desktop.ui.composer.batch import MOST_FILES, Batch
from modaverse_desktop.ui.composer.batch_grid import BatchGrid
from modaverse_desktop.ui.composer.media_intake import MOST_TOGETHER
from modaverse_desktop.ui.parts.progress_bar import SlimBar
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import number

_MOST_LISTED = 500
"""Unreadable files that are named; with thousands of lines a text field stalls the window."""


class Stage(Enum):
    """How far the user is with it."""

    ABSENT = "absent"
    LOOKING = "looking"
    ASKING = "asking"
    TAKEN = "taken"


class BatchPanel(QFrame):
    """`stage` says what is shown; `settled` comes with each of its changes."""

    settled = Signal()
    together = Signal(object)
    """The paths of few files, which are rather meant as the media of one conversion."""

    def __init__(self, theme: Theme, batch: Batch) -> None:
        super().__init__()
        self.setObjectName("batch")
        self.batch = batch
        self.stage = Stage.ABSENT
        self._asks = True
        self._joining = 0
        self._title = label(role="heading", wrap=True)
        self._words = label(role="small", wrap=True)
        self._bar = SlimBar(theme)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("Looking at the files"))
        self.grid = BatchGrid(theme, batch)
        self.unfold = push_button("", "quiet")
        self.unfold.setCheckable(True)
        self._refused = QPlainTextEdit()
        self._refused.setReadOnly(True)
        self._refused.setTabChangesFocus(True)
        self._refused.setAcceptDrops(False)  # drops belong to the window
        self._refused.setAccessibleName(self.tr("Files that cannot be used"))
        self.accept = push_button("", "primary")
        self.join = push_button(self.tr("Together in one"), tip=self.tr("Give all of them to one conversion"))
        self.dismiss = push_button(self.tr("Cancel"), "quiet")
        self._lay_out()
        self.unfold.toggled.connect(self._unfold)
        self.accept.clicked.connect(self.take)
        self.join.clicked.connect(self._join)
        self.dismiss.clicked.connect(self.cancel)
        batch.changed.connect(self._draw)
        batch.ended.connect(self._ended)
        self._draw()

    def look(self, *, ask: bool, joining: int = 0) -> None:
        """The batch has begun to look; `joining` media that are there already will be part of it.

        Without `ask` it is taken at once: the user has agreed before.
        """
        self._asks = ask and self.stage is not Stage.TAKEN
        self._joining = joining
        self._show(Stage.LOOKING)
        self.dismiss.setFocus()

    @Slot()
    def take(self) -> None:
        """Yes: one conversion each."""
        self._show(Stage.TAKEN)

    @Slot()
    def cancel(self) -> None:
        """No, or not any more: forget the files."""
        self._show(Stage.ABSENT)
        self.batch.clear()

    def draw_attention(self) -> None:
        """The user wants to go on, and has not yet answered."""
        (self.accept if self.accept.isVisible() else self.dismiss).setFocus()

    @Slot()
    def _ended(self) -> None:
        if self.stage is Stage.LOOKING and not self.batch.looking:
            self._show(Stage.ASKING if self._asks or not self.batch.media() else Stage.TAKEN)
            if self.stage is Stage.ASKING:
                self.draw_attention()

    @Slot()
    def _join(self) -> None:
        paths = [media.path for media in self.batch.media()]
        self.cancel()
        self.together.emit(paths)

    def _show(self, stage: Stage) -> None:
        if stage is not self.stage:
            self.stage = stage
            self._draw()
            self.settled.emit()

    @Slot()
    def _draw(self) -> None:
        usable, refused, stage = len(self.batch.media()), len(self.batch.refused), self.stage
        if stage is Stage.TAKEN and not usable:
            self.cancel()
            return
        self._title.setText(self._question(usable, refused))
        self._words.setText(self._explanation(usable))
        self._words.setVisible(bool(self._words.text()))
        self.setAccessibleName(self._title.text())
        self._bar.setVisible(stage is Stage.LOOKING)
        self.grid.setVisible(bool(usable) and stage is not Stage.LOOKING)  # it would be laid out anew at each step
        self.unfold.setVisible(bool(refused) and stage is not Stage.LOOKING)
        self.unfold.setText(self._cannot(refused))
        self.unfold.setAccessibleName(self.unfold.text())
        self._unfold(self.unfold.isChecked())
        self.accept.setVisible(stage is Stage.ASKING and bool(usable))
        self.accept.setText(self.tr("One conversion each"))
        self.accept.setAccessibleName(self.accept.text())
        few = 1 < usable + self._joining <= MOST_TOGETHER
        self.join.setVisible(stage is Stage.ASKING and few)
        closing = {Stage.TAKEN: self.tr("Remove all")}.get(stage, self.tr("Cancel"))
        self.dismiss.setText(closing if usable or stage is Stage.LOOKING else self.tr("Close"))
        self.dismiss.setAccessibleName(self.dismiss.text())

    def _question(self, usable: int, refused: int) -> str:
        match self.stage:
            case Stage.LOOKING:
                return self.tr("Looking at the files: {seen} so far").format(seen=number(usable + refused))
            case Stage.TAKEN:
                return self._files(usable)
            case _ if usable:
                return self.tr("{usable} of {seen} files can be used").format(
                    usable=number(usable), seen=number(usable + refused)
                )
            case _ if refused:
                return self.tr("None of these {seen} files can be used").format(seen=number(refused))
            case _:
                return self.tr("There are no files in it")

    def _explanation(self, usable: int) -> str:
        sentences: list[str] = []
        if self.batch.cut_off:
            sentences.append(self.tr("These are the first {count}.").format(count=number(MOST_FILES)))
        if self.stage is Stage.ASKING and usable:
            sentences.append(self.tr("As a batch, each gets a conversion of its own with the same instruction."))
            if self._joining:
                sentences.append(self.tr("The media that are here already join them."))
        if self.stage is Stage.TAKEN:
            sentences.append(self.tr("One conversion each, with the same instruction."))
        return " ".join(sentences)

    def _files(self, count: int) -> str:
        return self.tr("A batch of one file") if count == 1 else self.tr("A batch of {n} files").format(n=number(count))

    def _cannot(self, count: int) -> str:
        if count == 1:
            return self.tr("One file cannot be used")
        return self.tr("{count} files cannot be used").format(count=number(count))

    @Slot(bool)
    def _unfold(self, on: bool) -> None:
        shown = on and self.unfold.isVisibleTo(self)
        self._refused.setVisible(shown)
        if shown:
            lines = [str(error) for error in self.batch.refused[:_MOST_LISTED]]
            more = len(self.batch.refused) - len(lines)
            lines += [self.tr("… and {count} more").format(count=number(more))] if more else []
            text = "\n".join(lines)
            if text != self._refused.toPlainText():
                self._refused.setPlainText(text)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.accept)
        buttons.addWidget(self.join)
        buttons.addStretch()
        buttons.addWidget(self.dismiss)
        self._refused.setMaximumHeight(110)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._title, self._words, self._bar):
            column.addWidget(part)
        column.addWidget(self.grid, 1)
        column.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._refused)
        column.addLayout(buttons)
        column.addStretch()
