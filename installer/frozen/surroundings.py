"""Runs first in the installed programs: gives child processes the user's own environment back, and finds the programs
and fonts that were installed with the application. A program that is opened from the window must not get our libraries.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

_LIBRARIES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")

_ANEW = "PYINSTALLER_RESET_ENVIRONMENT"
"""Tells the loader of the model process, which is this program again, to set the path that is taken away here."""


def arrange(environment: MutableMapping[str, str], bundle: Path) -> None:
    """Change `environment` for an application whose files lie in `bundle`.

    PyInstaller's loader has set the library path for this process, which has read it; what was there before stands in
    a variable of its own.
    """
    for name in _LIBRARIES:
        before = environment.pop(f"{name}_ORIG", None)
        environment.pop(name, None)
        if before is not None:
            environment[name] = before
    environment[_ANEW] = "1"
    programs = bundle / "programs"
    if programs.is_dir():
        environment["PATH"] = os.pathsep.join(part for part in (str(programs), environment.get("PATH", "")) if part)
    fonts = bundle / "fonts" / "fonts.conf"
    if fonts.is_file():
        environment.setdefault("FONTCONFIG_FILE", str(fonts))


if getattr(sys, "frozen", False):
    arrange(os.environ, Path(getattr(sys, "_MEIPASS", "")))
