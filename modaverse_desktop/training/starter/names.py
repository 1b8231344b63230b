"""What a person calls the thing in a picture: phrases with an article, from emoji, stamps and ImageNet's classes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from modaverse_desktop.training.starter.pictures import Picture, Style

_VOWELS = "aeiou"
_LIKE_CONSONANT = ("uni", "euro", "one", "use", "ufo", "uk")
_LIKE_VOWEL = ("hour", "honest", "8", "11", "18", "x-ray", "sos", "atm", "fm", "mri", "s.o.s")
_MASS = frozenset(
    """rice bread cheese bacon meat honey butter milk water fire snow ice rain salt sake tea coffee garlic popcorn corn
    ginger wood rock lightning fog wind luggage money broccoli spaghetti sushi curry glue sand grass paper soap tofu
    kelp seaweed gold silver clothing lettuce celery""".split()
)
_SINGULAR_S = ("ss", "us", "is", "bus", "lens", "tennis", "chess", "compass", "news")
_ALREADY = ("a ", "an ", "the ", "two ", "three ", "some ", "my ", "your ")
_SENTENCE = re.compile(r"\b(is|are|was|saw|means|stands|have|resembles|gets|carry|eat|say|enter|our|you|your)\b")
_TRAILING_WORDS = (" face",)


@dataclass(frozen=True)
class ClassName:
    """An ImageNet class: what to call it, and the kind of thing it is ("" if it has no common kind)."""

    phrase: str
    kind: str


def with_article(name: str) -> str:
    """With its article ("apple" becomes "an apple"); plurals and masses stay as they are."""
    words = name.split()
    if not words or name.startswith(_ALREADY):
        return name
    last = words[-1] if " of " not in name and " with " not in name else re.split(r" of | with ", name)[0].split()[-1]
    plural = last.endswith("s") and not last.endswith(_SINGULAR_S) and "’s" not in last and "'s" not in last
    if plural or last in _MASS:
        return name
    return f"{_article(words[0].lower())} {name}"


def without_article(phrase: str) -> str:
    """Bare: "an apple" becomes "apple"."""
    return re.sub(r"^(an?|the) ", "", phrase)


def _article(first: str) -> str:
    if first.startswith(_LIKE_VOWEL):
        return "an"
    return "an" if first[0] in _VOWELS and not first.startswith(_LIKE_CONSONANT) else "a"


def picture_phrase(picture: Picture) -> str:
    """What an emoji or a stamp shows."""
    return stamp_phrase(picture.name) if picture.style == Style.STAMPS.value else emoji_phrase(picture)


def emoji_phrase(picture: Picture) -> str:
    """From the emoji's label: animals lose their "face", colons and quotation marks go."""
    name = re.sub(r"[“”!]", "", picture.name)
    name = re.sub(r"^(.*): (.*)$", r"\1 with \2", name) if ":" in name else name
    if picture.group == "animals-nature":
        for ending in _TRAILING_WORDS:
            name = name.removesuffix(ending)
    name = name.replace(" button", " sign") if picture.group == "symbols" else name
    return with_article(_plain(name))


def stamp_phrase(sentence: str) -> str:
    """The first clause of a stamp's sentence, in small letters, with its article."""
    first = re.split(r"[.!?;:,(—–]| that | which ", sentence)[0].strip()
    words = first.split()
    kept = [word if word[1:2].isupper() else word.lower() for word in words[:1]] + words[1:]
    return with_article(_plain(" ".join(kept)))


def is_name(phrase: str) -> bool:
    """Whether a phrase names a thing; some stamps' first clauses are whole sentences."""
    return bool(phrase) and not _SENTENCE.search(phrase)


def _plain(name: str) -> str:
    return name.replace("’", "'").replace("“", "").replace("”", "").strip()


def read_classes(info: Path) -> list[ClassName]:
    """ImageNet's 1000 classes in order; `info` is the folder `timm/data/_info` of timm's wheel."""
    synsets = (info / "imagenet_synsets.txt").read_text(encoding="utf-8").split()
    pairs = (info / "imagenet_synset_to_lemma.txt").read_text(encoding="utf-8").splitlines()
    lemmas = dict(line.split("\t", 1) for line in pairs if "\t" in line)
    return [_class_name(index, lemmas[synset].split(",")[0].strip()) for index, synset in enumerate(synsets)]


def _class_name(index: int, lemma: str) -> ClassName:
    table = _table()
    kind = next((name for name, ranges in table["groups"].items() if _within(index, ranges)), "")
    phrase = table["names"].get(lemma) or with_article(lemma)
    alone = any(word in phrase for word in (kind, *table["alone"]["names"])) if kind else True
    return ClassName(phrase if alone else f"{phrase} {kind}", kind)


def _within(index: int, ranges: Sequence[Sequence[int]]) -> bool:
    return any(first <= index <= last for first, last in ranges)


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(files(__package__).joinpath("imagenet_names.toml").read_text(encoding="utf-8"))  # type: ignore[return-value]
