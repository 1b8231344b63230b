"""Where the files that the window shows lie: styles, icons, translations, samples."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core.paths import resources_folder

_PICTURES = (".png", ".jpg", ".webp")


def icon_file(name: str) -> Path:
    """The SVG of an icon, for example ``save``."""
    return resources_folder() / "icons" / f"{name}.svg"


def style_file(name: str) -> Path:
    """A style sheet or a theme's colours, for example ``window.qss``."""
    return resources_folder() / "styles" / name


def translation_file(name: str) -> Path:
    """A compiled translation, for example ``modaverse_vi.qm``."""
    return resources_folder() / "translations" / name


def sample_pictures() -> tuple[Path, ...]:
    """The pictures that a newcomer can try, in order; made by this project."""
    folder = resources_folder() / "samples"
    return tuple(sorted(file for file in folder.glob("*") if file.suffix in _PICTURES))
