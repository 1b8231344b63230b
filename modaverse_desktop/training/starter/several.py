"""Requests for one to three outputs, put together from a part for each."""

from __future__ import annotations

from collections.abc import Sequence

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.starter.wording import Wording

TEXTS = ("fact", "poem", "story", "title", "given")
MEDIA_TEXTS = ("name", "describe", "poem", "story", "title")
_AFTER_QUESTION = ("{a} {b}", "{a} and {b}", "{a} then {b}", "{a} also {b}", "{a} please {b}")


def kinds(wording: Wording, texts: Sequence[str], weights: Sequence[int]) -> list[str]:
    """What is wanted, in order: two or, seldom, three of image, audio, video and, more often than not, a text."""
    dice = wording.dice
    count = 3 if dice.random() < 0.15 else 2
    text = dice.choices(texts, weights)[0]
    others = dice.sample(("image", "image", "audio", "audio", "video"), 5)
    wanted = list(dict.fromkeys([text, *others] if dice.random() < 0.55 else others))[:count]
    dice.shuffle(wanted)
    return wanted


def task_of(kind: str) -> Modality:
    """The output of a part."""
    return Modality(kind) if kind in ("image", "audio", "video") else Modality.TEXT


def asked(wording: Wording, wanted: Sequence[str], media: bool) -> str:
    """A form with {x}, or about "it" if there are `media`, that asks for `wanted` in this order."""
    nouns = wording.dice.random() < 0.3
    if len(wanted) == 2 and not nouns and wording.dice.random() < 0.1:
        second, first = (_part(wording, kind, media, False, place) for place, kind in ((1, wanted[0]), (0, wanted[1])))
        if "?" not in first + second:
            return wording.framed(
                wording.pick(wording.forms.two["backwards"]).replace("{a}", first).replace("{b}", second)
            )
    parts = [_part(wording, kind, media, nouns, place) for place, kind in enumerate(wanted)]
    joined = _joined(wording, parts, nouns)
    return joined if nouns or wording.dice.random() < 0.5 else wording.framed(joined)


def _part(wording: Wording, kind: str, media: bool, noun: bool, place: int) -> str:
    tables = wording.forms.parts
    if media and kind in ("name", "describe"):
        return wording.pick(tables["media"][f"{kind}_nouns" if noun else kind])
    if media or place:
        return wording.pick(tables["more_nouns" if noun else "more"][kind])
    return wording.pick(tables["nouns" if noun else "verbs"][kind])


def _joined(wording: Wording, parts: Sequence[str], nouns: bool) -> str:
    two = wording.forms.two
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 3:
        first, second, third = (part.rstrip("?") for part in parts)
        form = wording.pick(two["noun_triples" if nouns else "triples"])
        return form.replace("{a}", first).replace("{b}", second).replace("{c}", third)
    first, second = parts
    form = (
        wording.dice.choice(_AFTER_QUESTION) if "?" in first else wording.pick(two["noun_joins" if nouns else "joins"])
    )
    return form.replace("{a}", first).replace("{b}", second)
