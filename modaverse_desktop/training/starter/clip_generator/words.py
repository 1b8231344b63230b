"""In which words motions are asked for, and what moves how when nobody says it: motions.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from modaverse_desktop.training.starter.pictures import Picture


@dataclass(frozen=True)
class Wording:
    """One motion's words, the plainest first, and the emoji that move so by themselves: `names` before `groups`."""

    says: tuple[str, ...]
    groups: frozenset[str]
    names: frozenset[str]


@cache
def read_wordings() -> Mapping[str, Wording]:
    """By the motion's name."""
    table = tomllib.loads(files(__package__).joinpath("motions.toml").read_text(encoding="utf-8"))
    return {
        name: Wording(tuple(row["says"]), frozenset(row.get("groups", ())), frozenset(row.get("names", ())))
        for name, row in table.items()
    }


def read_doings() -> tuple[str, ...]:
    """The words of all motions."""
    return tuple(text for wording in read_wordings().values() for text in wording.says)


def own_motion(concept: Picture) -> str:
    """The name of the motion of what nobody says how it moves. Raises KeyError for a group that has none."""
    wordings = read_wordings().items()
    named = (name for name, each in wordings if concept.name in each.names)
    grouped = (name for name, each in wordings if concept.subgroup in each.groups)
    found = next(named, None) or next(grouped, None)
    if found is None:
        raise KeyError(f"motions.toml does not say how {concept.name!r} of {concept.subgroup!r} moves")
    return found
