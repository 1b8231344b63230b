"""The starter's training pairs with one sound or one clip: what it is, texts, pictures, sounds and clips of it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import Pair, pair
from modaverse_desktop.training.starter.forms import lines, split
from modaverse_desktop.training.starter.instructions import AUDIO, IMAGE, TEXT, VIDEO, Composer
from modaverse_desktop.training.starter.pictured import Shown, moving

SHARES = {
    "name": 40,
    "describe": 10,
    "question": 12,
    "write": 4,
    "image": 11,
    "audio": 7,
    "video": 8,
    "two": 8,
}
"""Of all requests with a sound or a clip, in per cent; clips have no questions, and are named the more often."""
_COMMAND = re.compile(r"(draw|paint|make|create|generate|turn|name|identify|describe|tell|play|animate|film|show)\b")


class Heard:
    """Draws pairs with a sound or a clip, with the words and the dice of a composer."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.wording = composer.wording
        self.dice = composer.dice

    def about(self, shown: Shown) -> Pair:
        """Any request, by `SHARES`."""
        table = "sound" if shown.modality is AUDIO else "clip"
        kind = self.dice.choices(list(SHARES), list(SHARES.values()))[0]
        if kind == "question" and shown.modality is AUDIO:
            return self._question(shown)
        kind = "name" if kind == "question" else kind
        if kind == "two":
            tasks, form = split(self.dice.choice(media_forms()[table]["two"]))
            answers = [self.answer("name" if task == "text" else task, shown) for task in tasks.split()]
            return pair(self.wording.said(self.wording.pick([form])), answers, [shown.reference])
        kind = self.dice.choice(("poem", "story", "title")) if kind == "write" else kind
        form = self.wording.pick(media_forms()[table][kind])
        if _COMMAND.match(form) and self.dice.random() < 0.3:
            form = self.wording.framed(form)
        return pair(self.wording.said(form), [self.answer(kind, shown)], [shown.reference])

    def answer(self, kind: str, shown: Shown) -> tuple[Modality, str]:
        """What is answered to a wish of a kind."""
        if kind in ("poem", "story", "title"):
            return TEXT, self.wording.filled(kind, shown.phrase)
        answers = {
            "name": (TEXT, shown.phrase),
            "describe": (TEXT, sentence(shown)),
            "image": (IMAGE, shown.phrase),
            "audio": (AUDIO, self.wording.sound(shown.phrase)),
            "video": (VIDEO, moving(shown)),
        }
        return answers[kind]

    def _question(self, shown: Shown) -> Pair:
        group = group_of(shown.phrase)
        animal = group in {"farm", "house_animal", "wild", "sea_animal", "bird", "insect"}
        music, speech = group == "music", group == "speech"
        asked = self.dice.choice(("where", "where", "alive", "music", "speech", "danger"))
        dangerous = group in {"battle", "fire", "wild"} or shown.phrase == "a siren"
        answers = {
            "where": media_forms()["places"][group][0],
            "alive": f"{_yes(animal)}, it is {shown.phrase}.",
            "music": f"{_yes(music)}, it is {shown.phrase}.",
            "speech": f"{_yes(speech)}, it is {shown.phrase}.",
            "danger": f"{_yes(dangerous)}, it is {shown.phrase}.",
        }
        form = self.wording.pick(media_forms()["reason"][asked])
        return pair(self.wording.said(form), [(TEXT, answers[asked])], [shown.reference])


def sentence(shown: Shown) -> str:
    """A sentence about a picture, a sound or a clip."""
    starts = {AUDIO: "You can hear", VIDEO: "This clip shows", IMAGE: "This picture shows"}
    return f"{starts[shown.modality]} {shown.phrase}."


def group_of(phrase: str) -> str:
    """The group of a sound in media_forms.toml; what is in none is music."""
    groups = media_forms()["groups"]
    return next((name for name, members in groups.items() if phrase in members), "music")


@cache
def media_forms() -> dict[str, dict[str, list[str]]]:
    """The tables of media_forms.toml; the members of a group are a list."""
    table = tomllib.loads(files(__package__).joinpath("media_forms.toml").read_text(encoding="utf-8"))
    groups = {name: [each.strip() for each in members.split(",")] for name, members in table.pop("groups").items()}
    return {name: {key: lines(text) for key, text in rows.items()} for name, rows in table.items()} | {"groups": groups}


def _yes(is_so: bool) -> str:
    return "Yes" if is_so else "No"
