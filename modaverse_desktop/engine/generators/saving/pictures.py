"""Pictures: `output.images`, the first of them, as PNG."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.engine.generators.saving import Made
from modaverse_desktop.engine.generators.saving.numbers import as_array, colours
from modaverse_desktop.media.encode import save_image


def save(made: Made, folder: Path, stem: str) -> Path:
    """See `saving.save_made`."""
    flagged = any(getattr(made.output, "nsfw_content_detected", None) or [])
    pixels = colours(as_array(made.output.images[0]), made.manifest, flagged=flagged)
    return save_image(pixels, folder, stem)
