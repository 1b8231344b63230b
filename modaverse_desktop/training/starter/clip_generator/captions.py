"""What people would write to get a clip: captions of everything that moves."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from modaverse_desktop.training.starter.captions import SURROUNDINGS, Caption, plain_name, plural, with_article
from modaverse_desktop.training.starter.clip_generator.clips import Clip
from modaverse_desktop.training.starter.clip_generator.words import read_wordings
from modaverse_desktop.training.starter.pictures import Picture

BY_ITSELF = (
    "{a}",
    "{n}",
    "{a} in motion",
    "a moving {n}",
    "an animated {n}",
    "a video of {a}",
    "a clip of {a}",
    "an animation of {a}",
    "animate {a}",
    "a short film of {a}",
    "a gif of {a}",
    "the {n} comes to life",
)
DOING = (
    "{a} {v}",
    "{a} {v}",
    "{a} {v}",
    "the {n} {v}",
    "{n} {v}",
    "{a} is {v}",
    "a video of {a} {v}",
    "an animation of {a} {v}",
    "a clip of {a} {v}",
    "a cute {n} {v}",
    "a big {n} {v}",
    "a little {n} {v} quickly",
    "{a} slowly {v}",
    "{a} {v} in slow motion",
)
PLACES = (
    "on the beach",
    "in the snow",
    "at night",
    "in a garden",
    "in the rain",
    "on a street",
    "in the city",
    "outside",
)
ANYTHING = (
    "it {v}",
    "this {v}",
    "the picture {v}",
    "the thing in the picture {v}",
    "it is {v}",
    "{v}",
    "everything {v}",
)
TAKEN, SURROUNDED, NOUNS = 3, 3, 3


def write_clip_captions(
    clips: Sequence[Clip], concepts: Sequence[Picture], aliases: Mapping[str, Sequence[str]]
) -> list[Caption]:
    """Captions of every clip; `picture` is its index. The plainest words are the most frequent."""
    dice, found = random.Random(0), []
    for index, clip in enumerate(clips):
        if clip.concept < 0:
            doing = _doing(clip.name, dice)
            found += [Caption(form.format(v=doing), index, 1.0) for form in dice.sample(ANYTHING, TAKEN)]
            continue
        concept = concepts[clip.concept]
        nouns = [plain_name(concept.name), *aliases.get(concept.name, ())][:NOUNS]
        if not clip.name:
            for noun in nouns:
                forms = (*BY_ITSELF, *dice.sample(SURROUNDINGS, SURROUNDED))
                found += [Caption(_filled(form, noun), index, 3.0 if form in BY_ITSELF[:2] else 1.0) for form in forms]
            continue
        found += [Caption(_done(clip.name, nouns, dice), index, 1.0) for _ in range(TAKEN)]
    return found


def _done(name: str, nouns: Sequence[str], dice: random.Random) -> str:
    noun, doing = dice.choice(nouns), _doing(name, dice)
    roll = dice.random()
    if roll < 0.1 and " " not in doing:
        return with_article(f"{doing} {noun}")
    if roll < 0.2 and (many := plural(noun)):
        return f"{dice.choice(('', 'two ', 'some '))}{many} {doing}"
    said = _filled(dice.choice(DOING), noun).replace("{v}", doing)
    return f"{said} {dice.choice(PLACES)}" if dice.random() < 0.15 else said


def _doing(name: str, dice: random.Random) -> str:
    """A motion's words, the plainest the likeliest."""
    says = read_wordings()[name].says
    return dice.choices(says, [1 / (place + 2) for place in range(len(says))])[0]


def _filled(form: str, noun: str) -> str:
    return form.replace("{a}", with_article(noun)).replace("{n}", noun)
