"""Do things do what they are asked to? A motion that is made is taken for the one of motions.toml that it is nearest
to.

Asked for in words of the training and in words that were never in it, of things that are not animated in the data. By
chance one of 25 is right.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor

from modaverse_desktop.engine.generators.moving_picture.motion import Motion, MotionCodec
from modaverse_desktop.training.starter.clip_generator.motions import MOTIONS, computed, mirrored
from modaverse_desktop.training.starter.clip_generator.words import read_wordings

THINGS = ("a guitar", "a pizza", "a tree", "a chair")
EXAMPLES = range(1000, 1012)
"""Seeds of the computed motions that stand for each."""


class Mover(Protocol):
    """The pipeline, as far as it is asked here."""

    codec: MotionCodec

    def motion_of(self, prompt: str, seed: int) -> Motion:
        """How what the prompt asks for moves."""
        ...


@dataclass(frozen=True)
class Taken:
    """What was asked for, which motion that is, and which it was taken for."""

    prompt: str
    motion: str
    taken_for: str


class Judge:
    """Nearest of the computed motions and their mirror images, by the codec's latents."""

    def __init__(self, codec: MotionCodec) -> None:
        self._codec, self._names, known = codec, [], []
        for name in MOTIONS:
            for seed in EXAMPLES:
                for motion in (computed(name, seed), mirrored(computed(name, seed))):
                    self._names.append(name)
                    known.append(codec.encode(motion).flatten())
        self._known = torch.stack(known)

    def name(self, motion: Motion) -> str:
        """Of the motion that this one is nearest to."""
        latents: Tensor = self._codec.encode(motion).flatten()
        return self._names[int((self._known - latents).square().sum(1).argmin())]


def unseen_words() -> Mapping[str, Sequence[str]]:
    """Words by motion, from unseen.toml."""
    return tomllib.loads(files(__package__).joinpath("unseen.toml").read_text(encoding="utf-8"))


def judged(mover: Mover, report: Callable[[str], None]) -> dict[str, list[Taken]]:
    """Every motion by its two plainest words, and by words that were never learned; a thing for each in turn."""
    judge = Judge(mover.codec)
    known = {name: wording.says[:2] for name, wording in read_wordings().items()}
    found: dict[str, list[Taken]] = {}
    for title, words in (("known_words", known), ("unseen_words", unseen_words())):
        asked = [(name, text) for name, texts in words.items() for text in texts]
        found[title] = []
        for place, (name, text) in enumerate(asked):
            prompt = f"{THINGS[place % len(THINGS)]} {text}"
            found[title].append(Taken(prompt, name, judge.name(mover.motion_of(prompt, 1))))
        report(f"{title}: {share(found[title]):.0%} of {len(asked)}")
    return found


def share(taken: Sequence[Taken]) -> float:
    """How many are right."""
    return sum(each.motion == each.taken_for for each in taken) / len(taken)


def write_verdict(path: Path, found: Mapping[str, Sequence[Taken]]) -> None:
    """Everything that was asked and taken, as JSON."""
    content = {"right": {title: share(taken) for title, taken in found.items()}}
    guesses = {title: [asdict(each) for each in taken] for title, taken in found.items()}
    path.write_text(json.dumps({**content, **guesses}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
