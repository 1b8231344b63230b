"""From a plan to a result: check what can be checked before, answer, score, and set the paper's row beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modaverse_desktop.evaluation.metrics.captions import require_caption_metrics
from modaverse_desktop.evaluation.metrics.spice import check_corenlp, spice_missing
from modaverse_desktop.evaluation.model import chosen_device, find_stack, load_model
from modaverse_desktop.evaluation.networks.weights import check, unmeasured
from modaverse_desktop.evaluation.report import result_of, table_of, write_result
from modaverse_desktop.evaluation.run import FILES, Load, Plan, Report, run
from modaverse_desktop.evaluation.stack import circumstances
from modaverse_desktop.evaluation.task import Means
from modaverse_desktop.evaluation.tasks import find_task
from modaverse_desktop.evaluation.tasks.describing import Describing
from modaverse_desktop.evaluation.tasks.generating import Generating


@dataclass(frozen=True)
class Evaluated:
    """The result as plain values, and as a table in Markdown."""

    data: Mapping[str, Any]
    table: str


def _unsaid(sentence: str) -> None:
    """Nobody listens."""


def evaluate(
    plan: Plan, weights: Path | None, report: Report, say: Callable[[str], None] = _unsaid, load: Load = load_model
) -> Evaluated:
    """Run or continue `plan`, and score it; the result is written into its folder as well.

    `say` hears before it begins which metrics will be left out, and why.

    Raises AppError, before it begins: the stack, the data, the metrics' programs or a weights file cannot be used.
    """
    task = find_task(plan.task)
    networks = task.networks if isinstance(task, Generating) else ()
    hashes, left_out = check(weights, networks), unmeasured(weights, networks)
    if isinstance(task, Describing):
        require_caption_metrics()
        hashes |= check_corenlp(weights)
        left_out = spice_missing(weights)
    parts = find_stack(plan.stack).parts if load is load_model else ()
    for sentence in left_out:
        say(sentence)
    finished = run(plan, load, report)
    device = chosen_device()
    means = Means(plan.folder / FILES, weights, str(device.torch))
    scores = task.score(finished.samples, finished.answers, means)
    row = task.row()
    about = {
        **circumstances("no GPU" if device.kind == "cpu" else device.name),
        "weights": {file.path: file.sha256 for part in parts for file in part.files},
        "metric_weights": hashes,
    }
    result = result_of(finished, scores, row, about)
    table = table_of(result, row)
    write_result(finished, result, table)
    return Evaluated(result, table)
