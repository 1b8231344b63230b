"""The starter's training pairs with several media: about all of them in order, about one, or to bring them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import Pair, pair
from modaverse_desktop.training.starter.heard import Heard, media_forms
from modaverse_desktop.training.starter.instructions import AUDIO, IMAGE, TEXT, VIDEO, Composer
from modaverse_desktop.training.starter.pictured import Shown
from modaverse_desktop.training.starter.wishes import Wishes, wish_forms

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

    def __init__(self, composer: Composer, draw: Draw, wishes: Wishes) -> None:
        self.composer = composer
        self.wording = composer.wording
        self.dice = composer.dice
        self.heard = Heard(composer)
        self.wishes = wishes
        self._draw = draw

    def about(self) -> Pair:
        """Any request."""
        count = self.dice.choices((2, 3, 4), (65, 30, 5))[0]
        kinds = self.dice.choices((IMAGE, AUDIO, VIDEO), (4, 4, 3), k=count)
        if self.dice.random() < 0.6:
            kinds = list(dict.fromkeys([*kinds, *self.dice.sample((IMAGE, AUDIO, VIDEO), 3)]))[:count]
        media = self.called([self._draw(kind) for kind in kinds])
        ways = (self._all, self._one, self._two, self._match, self._differ, self._combine)
        more = (self._parts, self._only, self._merge, self._each)
        return self.dice.choices((*ways, *more), (18, 20, 9, 7, 3, 7, 20, 6, 5, 5))[0](media)

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
        slots = {"a": one.words, "b": other.words}
        form = self._form("match", **slots) if self.dice.random() < 0.5 else self._wished("match", **slots)
        return self._said(form, [(TEXT, answer)], media)

    def _differ(self, media: Sequence[Called]) -> Pair:
        one, other = self.dice.sample(media, 2)
        form = self._form("difference", a=one.words, b=other.words)
        return self._said(form, [(TEXT, described((one, other)))], media)

    def _combine(self, media: Sequence[Called]) -> Pair:
        one, other = self.dice.sample(media, 2)
        kind = self.dice.choice((IMAGE, IMAGE, VIDEO, AUDIO))
        form = self._form(f"combine_{kind.value}", a=one.words, b=other.words)
        return self._said(form, [self._together(kind, one, other)], media)

    def _together(self, kind: Modality, one: Called, other: Called) -> tuple[Modality, str]:
        both = f"{one.shown.phrase} and {other.shown.phrase}"
        sounds = f"{self.wording.sound(one.shown.phrase)} and {self.wording.sound(other.shown.phrase)}"
        return kind, {IMAGE: both, VIDEO: f"{both} moving", AUDIO: sounds}[kind]

    def _parts(self, media: Sequence[Called]) -> Pair:
        """Two outputs in a long sentence, from two media or, seldom, both from one."""
        chosen = self.dice.sample(media, 2) if self.dice.random() < 0.75 else [self.dice.choice(media)] * 2
        outputs = self.dice.sample(("image", "audio", "video"), 2)
        if self.dice.random() < 0.65:
            outputs[self.dice.randrange(2)] = self.dice.choice(("name", "name", "describe", "title"))
        parts = [self.wishes.part(kind, each.shown, each.words) for kind, each in zip(outputs, chosen, strict=True)]
        return self._said_of(self.wishes.said(parts), [part.answer for part in parts], media)

    def _only(self, media: Sequence[Called]) -> Pair:
        """About one, the others left aside."""
        one, other = self.dice.sample(media, 2)
        kind = self.dice.choice(("name", "describe", "image", "audio", "video"))
        part = self.wishes.part(kind, one.shown, one.words)
        form = self._wished("only", a=one.words, b=other.words, wish=part.text.rstrip("?."))
        return self._said(form, [part.answer], media)

    def _merge(self, media: Sequence[Called]) -> Pair:
        """Two of a kind become one of that kind; with a clip, a clip."""
        one, other = self.dice.sample(media, 2)
        kinds = {one.shown.modality, other.shown.modality}
        kind = VIDEO if VIDEO in kinds else next(iter(kinds)) if len(kinds) == 1 else IMAGE
        if len(kinds) == 2 and kind is IMAGE:
            return self._combine(media)
        answer = self._together(kind, one, other)
        return self._said(self._wished("merge", a=one.words, b=other.words), [answer], (one, other))

    def _each(self, media: Sequence[Called]) -> Pair:
        form = self._wished("each", a=media[0].words, b=media[1].words)
        return self._said(form, [(TEXT, described(media))], media)

    def _wish(self, called: Called) -> tuple[str, tuple[Modality, str]]:
        wish = self.dice.choices(list(_WISHES), (8, 3, 3, 3))[0]
        return self._form(wish, a=called.words), self.heard.answer(_WISHES[wish], called.shown)

    def _form(self, name: str, **slots: str) -> str:
        return self._filled(self.wording.pick(media_forms()["together"][name]), slots)

    def _wished(self, name: str, **slots: str) -> str:
        return self._filled(self.wording.pick(wish_forms()["several"][name]), slots)

    def _filled(self, form: str, slots: Mapping[str, str]) -> str:
        for slot, words in slots.items():
            form = form.replace("{" + slot + "}", words)
        return form

    def _said(self, text: str, answers: Sequence[tuple[Modality, str]], media: Sequence[Called]) -> Pair:
        return self._said_of(self.wording.said(text), answers, media)

    def _said_of(self, text: str, answers: Sequence[tuple[Modality, str]], media: Sequence[Called]) -> Pair:
        return pair(text, answers, [each.shown.reference for each in media])


def told(called: Called) -> str:
    """Half a sentence: "the sound is a dog"."""
    return f"{called.words} {_SHOWS[called.shown.modality]} {called.shown.phrase}"


def described(media: Sequence[Called]) -> str:
    """A sentence for each, in this order."""
    return " ".join(f"{told(each)[:1].upper()}{told(each)[1:]}." for each in media)


def listed(words: Sequence[str]) -> str:
    """With commas, and an "and" before the last."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
