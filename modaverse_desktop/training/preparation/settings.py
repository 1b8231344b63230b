"""The `[prepared]` table: one file says what is prepared and what is trained on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.config import build


@dataclass(frozen=True)
class PreparedConfig:
    """What is prepared and trained. Paths are relative to where the command was started."""

    instructions: tuple[str, ...]
    """Instruction files, see `construction.sample`."""
    prepared: Path
    """A folder for shards, index and tokens; safe to share between trainings."""
    encoders: tuple[str, ...]
    """Folders of the encoders' packs; each gets a projector for what it takes."""
    backbone: Path
    """Folder of the backbone's pack; likewise `stack`, whose template and spelling are used."""
    stack: Path
    media: Path = field(default=Path())
    """What the paths of media in instruction files are relative to."""
    validation: tuple[str, ...] = ()
    """Instruction files that are not trained on."""
    name: str = "trained"
    """What the ids of the exported packs begin with."""
    spelling: str = ""
    """Of the targets; empty: the stack's own."""
    media_tokens: int = 1
    longest: int = 512
    """Positions of a sample; longer ones are left out and counted."""
    tokens: int = 8192
    """Positions of a batch, padding counted; likewise `samples`, 0: no limit."""
    samples: int = 0
    pool: int = 8192
    """Samples that are sorted by length before they are cut into batches."""
    trained: tuple[str, ...] = ("projectors", "lora")
    """See `training.scale.trained`."""
    projector_learning_rate: float = 0.0
    """0: the loop's."""
    rank: int = 32
    alpha: int = 32
    dropout: float = 0.1
    precision: str = "auto"
    """Of the frozen backbone: auto, float32, bfloat16 or 4bit (needs the extra `quantise` and a GPU)."""
    gradient_checkpointing: bool = False
    validation_batches: int = 16
    answers: int = 32
    """Validation samples that are answered in full, for right task and exact invocation."""

    def __post_init__(self) -> None:
        if not self.instructions or not self.encoders:
            raise ValueError("there must be instructions and encoders")
        if self.precision not in ("auto", "float32", "bfloat16", "4bit"):
            raise ValueError(f"precision {self.precision!r} is not one of auto, float32, bfloat16, 4bit")
        if self.spelling not in ("", "released", "paper"):
            raise ValueError(f"spelling {self.spelling!r} is not released or paper")
        if min(self.longest, self.tokens, self.pool, self.media_tokens, self.rank) < 1 or self.longest > self.tokens:
            raise ValueError("longest must be at least 1 and at most tokens; pool, media_tokens and rank at least 1")


def read_prepared(options: Mapping[str, Any]) -> PreparedConfig:
    """The table. Raises AppError(USAGE) saying what is wrong with it."""
    try:
        return build(PreparedConfig, options)
    except (TypeError, ValueError) as error:
        raise AppError("[prepared] has a wrong entry", str(error), "Correct the entry.", ErrorKind.USAGE) from error
