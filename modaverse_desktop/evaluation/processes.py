"""Several processes share the work of one; what stops any of them is said by the one that began them."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from multiprocessing.queues import SimpleQueue

from modaverse_desktop.core.errors import AppError, ErrorKind

_POLL = 0.5
Work = Callable[[int], None]
"""What a process does, by its place among them; must be picklable."""


def in_processes(work: Work, count: int, tell: Callable[[], None]) -> None:
    """Let `count` processes do their part; `tell` is called twice a second.

    When one fails, the others are ended too: what they would do is lost work if it was the disk or the model.
    Raises the AppError of the first that failed, or one that says that a process ended before its time.
    """
    context = multiprocessing.get_context("spawn")
    said: SimpleQueue[dict[str, str]] = context.SimpleQueue()
    workers = [context.Process(target=_part, args=(work, place, said)) for place in range(count)]
    with _interrupts_unheard():
        for worker in workers:
            worker.start()
    try:
        while any(worker.is_alive() for worker in workers) and not any(worker.exitcode for worker in workers):
            for worker in workers:
                worker.join(_POLL / len(workers))
            tell()
        failed = any(worker.exitcode for worker in workers)
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
    if not failed:
        return
    if said.empty():
        detail = "its own words stand above; what is answered is kept"
        raise AppError("A process of the evaluation failed", detail, "Run the same command again.", ErrorKind.MODEL)
    error = AppError.from_dict(said.get())
    hint = f"{error.hint} What is answered is kept: the same command goes on.".strip()
    raise AppError(error.title, error.detail, hint, error.kind)


def _part(work: Work, place: int, said: SimpleQueue[dict[str, str]]) -> None:
    try:
        work(place)
    except AppError as error:
        said.put(error.to_dict())
        raise SystemExit(1) from None


@contextmanager
def _interrupts_unheard() -> Generator[None]:
    """Processes that begin now do not hear a Ctrl+C, not even while they import: who began them ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
