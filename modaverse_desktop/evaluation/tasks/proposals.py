"""`proposals`: is the right task proposed, are all invocations there and in order, does the meta-response parse at all?

`--data` is a file of training pairs (JSONL) or one of the held-out sets by name; by default the set `second`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.meta_response import clean_prompt
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.paths import resources_folder
from modaverse_desktop.evaluation.pairs import read_wanted
from modaverse_desktop.evaluation.paper import Row, paper_row
from modaverse_desktop.evaluation.right_task import PICTURE_SETS, read_set
from modaverse_desktop.evaluation.task import Answer, Means, Model, Sample, Samples, Score

NAME = "proposals"
PICTURES = (".jpg", ".png", ".webp")


class Proposals:
    """The task; no answer is generated further than its invocations."""

    name = NAME

    def samples(self, data: Path) -> Samples:
        """The pairs of a file, or the cases of a set; those that need a picture get the sample pictures in turn."""
        if str(data) in PICTURE_SETS:
            return Samples(_cases(str(data)))
        return read_wanted(data)

    def run(self, sample: Sample, model: Model, folder: Path) -> Answer:
        """What is proposed."""
        reading = model.propose(sample)
        return {
            "invocations": [[one.task.value, one.prompt] for one in reading.invocations],
            "parsed": not reading.unread,
            "meta_response": reading.raw,
        }

    def score(self, samples: Sequence[Sample], answers: Sequence[Answer], means: Means) -> list[Score]:
        """Shares of all samples. Tasks as a set and in order; exact: the prompts as well, where the sample has them."""
        pairs = [(sample.wanted, _given(answer)) for sample, answer in zip(samples, answers, strict=True)]
        tasks = [(_tasks(wanted), _tasks(given)) for wanted, given in pairs]
        scores = [
            Score("right task", _share(wanted == given for wanted, given in tasks)),
            Score("right set of tasks", _share(sorted(wanted) == sorted(given) for wanted, given in tasks)),
            Score("parsed", _share(bool(answer.get("parsed")) for answer in answers)),
        ]
        prompted = [(_exact(wanted), _exact(given)) for wanted, given in pairs if any(one.prompt for one in wanted)]
        if prompted:
            scores.append(Score("exact invocations, in order", _share(wanted == given for wanted, given in prompted)))
            same = _share(sorted(wanted) == sorted(given) for wanted, given in prompted)
            scores.append(Score("exact set of invocations", same))
        return scores

    def row(self) -> Row:
        """The paper has none."""
        return paper_row(NAME)


def _cases(name: str) -> tuple[Sample, ...]:
    folder = resources_folder() / "samples"
    pictures = sorted(path for path in folder.iterdir() if path.suffix in PICTURES)
    found: list[Sample] = []
    for number, case in enumerate(read_set(name)):
        media = (pictures[number % len(pictures)],) if case.media else ()
        wanted = tuple(Invocation(task, "") for task in case.tasks)
        found.append(Sample(f"{name}-{number:04d}", case.instruction, media, wanted=wanted))
    return tuple(found)


def _given(answer: Answer) -> tuple[Invocation, ...]:
    return tuple(Invocation(Modality(task), prompt) for task, prompt in answer.get("invocations", ()))


def _tasks(invocations: Sequence[Invocation]) -> list[str]:
    return [one.task.value for one in invocations]


def _exact(invocations: Sequence[Invocation]) -> list[tuple[str, str]]:
    """Case and the full stop at the end are not counted as differences."""
    return [(one.task.value, clean_prompt(one.prompt).casefold().rstrip(" .")) for one in invocations]


def _share(rights: Iterable[bool]) -> float:
    found = list(rights)
    return sum(found) / len(found) if found else 0.0


TASK = Proposals()
