"""The starter's training pairs: hand-written forms x names of things, for text alone and for text with a picture."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TypeVar

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import Pair, pair
from modaverse_desktop.training.starter.names import with_article, without_article

T = TypeVar("T")
TEXT, IMAGE, AUDIO, VIDEO = Modality.TEXT, Modality.IMAGE, Modality.AUDIO, Modality.VIDEO

_COMMAND = re.compile(r"(draw|paint|make|create|generate|turn|name|identify|describe|tell|play|animate|film|show)\b")
_COLOUR = re.compile(r"^(red|blue|green|yellow|orange|purple|pink|black|white|brown|gr[ea]y) (?=\w)")


@dataclass(frozen=True)
class Shown:
    """A picture to ask about: `source` as in `MediaReference`, what it shows, and its group ("" if unknown)."""

    source: str
    phrase: str
    group: str = ""


class Composer:
    """Draws pairs. All choices come from `dice`, so that a seed gives the same pairs."""

    def __init__(self, seed: int, things: Sequence[str]) -> None:
        """`things` are names with articles: what pictures can be asked for."""
        self.dice = random.Random(seed)
        self.things = list(things)

    # --- text alone ---------------------------------------------------------------------------------------------

    def image(self) -> Pair:
        """A picture from words."""
        thing = self.thing()
        return self._from_words("image", {"x": thing, "n": without_article(thing)}, [(IMAGE, thing)])

    def audio(self) -> Pair:
        """A sound or music from words."""
        if self.dice.random() < 0.3:
            wanted = self._pick(self.words["music"])
            return pair(self.vary(self._pick(self.text_only["music"]).format(s=wanted)), [(AUDIO, wanted)])
        if self.dice.random() < 0.2:
            thing = self._pick(self.things)
            return self._from_words("audio", {"s": thing}, [(AUDIO, self.sound(thing))])
        asked, prompt = (part.strip() for part in self._pick(self.words["sounds"]).split("|"))
        return self._from_words("audio", {"s": asked}, [(AUDIO, prompt)])

    def video(self) -> Pair:
        """A video from words."""
        motion = self._pick(self.words["motions"]) if self.dice.random() < 0.65 else self.thing()
        return self._from_words("video", {"m": motion}, [(VIDEO, motion)])

    def several(self) -> Pair:
        """Two outputs from words."""
        tasks, form = (part.strip() for part in self._pick(self.text_only["two"]).split("|"))
        thing = self._pick(self.things)
        answers = [self._answer(Modality(task), thing) for task in tasks.split()]
        return pair(self.vary(form.format(x=thing, n=without_article(thing))), answers)

    def absent(self) -> Pair:
        """A request about a picture that is not there."""
        form = self._pick(self.with_media[self._pick(("name", "describe"))])
        while not re.search(r"\b(this|picture|photo|image)\b", form):
            form = self._pick(self.with_media["name"])
        return pair(self.vary(form), [(TEXT, "I see no picture. Please add one.")])

    def thing(self) -> str:
        """Something to draw: a plain thing, or one with an adjective, a colour, a place, a style; or a scene."""
        roll = self.dice.random()
        if roll < 0.2:
            return self._pick(self.words["scenes"])
        thing = self._pick(self.things)
        if roll < 0.5:
            return thing
        if roll < 0.65:
            return coloured(thing, self._pick(self.words["colours"]))
        if roll < 0.75:
            return with_article(f"{self._pick(self.words['adjectives'])} {without_article(thing)}")
        if roll < 0.85:
            return f"{thing} {self._pick(self.words['places'])}"
        if roll < 0.92:
            return f"{thing} with {self._pick(self.words['extras'])}"
        return f"{thing} {self._pick(self.words['styles'])}"

    def _from_words(self, kind: str, slots: dict[str, str], answers: list[tuple[Modality, str]]) -> Pair:
        if self.dice.random() < 0.6:
            command = self._pick(self.text_only[f"{kind}_verbs"]).format(**slots)
            return pair(self.vary(self._framed(command)), answers)
        return pair(self.vary(self._pick(self.text_only[f"{kind}_free"]).format(**slots)), answers)

    # --- with a picture -----------------------------------------------------------------------------------------

    def about(self, shown: Shown) -> Pair:
        """Any request about a picture; half of them want words."""
        roll = self.dice.random()
        if roll < 0.38:
            return self.named(shown)
        if roll < 0.49:
            return self._media_form("describe", shown, [(TEXT, description(shown))])
        if roll < 0.54:
            return self._question(shown)
        if roll < 0.56:
            return pair("", [(TEXT, description(shown))], [shown.source])
        if roll < 0.70:
            return self._media_form("image", shown, [(IMAGE, shown.phrase)])
        if roll < 0.78:
            return self._media_form("audio", shown, [(AUDIO, self.sound(shown.phrase))])
        if roll < 0.86:
            return self._media_form("video", shown, [(VIDEO, moving(shown))])
        if roll < 0.93:
            return self._edit(shown)
        tasks, form = (part.strip() for part in self._pick(self.with_media["two"]).split("|"))
        answers = [self._answer(Modality(each), shown.phrase) for each in tasks.split()]
        return pair(self.vary(form), answers, [shown.source])

    def named(self, shown: Shown) -> Pair:
        """What is this?"""
        return self._media_form("name", shown, [(TEXT, shown.phrase)])

    def _media_form(self, kind: str, shown: Shown, answers: list[tuple[Modality, str]]) -> Pair:
        form = self._pick(self.with_media[kind])
        if _COMMAND.match(form):
            form = self._framed(form) if self.dice.random() < 0.4 else form
        return pair(self.vary(form), answers, [shown.source])

    def _edit(self, shown: Shown) -> Pair:
        form, target = (part.strip() for part in self._pick(self.with_media["edits"]).split("|"))
        colour, style = self._pick(self.words["colours"]), self._pick(self.words["styles"])
        slots = {
            "a": colour,
            "x": shown.phrase,
            "xa": coloured(shown.phrase, colour),
            "p": self._pick(self.words["places"]),
            "w": self._pick(self.words["extras"]),
            "t": style,
            "t2": re.sub(r"^(as|in|in the style of) ", "", style),
        }
        return pair(self.vary(form.format(**slots)), [(IMAGE, target.format(**slots))], [shown.source])

    def _question(self, shown: Shown) -> Pair:
        """Yes-or-no questions whose answer follows from the name and the group."""
        phrase, other = shown.phrase, self._pick(self.things)
        living = shown.group in {"animals-nature", "people-body", "animals", "plants", "people", "animal"}
        eaten = shown.group in {"food-drink", "food"}
        options = [
            (f"is this {phrase}?", f"Yes, this is {phrase}."),
            (f"is it {other}?", f"No, this is {phrase}." if other != phrase else f"Yes, this is {phrase}."),
            (f"do you see {other} here?", f"No, I see {phrase}." if other != phrase else f"Yes, I see {phrase}."),
            (f"is there {phrase} in the picture?", f"Yes, there is {phrase}."),
        ]
        if shown.group:
            options += [
                ("is it alive?", f"Yes, {phrase} is alive." if living else f"No, {phrase} is not alive."),
                ("is this a living thing?", f"Yes, {phrase} is alive." if living else f"No, {phrase} is not alive."),
                ("can I eat this?", f"Yes, {phrase} is food." if eaten else f"No, {phrase} is not food."),
                ("is this food?", f"Yes, {phrase} is food." if eaten else f"No, {phrase} is not food."),
            ]
        question, answer = self._pick(options)
        return pair(self.vary(question), [(TEXT, answer)], [shown.source])

    # --- words --------------------------------------------------------------------------------------------------

    def sound(self, phrase: str) -> str:
        """What a thing sounds like."""
        found = self.words["sound_of"]
        known = [found[word] for word in reversed(re.findall(r"\w+", phrase.lower())) if word in found]
        return known[0] if known else f"the sound of {phrase}"

    def vary(self, text: str) -> str:
        """Now and then without capitals or punctuation, with a slip of the finger, or shouted."""
        roll = self.dice.random()
        text = text[:1].upper() + text[1:] if roll < 0.45 else text
        if self.dice.random() < 0.35 and text[-1:].isalpha():
            text += "?" if re.match(r"(what|how|can|could|would|is|do|who|which|may)\b", text.lower()) else "."
        if self.dice.random() < 0.08:
            text = text.rstrip("?.!")
        if self.dice.random() < 0.12:
            text = self._slip(text)
        if self.dice.random() < 0.02:
            text = text.upper()
        return text

    def _slip(self, text: str) -> str:
        at = self.dice.randrange(max(1, len(text) - 1))
        if self.dice.random() < 0.5:
            return text[:at] + text[at + 1 :]
        return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]

    def _framed(self, command: str) -> str:
        return self._pick(self.frames).format(c=command)

    def _answer(self, task: Modality, phrase: str) -> tuple[Modality, str]:
        prompts = {TEXT: phrase, IMAGE: phrase, AUDIO: self.sound(phrase), VIDEO: f"{phrase} moving"}
        return task, prompts[task]

    def _pick(self, choices: Sequence[T]) -> T:
        return self.dice.choice(choices)

    @cached_property
    def frames(self) -> list[str]:
        """What goes round a command."""
        return _lines(_read("instruction_forms.toml")["frames"])

    @cached_property
    def text_only(self) -> dict[str, list[str]]:
        """Forms without media."""
        return {name: _lines(text) for name, text in _read("instruction_forms.toml")["text_only"].items()}

    @cached_property
    def with_media(self) -> dict[str, list[str]]:
        """Forms with a picture."""
        return {name: _lines(text) for name, text in _read("instruction_forms.toml")["with_media"].items()}

    @cached_property
    def words(self) -> dict:  # type: ignore[type-arg]
        """Colours, places, sounds, motions ..."""
        table = _read("instruction_words.toml")
        return {name: _lines(each) if isinstance(each, str) else each for name, each in table.items()}


def coloured(phrase: str, colour: str) -> str:
    """With "blue", "a red apple" becomes "a blue apple"."""
    bare = _COLOUR.sub("", without_article(phrase))
    return with_article(f"{colour} {bare}")


def description(shown: Shown) -> str:
    """A sentence about a picture."""
    return f"This picture shows {shown.phrase}."


def moving(shown: Shown) -> str:
    """What a video of it shows."""
    return f"{shown.phrase} moving"


def _lines(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if line]


def _read(name: str) -> dict:  # type: ignore[type-arg]
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
