"""x → text: a medium is described in one sentence, and the sentence is compared with those that people wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation.metrics.captions import caption_scores
from modaverse_desktop.evaluation.paper import Row, paper_row
from modaverse_desktop.evaluation.sets import CaptionSet
from modaverse_desktop.evaluation.task import Answer, Means, Model, Sample, Samples, Score


@dataclass(frozen=True)
class Describing:
    """One data set, asked with one instruction."""

    name: str
    instruction: str
    read: Callable[[Path], CaptionSet]

    def samples(self, data: Path) -> Samples:
        """Every medium that is there, once, with all its captions."""
        captions = self.read(data)
        found = tuple(
            Sample(each.id, self.instruction, (each.path,), each.captions) for each in captions.media if each.path
        )
        missing = tuple(each.id for each in captions.media if each.path is None)
        return Samples(found, missing, (captions.annotations,))

    def run(self, sample: Sample, model: Model, folder: Path) -> Answer:
        """The texts that are proposed, joined; none is an empty caption, which scores nothing."""
        reading = model.propose(sample)
        texts = [one.prompt for one in reading.invocations if one.task is Modality.TEXT]
        return {"text": " ".join(texts), "meta_response": reading.raw}

    def score(self, samples: Sequence[Sample], answers: Sequence[Answer], means: Means) -> list[Score]:
        """BLEU-4, METEOR, ROUGE-L, CIDEr, SPICE, SPIDEr, and how often there was a text at all."""
        texts = {sample.id: str(answer.get("text", "")) for sample, answer in zip(samples, answers, strict=True)}
        spoken = sum(bool(text.strip()) for text in texts.values()) / len(texts)
        return [
            *caption_scores(texts, {sample.id: sample.references for sample in samples}, means.weights),
            Score("answered in words", spoken),
        ]

    def row(self) -> Row:
        """The paper's."""
        return paper_row(self.name)
