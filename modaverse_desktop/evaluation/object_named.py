"""`python -m modaverse_desktop.evaluation.object_named`: is the main thing of a picture never seen before named?"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation.stack import circumstances, load_measured, tell
from modaverse_desktop.media.decode import decode_image

T = TypeVar("T")
Ask = Callable[[str, Sequence[NDArray[np.uint8]]], str]
QUESTION = "What is this?"
FONT = Path("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf")
_FONT_SIZE = 109
"""The only size that this bitmap font has."""
_EMOJI_BOX = (136, 128)
THINGS = frozenset({"animals-nature", "food-drink", "travel-places", "activities", "objects"})
PEOPLE = frozenset({"smileys-emotion", "people-body"})
_EMPTY_WORDS = frozenset(
    "a an the of with and in on to for at by this is picture shows it no not sign face person man woman".split()
)


@dataclass(frozen=True)
class Subject:
    """A picture and the words that name it: `strict` is its name, `lenient` are synonyms and tags as well."""

    name: str
    pixels: Callable[[], NDArray[np.uint8]]
    strict: frozenset[str]
    lenient: frozenset[str]


@dataclass(frozen=True)
class Named:
    """What the model answered about a subject."""

    name: str
    answer: str
    task: str
    strict: bool
    lenient: bool


def photographs(data: Path, missing: Callable[[str], None]) -> Iterator[Subject]:
    """The photographs of photographs.toml that lie under `data`; `missing` hears of the others."""
    text = files(__package__).joinpath("photographs.toml").read_text(encoding="utf-8")
    for source, rows in tomllib.loads(text).items():
        root = data / rows.pop("root")
        for file, words in rows.items():
            if not (root / file).is_file():
                missing(f"{source}: {file}")
                continue
            accepted = frozenset(words.split())
            path = (root / file).absolute()
            yield Subject(f"{source}/{path.stem}", lambda path=path: decode_image(path, 1024), accepted, accepted)


def emoji(data: Path, wanted: frozenset[str], font: Path = FONT) -> Iterator[Subject]:
    """Emoji of the groups `wanted` in Noto's style, which no training picture has.

    Raises AppError if the font is not installed.
    """
    if not font.is_file():
        raise AppError("The emoji font is not installed", str(font), "apt-get install fonts-noto-color-emoji")
    loaded = ImageFont.truetype(str(font), _FONT_SIZE)
    folder = data / "emojibase/package"
    groups = json.loads((folder / "meta/groups.json").read_text(encoding="utf-8"))["groups"]
    for row in json.loads((folder / "en/data.json").read_text(encoding="utf-8")):
        symbol = row["emoji"].replace("\ufe0f", "")
        if "group" not in row or groups[str(row["group"])] not in wanted or len(symbol) != 1:
            continue
        label = frozenset(words_of(row["label"]))
        tags = label | {word for tag in row.get("tags", ()) for word in words_of(tag)}
        yield Subject(row["label"], lambda symbol=symbol: drawn(symbol, loaded), label, tags)


def read_labels(data: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """By the code in an emoji's file name: what things' emoji are called, and all words for them."""
    folder = data / "emojibase/package"
    groups = json.loads((folder / "meta/groups.json").read_text(encoding="utf-8"))["groups"]
    rows = json.loads((folder / "en/data.json").read_text(encoding="utf-8"))
    things = (row for row in rows if "group" in row and groups[str(row["group"])] in THINGS)
    return {
        row["hexcode"].lower(): (row["label"], frozenset(words_of(" ".join((row["label"], *row.get("tags", ()))))))
        for row in things
    }


def drawn(symbol: str, font: ImageFont.FreeTypeFont) -> NDArray[np.uint8]:
    """An emoji on white, uint8 RGB (128, 136, 3)."""
    picture = Image.new("RGB", _EMOJI_BOX, "white")
    ImageDraw.Draw(picture).text((0, 0), symbol, font=font, embedded_color=True)
    return np.asarray(picture)


def words_of(text: str) -> list[str]:
    """The words that say something, in small letters and singular."""
    found = re.findall(r"[a-z]+", text.lower().replace("’s", "").replace("'s", ""))
    return [_singular(word) for word in found if word not in _EMPTY_WORDS]


def judge(subject: Subject, answer: str) -> tuple[bool, bool]:
    """(strict, lenient). Strict: all words of an emoji's label are said, or an accepted word of a photograph.

    Lenient: the thing itself (the last word before any "of", "with" or "in") is one of the label's words or tags.
    """
    said = set(words_of(answer))
    if subject.strict == subject.lenient:
        right = bool(said & {_singular(word) for word in subject.strict})
        return right, right
    strict = bool(subject.strict) and subject.strict <= said
    head = words_of(re.split(r" (?:of|with|in|on) ", answer)[0])[-1:]
    return strict, strict or bool(set(head) & subject.lenient)


def measure(subjects: Sequence[Subject], ask: Ask, question: str = QUESTION) -> list[Named]:
    """Ask what every picture shows."""
    results: list[Named] = []
    for subject in subjects:
        found = parse_meta_response(ask(question, [subject.pixels()])).invocations
        answer, task = (found[0].prompt, found[0].task) if found else ("", Modality.TEXT)
        strict, lenient = judge(subject, answer)
        results.append(Named(subject.name, answer, task.value, strict, lenient))
    return results


def summary(results: Sequence[Named]) -> dict[str, Any]:
    """Shares right, and all that were not even nearly right."""
    count = len(results)
    return {
        "count": count,
        "strict": round(sum(each.strict for each in results) / count, 4) if count else 0.0,
        "lenient": round(sum(each.lenient for each in results) / count, 4) if count else 0.0,
        "answered_in_words": round(sum(each.task == "text" for each in results) / count, 4) if count else 0.0,
        "confused": {each.name: each.answer for each in results if not each.lenient},
    }


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def main() -> None:
    """Measure a stack; JSON on stdout, or a table with --markdown."""
    parser = argparse.ArgumentParser(description="The main thing of pictures that were not trained on.")
    parser.add_argument("--stack", default="starter")
    parser.add_argument("--data", type=Path, default=Path("build/starter/data"), help="what the recipe fetched")
    parser.add_argument("--emoji", type=int, default=300, help="how many emoji, evenly spread; 0: all")
    parser.add_argument("--markdown", action="store_true")
    arguments = parser.parse_args()
    missing: list[str] = []
    sets = {"photographs": list(photographs(arguments.data, missing.append))}
    sets["emoji"] = spread(list(emoji(arguments.data, THINGS)), arguments.emoji)
    sets["faces and people"] = spread(list(emoji(arguments.data, PEOPLE)), arguments.emoji // 3)
    measured = load_measured(arguments.stack)
    result: dict[str, Any] = {**circumstances(), "question": QUESTION, "missing": missing}
    for name, subjects in sets.items():
        result[name] = summary(measure(subjects, measured.ask))
        tell(f"{name}: strict {result[name]['strict']:.1%}, lenient {result[name]['lenient']:.1%}")
    report = table(result) if arguments.markdown else json.dumps(result, indent=2, ensure_ascii=False)
    sys.stdout.write(report + "\n")


def spread(subjects: Sequence[T], count: int) -> list[T]:
    """`count` of them, evenly spread; all for 0."""
    if not 0 < count < len(subjects):
        return list(subjects)
    return [subjects[number * len(subjects) // count] for number in range(count)]


def table(result: dict[str, Any]) -> str:
    """Markdown: a line for each set."""
    lines = ["| pictures | count | strict | up to a synonym | answered in words |", "|---|---|---|---|---|"]
    for name in ("photographs", "emoji", "faces and people"):
        row = result[name]
        lines.append(
            f"| {name} | {row['count']} | {row['strict']:.1%} | {row['lenient']:.1%} | {row['answered_in_words']:.1%} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
