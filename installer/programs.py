"""ffmpeg and ffprobe as Debian builds them, made to find their libraries in the bundle. Needs patchelf.

Debian's, because the tests run with these very programs, because their sources and licences are Debian's to give, and
because the packages on PyPI and npm bring either no ffprobe or binaries of unknown making.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

NAMES = ("ffmpeg", "ffprobe")
_APART = re.compile(r"lib(E?GLX?|OpenGL|GLdispatch|drm|xcb|xcb-dri\d|wayland-(client|cursor|egl|server))\.so\.\d+")
"""Libraries that the window must take from the system, and that ffmpeg only wants to find: it gets its own."""
_WHERE = "$ORIGIN/lib:$ORIGIN/.."


def gather(folder: Path) -> None:
    """Put both programs into `folder`, and what they alone may use into its sub-folder ``lib``.

    Raises:
        FileNotFoundError: ffmpeg or patchelf is not installed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "lib").mkdir(parents=True)
    for name in NAMES:
        found = shutil.which(name)
        if found is None:
            raise FileNotFoundError(name)
        copy = folder / name
        shutil.copy(found, copy)
        for library in _libraries(copy):
            if _APART.fullmatch(library.name):
                shutil.copy(library.resolve(), folder / "lib" / library.name)
        # DT_RPATH, not the newer RUNPATH: it counts for the libraries' own libraries as well
        subprocess.run(["patchelf", "--force-rpath", "--set-rpath", _WHERE, str(copy)], check=True)


def _libraries(program: Path) -> list[Path]:
    """Everything that the system would load for a program."""
    done = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=True)
    return [Path(path) for path in re.findall(r"=> (/\S+)", done.stdout)]
