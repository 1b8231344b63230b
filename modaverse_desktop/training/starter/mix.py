"""How many pairs there are of each kind, and that none of them is an instruction of the evaluation."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import Pair
from modaverse_desktop.training.starter.heard import Heard
from modaverse_desktop.training.starter.instructions import Composer
from modaverse_desktop.training.starter.own_words import OwnWords
from modaverse_desktop.training.starter.pictured import Pictured, Shown
from modaverse_desktop.training.starter.together import Together
from modaverse_desktop.training.starter.wishes import Wishes

COUNTS = {
    "chat": 1000,
    "written": 350,
    "image": 500,
    "audio": 650,
    "video": 500,
    "several": 400,
    "composed": 1200,
    "absent": 60,
    "elsewhere": 350,
    "drawn": 1100,
    "photo": 2000,
    "sound": 1300,
    "clip": 600,
    "wishes": 1800,
    "together": 1700,
    "own_alone": 7000,
    "own_given": 12000,
}
"""How many pairs of each kind."""
_SETS = ("instructions", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
EVALUATION = tuple(Path(f"modaverse_desktop/evaluation/{name}.toml") for name in _SETS)
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
    pictured, heard, wishes = Pictured(composer), Heard(composer), Wishes(composer, known)
    others = {Modality.AUDIO: given.sounds, Modality.VIDEO: given.clips}

    def draw(kind: Modality) -> Shown:
        return dice.choice(others.get(kind) or (common if dice.random() < 0.4 else given.photos))

    def anything() -> Shown:
        return draw(dice.choice((Modality.IMAGE, Modality.AUDIO, Modality.VIDEO)))

    def drawn() -> Shown:
        return dice.choice(common if dice.random() < 1 - _RARE_SHARE else given.drawn)

    own = OwnWords(composer, draw)
    ways: dict[str, Callable[[], Pair]] = {
        "chat": lambda: composer.chat(*dice.choice(known)),
        "written": composer.written,
        "image": composer.image,
        "audio": composer.audio,
        "video": composer.video,
        "several": composer.several,
        "composed": wishes.composed,
        "absent": composer.absent,
        "elsewhere": lambda: wishes.elsewhere(anything()),
        "drawn": lambda: pictured.about(drawn()),
        "photo": lambda: pictured.about(dice.choice(given.photos)),
        "sound": lambda: heard.about(dice.choice(given.sounds)),
        "clip": lambda: heard.about(dice.choice(given.clips)),
        "wishes": lambda: wishes.about(anything()),
        "together": Together(composer, draw, wishes).about,
        "own_alone": own.alone,
        "own_given": own.given,
    }
    for name, count in COUNTS.items():
        for _ in range(count):
            yield ways[name]()


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
