"""The promise in the status line that nothing leaves this computer, and the count that proves it."""

from __future__ import annotations

import os
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from modaverse_desktop.service.connections import open_connections
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.widgets import set_property

_EVERY_MS = 15_000
_FIRST_MS = 2_000
"""The window is seen first."""


class ConnectionLabel(QLabel):
    """Counts on another thread, seldom, and only while it is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "small")
        self.setText(self.tr("Nothing leaves this computer"))
        self.setToolTip(self.tr("Network connections of the window and of the model process, counted every 15 seconds"))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._count)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count."""
        super().showEvent(event)
        self._timer.start(_FIRST_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._timer.stop()

    @Slot(object)
    def show_count(self, count: int) -> None:
        """Say how many there are; the program itself never opens one."""
        if count == 0:
            self.setText(self.tr("Nothing leaves this computer · offline, 0 connections"))
        elif count == 1:
            self.setText(self.tr("1 network connection is open"))
        else:
            self.setText(self.tr("{count} network connections are open").format(count=count))
        set_property(self, "tone", "bad" if count else "")

    @Slot()
    def _count(self) -> None:
        self._timer.setInterval(_EVERY_MS)
        work = Background(partial(open_connections, os.getpid()), self)
        work.done.connect(self.show_count)
        work.done.connect(work.deleteLater)
        work.start()
