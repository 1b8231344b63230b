"""How many pairs there are of each kind, and that none of them is an instruction of the evaluation."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import Pair
from modaverse_desktop.training.starter.heard import Heard
from modaverse_desktop.training.starter.instructions import Composer
from modaverse_desktop.training.starter.pictured import Pictured, Shown
from modaverse_desktop.training.starter.together import Together

COUNTS = {
    "chat": 2000,
    "written": 600,
    "image": 1200,
    "audio": 1500,
    "video": 1200,
    "several": 1300,
    "absent": 100,
    "drawn": 2000,
    "photo": 3600,
    "sound": 2800,
    "clip": 1400,
    "together": 2800,
}
"""How many pairs of each kind."""
_SETS = ("instructions.toml", "second.toml", "third.toml")
EVALUATION = tuple(Path("modaverse_desktop/evaluation") / name for name in _SETS)
_RARE = {"symbols", "people-body", "smileys-emotion"}
_RARE_SHARE = 0.3


@dataclass(frozen=True)
class Given:
    """What there is to ask about: drawn pictures, pseudo-photographs, sounds and clips."""

    drawn: Sequence[Shown]
    photos: Sequence[Shown]
    sounds: Sequence[Shown]
    clips: Sequence[Shown]


def mixed(composer: Composer, answers: Mapping[str, str], given: Given) -> Iterator[Pair]:
    """The pairs, `COUNTS` of each kind; `answers` by question."""
    dice = composer.dice
    known = sorted(answers.items())
    common = [shown for shown in given.drawn if shown.group not in _RARE]
    for _ in range(COUNTS["chat"]):
        yield composer.chat(*dice.choice(known))
    for name in ("written", "image", "audio", "video", "several", "absent"):
        for _ in range(COUNTS[name]):
            yield getattr(composer, name)()
    pictured, heard = Pictured(composer), Heard(composer)
    for _ in range(COUNTS["drawn"]):
        yield pictured.about(dice.choice(common if dice.random() < 1 - _RARE_SHARE else given.drawn))
    for _ in range(COUNTS["photo"]):
        yield pictured.about(dice.choice(given.photos))
    for _ in range(COUNTS["sound"]):
        yield heard.about(dice.choice(given.sounds))
    for _ in range(COUNTS["clip"]):
        yield heard.about(dice.choice(given.clips))
    stills = {Modality.AUDIO: given.sounds, Modality.VIDEO: given.clips}

    def draw(kind: Modality) -> Shown:
        return dice.choice(stills.get(kind) or (common if dice.random() < 0.4 else given.photos))

    together = Together(composer, draw)
    for _ in range(COUNTS["together"]):
        yield together.about()


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
