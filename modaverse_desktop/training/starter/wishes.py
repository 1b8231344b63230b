"""Wishes that are put together from whole parts: two or three outputs in long sentences, about words or one medium,
more of what was given, what it lacks, remarks on it, and wishes that have nothing to do with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import Pair, pair
from modaverse_desktop.training.starter.forms import lines, split
from modaverse_desktop.training.starter.heard import Heard
from modaverse_desktop.training.starter.instructions import AUDIO, IMAGE, TEXT, VIDEO, Composer
from modaverse_desktop.training.starter.names import without_article
from modaverse_desktop.training.starter.pictured import Shown

MEDIA_TEXTS = ("name", "describe", "poem", "story", "title")
_OUTPUTS: tuple[str, ...] = ("image", "audio", "video")
_LONGEST_ANSWER = 150
"""Letters of an answer from a chat that is followed by something else."""
_NOUNS = {
    IMAGE: ("the picture", "the photo", "this image", "my picture", "the thing on the photo"),
    AUDIO: ("the sound", "the recording", "this noise", "my recording", "what you hear"),
    VIDEO: ("the clip", "the video", "this film", "my video", "the footage"),
}
_LACKING = {
    IMAGE: {"audio": "audio_of_picture", "video": "video_of_picture"},
    AUDIO: {"image": "image_of_sound", "video": "video_of_sound"},
    VIDEO: {"image": "image_of_clip", "audio": "audio_of_clip"},
}
_AFTER_QUESTION = ("{a} {b}", "{a} And {b}", "{a} Then {b}", "{a} Once I know that, {b}", "{a} Apart from that, {b}")
_BEFORE_QUESTION = ("{a}. {b}", "{a}. And {b}", "{a}. Also: {b}", "{a}; {b}", "{a}. Besides, {b}")
_AFTER_NOUN = ("{a}, and {b}", "{a}. Then {b}", "I need {a}. After that {b}", "{a}; also {b}", "{a}. Please {b} too")
_SENTENCE = re.compile(r"(?<=[.?!] )[a-z]")
_PRONOUN = re.compile(r"\b(it|this|that)\b")
_QUESTION = re.compile(r"(what|how|why|who|which|when|where|is|are|do|does|can|could|should)\b", re.I)


@dataclass(frozen=True)
class Part:
    """A wish as it is said, what answers it, and whether it is said as a thing ("a drawing of it")."""

    text: str
    answer: tuple[Modality, str]
    noun: bool = False


class Wishes:
    """Draws pairs with the words and the dice of a composer; `known` are questions and their answers."""

    def __init__(self, composer: Composer, known: Sequence[tuple[str, str]]) -> None:
        self.composer = composer
        self.wording = composer.wording
        self.dice = composer.dice
        self.heard = Heard(composer)
        self._known = [each for each in known if len(each[1]) <= _LONGEST_ANSWER]

    def composed(self) -> Pair:
        """Two or three outputs from words: each with a subject of its own, or all about one."""
        wanted = self._wanted(("text", "text", "poem", "story", "title"))
        if self.dice.random() < 0.5:
            parts = [self._own(kind) for kind in wanted]
        else:
            thing = self.composer.subject(["fact" if kind == "text" else kind for kind in wanted])
            parts = [self._of(kind, thing, place) for place, kind in enumerate(wanted)]
        return pair(self.said(parts), [part.answer for part in parts])

    def about(self, shown: Shown) -> Pair:
        """Several outputs from a medium, more of it, what it lacks, or a remark on it."""
        ways = (self._several, self._again, self._lacking, self._remark)
        return self.dice.choices(ways, (62, 12, 10, 16))[0](shown)

    def elsewhere(self, shown: Shown) -> Pair:
        """A medium is there, but the wish is about something else."""
        composer = self.composer
        if self.dice.random() < 0.35:
            made = composer.chat(*self.dice.choice(self._known))
        else:
            made = self.dice.choice((composer.image, composer.audio, composer.video, composer.several))()
        return replace(made, media=(shown.reference,))

    def part(self, kind: str, shown: Shown, words: str = "") -> Part:
        """A wish about a medium; with `words` ("the second clip") it is called so instead of "it"."""
        noun = self.dice.random() < 0.4
        text = self.wording.pick(wish_forms()["nouns" if noun else "asks"][kind])
        called = words or self.dice.choice(_NOUNS[shown.modality])
        if words and "{m}" not in text:
            text, changed = _PRONOUN.subn(words, text, count=1)
            text = text if changed else f"{text} for {words}"
        return Part(text.replace("{m}", called), self.heard.answer(kind, shown), noun)

    def said(self, parts: Sequence[Part]) -> str:
        """The parts in one request, in their order, as it is typed."""
        joined = self._joined(parts)
        if self.dice.random() < 0.7:
            joined = _SENTENCE.sub(lambda found: found[0].upper(), joined)
        if self.dice.random() < 0.5:
            joined = joined[:1].upper() + joined[1:]
        if joined[-1:] not in "?.!" and self.dice.random() < 0.4:
            joined += "."
        return self.wording.said(joined)

    # --- one medium -------------------------------------------------------------------------------------------------

    def _several(self, shown: Shown) -> Pair:
        parts = [self.part(kind, shown) for kind in self._wanted(MEDIA_TEXTS)]
        return pair(self.said(parts), [part.answer for part in parts], [shown.reference])

    def _again(self, shown: Shown) -> Pair:
        form = self.wording.pick(wish_forms()[f"again.{shown.modality.value}"]["lines"])
        return pair(self.wording.said(form), [self.heard.answer(shown.modality.value, shown)], [shown.reference])

    def _lacking(self, shown: Shown) -> Pair:
        kind, table = self.dice.choice(list(_LACKING[shown.modality].items()))
        form = self.wording.pick(wish_forms()["lacking"][table])
        return pair(self.wording.said(form), [self.heard.answer(kind, shown)], [shown.reference])

    def _remark(self, shown: Shown) -> Pair:
        form, answer = split(self.dice.choice(wish_forms()["remarks"]["lines"]))
        said = self.wording.said(self.wording.pick([form]))
        return pair(said, [(TEXT, answer.replace("{x}", shown.phrase))], [shown.reference])

    # --- words alone ------------------------------------------------------------------------------------------------

    def _wanted(self, texts: Sequence[str]) -> list[str]:
        """What is wanted, in order: two or, seldom, three of image, audio and video and, mostly, a text."""
        count = 3 if self.dice.random() < 0.12 else 2
        others = self.dice.sample(_OUTPUTS, 3)
        wanted = [self.dice.choice(texts), *others][:count] if self.dice.random() < 0.62 else others[:count]
        self.dice.shuffle(wanted)
        return wanted

    def _own(self, kind: str) -> Part:
        """A wish with a subject of its own."""
        composer = self.composer
        if kind == "text" and self._known and self.dice.random() < 0.6:
            question, answer = self.dice.choice(self._known)
            return Part(question, (TEXT, answer))
        if kind == "text":
            thing = composer.subject(["fact"])
        elif kind == "video":
            thing = composer.motion()
            return self._called(kind, thing, thing)
        elif kind == "audio":
            heard, prompt = composer.heard()
            return self._called(kind, heard, prompt)
        else:
            thing = composer.thing()
        return self._of(kind, thing, 0)

    def _of(self, kind: str, thing: str, place: int) -> Part:
        """A wish about a thing, which only the first one names."""
        answer = self.composer.answer("fact" if kind == "text" else kind, thing)
        if not place:
            return self._called(kind, thing, answer[1])
        noun = self.dice.random() < 0.45
        name = "describe" if kind == "text" else kind
        text = self.wording.pick(wish_forms()["nouns" if noun else "asks"][name])
        return Part(text.replace("{m}", "it"), answer, noun)

    def _called(self, kind: str, thing: str, prompt: str) -> Part:
        """A wish that names its subject."""
        noun = self.dice.random() < 0.5
        table: Mapping[str, Sequence[str]] = wish_forms()["nouns_of" if noun else "asks_of"]
        task = Modality(kind) if kind in _OUTPUTS else TEXT
        if kind not in table:
            noun = False
            table = wish_forms()["asks_of"]
        if kind in table:
            form = self.wording.pick(table[kind])
        else:
            form = self.wording.pick(self.wording.forms.text_only[f"{kind}_verbs"])
        text = form.format(x=thing, s=thing, m=thing, n=without_article(thing))
        if kind in _OUTPUTS and self.dice.random() < 0.2:
            text = ", ".join((text.rstrip(".?!"), self.dice.choice(self.composer.words[f"{kind}_details"])))
        return Part(text, (task, prompt), noun)

    # --- how parts are joined ---------------------------------------------------------------------------------------

    def _joined(self, parts: Sequence[Part]) -> str:
        joins = wish_forms()["joins"]
        texts = [part.text for part in parts]
        asking = [text.endswith("?") or bool(_QUESTION.match(text)) for text in texts]
        bare = [text.rstrip("?.! ") for text in texts]
        if len(parts) == 3:
            form = self.wording.pick(joins["three"])
            return form.replace("{a}", bare[0]).replace("{b}", bare[1]).replace("{c}", bare[2])
        if asking[0]:
            form, first = self.dice.choice(_AFTER_QUESTION), f"{bare[0]}?"
        elif asking[1]:
            form, first = self.dice.choice(_BEFORE_QUESTION), bare[0]
        else:
            styles = {(False, False): "asks", (True, True): "nouns", (False, True): "mixed"}
            name = styles.get((parts[0].noun, parts[1].noun))
            form, first = (self.wording.pick(joins[name]) if name else self.dice.choice(_AFTER_NOUN)), bare[0]
        second = f"{bare[1]}?" if asking[1] else bare[1]
        return form.replace("{a}", first).replace("{b}", second)


@cache
def wish_forms() -> dict[str, dict[str, list[str]]]:
    """The tables of wish_forms.toml; those in tables have a point in their name."""
    source = tomllib.loads(files(__package__).joinpath("wish_forms.toml").read_text(encoding="utf-8"))
    again = source.pop("again")
    tables = source | {f"again.{kind}": table for kind, table in again.items()}
    return {name: {key: lines(text) for key, text in table.items()} for name, table in tables.items()}
