"""What building and proving need of a machine, tried out beforehand: root, room, namespaces, tracing, a screen.

Run as a program it says the first that is missing, and ends with `MISSING`: that is no fault of the packages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import facts
from proof_screen import screen
from proof_system import APART

MISSING = 75
"""The exit code for "cannot be tried on this machine", sysexits' EX_TEMPFAIL."""
NAMESPACES = (*APART, "--net")
"""In front of a command: no network but the loopback as well."""
_ROOM_GB = 12.0
_ALONE = 'ip link set lo up && mount -t tmpfs none "$0" && mount -t proc proc "$0"'
_TRIALS: dict[str, tuple[str, ...]] = {
    "debootstrap": ("debootstrap", "--version"),
    "to enter another root": ("chroot", "/", "true"),
    "to trace system calls": ("strace", "--follow-forks", "--seccomp-bpf", "--output=/dev/null", "true"),
    "namespaces, with mounts and a loopback of their own": (*NAMESPACES, "sh", "-c", _ALONE),
    "to press keys": ("xdotool", "getmouselocation"),
    "to take pictures of a screen": ("import", "-window", "root", "rgb:/dev/null"),
}
_PATIENCE = 60


def missing(room: Path, needed_gb: float = _ROOM_GB) -> str:
    """The first condition that this machine does not fulfil, as a sentence; empty if nothing is in the way.

    `room` is the folder that must have `needed_gb` GB free.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return "This needs root on Linux: an empty system is made, and its network taken away."
    free = shutil.disk_usage(room).free / 1e9
    if free < needed_gb:
        return f"This needs {needed_gb:.0f} GB on the disk, and {free:.1f} GB are free in {room}."
    if shutil.which("Xvfb") is None:
        return "This needs Xvfb."
    with tempfile.TemporaryDirectory() as folder, screen() as display:
        for what, command in _TRIALS.items():
            if said := _fails([*command, folder] if _ALONE in command else command, display):
                return f"This needs {what}, and {command[0]} says: {said}"
    return ""


def _fails(command: tuple[str, ...] | list[str], display: str) -> str:
    """The last line of what a command says when it fails; empty when it does not."""
    environment = {**os.environ, "DISPLAY": display}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return str(problem)
    lines = f"{done.stdout}{done.stderr}".strip().splitlines()
    return "" if done.returncode == 0 else (lines or [f"code {done.returncode}"])[-1]


if __name__ == "__main__":
    if problem := missing(facts.ROOT):
        print(problem)
        sys.exit(MISSING)
