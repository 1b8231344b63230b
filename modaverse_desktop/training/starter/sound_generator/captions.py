"""What people would write to get a sound: weighted captions of every kind."""

from __future__ import annotations

from collections.abc import Sequence

from modaverse_desktop.training.starter.captions import Caption
from modaverse_desktop.training.starter.sound_generator.clips import SoundKind

PLAINEST, PLAIN = 3.0, 1.0
TEMPLATES = (
    "the sound of {a}",
    "sound of {a}",
    "{a} sound",
    "a recording of {a}",
    "a sound effect of {a}",
    "{a} in the distance",
    "a loud {n}",
    "noise of {a}",
    "{a}, high quality",
    "{a} outside",
)
TEMPLATED = 0.4
"""The share of a caption's weight that goes to its wordings."""


def write_sound_captions(kinds: Sequence[SoundKind]) -> list[Caption]:
    """Captions of every kind; `picture` is the kind's index. The first of a kind counts most."""
    found = []
    for index, kind in enumerate(kinds):
        for place, text in enumerate(kind.says):
            weight = PLAINEST if place == 0 else PLAIN
            wordings = [form.format(a=text, n=_bare(text)) for form in TEMPLATES]
            found.append(Caption(text, index, weight * (1 - TEMPLATED)))
            found += [Caption(each, index, weight * TEMPLATED / len(wordings)) for each in wordings]
    return found


def _bare(text: str) -> str:
    article, _, rest = text.partition(" ")
    return rest if article in ("a", "an", "the") else text
