"""A model that answers from what it is asked, for processes of their own as well."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_error
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.meta_response import Reading, parse_meta_response
from modaverse_desktop.evaluation.task import Sample


@dataclass
class FakeModel:
    """Names the file that it sees; makes files that hold their prompt; stops after `patience` answers."""

    patience: int = 1_000_000
    asked: list[str] = field(default_factory=list)

    def propose(self, sample: Sample) -> Reading:
        if len(self.asked) >= self.patience:
            raise KeyboardInterrupt
        self.asked.append(sample.id)
        if sample.media and "broken" in sample.media[0].name:
            raise AppError("The picture is damaged", kind=ErrorKind.INPUT)
        if sample.instruction.startswith("Generate"):
            kind = "TEXT" if "refuse" in sample.instruction else sample.instruction.split(" ")[2].strip(":").upper()
            kind = "AUDIO" if kind == "SOUND" else kind
            return parse_meta_response(f"Modality: [{kind}] Prompt: {sample.references[0]} ###")
        return parse_meta_response(f"Modality: [TEXT] Prompt: a picture of {sample.media[0].stem} ###")

    def make(self, sample: Sample, invocation: Invocation, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{sample.id}.out"
        path.write_text(invocation.prompt, encoding="utf-8")
        return path


def load_fake(stack: str, seed: int, place: int) -> FakeModel:
    """As `evaluation.model.load_model`."""
    return FakeModel()


def load_on_a_full_disk(stack: str, seed: int, place: int) -> FakeModel:
    """The process at place 1 finds the disk full."""
    if place == 1:
        raise write_error(Path("001.jsonl"), OSError(errno.ENOSPC, "No space left on device"))
    return FakeModel()


def load_failing(stack: str, seed: int, place: int) -> FakeModel:
    """A model that is not there."""
    raise AppError("The model is not installed", kind=ErrorKind.MODEL)
