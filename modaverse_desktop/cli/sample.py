"""What `make run` shows where no window can open: a sample picture, converted."""

from __future__ import annotations

import sys

from modaverse_desktop.cli.entry import main
from modaverse_desktop.core.paths import resources_folder

INSTRUCTION = "Make an icon of this"
PICTURE = "balloon.jpg"


def convert_sample() -> int:
    """Say that there is no display, and convert a sample picture; returns the exit code."""
    sample = resources_folder() / "samples" / PICTURE
    print("There is no display, so no window can be opened. Here is a conversion instead:", file=sys.stderr)
    print(f'modaverse convert --yes --instruction "{INSTRUCTION}" --media "{sample}"', file=sys.stderr)
    return main(["convert", "--yes", "--instruction", INSTRUCTION, f"--media={sample}"])
