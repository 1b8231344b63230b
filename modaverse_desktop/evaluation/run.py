"""One evaluation: samples spread over processes, answers kept line by line; a stopped run goes on where it was."""

from __future__ import annotations

import json
import multiprocessing
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Any

from modaverse_desktop.core.claiming import claimed
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_atomically, write_error
from modaverse_desktop.core.manifest import hash_file
from modaverse_desktop.evaluation.processes import in_processes
from modaverse_desktop.evaluation.task import Answer, Model, Sample, Task
from modaverse_desktop.evaluation.tasks import find_task

PLAN = "plan.json"
ANSWERS = "answers"
FILES = "files"
Report = Callable[[int, int], None]
"""Hears how many samples are answered, and of how many."""
Load = Callable[[str, int, int], Model]
"""Makes the model of a stack, with a seed, for the process at this place among those that share the samples."""


@dataclass(frozen=True)
class Plan:
    """What is run, and in which folder. `count` samples (0: all) are drawn by `seed`, which also seeds generators."""

    task: str
    data: Path
    stack: str
    folder: Path
    count: int = 0
    seed: int = 0
    processes: int = 1


@dataclass(frozen=True)
class Run:
    """A finished run: what was asked and what came of it, in the same order."""

    plan: Plan
    samples: tuple[Sample, ...]
    answers: tuple[Answer, ...]
    missing: tuple[str, ...]

    @property
    def failed(self) -> dict[str, str]:
        """What came to nothing, and why, by sample."""
        pairs = zip(self.samples, self.answers, strict=True)
        return {sample.id: str(answer["error"]) for sample, answer in pairs if "error" in answer}


def run(plan: Plan, load: Load, report: Report) -> Run:
    """Answer every sample that is not answered yet; `load` makes the model in each process and must be picklable.

    Raises:
        AppError: the data cannot be used, the folder holds another run, or a process ended before its time.
    """
    task = find_task(plan.task)
    asked = task.samples(plan.data)
    samples = drawn(asked.found, plan.count, plan.seed)
    if not samples:
        hint = f"{len(asked.missing)} media are named in the annotations and not there." if asked.missing else ""
        raise AppError("There is nothing to evaluate", str(plan.data), hint, ErrorKind.INPUT)
    with claimed(plan.folder):
        _note(plan, {path.name: hash_file(path) for path in asked.annotations})
        _answer_all(plan, task, samples, load, report)
        answers = read_answers(plan.folder)
    return Run(plan, samples, tuple(answers[sample.id] for sample in samples), asked.missing)


def drawn(samples: Sequence[Sample], count: int, seed: int) -> tuple[Sample, ...]:
    """`count` of the samples by chance, in their order; all for 0. Raises AppError(INPUT) if two have the same id."""
    if twice := _first_twice([sample.id for sample in samples]):
        raise AppError("Two samples have the same id", twice, "Correct the annotations.", ErrorKind.INPUT)
    if not 0 < count < len(samples):
        return tuple(samples)
    chosen = random.Random(seed).sample(range(len(samples)), count)
    return tuple(samples[index] for index in sorted(chosen))


def read_answers(folder: Path) -> dict[str, Answer]:
    """All answers so far, by sample; a line that a kill cut short is not one."""
    found: dict[str, Answer] = {}
    for path in sorted((folder / ANSWERS).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                row = json.loads(line)
                found[row["id"]] = row["answer"]
            except (ValueError, KeyError):
                continue
    return found


def _answered(folder: Path) -> set[str]:
    """The samples that need not be asked again: a made file that is gone is made again."""
    answers = read_answers(folder).items()
    return {name for name, answer in answers if not answer.get("path") or (folder / FILES / answer["path"]).is_file()}


def answer_shard(plan: Plan, shard: int, load: Load) -> None:
    """The work of one process: its share of what is not answered yet, into a file of its own.

    It ends when the one that began it is gone: the next run would ask the same.
    """
    parent = multiprocessing.parent_process()
    for _ in answers_of(plan, shard, load):
        if parent is not None and not parent.is_alive():
            return


def answers_of(plan: Plan, shard: int, load: Load) -> Iterator[Answer]:
    """Each answer of a shard, as it is written."""
    task = find_task(plan.task)
    done = _answered(plan.folder)
    samples = drawn(task.samples(plan.data).found, plan.count, plan.seed)
    mine = [sample for sample in samples[shard :: plan.processes] if sample.id not in done]
    if not mine:
        return
    model = load(plan.stack, plan.seed, shard)
    path = plan.folder / ANSWERS / f"{shard:03d}.jsonl"
    _end_last_line(path)
    with path.open("ab", buffering=0) as stream:
        for sample in mine:
            answer = _answer(task, sample, model, plan.folder / FILES)
            _write(stream, json.dumps({"id": sample.id, "answer": answer}) + "\n")
            yield answer


def _write(stream: FileIO, line: str) -> None:
    """Raises AppError(RESOURCES) if the disk is full."""
    left = line.encode()
    try:
        while left:
            left = left[stream.write(left) :]
    except OSError as error:
        raise write_error(Path(str(stream.name)), error) from error


def _answer(task: Task, sample: Sample, model: Model, files: Path) -> Answer:
    """A sample that comes to nothing is an answer too, unless memory or disk are full, or the model is not there."""
    try:
        return task.run(sample, model, files)
    except AppError as error:
        if error.kind in (ErrorKind.RESOURCES, ErrorKind.MODEL):
            raise
        return {"error": str(error)}


def _answer_all(plan: Plan, task: Task, samples: Sequence[Sample], load: Load, report: Report) -> None:
    (plan.folder / ANSWERS).mkdir(parents=True, exist_ok=True)
    done = len(_answered(plan.folder) & {sample.id for sample in samples})
    report(done, len(samples))
    if plan.processes == 1:
        for _ in answers_of(plan, 0, load):
            done += 1
            report(done, len(samples))
    elif done < len(samples):
        tell = lambda: report(len(read_answers(plan.folder)), len(samples))  # noqa: E731
        in_processes(partial(answer_shard, plan, load=load), plan.processes, tell)


def _note(plan: Plan, annotations: Mapping[str, str]) -> None:
    """Write down what is run here. Raises AppError(USAGE) if something else was."""
    wanted: dict[str, Any] = {**asdict(plan), "annotations": dict(annotations)}
    for free in ("folder", "processes"):
        del wanted[free]
    wanted["data"] = str(plan.data)
    path = plan.folder / PLAN
    if path.is_file():
        found = json.loads(path.read_text(encoding="utf-8"))
        if differing := [name for name in wanted if found.get(name) != wanted[name]]:
            detail = f"{plan.folder} was begun with another {', '.join(differing)}"
            raise AppError("This folder holds another run", detail, "Choose another --output.", ErrorKind.USAGE)
        return
    write_atomically(path, (json.dumps(wanted, indent=2) + "\n").encode())


def _end_last_line(path: Path) -> None:
    """After a kill in the middle of a line, the next one begins on its own."""
    if path.is_file() and (data := path.read_bytes()) and not data.endswith(b"\n"):
        with path.open("ab") as stream:
            stream.write(b"\n")


def _first_twice(names: Sequence[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""
