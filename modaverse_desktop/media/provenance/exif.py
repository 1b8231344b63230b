"""Exif: `parameters` as other programs for pictures write them, and the one thing of a camera's that must stay."""

from __future__ import annotations

from PIL import Image

from modaverse_desktop.core.provenance import Provenance, a1111_text

_ORIENTATION = 0x0112
_EXIF_IFD = 0x8769
_USER_COMMENT = 0x9286
_HEADER = b"Exif\0\0"


def orientation(block: bytes) -> int:
    """1 to 8, of an Exif block with or without its header; 1 if there is none."""
    exif = Image.Exif()
    try:
        exif.load(block)
        value = exif.get(_ORIENTATION, 1)
    except Exception:  # Pillow's EXIF reader raises many things, and none of them matters here
        return 1
    return value if value in range(1, 9) else 1


def block(record: Provenance | None, turned: int, most: int) -> bytes:
    """An Exif block without its header: orientation and parameters, as far as they are needed and `most` bytes hold.

    Nothing if there is nothing to say.
    """
    exif = Image.Exif()
    if turned != 1:
        exif[_ORIENTATION] = turned
    short = exif.tobytes() if turned != 1 else b""
    if record is not None:
        text = a1111_text(record).encode("utf-16-be", "replace")
        exif.get_ifd(_EXIF_IFD)[_USER_COMMENT] = b"UNICODE\0" + text
        long = exif.tobytes()
        short = long if len(long) <= most else short
    return short.removeprefix(_HEADER)
