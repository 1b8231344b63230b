"""text → x: a caption goes through the whole system, and what is made is compared with the medium that it describes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation.paper import Row, paper_row
from modaverse_desktop.evaluation.sets import CaptionSet
from modaverse_desktop.evaluation.task import Answer, Means, Model, Sample, Samples, Score


@dataclass(frozen=True)
class Made:
    """A generated file, the caption it was made for, and the medium that the caption describes."""

    path: Path
    caption: str
    original: Path


@dataclass(frozen=True)
class Generating:
    """One data set; `instruction` has a place for the caption, `measure` the metrics over what was made.

    `networks` are those that the metrics need, by their names in ``weights.toml``.
    """

    name: str
    modality: Modality
    instruction: str
    read: Callable[[Path], CaptionSet]
    measure: Callable[[Sequence[Made], Means], list[Score]]
    networks: tuple[str, ...]

    def samples(self, data: Path) -> Samples:
        """The first caption of every medium that is there."""
        captions = self.read(data)
        found = tuple(
            Sample(each.id, self.instruction.format(caption=each.captions[0]), (), each.captions[:1], each.path)
            for each in captions.media
            if each.path
        )
        missing = tuple(each.id for each in captions.media if each.path is None)
        return Samples(found, missing, (captions.annotations,))

    def run(self, sample: Sample, model: Model, folder: Path) -> Answer:
        """Make the first invocation of the modality; without one there is no file."""
        reading = model.propose(sample)
        wanted = next((one for one in reading.invocations if one.task is self.modality), None)
        if wanted is None:
            return {"path": None, "meta_response": reading.raw}
        made = model.make(sample, wanted, folder)
        return {"path": made.name, "prompt": wanted.prompt, "meta_response": reading.raw}

    def score(self, samples: Sequence[Sample], answers: Sequence[Answer], means: Means) -> list[Score]:
        """The metrics over what was made, and the share of captions that something was made for."""
        made = [
            Made(means.folder / answer["path"], sample.references[0], sample.original)
            for sample, answer in zip(samples, answers, strict=True)
            if answer.get("path") and sample.original
        ]
        return [*self.measure(made, means), Score(f"{self.modality.value} made", len(made) / len(samples))]

    def row(self) -> Row:
        """The paper's."""
        return paper_row(self.name)
