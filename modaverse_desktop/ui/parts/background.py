"""A function done on a thread of the pool; its result comes back as a signal, also when its owner is gone by then."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot
from shiboken6 import isValid

from modaverse_desktop.core.errors import AppError


class _News(QObject):
    """Lives as long as the function; its signals reach only who is still there."""

    done = Signal(object)
    failed = Signal(object)


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
        news, unwanted = _News(), Event()
        news.done.connect(self._succeed)
        news.failed.connect(self._fail)
        self.destroyed.connect(unwanted.set)
        work = self._work

        def run() -> None:
            if unwanted.is_set():
                return
            signal = news.done
            try:
                result = work()
            except AppError as error:
                signal, result = news.failed, error
            if isValid(news):  # it is not when the application has ended
                signal.emit(result)

        QThreadPool.globalInstance().start(run, 1 if urgent else 0)

    @Slot(object)
    def _succeed(self, result: object) -> None:
        self.done.emit(result)

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        self.failed.emit(error)
