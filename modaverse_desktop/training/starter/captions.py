"""What people would write to get a picture: weighted captions of every concept, and a text encoder's states of them."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from modaverse_desktop.training.starter.pictures import Picture

MAX_TOKENS = 24
"""Longer prompts are cut; the generator's pack says the same to the pipeline."""

NAME_WEIGHT, ALIAS_WEIGHT, TAG_WEIGHT = 5.0, 4.0, 0.8
RARE_TAG = 4
"""A tag that more concepts have says too little."""

PLAIN = ("{a}", "{n}")
TEMPLATES = (
    "a picture of {a}",
    "an image of {a}",
    "a photo of {a}",
    "an icon of {a}",
    "a drawing of {a}",
    "an illustration of {a}",
    "draw {a}",
    "{a} on a white background",
    "a cute {n}",
    "a beautiful {n}",
    "{n}, 3d render",
    "generate an image of {a}",
)
SURROUNDINGS = (
    "{a} in the sky",
    "{a} in the garden",
    "{a} in the forest",
    "{a} in the water",
    "{a} in the sea",
    "{a} in winter",
    "{a} in the snow",
    "{a} in the city",
    "{a} in the rain",
    "{a} at night",
    "{a} at the beach",
    "{a} on a table",
    "{a} on a chair",
    "{a} on a sofa",
    "{a} on a plate",
    "{a} on the street",
    "{a} under a tree",
    "{a} with a blue sky",
    "{a} and a house",
    "{a} for a child",
    "a small {n}",
    "a big {n}",
    "a brown {n}",
    "a white {n}",
    "a red {n}",
    "a black {n}",
    "a happy {n}",
    "an old {n}",
    "a nice {n}",
    "my favourite {n}",
    "the {n}",
    "{n} art",
    "a colorful {n}",
    "a single {n}",
    "a big picture of {a}",
)
SURROUNDINGS_TAKEN, DOINGS_TAKEN = 10, 12
IRREGULAR = {
    "mouse": "mice",
    "man": "men",
    "woman": "women",
    "policeman": "policemen",
    "snowman": "snowmen",
    "person": "people",
    "child": "children",
    "fish": "fish",
    "sheep": "sheep",
    "deer": "deer",
    "bison": "bison",
    "goose": "geese",
    "ox": "oxen",
    "foot": "feet",
    "tooth": "teeth",
    "leaf": "leaves",
    "loaf": "loaves",
    "knife": "knives",
    "wolf": "wolves",
    "elf": "elves",
}
KEEP_CAPITALS = ("Santa Claus", "Christmas", "Japanese", "Tokyo", "Statue of Liberty", "T-Rex")
_NO_ARTICLE = """
archery bacon badminton beans beer blood blueberries books bowling bread bricks broccoli bubbles butter
cabbage camping cards cash chains champagne cherries chocolate chopsticks clapping coffee cola confetti corn
curry dollars dynamite electricity eyeglasses eyes fireworks flowers folded footprints garlic glasses gloves
goggles golf grapes headphones heels honey houses ice jeans juice leaves lettuce lightning logs maracas meat
medicine milk money music nighttime noodles pancakes pants pasta peanuts popcorn praying rain ramen rice salt
scissors shampoo shorts skis snow soap socks soda soup spaghetti sparkles spinach stew sunglasses sushi swords
tea tears tennis toast trousers water wind wine wool
"""
NO_ARTICLE = frozenset(_NO_ARTICLE.split())


@dataclass(frozen=True)
class Caption:
    """A text that should give the picture with index `picture`, and how often it is taken, relative to the others."""

    text: str
    picture: int
    weight: float


def read_aliases() -> dict[str, tuple[str, ...]]:
    """Other names by concept name, from aliases.toml."""
    table = tomllib.loads(files(__package__).joinpath("aliases.toml").read_text(encoding="utf-8"))
    return {name: tuple(others) for name, others in table.items()}


def write_captions(
    concepts: Sequence[Picture], aliases: dict[str, tuple[str, ...]], doings: Sequence[str] = ()
) -> list[Caption]:
    """Captions of every concept: its name and aliases in every wording, and its rare tags as they are.

    With `doings` ("running", "jumping up and down"), also doing some of them: what it does must not change what it is.
    """
    tags = Counter(tag for concept in concepts for tag in concept.tags)
    names = {plain_name(concept.name) for concept in concepts}
    found: list[Caption] = []
    for index, concept in enumerate(concepts):
        own = plain_name(concept.name)
        others = [alias for alias in aliases.get(concept.name, ()) if alias != own]
        found += _worded(own, index, NAME_WEIGHT, doings)
        for place, alias in enumerate(others):
            # an alias that is another concept's own name mostly means that one
            share = ALIAS_WEIGHT * (0.15 if alias in names else 1.0 if place == 0 else 0.5)
            found += _worded(alias, index, share, doings)
        rare = [tag for tag in concept.tags if tags[tag] <= RARE_TAG and tag not in names and len(tag) > 2]
        found += [Caption(tag, index, TAG_WEIGHT / len(rare)) for tag in rare]
    return found


