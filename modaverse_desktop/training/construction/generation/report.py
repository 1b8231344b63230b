"""What came of a generation: counts by kind and pair, rejects by reason, what it took, and samples to look at."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping
from typing import Any

from modaverse_desktop.core.meta_response import Spelling
from modaverse_desktop.training.construction.generation.collecting import Collection
from modaverse_desktop.training.construction.generation.journal import Journal, State
from modaverse_desktop.training.construction.sample import to_line
from modaverse_desktop.training.construction.showing import as_text

SHOWN = 20


def report_of(collection: Collection, journal: Journal) -> dict[str, Any]:
    """As JSON can say it."""
    model = collection.settings.model
    queries = journal.queries.values()
    tokens = [sum(query.tokens[side] for query in queries) for side in (0, 1)]
    samples = collection.samples
    rejected = collection.rejected + Counter(
        problem for reading in collection.unrepaired.values() for problem in reading.problems.values()
    )
    drawn = random.Random(collection.settings.seed).sample(samples, min(SHOWN, len(samples)))
    return {
        "samples": len(samples),
        "kinds": dict(Counter(sample.kind.value for sample in samples)),
        "pairs": dict(sorted(Counter(sample.pair for sample in samples).items())),
        "repaired": collection.repaired,
        "rejected": dict(rejected.most_common()),
        "queries": dict(Counter(query.state.value for query in queries)),
        "refusals": sum(query.refusals for query in queries),
        "given_up": dict(Counter(query.why for query in queries if query.state is State.GIVEN_UP)),
        "tokens": {"in": tokens[0], "out": tokens[1]},
        "cost": round((tokens[0] * model.input_price + tokens[1] * model.output_price) / 1e6, 4),
        "shown": [json.loads(to_line(sample)) for sample in drawn],
    }


def as_markdown(report: Mapping[str, Any], collection: Collection) -> str:
    """For a person."""
    lines = [
        "# Generated instructions",
        "",
        f"{report['samples']:,} samples, {report['repaired']:,} of them repaired; "
        f"tokens {report['tokens']['in']:,} in, {report['tokens']['out']:,} out; cost {report['cost']}.",
        *_table("Kinds", report["kinds"]),
        *_table("Pairs of modalities", report["pairs"]),
        *_table("Rejected", report["rejected"]),
        *_table("Queries", report["queries"]),
        *_table("Given up", report["given_up"]),
        *_sentences(report),
    ]
    if not report["shown"]:
        return "\n".join([*lines, ""])
    names = {row["id"] for row in report["shown"]}
    shown = [sample for sample in collection.samples if sample.id in names]
    drawn = ["", f"## {len(shown)} samples, drawn by chance", "", "```", as_text(shown, Spelling.RELEASED), "```", ""]
    return "\n".join([*lines, *drawn])


def _sentences(report: Mapping[str, Any]) -> list[str]:
    if State.SENT.value not in report["queries"]:
        return []
    said = "A query that was `sent` and has no answer was on its way when the program was stopped;"
    return ["", f"{said} it is not asked again."]


def _table(title: str, rows: Mapping[str, int]) -> list[str]:
    if not rows:
        return []
    return ["", f"## {title}", "", "| | |", "|---|---:|", *(f"| {name} | {count:,} |" for name, count in rows.items())]
