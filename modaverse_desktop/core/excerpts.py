"""Which parts of a medium an encoder is given: an encoder's pack says it under ``[config.sees]``, by modality.

``sees.image = {margins = [0.0, 0.1]}``: views of the picture, padded to a square, less that share of it on each side.
``sees.audio = {clips = 3, clip_seconds = 2.0}``: clips spread evenly over the time, the first at its beginning.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from modaverse_desktop.core.media import Part
from modaverse_desktop.core.modality import Modality


@dataclass(frozen=True)
class View:
    """A part of a picture, in shares of its width and height: 0 is left and top, 1 is right and bottom."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self == View()


@dataclass(frozen=True)
class Excerpts:
    """What an encoder samples of media of one modality. Without clips and margins: all of it."""

    margins: tuple[float, ...] = ()
    clips: int = 0
    clip_seconds: float = 0.0

    def views(self, width: int, height: int) -> tuple[View, ...]:
        """What is looked at of a picture of this size (pixels); the padding round it is not part of it."""
        side = max(width, height)
        return tuple(_view(margin * side, width, height) for margin in self.margins)

    def spans(self, seconds: float, part: Part | None = None) -> tuple[tuple[float, float], ...]:
        """The clips of something that takes `seconds`, as (start, end); what is shorter than a clip is one whole.

        Of a `part`, they are spread over that, and without clips the part is one.
        """
        if part is not None:
            start, end = min(part.start, seconds), min(part.end, seconds)
            inside = self.spans(end - start) or ((0.0, end - start),)
            return tuple((start + first, start + last) for first, last in inside)
        if not self.clips or seconds <= 0:
            return ()
        if seconds <= self.clip_seconds:
            return ((0.0, seconds),)
        step = (seconds - self.clip_seconds) / (self.clips - 1) if self.clips > 1 else 0.0
        return tuple((clip * step, clip * step + self.clip_seconds) for clip in range(self.clips))

    def heard(self, seconds: float, part: Part | None = None) -> float:
        """Seconds that at least one clip covers."""
        covered, reached = 0.0, 0.0
        for start, end in self.spans(seconds, part):
            covered += end - max(start, reached)
            reached = end
        return covered


def read_excerpts(config: Mapping[str, object], modality: Modality) -> Excerpts | None:
    """What an encoder's configuration says about media of this modality; None if it says nothing that makes sense."""
    sees = config.get("sees")
    found = cast("Mapping[str, object]", sees).get(modality.value) if isinstance(sees, Mapping) else None
    if not isinstance(found, Mapping):
        return None
    values = cast("Mapping[str, object]", found)
    margins = values.get("margins", [])
    clips, seconds = values.get("clips", 0), values.get("clip_seconds", 0.0)
    if not isinstance(margins, list) or not isinstance(clips, int) or not _number(seconds):
        return None
    shares = cast("list[object]", margins)
    if not all(_number(share) and 0 <= cast(float, share) < 0.5 for share in shares):
        return None
    if clips < 0 or (clips > 0) != (cast(float, seconds) > 0):
        return None
    return Excerpts(tuple(cast("list[float]", shares)), clips, cast(float, seconds))


def _view(margin: float, width: int, height: int) -> View:
    """The square of the longer side less `margin` pixels on each side, as far as it lies on the picture."""
    side = max(width, height)
    across = max(0.0, margin - (side - width) / 2) / width
    down = max(0.0, margin - (side - height) / 2) / height
    return View(across, down, 1 - across, 1 - down)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
