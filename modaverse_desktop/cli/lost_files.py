"""A disk unplugged under a model that is in use ends the process; it says so first, in a sentence."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Iterator
from contextlib import contextmanager

from modaverse_desktop.cli.output import Output
from modaverse_desktop.core.out_of_reach import SIGNAL, lost_files


@contextmanager
def telling_lost_files(output: Output, *, debug: bool = False) -> Iterator[None]:
    """Inside, a mapped file that cannot be read any more is told as any other failure; then the process ends.

    A handler of Python's would wait for an instruction that never ends: this one is called by the system itself, on the
    thread that looked at the file, which then waits for the interpreter if another thread has it.
    """
    if SIGNAL is None:
        yield
        return
    import ctypes

    def tell(number: int) -> None:
        if debug:
            faulthandler.dump_traceback()
        error = lost_files()
        output.failure(error)
        os._exit(error.kind.exit_code)

    kind = ctypes.CFUNCTYPE(None, ctypes.c_int)
    handler = kind(tell)  # held until it is not wanted any more
    change = ctypes.CDLL(None).signal
    change.restype, change.argtypes = ctypes.c_void_p, (ctypes.c_int, ctypes.c_void_p)
    before = change(SIGNAL, ctypes.cast(handler, ctypes.c_void_p))
    try:
        yield
    finally:
        change(SIGNAL, before)
