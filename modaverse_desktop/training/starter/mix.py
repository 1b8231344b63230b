"""How many pairs there are of each kind, and that none of them is an instruction of the evaluation."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from modaverse_desktop.training.instructions import Pair
from modaverse_desktop.training.starter.instructions import Composer
from modaverse_desktop.training.starter.pictured import Pictured, Shown

COUNTS = {
    "chat": 6500,
    "written": 2000,
    "image": 5500,
    "audio": 5500,
    "video": 4500,
    "several": 3500,
    "absent": 250,
    "drawn": 13000,
    "photo": 11000,
}
"""How many pairs of each kind."""
EVALUATION = tuple(Path("modaverse_desktop/evaluation") / name for name in ("instructions.toml", "second.toml"))
_RARE = {"symbols", "people-body", "smileys-emotion"}
_RARE_SHARE = 0.3


def mixed(
    composer: Composer, answers: Mapping[str, str], drawn: Sequence[Shown], photos: Sequence[Shown]
) -> Iterator[Pair]:
    """The pairs, `COUNTS` of each kind; `answers` by question."""
    dice = composer.dice
    known = sorted(answers.items())
    common = [shown for shown in drawn if shown.group not in _RARE]
    for _ in range(COUNTS["chat"]):
        yield composer.chat(*dice.choice(known))
    for name in ("written", "image", "audio", "video", "several", "absent"):
        for _ in range(COUNTS[name]):
            yield getattr(composer, name)()
    pictured = Pictured(composer)
    for _ in range(COUNTS["drawn"]):
        yield pictured.about(dice.choice(common if dice.random() < 1 - _RARE_SHARE else drawn))
    for _ in range(COUNTS["photo"]):
        yield pictured.about(dice.choice(photos))


def unseen(pairs: Iterable[Pair], asked: Iterable[str]) -> Iterator[Pair]:
    """The pairs without those whose instruction, but for capitals and marks, is one of `asked`."""
    refused = {_letters(instruction) for instruction in asked}
    return (each for each in pairs if not each.instruction or _letters(each.instruction) not in refused)


def evaluated() -> list[str]:
    """The instructions of the evaluation."""
    sections = [each for path in EVALUATION for each in tomllib.loads(path.read_text(encoding="utf-8")).values()]
    return [line.rpartition("|")[2] for lines in sections for line in lines.strip().splitlines()]


def _letters(instruction: str) -> str:
    return "".join(each for each in instruction.lower() if each.isalnum())
