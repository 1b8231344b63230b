"""`python main.py`: the window; without a display, the sample conversion on the command line."""

from __future__ import annotations

import sys

from modaverse_desktop.app import has_display
from modaverse_desktop.app import main as window


def main() -> int:
    """Open the window, or say that there is no display and convert a sample picture."""
    if has_display():
        return window()
    from modaverse_desktop.cli.sample import convert_sample

    return convert_sample()


if __name__ == "__main__":
    sys.exit(main())
