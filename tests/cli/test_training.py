"""`train` hands the configuration over, tells progress, and says whether it is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from modaverse_desktop.training import train as training
from modaverse_desktop.training.loop import Outcome, Progress
from tests.cli.conftest import Run


@pytest.mark.parametrize(("finished", "code"), [(True, 0), (False, 130)])
def test_progress_is_told_apart_from_the_result(
    run: Run, monkeypatch: pytest.MonkeyPatch, finished: bool, code: int
) -> None:
    given: list[tuple[Path, bool]] = []

    def train(config: Path, resume: bool, report: Callable[[Progress], None], say: object) -> Outcome:
        given.append((config, resume))
        report(Progress(3, 9, 1.25, 5e-4, 7.5))
        report(Progress(6, 9, 1.0, 5e-4, 7.5, {"loss": 1.5, "right_task": 0.25}))
        return Outcome(3, finished)

    monkeypatch.setattr(training, "train", train)
    ran = run("train", "some.toml", "--resume", "--json")
    assert ran.code == code
    assert ran.json == {"step": 3, "finished": finished}
    assert ran.err.splitlines() == [
        "step 3 of 9: loss 1.2500, learning rate 5.0e-04, 7.5 samples/s",
        "step 6 of 9: loss 1.0000, learning rate 5.0e-04, 7.5 samples/s, about 1 second left",
        "  held out: loss 1.5000, right task 0.2500",
    ]
    assert given == [(Path("some.toml"), True)]


def test_a_forgotten_resume_costs_nothing(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "run" / "checkpoints" / "step-00030000" / "state.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("{}")
    config = tmp_path / "train.toml"
    config.write_text(f'kind = "prepared"\noutput = "{tmp_path / "run"}"\n[loop]\nsteps = 1\nlearning_rate = 0.1\n')
    ran = run("train", config)
    assert ran.code == 2
    assert "holds a training already: It has come to step 30,000" in ran.err
    assert "--resume" in ran.err
    assert kept.is_file()


def test_a_configuration_that_is_not_there_is_one_sentence(run: Run) -> None:
    ran = run("train", "/no/such.toml")
    assert ran.code == 2
    assert "/no/such.toml" in ran.err
    assert "Traceback" not in ran.err
