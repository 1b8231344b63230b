"""What goes on with a model, how far it is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.ui.announcer import announce
from modaverse_desktop.ui.language import heard
from modaverse_desktop.ui.models.desk import ModelsDesk
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.parts.progress_bar import SlimBar
from modaverse_desktop.ui.parts.widgets import push_button
from modaverse_desktop.ui.theme import Theme

_PARTS = 1000


class WorkBar(QFrame):
    """Hidden while nothing goes on."""

    def __init__(self, theme: Theme, desk: ModelsDesk) -> None:
        super().__init__()
        self._desk = desk
        self._step = ""
        self.words = ElidedLabel("", "muted")
        self.bar = SlimBar(theme)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop_button = push_button(self.tr("Stop"), "small")
        self.stop_button.setAccessibleName(self.tr("Stop what is done with the model"))
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.bar)
        self.stop_button.clicked.connect(desk.stop)
        desk.busy_changed.connect(self._busy_changed)
        desk.stepped.connect(self._stepped)
        self._busy_changed()

    @Slot()
    def _busy_changed(self) -> None:
        self.setVisible(self._desk.is_busy)
        self._step = ""
        self.words.show_text(self.tr("Beginning"))
        self.bar.setRange(0, 0)

    @Slot(object)
    def _stepped(self, event: EngineProgress) -> None:
        said = heard(event.step)
        if said != self._step:
            self._step = said
            announce(self, said)
        known = event.fraction is not None
        self.bar.setRange(0, _PARTS if known else 0)
        if event.fraction is not None:
            self.bar.setValue(round(event.fraction * _PARTS))
            said = f"{said} {event.fraction:.0%}"
        self.words.show_text(said)
