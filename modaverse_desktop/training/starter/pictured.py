"""The starter's training pairs with a picture: what it is, texts about it, drawings, edits, sounds and clips of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import MediaReference, Pair, pair
from modaverse_desktop.training.starter import several
from modaverse_desktop.training.starter.forms import split
from modaverse_desktop.training.starter.instructions import AUDIO, IMAGE, TEXT, VIDEO, Composer, coloured
from modaverse_desktop.training.starter.names import without_article

SHARES = {
    "name": 54,
    "describe": 9,
    "question": 4,
    "write": 5,
    "nothing": 2,
    "image": 11,
    "audio": 7,
    "video": 7,
    "edit": 6,
    "several": 7,
}
"""Of all requests with a picture, in per cent; "nothing" is a picture without a word."""

_COMMAND = re.compile(r"(draw|paint|make|create|generate|turn|name|identify|describe|tell|play|animate|film|show)\b")
_LIVING = {"animals-nature", "people-body", "animals", "plants", "people", "animal"}
_EATEN = {"food-drink", "food"}


@dataclass(frozen=True)
class Shown:
    """Something to ask about: `source` as in `MediaReference`, what it shows, and its group ("" if unknown)."""

    source: str
    phrase: str
    group: str = ""
    modality: Modality = IMAGE

    @property
    def reference(self) -> MediaReference:
        """As a pair names it."""
        return MediaReference(self.modality, self.source)


class Pictured:
    """Draws pairs with a picture, with the words and the dice of a composer."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.wording = composer.wording
        self.dice = composer.dice

    def about(self, shown: Shown) -> Pair:
        """Any request, by `SHARES`."""
        kind = self.dice.choices(list(SHARES), list(SHARES.values()))[0]
        answers = {
            "name": (TEXT, shown.phrase),
            "describe": (TEXT, description(shown)),
            "image": (IMAGE, shown.phrase),
            "audio": (AUDIO, self.wording.sound(shown.phrase)),
            "video": (VIDEO, moving(shown)),
        }
        if kind in answers:
            return self._asked(self._form(kind), [answers[kind]], shown)
        others = {"question": self._question, "write": self._write, "edit": self._edit, "several": self._several}
        return others[kind](shown) if kind in others else pair("", [(TEXT, description(shown))], [shown.reference])

    def _form(self, kind: str) -> str:
        form = self.wording.pick(self.wording.forms.with_media[kind])
        return self.wording.framed(form) if _COMMAND.match(form) and self.dice.random() < 0.3 else form

    def _write(self, shown: Shown) -> Pair:
        kind = self.dice.choice(("poem", "story", "title"))
        return self._asked(self._form(kind), [(TEXT, self.wording.filled(kind, shown.phrase))], shown)

    def _several(self, shown: Shown) -> Pair:
        if self.dice.random() < 0.25:
            tasks, form = split(self.dice.choice(self.wording.forms.with_media["two"]))
            wanted = ["name" if task == "text" else task for task in tasks.split()]
            form = self.wording.pick([form])
        else:
            wanted = several.kinds(self.wording, several.MEDIA_TEXTS, (12, 4, 2, 1, 1))
            form = several.asked(self.wording, wanted, media=True)
        return self._asked(form, [self._answer(kind, shown) for kind in wanted], shown)

    def _answer(self, kind: str, shown: Shown) -> tuple[Modality, str]:
        if kind in ("poem", "story", "title"):
            return TEXT, self.wording.filled(kind, shown.phrase)
        prompts = {
            "name": shown.phrase,
            "describe": description(shown),
            "image": shown.phrase,
            "audio": self.wording.sound(shown.phrase),
            "video": moving(shown),
        }
        return several.task_of(kind), prompts[kind]

    def _edit(self, shown: Shown) -> Pair:
        form, target = split(self.dice.choice(self.wording.forms.with_media["edits"]))
        words = self.composer.words
        colour, style = self.dice.choice(words["colours"]), self.dice.choice(words["styles"])
        slots = {
            "a": colour,
            "x": shown.phrase,
            "n": without_article(shown.phrase),
            "xa": coloured(shown.phrase, colour),
            "p": self.dice.choice(words["places"]),
            "w": self.dice.choice(words["extras"]),
            "t": style,
            "t2": re.sub(r"^(as|in|in the style of) ", "", style),
        }
        form = self.wording.pick([form])
        return self._asked(form.format(**slots), [(IMAGE, target.format(**slots))], shown)

    def _question(self, shown: Shown) -> Pair:
        """Yes-or-no questions whose answer follows from the name and the group."""
        phrase, other = shown.phrase, self.dice.choice(self.composer.things)
        same = other == phrase
        options = [
            (f"is this {phrase}?", f"Yes, this is {phrase}."),
            (f"is it {other}?", f"Yes, this is {phrase}." if same else f"No, this is {phrase}."),
            (f"do you see {other} here?", f"Yes, I see {phrase}." if same else f"No, I see {phrase}."),
            (f"is there {phrase} in the picture?", f"Yes, there is {phrase}."),
            (f"does the picture show {other}?", f"Yes, it shows {phrase}." if same else f"No, it shows {phrase}."),
            (f"am I right that this is {phrase}?", f"Yes, this is {phrase}."),
            (f"I think it's {other}, right?", f"Yes, it is {phrase}." if same else f"No, it is {phrase}."),
        ]
        if shown.group:
            alive = f"Yes, {phrase} is alive." if shown.group in _LIVING else f"No, {phrase} is not alive."
            food = f"Yes, {phrase} is food." if shown.group in _EATEN else f"No, {phrase} is not food."
            options += [("is it alive?", alive), ("is this a living thing?", alive)]
            options += [("can I eat this?", food), ("is this food?", food), ("is it good to eat?", food)]
        question, answer = self.dice.choice(options)
        return self._asked(question, [(TEXT, answer)], shown)

    def _asked(self, text: str, answers: Sequence[tuple[Modality, str]], shown: Shown) -> Pair:
        return pair(self.wording.said(text), answers, [shown.reference])


def description(shown: Shown) -> str:
    """A sentence about a picture."""
    return f"This picture shows {shown.phrase}."


def moving(shown: Shown) -> str:
    """What a video of it shows."""
    return f"{shown.phrase} moving"
