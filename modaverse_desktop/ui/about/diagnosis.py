"""What somebody who helps wants to know: versions, system, models. English, and nothing of the user's."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QLibraryInfo, QSysInfo
from PySide6.QtGui import QGuiApplication

from modaverse_desktop import __version__
from modaverse_desktop.core.packs import Packs

_PACKAGES = ("torch", "transformers", "diffusers", "peft", "numpy", "pillow", "qasync")


def diagnosis(packs: Packs | None, engine: str) -> str:
    """One fact a line; no path, no instruction, no file name."""
    screens = ", ".join(
        f"{screen.size().width()} x {screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )
    facts = [
        f"ModaVerse Desktop {__version__}",
        f"System: {QSysInfo.prettyProductName()}, {platform.machine()}, kernel {platform.release()}",
        f"Python {platform.python_version()}",
        f"Qt {QLibraryInfo.version().toString()} ({QGuiApplication.platformName()})",
        f"Screens: {screens}",
        f"Engine: {engine}",
        *(f"{name} {_version(name)}" for name in _PACKAGES),
    ]
    if packs is not None:
        facts += [f"Pack {pack.id} {pack.version} ({pack.kind.value})" for pack in packs.manifests.values()]
        facts += [f"Problem: {problem.title}" for problem in packs.problems]
    return "\n".join(facts)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "is not installed"
