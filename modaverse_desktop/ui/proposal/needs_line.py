"""What the plan needs before it runs: memory, disk and time, beside what is free."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.service.measurements import Estimate
from modaverse_desktop.service.needs import Needs, Room, look_around, needs_of
from modaverse_desktop.service.step_needs import step_needs
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.widgets import label, push_button, set_property
from modaverse_desktop.ui.proposal.span_words import span_words
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import file_size

if TYPE_CHECKING:
    from modaverse_desktop.ui.proposal.steps_table import StepsTable

_FRESH_SECONDS = 10.0


class NeedsLine(QWidget):
    """What is free is looked up on another thread, at most every ten seconds while the plan is drawn."""

    def __init__(self, theme: Theme, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._invocations: tuple[Invocation, ...] = ()
        self._room = Room()
        self._looked = 0.0
        self._given: tuple[Modality, ...] = ()
        self._theme = theme
        self._words = label(role="small", wrap=True)
        self.unfold = push_button(self.tr("Step by step"), "quiet", tip=self.tr("What each step needs"))
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._fold)
        self.table: StepsTable | None = None
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(row)
        self._draw_arrow()
        theme.changed.connect(self._draw_arrow)

    def offer(self, catalogue: Catalogue) -> None:
        """Other models are installed, or there; what is shown is drawn anew with the next needs."""
        self._catalogue = catalogue
        if self.table is not None:
            self.table.offer(catalogue)

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def show_needs(self, invocations: Sequence[Invocation], given: Sequence[Modality] = ()) -> None:
        """Say what these need; the conversion was `given` such media."""
        self._invocations, self._given = tuple(invocations), tuple(given)
        self._draw()
        if self.isVisible():
            self._look_around()

    def showEvent(self, event: QShowEvent) -> None:
        """What is free now?"""
        super().showEvent(event)
        self._look_around()

    def _look_around(self) -> None:
        now = time.monotonic()
        if self._looked and now - self._looked < _FRESH_SECONDS:
            return
        self._looked = now
        try:
            folder = self._catalogue.output()
        except AppError:  # there is no folder to write to: approving says so
            return
        looking = Background(partial(look_around, folder), self)
        looking.done.connect(self._found)
        looking.done.connect(looking.deleteLater)
        looking.start()

    @Slot(object)
    def _found(self, room: Room) -> None:
        self._room = room
        self._draw()

    def _draw(self) -> None:
        needs = needs_of(self._invocations, self._catalogue)
        parts = needs_words(needs, self._room)
        self.setVisible(bool(parts))
        self._words.setText(" · ".join(parts))
        set_property(self._words, "tone", "warning" if is_tight(needs, self._room) else "")
        self._draw_steps()

    def _draw_steps(self) -> None:
        """The table is made when it is first wanted: few look at it."""
        stack, memory = self._catalogue.stack, self._catalogue.memory()
        self.unfold.setVisible(stack is not None and memory is not None)
        if not self.unfold.isChecked() or stack is None or memory is None:
            return
        if self.table is None:
            from modaverse_desktop.ui.proposal.steps_table import StepsTable

            self.table = StepsTable(self._catalogue)
            self._column.addWidget(self.table)
        steps = step_needs(stack, self._given, self._invocations, self._catalogue, memory, interpreted=True)
        self.table.show_steps(steps)

    @Slot(bool)
    def _fold(self, shown: bool) -> None:
        self._draw_steps()
        if self.table is not None:
            self.table.setVisible(shown)
        self._draw_arrow()

    @Slot()
    def _draw_arrow(self) -> None:
        self.unfold.setIcon(self._theme.icon("unfold" if self.unfold.isChecked() else "fold", "muted"))


def is_tight(needs: Needs, room: Room) -> bool:
    """Whether it needs more than is free."""
    memory = room.memory is not None and needs.memory > room.memory
    return memory or (room.disk is not None and needs.disk > room.disk)


def needs_words(needs: Needs, room: Room) -> list[str]:
    """What is needed and what is free; nothing for a plan of words alone."""
    if not needs.disk and not needs.memory:
        return []
    parts: list[str] = []
    if needs.memory:
        parts.append(_of_free(_tr("Needs {size} of memory"), needs.memory, room.memory))
    if needs.disk:
        parts.append(_of_free(_tr("At most {size} on the disk"), needs.disk, room.disk))
    parts.append(time_words(needs.time))
    return parts


def time_words(estimate: Estimate | None) -> str:
    """How long it takes, and how that is known."""
    if estimate is None:
        return _tr("How long it takes was not measured here yet")
    span = span_words(estimate.seconds)
    if estimate.measured:
        return _tr("Takes {span}, measured here").format(span=span)
    return _tr("Takes {span}, reckoned from other settings measured here").format(span=span)


def _of_free(words: str, needed: int, free: int | None) -> str:
    said = words.format(size=file_size(needed))
    if free is None:
        return said
    if needed > free:
        return _tr("{needed}, and only {free} are free").format(needed=said, free=file_size(free))
    return _tr("{needed} ({free} free)").format(needed=said, free=file_size(free))


def _tr(text: str) -> str:
    return QCoreApplication.translate("NeedsLine", text)
