"""Asks Linux to refuse sockets of the internet to this process and to all that it starts, for good (seccomp).

The filter sees the number of each system call and its first argument: ``socket(AF_INET, …)`` and ``socket(AF_INET6,
…)`` fail with EACCES, everything else goes on. Unix sockets, pipes and graphics cards are not touched.
Source: the kernel's Documentation/userspace-api/seccomp_filter.rst.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_LOAD, _EQUALS, _ANSWER = 0x20, 0x15, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Where these lie in what the filter is shown, in bytes."""
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""The kernel's number of the architecture, and of the call `socket` there."""
_INTERNET = (2, 10)
"""AF_INET and AF_INET6."""


def seal_process() -> bool:
    """Refuse sockets of the internet from here on; cannot be taken back. False where the system has no such means."""
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None or sys.maxsize < 2**32:
        return False
    program = _program(*machine)
    code = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code)))
    control = ctypes.CDLL(None, use_errno=True).prctl
    nothing = ctypes.c_ulong(0)
    if control(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), nothing, nothing, nothing) != 0:
        return False
    return control(_SECCOMP, ctypes.c_ulong(_FILTER), header, nothing, nothing) == 0


def _program(architecture: int, socket: int) -> bytes:
    """The filter, eight bytes an instruction: what to do, where to go if true or false, a number."""
    refuse = _ERRNO | errno.EACCES
    steps = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUALS, 0, 5, architecture),
        (_LOAD, 0, 0, _NUMBER),
        (_EQUALS, 0, 3, socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUALS, 2, 0, _INTERNET[0]),
        (_EQUALS, 1, 0, _INTERNET[1]),
        (_ANSWER, 0, 0, _ALLOW),
        (_ANSWER, 0, 0, refuse),
    )
    return b"".join(struct.pack("HBBI", *step) for step in steps)
