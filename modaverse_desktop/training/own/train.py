"""From a file of examples to an adapter, with what the model said before and says after; told as events."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.examples import Example, read_examples
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.training.config import TrainingConfig, build
from modaverse_desktop.training.loop import Outcome, Progress, run
from modaverse_desktop.training.own.task import OwnTask, load_task
from modaverse_desktop.training.records import record_run

Tell = Callable[[Mapping[str, Any]], None]
BEFORE = "before.json"
COMPARISON = "comparison.json"
ADAPTER = "export"
"""Where the loop puts what was trained."""


@dataclass(frozen=True)
class OwnConfig:
    """The `[own]` table: two files of examples, the stack's id, and the folders that packs are found in."""

    examples: Path
    held_out: Path
    stack: str
    packs: tuple[str, ...]
    rounds: int = 6
    device: str = "auto"


def train_own(config: TrainingConfig, resume: bool, tell: Tell) -> Outcome:
    """Run or resume it; `steps` of the loop is replaced by what `rounds` over all examples take.

    Events: ``{"event": "step", "step", "done", "total"}`` while it prepares or compares (the step is ``loading``,
    ``looking`` at files, asking ``before`` or ``after``), ``progress`` after a step of the training,
    ``compared`` at the end. Raises AppError: a part is missing, a file cannot be read, the loss is not a number.
    """
    own = build(OwnConfig, config.options)
    learned, kept_back = read_examples(own.examples), read_examples(own.held_out)
    if not learned:
        raise AppError("There are no examples", str(own.examples), "Add some.", ErrorKind.INPUT)
    _step(tell, "loading")
    stack = find_packs([Path(folder) for folder in own.packs]).stack(own.stack)
    task = load_task(stack, pick_device(own.device).torch, config.loop.seed)
    task.learn_from(learned, lambda done: _step(tell, "looking", done, len(learned)))
    before = _answers_before(task, kept_back, config.output / BEFORE, tell)
    loop = replace(config.loop, steps=task.steps(own.rounds))
    record = record_run(loop.seed, [own.examples, own.held_out])
    outcome = run(task, loop, config.output, record, resume, lambda progress: tell(_said(progress)))
    if outcome.finished:
        after = _answers(task, kept_back, "after", tell)
        rows = [compared(*each) for each in zip(kept_back, before, after, strict=True)]
        write_atomically(config.output / COMPARISON, json.dumps(rows).encode())
        tell({"event": "compared", "rows": rows})
    return outcome


def compared(example: Example, before: str, after: str) -> dict[str, Any]:
    """One question with both answers; right means: the wanted tasks in their order."""
    wanted = [one.task for one in example.wanted]
    return {
        "instruction": example.instruction,
        "media": [str(each.path) for each in example.media],
        "wanted": [[one.task.value, one.prompt] for one in example.wanted],
        "before": _read(before),
        "after": _read(after),
        "before_right": [one.task for one in parse_meta_response(before).invocations] == wanted,
        "after_right": [one.task for one in parse_meta_response(after).invocations] == wanted,
    }


def _read(raw: str) -> list[list[str]]:
    return [[one.task.value, one.prompt] for one in parse_meta_response(raw).invocations]


def _answers_before(task: OwnTask, examples: Sequence[Example], path: Path, tell: Tell) -> list[str]:
    """Asked once: a resumed training has moved on."""
    if path.is_file():
        found: list[str] = json.loads(path.read_text(encoding="utf-8"))
        if len(found) == len(examples):
            return found
    answers = _answers(task, examples, "before", tell)
    write_atomically(path, json.dumps(answers).encode())
    return answers


def _answers(task: OwnTask, examples: Sequence[Example], step: str, tell: Tell) -> list[str]:
    answers: list[str] = []
    for example in examples:
        _step(tell, step, len(answers), len(examples))
        answers.append(task.answer(example))
    return answers


def _step(tell: Tell, step: str, done: int = 0, total: int = 0) -> None:
    tell({"event": "step", "step": step, "done": done, "total": total})


def _said(progress: Progress) -> dict[str, Any]:
    return {"event": "progress", "step": progress.step, "steps": progress.steps, "loss": progress.loss}
