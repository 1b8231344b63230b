"""From a plan to a result: check what can be checked before, answer, score, and set the paper's row beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modaverse_desktop.evaluation.metrics.captions import require_caption_metrics
from modaverse_desktop.evaluation.metrics.spice import check_corenlp
from modaverse_desktop.evaluation.model import find_stack, load_model
from modaverse_desktop.evaluation.networks.weights import check
from modaverse_desktop.evaluation.report import result_of, table_of, write_result
from modaverse_desktop.evaluation.run import FILES, Load, Plan, Report, run
from modaverse_desktop.evaluation.stack import circumstances
from modaverse_desktop.evaluation.task import Means
from modaverse_desktop.evaluation.tasks import find_task


@dataclass(frozen=True)
class Evaluated:
    """The result as plain values, and as a table in Markdown."""

    data: Mapping[str, Any]
    table: str


def evaluate(plan: Plan, weights: Path | None, report: Report, load: Load = load_model) -> Evaluated:
    """Run or continue `plan`, and score it; the result is written into its folder as well.

    Raises AppError, before it begins: the stack, the data, the metrics' programs or a weights file cannot be used.
    """
    task = find_task(plan.task)
    hashes = check(weights)
    if plan.task.endswith("-captions"):
        require_caption_metrics()
        hashes |= check_corenlp(weights)
    parts = find_stack(plan.stack).parts if load is load_model else ()
    finished = run(plan, load, report)
    means = Means(plan.folder / FILES, weights)
    scores = task.score(finished.samples, finished.answers, means)
    row = task.row()
    about = {
        **circumstances(),
        "weights": {file.path: file.sha256 for part in parts for file in part.files},
        "metric_weights": hashes,
    }
    result = result_of(finished, scores, row, about)
    table = table_of(result, row)
    write_result(finished, result, table)
    return Evaluated(result, table)
