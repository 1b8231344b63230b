"""What a medium is by its name, for files that say nothing else: nothing is opened."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.reading import Item, wrong_item

_SUFFIXES: Mapping[Modality, str] = {
    Modality.IMAGE: ".jpg .jpeg .png .webp .gif .bmp .tif .tiff .avif",
    Modality.AUDIO: ".wav .mp3 .flac .ogg .opus .m4a .aac",
    Modality.VIDEO: ".mp4 .webm .mkv .mov .avi .m4v .mpg .mpeg",
}


def modality_of(path: Path, item: Item, name: str) -> Modality:
    """The modality of the medium `name`, which stands in an item of the file `path`. Raises AppError(INPUT)."""
    suffix = PurePosixPath(name).suffix.lower()
    for modality, suffixes in _SUFFIXES.items():
        if suffix and suffix in suffixes.split():
            return modality
    raise wrong_item(path, item, f"it cannot be told what {name!r} is", "Give the file its usual ending.")
