"""The command line `modaverse`: a stable contract for scripts, readable for people; no torch before it is needed."""

from modaverse_desktop.cli.entry import main

__all__ = ["main"]
