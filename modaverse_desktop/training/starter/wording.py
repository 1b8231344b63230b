"""Forms made into what a person types: alternatives chosen, politeness and reasons around, slips of the finger."""

from __future__ import annotations

import random
from collections.abc import Sequence

from modaverse_desktop.training.starter.forms import chosen, read_forms
from modaverse_desktop.training.starter.names import without_article
from modaverse_desktop.training.starter.phone import vary


class Wording:
    """All choices come from `dice`, so that a seed gives the same words."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.forms = read_forms()

    def pick(self, lines: Sequence[str]) -> str:
        """One of the lines, with one of each of its alternatives."""
        return chosen(self.dice.choice(lines), self.dice)

    def framed(self, command: str) -> str:
        """Ask for what a command says; several sentences stay as they are."""
        if "?" in command or ". " in command or ";" in command:
            return command
        return self.pick(self.forms.around["frames"]).format(c=command)

    def said(self, text: str) -> str:
        """As it is typed: at times with a greeting, a reason or a thank-you around it, and not always cleanly."""
        roll = self.dice.random()
        if roll < 0.07:
            text = f"{self._around('openers')}, {text}"
        elif roll < 0.17:
            text = self._with_reason(text)
        elif roll < 0.22:
            text = f"{self._end(text, ',')} {self._around('closers')}"
        elif roll < 0.26:
            text = f"{self._around('openers')}, {self._with_reason(text)}, {self._around('closers')}"
        return vary(text, self.dice)

    def filled(self, kind: str, thing: str) -> str:
        """A text about a thing: a rhyme, a story, a title, a name."""
        bare = without_article(thing)
        slots = {"x": thing, "n": bare, "X": thing[:1].upper() + thing[1:], "N": bare[:1].upper() + bare[1:]}
        return self.pick(self.forms.texts[kind]).format(**slots)

    def sound(self, phrase: str) -> str:
        """What a thing sounds like."""
        return self.known_sound(phrase) or f"the sound of {phrase}"

    def known_sound(self, phrase: str) -> str:
        """What a thing sounds like, "" if nobody knows."""
        words = reversed(phrase.lower().replace("-", " ").split())
        return next((self.forms.sound_of[word] for word in words if word in self.forms.sound_of), "")

    def _with_reason(self, text: str) -> str:
        reason = self._around("reasons")
        orders = (
            f"{reason}, {text}",
            f"{reason}. {text}",
            f"{reason}, so {text}",
            f"{reason} and that is why I ask: {text}",
            f"{self._end(text, '.')} {reason}",
            f"{self._end(text, ',')} {reason}",
            f"{text.rstrip('?.')} because {reason}",
            f"{self._around('openers')}! {reason}. {text}",
            f"{reason}, {self._around('reasons')}. {text}",
        )
        return self.dice.choice(orders)

    def _end(self, text: str, mark: str) -> str:
        return text if text[-1:] in "?.!" else text + mark

    def _around(self, name: str) -> str:
        return self.dice.choice(self.forms.around[name])
