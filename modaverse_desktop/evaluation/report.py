"""What a run came to: JSON for machines, and a table with the paper's row beside ours for people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.core.wording import counted
from modaverse_desktop.evaluation.paper import Row
from modaverse_desktop.evaluation.run import Run
from modaverse_desktop.evaluation.task import Score


def result_of(run: Run, scores: Sequence[Score], row: Row, about: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that a reader needs to repeat the run or to doubt it; `about` are its circumstances."""
    return {
        "task": run.plan.task,
        "stack": run.plan.stack,
        "data": str(run.plan.data),
        "seed": run.plan.seed,
        "samples": len(run.samples),
        "missing": list(run.missing),
        "failed": run.failed,
        "scores": {score.name: score.value for score in scores},
        "not_measured": {score.name: score.why for score in scores if score.value is None},
        "paper": {"table": row.table, "values": dict(row.values)},
        "differs": list(row.differs),
        **about,
    }


def table_of(result: Mapping[str, Any], row: Row) -> str:
    """Markdown: one line a metric, then what differs from the paper's protocol and what was not measured."""
    where = f" (Table {row.table})" if row.table else ""
    asked = counted(result["samples"], "sample", "samples")
    asked += f", {counted(len(result['missing']), 'medium', 'media')} missing" if result["missing"] else ""
    asked += f", {len(result['failed'])} failed" if result["failed"] else ""
    lines = [f"## {row.title}{where}", "", f"Stack `{result['stack']}`, {asked}.", ""]
    lines += ["| metric | ours | the paper |", "|---|---|---|"]
    for name, value in result["scores"].items():
        lines.append(f"| {name} | {_number(value)} | {_number(row.values.get(name))} |")
    lines += ["", *(f"- {sentence}" for sentence in row.differs)]
    lines += [f"- {name} was not measured: {why}." for name, why in result["not_measured"].items()]
    return "\n".join(lines) + "\n"


def write_result(run: Run, result: Mapping[str, Any], table: str) -> None:
    """`result.json` and `result.md` in the run's folder. Raises AppError if they cannot be written."""
    text = json.dumps(result, indent=2, ensure_ascii=False) + "\n"
    write_atomically(run.plan.folder / "result.json", text.encode())
    write_atomically(run.plan.folder / "result.md", table.encode())


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if abs(value) >= 10 else f"{value:.4f}"
