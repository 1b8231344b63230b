"""The starter's training pairs with several media: about all of them in order, about one, or to bring them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import Pair, pair
from modaverse_desktop.training.starter.heard import Heard, media_forms
from modaverse_desktop.training.starter.instructions import AUDIO, IMAGE, TEXT, VIDEO, Composer
from modaverse_desktop.training.starter.pictured import Shown

WORDS = {
    IMAGE: ("picture", "picture", "image", "photo"),
    AUDIO: ("sound", "sound", "recording", "audio"),
    VIDEO: ("clip", "video", "video", "animation"),
}
_ORDINALS = ("first", "second", "third", "fourth")
_SHOWS = {IMAGE: "shows", AUDIO: "is", VIDEO: "shows"}
_WISHES = {"one": "name", "draw": "image", "play": "audio", "film": "video"}
Draw = Callable[[Modality], Shown]


@dataclass(frozen=True)
class Called:
    """A medium and the words for it in this request: "the second picture"."""

    shown: Shown
    words: str


class Together:
    """Draws pairs with two to four media; `draw` gives one of a modality."""

    def __init__(self, composer: Composer, draw: Draw) -> None:
        self.composer = composer
        self.wording = composer.wording
        self.dice = composer.dice
        self.heard = Heard(composer)
        self._draw = draw

    def about(self) -> Pair:
        """Any request."""
        count = self.dice.choices((2, 3, 4), (65, 30, 5))[0]
        kinds = self.dice.choices((IMAGE, AUDIO, VIDEO), (4, 4, 3), k=count)
        if self.dice.random() < 0.6:
            kinds = list(dict.fromkeys([*kinds, *self.dice.sample((IMAGE, AUDIO, VIDEO), 3)]))[:count]
        media = self.called([self._draw(kind) for kind in kinds])
        ways = (self._all, self._one, self._two, self._match, self._differ, self._combine)
        return self.dice.choices(ways, (28, 34, 14, 8, 5, 11))[0](media)

    def called(self, media: Sequence[Shown]) -> list[Called]:
        """Each with its words: with its number where there are several of a kind."""
        often = Counter(each.modality for each in media)
        nouns = {kind: self.dice.choice(words) for kind, words in WORDS.items()}
        seen: Counter[Modality] = Counter()
        found: list[Called] = []
        for each in media:
            number = _ORDINALS[seen[each.modality]] + " " if often[each.modality] > 1 else ""
            seen[each.modality] += 1
            found.append(Called(each, f"the {number}{nouns[each.modality]}"))
        return found

    def _all(self, media: Sequence[Called]) -> Pair:
        """About all: in the order in which they are named, or in which they were given."""
        if self.dice.random() < 0.4:
            return self._said(self._form("everything"), [(TEXT, described(media))], media)
        asked = list(media) if self.dice.random() < 0.5 else self.dice.sample(media, len(media))
        form = self._form("describe", all=listed([each.words for each in asked]))
        return self._said(form, [(TEXT, described(asked))], media)

    def _one(self, media: Sequence[Called]) -> Pair:
        text, answer = self._wish(self.dice.choice(media))
        return self._said(text, [answer], media)

    def _two(self, media: Sequence[Called]) -> Pair:
        """Two outputs, each from one medium."""
        (x, first), (y, second) = (self._wish(each) for each in self.dice.sample(media, 2))
        return self._said(self._form("joins").format(x=x.rstrip("?."), y=y.rstrip("?.")), [first, second], media)

    def _match(self, media: Sequence[Called]) -> Pair:
        one, other = self.dice.sample(media, 2)
        same = one.shown.phrase == other.shown.phrase
        start = "Yes, both are" if same else "No,"
        answer = f"{start} {one.shown.phrase}." if same else f"{start} {told(one)}, and {told(other)}."
        return self._said(self._form("match", a=one.words, b=other.words), [(TEXT, answer)], media)

    def _differ(self, media: Sequence[Called]) -> Pair:
        one, other = self.dice.sample(media, 2)
        form = self._form("difference", a=one.words, b=other.words)
        return self._said(form, [(TEXT, described((one, other)))], media)

    def _combine(self, media: Sequence[Called]) -> Pair:
        one, other = self.dice.sample(media, 2)
        kind = self.dice.choice(("image", "image", "video", "audio"))
        both = f"{one.shown.phrase} and {other.shown.phrase}"
        sounds = f"{self.wording.sound(one.shown.phrase)} and {self.wording.sound(other.shown.phrase)}"
        prompts = {"image": both, "video": f"{both} moving", "audio": sounds}
        form = self._form(f"combine_{kind}", a=one.words, b=other.words)
        return self._said(form, [(Modality(kind), prompts[kind])], media)

    def _wish(self, called: Called) -> tuple[str, tuple[Modality, str]]:
        wish = self.dice.choices(list(_WISHES), (8, 3, 3, 3))[0]
        return self._form(wish, a=called.words), self.heard.answer(_WISHES[wish], called.shown)

    def _form(self, name: str, **slots: str) -> str:
        form = self.wording.pick(media_forms()["together"][name])
        for slot, words in slots.items():
            form = form.replace("{" + slot + "}", words)
        return form

    def _said(self, text: str, answers: Sequence[tuple[Modality, str]], media: Sequence[Called]) -> Pair:
        return pair(self.wording.said(text), answers, [each.shown.reference for each in media])


def told(called: Called) -> str:
    """Half a sentence: "the sound is a dog"."""
    return f"{called.words} {_SHOWS[called.shown.modality]} {called.shown.phrase}"


def described(media: Sequence[Called]) -> str:
    """A sentence for each, in this order."""
    return " ".join(f"{told(each)[:1].upper()}{told(each)[1:]}." for each in media)


def listed(words: Sequence[str]) -> str:
    """With commas, and an "and" before the last."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
