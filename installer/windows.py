"""For Windows, from the same facts: icon, version resource, and the script of Inno Setup. Not tried on Windows yet."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import facts
import share

_TEMPLATE = facts.ROOT / "installer" / "windows" / "modaverse.iss"
_VERSION = facts.ROOT / "installer" / "windows" / "version.txt"
_SIDES = (16, 24, 32, 48, 64, 128, 256)


def write_resources(folder: Path) -> None:
    """What PyInstaller and Inno Setup read, into `folder`. The icon needs Qt."""
    (folder / "modaverse.ico").write_bytes(icon_file())
    (folder / "version.txt").write_text(version_resource(), encoding="utf-8")
    (folder / "modaverse.iss").write_text(setup_script(), encoding="utf-8-sig")


def icon_file() -> bytes:
    """Our icon as an .ico with PNGs inside, which Windows reads since Vista."""
    drawing = (facts.ROOT / "resources" / "icons" / "modaverse.svg").read_bytes()
    pictures = [share.icon(drawing, side) for side in _SIDES]
    out = io.BytesIO()
    out.write(struct.pack("<HHH", 0, 1, len(pictures)))
    place = 6 + 16 * len(pictures)
    for side, picture in zip(_SIDES, pictures, strict=True):
        out.write(struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), place))
        place += len(picture)
    for picture in pictures:
        out.write(picture)
    return out.getvalue()


def numbers() -> tuple[int, int, int, int]:
    """The version as Windows wants it: four numbers."""
    parts = [int(part) for part in facts.version().split(".")[:4]]
    first, second, third, fourth = [*parts, 0, 0, 0, 0][:4]
    return first, second, third, fourth


def version_resource() -> str:
    """What the Explorer shows of the programs, as PyInstaller reads it."""
    return _filled(_VERSION.read_text(encoding="utf-8"))


def setup_script() -> str:
    """The script for Inno Setup 6: for one user, no administrator; in pieces that fit on FAT32 if it grows."""
    return _filled(_TEMPLATE.read_text(encoding="utf-8"))


def _filled(text: str) -> str:
    values = {
        "VERSION": facts.version(),
        "NUMBERS": ", ".join(str(number) for number in numbers()),
        "DOTTED": ".".join(str(number) for number in numbers()),
        "TITLE": facts.TITLE,
        "APP": facts.APP,
        "COMMAND": facts.COMMAND,
        "SUMMARY": facts.SUMMARY,
        "AUTHORS": facts.MAINTAINER.split(" <")[0],
        "PACK_TYPE": facts.PACK_TYPE,
        "PACK_SUFFIX": facts.PACK_SUFFIX,
    }
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text
