"""Long work on another thread, with progress and a way to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from modaverse_desktop.core.cancel import CancelToken
from modaverse_desktop.core.errors import AppError, Interrupted
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.ui.parts.background import Background

_SHOWN_SECONDS = 0.05
"""Progress is told no more often than this."""


class Work(QObject):
    """One of `done`, `failed` and `stopped` comes, once."""

    stepped = Signal(object)
    """An `EngineProgress`."""
    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, work: Callable[[Callable[[EngineProgress], None]], object], parent: QObject) -> None:
        """`work` is given what it tells its progress to; that raises `Interrupted` to stop it."""
        super().__init__(parent)
        self._work = work
        self._token = CancelToken()
        self._told = 0.0
        self._background = Background(self._run, self)
        self._background.done.connect(self._ended)
        self._background.failed.connect(self.failed)

    def start(self) -> None:
        """Begin."""
        self._background.start(urgent=True)

    @Slot()
    def stop(self) -> None:
        """Stop at the next piece."""
        self._token.cancel()

    def _run(self) -> object:
        """On the other thread."""
        try:
            return self._work(self._tell)
        except Interrupted:
            return _Stopped()
        except AppError:
            raise
        except Exception as error:
            what = f"{type(error).__name__}: {error}"[:300]
            raise AppError("Something went wrong in the window", what, "Try again.") from error

    def _tell(self, event: EngineProgress) -> None:
        """On the other thread, for each piece."""
        self._token.check()
        if not isValid(self):
            raise Interrupted
        now = time.monotonic()
        if now - self._told >= _SHOWN_SECONDS or event.fraction == 1.0:
            self._told = now
            self.stepped.emit(event)

    @Slot(object)
    def _ended(self, result: object) -> None:
        if isinstance(result, _Stopped):
            self.stopped.emit()
        else:
            self.done.emit(result)


class _Stopped:
    """What stopped work gives."""
