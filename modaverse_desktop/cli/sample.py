"""What `make run` shows where no window can open: a sample picture, converted."""

from __future__ import annotations

import sys

from modaverse_desktop.cli.entry import main
from modaverse_desktop.core.paths import resources_folder

INSTRUCTION = "Make an icon of this"


def convert_sample() -> int:
    """Say that there is no display, and convert the first of the sample pictures; returns the exit code."""
    pictures = (resources_folder() / "samples").glob("*")
    samples = sorted(picture for picture in pictures if picture.suffix in (".jpg", ".png", ".webp"))
    print("There is no display, so no window can be opened. Here is a conversion instead:", file=sys.stderr)
    if not samples:
        return main(["convert", "--yes", "--instruction", "Make an icon of a cat"])
    print(f'modaverse convert --yes --instruction "{INSTRUCTION}" --media "{samples[0]}"', file=sys.stderr)
    return main(["convert", "--yes", "--instruction", INSTRUCTION, f"--media={samples[0]}"])
