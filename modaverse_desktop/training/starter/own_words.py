"""Instructions that were written one by one, as many people type them, and what answers each: no templates."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import Pair, pair
from modaverse_desktop.training.starter.forms import chosen, lines
from modaverse_desktop.training.starter.heard import Heard
from modaverse_desktop.training.starter.instructions import Composer
from modaverse_desktop.training.starter.pictured import Shown

FOLDER = "own_words"
ALONE, ANY = "nothing", "any"
"""Sections without a medium, and with one of whichever kind; the others name the kinds, in the order given."""
KINDS = ("name", "describe", "poem", "story", "title", "image", "audio", "video")
_TASK = re.compile(r"(text|image|audio|video): (.+)")
_KIND = re.compile(rf"({'|'.join(KINDS)})([123]?)")
Draw = Callable[[Modality], Shown]


@dataclass(frozen=True)
class Written:
    """An instruction with its alternatives ``(a|b)``, the section that says which media it has, and its outputs:
    each a kind with the number of its medium (``name2``), or ``task: words`` with slots ``{x1}`` (what the first
    medium shows) and ``{s1}`` (what that sounds like); ``{x}`` and ``{s}`` are the first one's."""

    section: str
    instruction: str
    outputs: tuple[str, ...]


class OwnWords:
    """Draws pairs from them with the words and the dice of a composer, each line once before any comes again."""

    def __init__(self, composer: Composer, draw: Draw) -> None:
        self.wording = composer.wording
        self.dice = composer.dice
        self.heard = Heard(composer)
        self._draw = draw
        alone = [each for each in own_words() if each.section == ALONE]
        given = [each for each in own_words() if each.section != ALONE]
        self._alone, self._given = _rounds(alone, self.dice), _rounds(given, self.dice)

    def alone(self) -> Pair:
        """From words alone."""
        return self._said(next(self._alone))

    def given(self) -> Pair:
        """About one to three media."""
        return self._said(next(self._given))

    def _said(self, written: Written) -> Pair:
        media = [self._draw(kind) for kind in self._kinds(written.section)]
        answers = [self._answer(output, media) for output in written.outputs]
        instruction = self.wording.said(chosen(written.instruction, self.dice))
        return pair(instruction, answers, [each.reference for each in media])

    def _kinds(self, section: str) -> list[Modality]:
        if section == ALONE:
            return []
        if section == ANY:
            return [self.dice.choice((Modality.IMAGE, Modality.AUDIO, Modality.VIDEO))]
        return [Modality(kind) for kind in section.split("_")]

    def _answer(self, output: str, media: Sequence[Shown]) -> tuple[Modality, str]:
        if found := _KIND.fullmatch(output):
            return self.heard.answer(found[1], media[int(found[2] or 1) - 1])
        found = _TASK.fullmatch(output)
        assert found is not None, "own_words() lets nothing else through"
        slots: dict[str, str] = {}
        for number, shown in reversed(list(enumerate(media, 1))):
            sound = self.wording.sound(shown.phrase)
            slots |= {"x": shown.phrase, "s": sound, f"x{number}": shown.phrase, f"s{number}": sound}
        words = found[2].format(**slots)
        return Modality(found[1]), words[:1].upper() + words[1:] if found[1] == "text" else words


@cache
def own_words() -> tuple[Written, ...]:
    """All that lie in the folder beside this module. Raises ValueError as `read_line` does."""
    folder = files(__package__).joinpath(FOLDER)
    found: list[Written] = []
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        for section, text in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            found += [read_line(section, line) for line in lines(text)]
    return tuple(found)


def read_line(section: str, line: str) -> Written:
    """A line ``instruction => output ++ output``. Raises ValueError with it if it cannot be answered."""
    instruction, _, answer = line.rpartition(" => ")
    outputs = tuple(answer.split(" ++ "))
    count = 0 if section == ALONE else len(section.split("_"))
    allowed = {"{x}", "{s}"} if count else set[str]()
    allowed |= {f"{{{name}{number}}}" for name in "xs" for number in range(1, count + 1)}
    for output in outputs:
        kind = _KIND.fullmatch(output)
        fits = count and int(kind[2] or 1) <= count if kind else _TASK.fullmatch(output)
        if not fits or not instruction or not set(re.findall(r"\{[^}]*\}", output)) <= allowed:
            raise ValueError(f"{section}: {line}")
    return Written(section, instruction, outputs)


def _rounds(written: Sequence[Written], dice: random.Random) -> Iterator[Written]:
    while True:
        yield from dice.sample(written, len(written))
