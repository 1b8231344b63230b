"""What all packages say of the application, once: names, version, sentences. The version comes from pyproject.toml."""

from __future__ import annotations

import os
import subprocess
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "installer"
"""Where everything is built; ignored by git."""

APP = "modaverse-desktop"
"""Name of the package, of its folder, of the window's program and of its desktop entry."""
COMMAND = "modaverse"
"""The program for the command line."""
TITLE = "ModaVerse"
COMPONENT = "org.modaverse.Desktop"
"""AppStream's name."""
MAINTAINER = "The ModaVerse Desktop authors <modaverse-desktop@localhost>"
SUMMARY = "Any media and a sentence in, any media out, on your own machine"
SUMMARY_VI = "Phương tiện nào cũng được vào, kèm một câu; phương tiện nào cũng được ra, ngay trên máy của bạn"
DESCRIPTION = (
    "Drop a picture, write what you want, and see what the model proposes before it runs: an answer in words, or "
    "something to be made from a prompt that you can edit.",
    "Everything happens on your own machine. The models that come with it run without a graphics card; nothing is "
    "downloaded and nothing is sent anywhere.",
)
PACK_TYPE = "application/x-modaverse-pack"
PACK_SUFFIX = ".mvpack"
MEDIA_TYPES = (
    "image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff", "image/avif",
    "audio/x-wav", "audio/mpeg", "audio/flac", "audio/ogg", "audio/mp4",
    "video/mp4", "video/webm", "video/x-matroska", "video/quicktime", "video/ogg",
)  # fmt: skip
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def project() -> dict[str, Any]:
    """The table ``[project]`` of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def dependencies() -> list[str]:
    """What the application is pinned to, as ``name==version``."""
    return list(project()["dependencies"])


def version() -> str:
    """Of the application, for example ``0.1.0``."""
    return str(project()["version"])


def epoch() -> int:
    """The time that all packed files carry, in seconds: SOURCE_DATE_EPOCH, or that of the last commit."""
    if named := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(named)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else 1_700_000_000
