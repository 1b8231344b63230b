"""Right task, exact invocations, parse rate: what counts as right."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation.task import Means, Sample
from modaverse_desktop.evaluation.tasks.proposals import TASK


class Answering:
    """Gives one meta-response after the other."""

    def __init__(self, *raw: str) -> None:
        self._raw = iter(raw)

    def propose(self, sample: Sample):
        return parse_meta_response(next(self._raw))

    def make(self, sample: Sample, invocation: Invocation, folder: Path) -> Path:
        raise AssertionError("nothing is generated")


def wanted(*invocations: tuple[Modality, str]) -> Sample:
    return Sample("s", "x", wanted=tuple(Invocation(*each) for each in invocations))


CAT = (Modality.IMAGE, "a cat")
WORD = (Modality.TEXT, "A cat.")


def scores(samples: list[Sample], *raw: str) -> dict[str, float | None]:
    model = Answering(*raw)
    answers = [TASK.run(sample, model, Path()) for sample in samples]
    return {score.name: score.value for score in TASK.score(samples, answers, Means(Path()))}


def test_order_set_and_prompts_are_counted_apart() -> None:
    samples = [wanted(CAT, WORD)] * 4
    found = scores(
        samples,
        "Modality: [IMAGE] Prompt: a cat\nModality: [TEXT] Prompt: a cat ###",
        "Modality: [TEXT] Prompt: A cat.\nModality: [IMAGE] Prompt: a cat ###",
        "Modality: [IMAGE] Prompt: a dog\nModality: [TEXT] Prompt: a cat ###",
        "just words",
    )
    assert found == {
        "right task": 0.5,
        "right set of tasks": 0.75,
        "parsed": 0.75,
        "exact invocations, in order": 0.25,
        "exact set of invocations": 0.5,
    }


def test_a_set_without_prompts_has_no_exact_invocations() -> None:
    found = scores([wanted((Modality.IMAGE, ""))], "Modality: [IMAGE] Prompt: anything ###")
    assert found == {"right task": 1.0, "right set of tasks": 1.0, "parsed": 1.0}


def test_the_held_out_sets_are_known_by_name() -> None:
    samples = TASK.samples(Path("second"))
    assert len(samples.found) >= 150
    assert any(sample.media for sample in samples.found)
    assert samples.missing == ()


@pytest.mark.parametrize("answer", [{"error": "damaged"}, {}])
def test_what_failed_is_wrong(answer: dict[str, str]) -> None:
    found = {score.name: score.value for score in TASK.score([wanted(CAT)], [answer], Means(Path()))}
    assert found["right task"] == found["parsed"] == 0
