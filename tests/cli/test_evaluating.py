"""`evaluate` hands the plan over, tells progress, and prints the table or the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from modaverse_desktop.cli.evaluation_arguments import EVALUATIONS
from modaverse_desktop.evaluation import evaluate as evaluation
from modaverse_desktop.evaluation.evaluate import Evaluated
from modaverse_desktop.evaluation.run import Plan
from modaverse_desktop.evaluation.tasks import NAMES
from tests.cli.conftest import Run


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Plan, Path | None]]:
    seen: list[tuple[Plan, Path | None]] = []

    def evaluate(
        plan: Plan, weights: Path | None, report: Callable[[int, int], None], say: Callable[[str], None]
    ) -> Evaluated:
        seen.append((plan, weights))
        for done in range(4):
            report(done, 3)
        return Evaluated({"task": plan.task}, "| a table |")

    monkeypatch.setattr(evaluation, "evaluate", evaluate)
    return seen


def test_the_plan_is_what_was_typed(run: Run, given: list[tuple[Plan, Path | None]], tmp_path: Path) -> None:
    ran = run(
        *("evaluate", "coco-images", "--data", str(tmp_path), "--stack", "starter", "--output", str(tmp_path / "o")),
        *("--count", "9", "--processes", "2", "--seed", "4", "--weights", str(tmp_path), "--json"),
    )
    assert ran.code == 0
    assert ran.json == {"task": "coco-images"}
    assert ran.err.splitlines() == ["0 of 3", "1 of 3", "2 of 3, about 1 second left", "3 of 3"]
    assert given == [(Plan("coco-images", tmp_path, "starter", tmp_path / "o", 9, 4, 2), tmp_path)]


def test_a_set_is_given_by_its_name_and_the_table_is_for_people(
    run: Run, given: list[tuple[Plan, Path | None]]
) -> None:
    ran = run("evaluate", "proposals", "--data", "second")
    assert ran.out == "| a table |\n"
    assert given[0][0].data == Path("second")
    assert given[0][0].folder.name == "evaluation-proposals-starter"


@pytest.mark.parametrize("words", [["nope"], ["proposals", "--count", "0"], ["proposals", "--processes", "x"]])
def test_what_cannot_be_meant_is_refused(run: Run, words: list[str]) -> None:
    assert run("evaluate", *words, "--data", "x").code == 2


def test_the_command_line_knows_every_task() -> None:
    assert EVALUATIONS == NAMES
