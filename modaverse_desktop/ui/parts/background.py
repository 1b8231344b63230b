"""A function done on another thread; its result comes back as a signal, if there is still somebody to hear it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from modaverse_desktop.core.errors import AppError

_THREADS = 3
"""Most of what they do is to wait for ffmpeg."""


class Background(QObject):
    """`done` carries the result, `failed` an `AppError`. Connect bound methods of QObjects, then `start`.

    What has not begun when it is destroyed is not done.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def start(self, *, urgent: bool = False) -> None:
        """Do it as soon as a thread is free; before all that is not `urgent`."""
        desk = _desk()
        work = self._work

        def run() -> None:
            if not isValid(self):
                return
            try:
                delivery = (self, True, work())
            except AppError as error:
                delivery = (self, False, error)
            if isValid(desk):  # it is not when the application has ended
                desk.brought.emit(delivery)

        desk.start(run, 1 if urgent else 0)


class _Desk(QThreadPool):
    """Threads of our own, and where their results arrive: on the window's thread.

    Qt's global pool must not wait for Python: QtMultimedia opens files on it, and the window's thread waits for that.
    """

    brought = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setMaxThreadCount(_THREADS)
        self.brought.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _deliver(self, delivery: tuple[Background, bool, object]) -> None:
        background, succeeded, result = delivery
        if isValid(background):
            (background.done if succeeded else background.failed).emit(result)


def _desk() -> _Desk:
    """That of the application: it goes with it."""
    application = QCoreApplication.instance()
    assert application is not None
    found = application.findChild(_Desk, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if found is not None else _Desk(application)
