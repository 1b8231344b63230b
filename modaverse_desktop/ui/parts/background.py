"""A function done on a thread of the pool; its result comes back as a signal, also when its owner is gone by then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal

from modaverse_desktop.core.errors import AppError


class _News(QObject):
    """Lives as long as the function runs; its signals reach only who is still there."""

    done = Signal(object)
    failed = Signal(object)


class Background(QObject):
    """`done` carries the result, `failed` an `AppError`. Connect bound methods of QObjects, then `start`."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def start(self) -> None:
        """Do it as soon as a thread is free."""
        news = _News()
        news.done.connect(self.done)
        news.failed.connect(self.failed)
        work = self._work

        def run() -> None:
            try:
                news.done.emit(work())
            except AppError as error:
                news.failed.emit(error)

        QThreadPool.globalInstance().start(run)
