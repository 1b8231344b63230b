"""`python -m modaverse_desktop.evaluation.right_task`: does a request in a new form get the right kind of thing?"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.paths import resources_folder
from modaverse_desktop.evaluation.stack import circumstances, load_measured, tell
from modaverse_desktop.media.decode import decode_image

Ask = Callable[[str, Sequence[NDArray[np.uint8]]], str]
MEDIA = "with_media"
SETS = ("instructions", "second")
"""Files of instructions beside this one; the second was written after the first one's mistakes had been read."""


@dataclass(frozen=True)
class Case:
    """An instruction and the tasks, in order, that answer it."""

    instruction: str
    tasks: tuple[Modality, ...]
    with_media: bool


@dataclass(frozen=True)
class Outcome:
    """What the model made of a case."""

    case: Case
    tasks: tuple[Modality, ...]
    meta_response: str

    @property
    def right(self) -> bool:
        """Whether the tasks are those expected, in their order."""
        return self.tasks == self.case.tasks


def read_set(name: str) -> list[Case]:
    """The cases of one of `SETS`."""
    return read_cases(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def read_cases(source: str) -> list[Case]:
    """The cases in a set's text."""
    return [
        Case(instruction.strip(), tuple(Modality(task) for task in tasks.split()), section == MEDIA)
        for section, lines in tomllib.loads(source).items()
        for tasks, _, instruction in (line.partition("|") for line in lines.strip().splitlines())
    ]


def measure(cases: Iterable[Case], ask: Ask, pictures: Sequence[NDArray[np.uint8]]) -> list[Outcome]:
    """Ask every case; those with media get the pictures in turn."""
    outcomes: list[Outcome] = []
    for number, case in enumerate(cases):
        images = [pictures[number % len(pictures)]] if case.with_media else []
        raw = ask(case.instruction, images)
        tasks = tuple(one.task for one in parse_meta_response(raw).invocations)
        outcomes.append(Outcome(case, tasks, raw))
    return outcomes


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Shares, the confusion of single tasks, and every case that went wrong."""
    confusion = Counter((_named(each.case.tasks), _named(each.tasks)) for each in outcomes)
    wrong = [
        {"instruction": each.case.instruction, "wanted": _named(each.case.tasks), "meta_response": each.meta_response}
        for each in outcomes
        if not each.right
    ]
    return {
        "count": len(outcomes),
        "right": _share(outcomes),
        "right_without_media": _share([each for each in outcomes if not each.case.with_media]),
        "right_with_media": _share([each for each in outcomes if each.case.with_media]),
        "confusion": {f"{wanted} -> {got}": count for (wanted, got), count in sorted(confusion.items())},
        "wrong": wrong,
    }


def table(result: dict[str, Any]) -> str:
    """Markdown: wanted against got."""
    pairs = {tuple(key.split(" -> ")): count for key, count in result["confusion"].items()}
    rows = sorted({wanted for wanted, _ in pairs})
    columns = sorted({got for _, got in pairs})
    lines = [f"| wanted \\ got | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {row} | {' | '.join(str(pairs.get((row, column), '')) for column in columns)} |" for row in rows]
    return "\n".join(lines)


def _share(outcomes: Sequence[Outcome]) -> float:
    return round(sum(each.right for each in outcomes) / len(outcomes), 4) if outcomes else 0.0


def _named(tasks: Sequence[Modality]) -> str:
    return "+".join(task.value for task in tasks)


def main() -> None:
    """Measure a stack; JSON on stdout, or a table with --markdown."""
    parser = argparse.ArgumentParser(description="Right task for instructions in forms that were not trained on.")
    parser.add_argument("--stack", default="starter")
    parser.add_argument("--pictures", type=Path, help="folder of pictures for the instructions that need one")
    parser.add_argument("--set", choices=SETS, default=SETS[0], help="which instructions")
    parser.add_argument("--markdown", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.pictures or resources_folder() / "samples"
    paths = sorted(path for path in folder.iterdir() if path.suffix in {".jpg", ".png", ".webp"})
    measured = load_measured(arguments.stack)

    def ask(instruction: str, images: Sequence[NDArray[np.uint8]]) -> str:
        return measured.ask(instruction, images)

    outcomes = measure(read_set(arguments.set), ask, [decode_image(path, 1024) for path in paths])
    result = {**circumstances(), "set": arguments.set, "pictures": [path.name for path in paths], **summary(outcomes)}
    tell(f"right task: {result['right']:.1%} of {result['count']}")
    report = table(result) if arguments.markdown else json.dumps(result, indent=2, ensure_ascii=False)
    sys.stdout.write(report + "\n")


if __name__ == "__main__":
    main()
