"""The starter's training pairs for text alone: hand-written forms x names of things."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import Pair, pair
from modaverse_desktop.training.starter import several
from modaverse_desktop.training.starter.forms import split
from modaverse_desktop.training.starter.names import with_article, without_article
from modaverse_desktop.training.starter.wording import Wording

TEXT, IMAGE, AUDIO, VIDEO = Modality.TEXT, Modality.IMAGE, Modality.AUDIO, Modality.VIDEO
DETAILED = 0.3
"""How many wishes have details: without them every comma would begin another output."""
NO_PICTURE = "I see no picture. Please add one."

_COLOUR = re.compile(r"^(red|blue|green|yellow|orange|purple|pink|black|white|brown|gr[ea]y) (?=\w)")


class Composer:
    """Draws pairs. All choices come from `dice`, so that a seed gives the same pairs."""

    def __init__(self, seed: int, things: Sequence[str]) -> None:
        """`things` are names with articles: what pictures can be asked for."""
        self.dice = random.Random(seed)
        self.things = list(things)
        self.wording = Wording(self.dice)
        self.words = self.wording.forms.words
        self._noisy = [thing for thing in self.things if self.wording.known_sound(thing)] or self.things

    def chat(self, question: str, answer: str) -> Pair:
        """A question and its answer in words."""
        return pair(self.wording.said(question), [(TEXT, answer)])

    def image(self) -> Pair:
        """A picture from words."""
        thing = self.thing()
        return self._from_words("image", {"x": thing, "n": without_article(thing)}, [(IMAGE, thing)])

    def audio(self) -> Pair:
        """A sound, a voice or music from words."""
        roll = self.dice.random()
        if roll < 0.3:
            wanted = self.music()
            return pair(self._said("music", s=wanted), [(AUDIO, wanted)])
        if roll < 0.4:
            command, prompt = split(self._pick("calls"))
            return pair(self._said("calls", c=command), [(AUDIO, prompt)])
        if roll < 0.46:
            words = self._pick("spoken")
            return pair(self._said("speech", t=words), [(AUDIO, f"a voice saying {words}")])
        heard, prompt = self.heard()
        return self._from_words("audio", {"s": heard}, [(AUDIO, prompt)])

    def heard(self) -> tuple[str, str]:
        """Something to hear, and what a generator is told for it."""
        if self.dice.random() < 0.22:
            thing = self.dice.choice(self._noisy if self.dice.random() < 0.6 else self.things)
            return thing, self.wording.sound(thing)
        return split(self._pick("sounds"))

    def video(self) -> Pair:
        """A video from words."""
        motion = self.motion()
        return self._from_words("video", {"m": motion}, [(VIDEO, motion)])

    def several(self) -> Pair:
        """Two or three outputs from words."""
        if self.dice.random() < 0.12:
            tasks, form = split(self.dice.choice(self.wording.forms.two["whole"]))
            wanted = ["fact" if task == "text" else task for task in tasks.split()]
            form = self.wording.pick([form])
        else:
            wanted = several.kinds(self.wording, several.TEXTS, (10, 3, 2, 2, 2))
            form = several.asked(self.wording, wanted, media=False)
        thing = self.subject(wanted)
        answers = [self.answer(kind, thing) for kind in wanted]
        return pair(self.wording.said(form.format(x=thing, n=without_article(thing))), answers)

    def written(self) -> Pair:
        """A text alone about a thing, so that it is not taken for the first of several outputs."""
        kind = self.dice.choices(several.TEXTS, (10, 4, 3, 2, 1))[0]
        form = several.asked(self.wording, [kind], media=False)
        thing = self.subject([kind])
        return pair(self.wording.said(form.format(x=thing)), [self.answer(kind, thing)])

    def absent(self) -> Pair:
        """A request about a picture that is not there."""
        return pair(self._said("absent"), [(TEXT, NO_PICTURE)])

    # --- what is asked for --------------------------------------------------------------------------------------

    def thing(self) -> str:
        """Something to draw: a scene, a plain thing, or one with an adjective, a colour, a place, a style."""
        roll = self.dice.random()
        if roll < 0.12:
            return self._pick("scenes")
        if roll < 0.22:
            return f"{self._pick('characters')} {self._pick('activities')}"
        thing = self.dice.choice(self.things)
        changes: list[Callable[[str], str]] = [
            lambda thing: coloured(thing, self._pick("colours")),
            lambda thing: with_article(f"{self._pick('adjectives')} {without_article(thing)}"),
            lambda thing: f"{thing} {self._pick('places')}",
            lambda thing: f"{thing} with {self._pick('extras')}",
            lambda thing: f"{thing} {self._pick('styles')}",
        ]
        if roll < 0.5:
            return thing
        if roll < 0.92:
            return self.dice.choice(changes)(thing)
        return changes[4](self.dice.choice(changes[:4])(thing))

    def music(self) -> str:
        """A piece of music, from the list or put together."""
        if self.dice.random() < 0.45:
            return self._pick("music")
        mood, instrument = self._pick("moods"), self._pick("instruments")
        made = self.dice.choice(
            (
                f"{mood} {self._pick('genres')}",
                f"{self._pick('genres')} with {instrument}",
                with_article(f"{mood} {self._pick('pieces')}"),
                with_article(f"{mood} {self._pick('pieces')} with {instrument}"),
                f"{mood} music with {instrument}",
            )
        )
        return f"{made} {self._pick('purposes')}" if self.dice.random() < 0.25 else made

    def motion(self) -> str:
        """Something that moves."""
        roll = self.dice.random()
        if roll < 0.5:
            return self._pick("motions")
        if roll < 0.75:
            made = f"{self._pick('characters')} {self._pick('moves')}"
            return f"{made} {self._pick('places')}" if self.dice.random() < 0.35 else made
        return self.thing()

    def subject(self, wanted: Sequence[str]) -> str:
        """What several outputs are about: a fact must be known, a sound should be."""
        if "fact" in wanted:
            return self.dice.choice(list(self.wording.forms.facts))
        if "audio" in wanted:
            return self.dice.choice(self._noisy if self.dice.random() < 0.7 else self.things)
        return self.thing() if self.dice.random() < 0.4 else self.dice.choice(self.things)

    def answer(self, kind: str, thing: str) -> tuple[Modality, str]:
        """What is answered to a wish of a kind about a thing."""
        if kind == "fact":
            return TEXT, self.wording.forms.facts[thing]
        if kind in several.TEXTS:
            return TEXT, self.wording.filled(kind, thing)
        prompts = {"image": thing, "audio": self.wording.sound(thing), "video": f"{thing} moving"}
        return several.task_of(kind), prompts[kind]

    # --- words --------------------------------------------------------------------------------------------------

    def _from_words(self, kind: str, slots: dict[str, str], answers: list[tuple[Modality, str]]) -> Pair:
        forms = self.wording.forms.text_only
        if self.dice.random() < 0.5:
            text = self.wording.framed(self.wording.pick(forms[f"{kind}_verbs"]))
        else:
            text = self.wording.pick(forms[f"{kind}_free"])
        text = text.format(**slots)
        if self.dice.random() < DETAILED:
            text = self._detailed(text, kind)
        return pair(self.wording.said(text), answers)

    def _detailed(self, text: str, kind: str) -> str:
        """With a comma or two after it that ask for nothing more."""
        details = self.dice.sample(self.words[f"{kind}_details"], self.dice.choice((1, 1, 2, 3)))
        return ", ".join((text.rstrip(".?!"), *details))

    def _said(self, kind: str, **slots: str) -> str:
        return self.wording.said(self.wording.pick(self.wording.forms.text_only[kind]).format(**slots))

    def _pick(self, name: str) -> str:
        return self.dice.choice(self.words[name])


def coloured(phrase: str, colour: str) -> str:
    """With "blue", "a red apple" becomes "a blue apple"."""
    bare = _COLOUR.sub("", without_article(phrase))
    return with_article(f"{colour} {bare}")
