"""Garbage of Python's is collected on the window's own thread, and on no other.

Whatever thread makes the object that fills the measure would collect otherwise, and destroy Qt's objects that lie in
circles: there `QObject`'s destructor waits for the interpreter while it holds one of Qt's locks, and the window, which
has the interpreter, may be waiting for that lock. Both then stand still for good. What is free after it goes back to
the system.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

from modaverse_desktop.core.garbage import collect_due, give_back_what_is_free

_EVERY_MS = 500


class Collecting(QObject):
    """Collects from now on what is due, but nothing that is there now: it stays as long as the window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        give_back_what_is_free()
        gc.freeze()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    @Slot()
    def _collect(self) -> None:
        collect_due()
