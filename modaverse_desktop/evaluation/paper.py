"""The paper's rows that ours are set beside, as far as they are known here, and what differs in protocol."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files


@dataclass(frozen=True)
class Row:
    """`values` by the name of the metric; `differs` are sentences about how ours is measured otherwise."""

    title: str
    table: str = ""
    values: Mapping[str, float] = field(default_factory=dict[str, float])
    differs: tuple[str, ...] = ()


def paper_row(task: str) -> Row:
    """The row of a task in paper.toml."""
    text = files("modaverse_desktop.evaluation").joinpath("paper.toml").read_text(encoding="utf-8")
    entry = tomllib.loads(text)[task]
    return Row(entry["title"], entry.get("table", ""), entry.get("values", {}), tuple(entry["differs"]))
