"""`python main.py`: the window; without a display, the sample conversion on the command line."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Open the window, or say that there is no display and convert a sample picture."""
    if sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        from modaverse_desktop.app import main as window

        return window()
    from modaverse_desktop.cli.sample import convert_sample

    return convert_sample()


if __name__ == "__main__":
    sys.exit(main())
