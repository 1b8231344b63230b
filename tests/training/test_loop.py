"""The loop: exact resume, the averaged weights, a broken loss, a stop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch
from torch import nn

from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.training import checkpoint, loop
from modaverse_desktop.training.checkpoint import latest_checkpoint, list_checkpoints, load_checkpoint
from modaverse_desktop.training.config import Decay, LoopConfig
from modaverse_desktop.training.records import record_run


class Usage(NamedTuple):
    free: int


class LineTask:
    """Fit a line with dropout, so that both the data and the model draw random numbers."""

    def __init__(self, broken_at: int = -1) -> None:
        torch.manual_seed(1)
        self.net = nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.3), nn.Linear(8, 1))
        self.net[0].bias.requires_grad = False
        self.broken_at = broken_at
        self.exported: dict[str, torch.Tensor] = {}

    @property
    def model(self) -> nn.Module:
        return self.net

    def parameter_groups(self, config: LoopConfig) -> list[dict[str, Any]]:
        weights = [p for p in self.net.parameters() if p.requires_grad and p.ndim == 2]
        rest = [p for p in self.net.parameters() if p.requires_grad and p.ndim != 2]
        return [{"params": rest}, {"params": weights, "optimizer": "muon"}]

    def batch(self, step: int, micro: int) -> dict[str, Any]:
        x = torch.randn(6, 4)
        y = x.sum(1, keepdim=True)
        return {"x": x, "y": y * float("nan") if step == self.broken_at else y, "samples": 6}

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> loop.Loss:
        return loop.Loss((model(batch["x"]) - batch["y"]).square().mean(), {"size": 6.0})

    def export(self, folder: Path) -> None:
        self.exported = {name: p.detach().clone() for name, p in self.net.named_parameters()}


def config(**changes: Any) -> LoopConfig:
    settings: dict[str, Any] = {"steps": 12, "learning_rate": 0.01, "warmup": 2, "ema": 0.9, "log_every": 1, "seed": 5}
    return LoopConfig(**{**settings, **changes})


def curve(folder: Path) -> list[float]:
    return [json.loads(line)["loss"] for line in (folder / "log.jsonl").read_text().splitlines()]


def stop_at(step: int) -> loop.Report:
    def report(progress: loop.Progress) -> None:
        if progress.step == step:
            raise Interrupted

    return report


def run(task: LineTask, settings: LoopConfig, folder: Path, resume: bool = False, report: Any = None) -> loop.Outcome:
    return loop.run(task, settings, folder, record_run(settings.seed), resume, report or (lambda progress: None))


@pytest.mark.parametrize("accumulate", [1, 2])
def test_a_resumed_run_repeats_the_losses_of_an_uninterrupted_one(tmp_path: Path, accumulate: int) -> None:
    whole, halves = LineTask(), LineTask()
    settings = config(accumulate=accumulate)
    assert run(whole, settings, tmp_path / "whole") == loop.Outcome(12, True)
    with pytest.raises(Interrupted):
        run(LineTask(), settings, tmp_path / "halves", report=stop_at(5))
    assert run(halves, settings, tmp_path / "halves", resume=True).finished
    assert curve(tmp_path / "whole") == curve(tmp_path / "halves")
    assert len(curve(tmp_path / "whole")) == 12
    for name, tensor in whole.exported.items():
        assert torch.equal(tensor, halves.exported[name]), name


def test_log_lines_after_the_checkpoint_are_cut_on_resume(tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        run(LineTask(), config(), tmp_path, report=stop_at(5))
    with (tmp_path / "log.jsonl").open("a") as log:
        log.write('{"step": 6, "loss": 99}\n{"step": 7, "lo')
    run(LineTask(), config(), tmp_path, resume=True)
    assert 99 not in curve(tmp_path)
    assert len(curve(tmp_path)) == 12


def test_a_loss_that_is_not_a_number_stops_and_keeps_the_good_checkpoint(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="step 7"):
        run(LineTask(broken_at=7), config(checkpoint_steps=3), tmp_path)
    found = latest_checkpoint(tmp_path / "checkpoints")
    assert found is not None
    checkpoint = load_checkpoint(found)
    assert checkpoint.step == 6
    assert all(tensor.isfinite().all() for tensor in checkpoint.weights.values())


def test_a_checkpoint_holds_trained_parameters_only_and_old_ones_go(tmp_path: Path) -> None:
    run(LineTask(), config(checkpoint_steps=2, keep_checkpoints=3), tmp_path)
    found = list_checkpoints(tmp_path / "checkpoints")
    assert [path.name for path in found] == ["step-00000008", "step-00000010", "step-00000012"]
    assert set(load_checkpoint(found[-1]).weights) == {"0.weight", "2.weight", "2.bias"}
    assert json.loads((found[-1] / "records.json").read_text())["seed"] == 5


def test_a_checkpoint_of_another_model_is_a_sentence_that_names_the_tensor(tmp_path: Path) -> None:
    run(LineTask(), config(), tmp_path)
    wider = LineTask()
    wider.net[2] = nn.Linear(8, 3)
    with pytest.raises(AppError, match=r"does not fit the model: 2.weight is \(1, 8\) in it and \(3, 8\)"):
        run(wider, config(steps=20), tmp_path, resume=True)


def test_a_damaged_checkpoint_is_named(tmp_path: Path) -> None:
    run(LineTask(), config(), tmp_path)
    found = latest_checkpoint(tmp_path / "checkpoints")
    assert found is not None
    (found / "weights.safetensors").write_bytes(b"no")
    with pytest.raises(AppError) as caught:
        run(LineTask(), config(), tmp_path, resume=True)
    assert found.name in caught.value.hint


def test_exported_weights_are_the_averaged_ones(tmp_path: Path) -> None:
    task = LineTask()
    run(task, config(), tmp_path)
    found = latest_checkpoint(tmp_path / "checkpoints")
    assert found is not None
    checkpoint = load_checkpoint(found)
    assert torch.equal(task.exported["2.weight"], checkpoint.ema["2.weight"])
    assert not torch.equal(task.exported["2.weight"], checkpoint.weights["2.weight"])


def test_learning_rate_warms_up_holds_and_falls_to_zero() -> None:
    settings = config(steps=100, warmup=10, hold=0.5, decay=Decay.LINEAR)
    factors = [loop.learning_rate_factor(settings, step) for step in range(101)]
    assert factors[:10] == sorted(factors[:10])
    assert factors[10:50] == [1.0] * 40
    assert factors[75] == pytest.approx(0.5)
    assert factors[100] == 0.0


def test_the_cosine_falls_slowly_at_both_ends_and_a_constant_rate_does_not_fall() -> None:
    cosine = config(steps=100, warmup=10, decay=Decay.COSINE)
    factors = [loop.learning_rate_factor(cosine, step) for step in range(10, 101)]
    assert factors[0] == pytest.approx(1.0)
    assert factors[30] == pytest.approx(0.75)  # a third of the way: (1 + cos 60°) / 2
    assert factors[45] == pytest.approx(0.5)
    assert factors[90] == pytest.approx(0.0)
    assert factors == sorted(factors, reverse=True)
    constant = config(steps=100, warmup=10, decay=Decay.CONSTANT)
    assert [loop.learning_rate_factor(constant, step) for step in (10, 99)] == [1.0, 1.0]


@pytest.mark.parametrize(("free", "words"), [(0, "disk is full"), (1 << 40, "could not be written")])
def test_a_full_disk_midway_is_a_sentence_and_what_was_saved_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, words: str
) -> None:
    real = torch.save

    def save(data: object, path: Path) -> None:
        if "step-00000008" in str(path):
            raise RuntimeError("PytorchStreamWriter failed writing file data/0: file write failed")
        real(data, path)

    monkeypatch.setattr(torch, "save", save)
    monkeypatch.setattr(checkpoint.shutil, "disk_usage", lambda path: Usage(free))
    with pytest.raises(AppError, match=words) as caught:
        loop.run(LineTask(), config(checkpoint_steps=4), tmp_path, record_run(5), False, lambda progress: None)
    assert caught.value.kind is ErrorKind.RESOURCES
    assert [path.name for path in (tmp_path / "checkpoints").iterdir()] == ["step-00000004"]
    monkeypatch.undo()
    loop.run(LineTask(), config(), tmp_path, record_run(5), True, lambda progress: None)
    loop.run(LineTask(), config(), tmp_path / "whole", record_run(5), False, lambda progress: None)
    assert curve(tmp_path) == curve(tmp_path / "whole")
