"""Masks between files and the brush. Both ways take their time: not on the window's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from modaverse_desktop.core.paths import masks_folder
from modaverse_desktop.ui.masks.painting import LARGEST_SIDE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def load_mask(mask: Path, picture: Path) -> QImage:
    """The mask of a file for the brush (Alpha8), no side longer than `LARGEST_SIDE`.

    Raises:
        AppError: INPUT, as `media.mask.read_mask` does.
    """
    from PIL import Image

    from modaverse_desktop.media.mask import read_mask

    image = Image.fromarray(read_mask(mask, picture))
    image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    width, height = image.size
    return QImage(image.tobytes(), width, height, width, QImage.Format.Format_Alpha8).copy()


def keep_painted(image: QImage, picture: Path) -> Path:
    """Keep what was painted (Alpha8) on `picture`; returns the file. Raises AppError as `media.mask.keep_mask` does."""
    from modaverse_desktop.media.mask import keep_mask

    return keep_mask(_pixels(image), picture, masks_folder())


def _pixels(image: QImage) -> NDArray[np.uint8]:
    """Of an Alpha8 image, (height, width)."""
    import numpy as np

    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()