def plain_name(name: str) -> str:
    """The official name as people write it."""
    name = name.replace("’", "'")
    return name if any(word in name for word in KEEP_CAPITALS) else name.lower()


def with_article(noun: str) -> str:
    """`a cat`, `an owl`, `grapes`, `a cup of coffee`."""
    deciding = (noun.split(" of ")[0] if " of " in noun else noun).split()
    if noun.startswith(("the ", "a ", "an ")) or deciding[0] in NO_ARTICLE or deciding[-1] in NO_ARTICLE:
        return noun
    return f"an {noun}" if noun[0].lower() in "aeiou" and not noun.startswith(("uni", "ufo", "one ")) else f"a {noun}"


def plural(noun: str) -> str:
    """`cats`, `strawberries`, `mice`; empty for what is not counted or not one simple noun."""
    last = noun.split()[-1]
    if with_article(noun) == noun or noun[0].isupper() or set(noun.split()) & {"of", "with", "in", "to", "on", "and"}:
        return ""
    if last in IRREGULAR:
        return noun[: -len(last)] + IRREGULAR[last]
    if last.endswith("s") and not last.endswith("ss"):
        return ""
    if last.endswith("y") and last[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if last.endswith(("s", "x", "ch", "sh", "mango", "potato", "tomato")) else "s")


def _worded(noun: str, index: int, weight: float, doings: Sequence[str]) -> list[Caption]:
    """Nearly half of the weight for the noun alone, the rest for its wordings, doings, plurals and surroundings."""

    def captions(texts: Sequence[str], share: float) -> list[Caption]:
        return [Caption(text, index, weight * share / len(texts)) for text in texts]

    def fill(patterns: Iterable[str]) -> list[str]:
        return [pattern.format(n=noun, a=with_article(noun)) for pattern in patterns]

    dice = random.Random(noun)
    around = dice.sample(SURROUNDINGS, SURROUNDINGS_TAKEN)
    found = captions(fill(PLAIN), 0.4) + captions(fill(TEMPLATES), 0.25) + captions(fill(around), 0.12)
    if doings:
        done = dice.sample(doings, DOINGS_TAKEN)
        found += captions([f"{with_article(noun)} {doing}" for doing in done], 0.15)
    many = plural(noun)
    counted = [many, f"two {many}", f"three {many}", f"a picture of {many}"]
    return found + (captions(counted, 0.08) if many else [])


@torch.no_grad()
def encode_texts(encoder: torch.nn.Module, tokenizer: object, texts: Sequence[str], batch: int = 128) -> list[Tensor]:
    """The encoder's last hidden states of every text, without padding: float16 (tokens, width) each."""
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    found: dict[int, Tensor] = {}
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        inputs = tokenizer(  # type: ignore[operator]
            [texts[index] for index in part],
            padding=True,
            truncation=True,
            max_length=MAX_TOKENS,
            return_tensors="pt",
        )
        hidden = encoder(inputs.input_ids, attention_mask=inputs.attention_mask)[0]
        for row, index in enumerate(part):
            found[index] = hidden[row, : int(inputs.attention_mask[row].sum())].half()
    return [found[index] for index in range(len(texts))]


def encode_captions(captions: Sequence[Caption], encoder: torch.nn.Module, tokenizer: object, path: Path) -> None:
    """Write captions as the text encoder sees them."""
    texts = unique_texts(captions)
    states = dict(zip(texts, encode_texts(encoder, tokenizer, texts), strict=True))
    empty = encode_texts(encoder, tokenizer, [""])[0]
    save_captions(captions, [states[caption.text] for caption in captions], empty, path)


def save_captions(captions: Sequence[Caption], states: Sequence[Tensor], empty: Tensor, path: Path) -> None:
    """One safetensors file: all token states in a row, where each caption starts, its picture and its weight."""
    lengths = torch.tensor([len(state) for state in states])
    tensors = {
        "tokens": torch.cat(list(states)),
        "starts": torch.cat([torch.zeros(1, dtype=torch.long), lengths.cumsum(0)]),
        "picture": torch.tensor([caption.picture for caption in captions]),
        "weight": torch.tensor([caption.weight for caption in captions], dtype=torch.float32),
        "empty": empty,
    }
    save_file(tensors, path)


def unique_texts(captions: Iterable[Caption]) -> list[str]:
    """Every text once, in order."""
    return list(dict.fromkeys(caption.text for caption in captions))
