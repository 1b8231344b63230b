"""One training loop for every stage. A batch depends on (seed, step) alone: a resumed run repeats the exact losses."""

from __future__ import annotations

import json
import math
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from accelerate import Accelerator
from accelerate.utils import send_to_device
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.checkpoint import (
    Checkpoint,
    latest_checkpoint,
    load_checkpoint,
    restore,
    save_checkpoint,
    trainable,
)
from modaverse_desktop.training.config import Decay, LoopConfig, plain
from modaverse_desktop.training.records import Record


@dataclass(frozen=True)
class Loss:
    """A scalar to minimise, and numbers worth writing down beside it."""

    value: Tensor
    extra: Mapping[str, float]


class Task(Protocol):
    """What one stage is about. Randomness comes from torch's, numpy's and Python's global generators, which the loop
    seeds before every micro-batch from (seed, step, micro), or from a generator the task seeds that way itself."""

    @property
    def model(self) -> nn.Module:
        """Its parameters with `requires_grad` are trained and saved."""
        ...

    def parameter_groups(self, config: LoopConfig) -> list[dict[str, Any]]:
        """Groups of trainable parameters: `params`, optional `lr`, `weight_decay`, `optimizer` ("adamw" or "muon")."""
        ...

    def batch(self, step: int, micro: int) -> dict[str, Any]:
        """The micro-batch of a step, decided by the seed, `step` and `micro` alone; `samples` counts its samples."""
        ...

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> Loss:
        """The loss of a batch, which lies on the model's device."""
        ...

    def export(self, folder: Path) -> None:
        """Write the trained model, whose weights are the averaged ones if there are any."""
        ...


@dataclass(frozen=True)
class Progress:
    """What a caller hears while a training runs; `step` of `steps` are finished."""

    step: int
    steps: int
    loss: float
    learning_rate: float
    samples_per_second: float


Report = Callable[[Progress], None]


@dataclass(frozen=True)
class Outcome:
    """How a run ended: all steps, or stopped early with a checkpoint to go on from."""

    step: int
    finished: bool


def run(task: Task, config: LoopConfig, folder: Path, record: Record, resume: bool, report: Report) -> Outcome:
    """Train `task` in `folder` (log.jsonl, checkpoints/), from its newest checkpoint if `resume`.

    Stops at a step's end on SIGINT, SIGTERM or an exception from `report`, after writing a checkpoint. Raises
    AppError on a loss that is not a number; the last good checkpoint stays.
    """
    return _Run(task, config, folder, record, report).go(resume)


def learning_rate_factor(config: LoopConfig, step: int) -> float:
    """The share of the full learning rate at a step: warm-up, hold, decay to zero at the last step."""
    if step < config.warmup:
        return (step + 1) / (config.warmup + 1)
    start = max(config.warmup, int(config.hold * config.steps))
    if config.decay is Decay.CONSTANT or step < start:
        return 1.0
    left = max(0.0, (config.steps - step) / max(1, config.steps - start))
    return left if config.decay is Decay.LINEAR else 0.5 - 0.5 * math.cos(math.pi * left)


def seed_everything(seed: int, step: int, micro: int = 0) -> None:
    """Seed all three global generators for one micro-batch."""
    mixed = int(np.random.SeedSequence((seed, step, micro)).generate_state(1, np.uint32)[0])
    random.seed(mixed)
    np.random.seed(mixed)
    torch.manual_seed(mixed)


class _Run:
    def __init__(self, task: Task, config: LoopConfig, folder: Path, record: Record, report: Report) -> None:
        self.task, self.config, self.folder, self.record, self.report = task, config, folder, record, report
        precision = "bf16" if config.precision.value == "bfloat16" else "no"
        self.accelerator = Accelerator(mixed_precision=precision)
        model = task.model.train()
        self.parameters = trainable(model)
        self.optimizers = _optimizers(task.parameter_groups(config), config)
        self.model: nn.Module = self.accelerator.prepare(model)
        self.optimizers = [self.accelerator.prepare(each) for each in self.optimizers]
        schedule = lambda step: learning_rate_factor(config, step)  # noqa: E731
        self.schedulers = [LambdaLR(getattr(each, "optimizer", each), schedule) for each in self.optimizers]
        self.ema = {name: each.detach().clone() for name, each in self.parameters.items()} if config.ema else {}
        self.step, self.samples, self.seconds = 0, 0, 0.0
        self.stop = threading.Event()

    def go(self, resume: bool) -> Outcome:
        self.folder.mkdir(parents=True, exist_ok=True)
        found = latest_checkpoint(self.folder / "checkpoints") if resume else None
        if found is not None:
            self._restore(load_checkpoint(found))
        _cut_log(self.folder / "log.jsonl", self.step)
        with _stopping(self.stop), (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            try:
                self._train(log)
            finally:
                torch.set_grad_enabled(True)
        finished = self.step >= self.config.steps
        if finished:
            self._export()
        return Outcome(self.step, finished)

    def _train(self, log: Any) -> None:
        began, saved, window, samples = time.monotonic(), time.monotonic(), [], 0
        mark = began
        before = self.seconds
        while self.step < self.config.steps and not self.stop.is_set():
            value, extra, count = self._advance()
            window.append(value)
            samples += count
            now = time.monotonic()
            self.seconds = before + now - began
            if self.step % self.config.log_every == 0 or self.step == self.config.steps:
                progress = self._progress(sum(window) / len(window), samples / max(now - mark, 1e-9))
                _write_line(log, progress, window[-1], extra, self.samples, self.seconds)
                window, samples, mark = [], 0, now
                try:
                    self.report(progress)
                except BaseException:
                    self._save()
                    raise
            every = self.config.checkpoint_steps
            if now - saved > self.config.checkpoint_minutes * 60 or (every and self.step % every == 0):
                self._save()
                saved = time.monotonic()
        self._save()

    def _advance(self) -> tuple[float, Mapping[str, float], int]:
        """One optimizer step. Returns its loss, the extra numbers of its last micro-batch and its samples."""
        total, count, extra = 0.0, 0, {}
        for micro in range(self.config.accumulate):
            seed_everything(self.config.seed, self.step, micro)
            batch = self.task.batch(self.step, micro)
            count += int(batch.pop("samples"))
            batch = send_to_device(batch, self.accelerator.device)
            with self.accelerator.autocast():
                loss = self.task.loss(self.model, batch)
            self.accelerator.backward(loss.value / self.config.accumulate)
            total += loss.value.item() / self.config.accumulate
            extra = loss.extra
        self._check(total)
        norm = self.accelerator.clip_grad_norm_(self.parameters.values(), self.config.clip or math.inf)
        self._check(float(norm))
        for optimizer, scheduler in zip(self.optimizers, self.schedulers, strict=True):
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad()
        self.step += 1
        self.samples += count
        self._average()
        return total, extra, count

    def _average(self) -> None:
        if not self.ema:
            return
        decay = min(self.config.ema, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(list(self.ema.values()), [p.detach() for p in self.parameters.values()], 1 - decay)

    def _check(self, value: float) -> None:
        if math.isfinite(value):
            return
        title = f"The training broke at step {self.step}: its loss is not a number"
        hint = "The last good checkpoint is kept. Lower the learning rate and resume."
        raise AppError(title, f"{value}", hint, kind=ErrorKind.MODEL)

    def _progress(self, loss: float, speed: float) -> Progress:
        rate = self.schedulers[0].get_last_lr()[0]
        return Progress(self.step, self.config.steps, loss, rate, speed)

    def _save(self) -> None:
        if not self.accelerator.is_main_process:
            return
        checkpoint = Checkpoint(
            step=self.step,
            samples=self.samples,
            seconds=self.seconds,
            weights={name: each.detach() for name, each in self.parameters.items()},
            ema=self.ema,
            optimizers=[each.state_dict() for each in self.optimizers],
            schedulers=[{"last_epoch": each.last_epoch} for each in self.schedulers],
        )
        folder, keep = self.folder / "checkpoints", self.config.keep_checkpoints
        save_checkpoint(folder, checkpoint, plain(self.config), self.record.to_json(), keep)

    def _restore(self, checkpoint: Checkpoint) -> None:
        restore(self.task.model, checkpoint.weights)
        for name, tensor in self.ema.items():
            tensor.copy_(checkpoint.ema.get(name, checkpoint.weights[name]))
        for optimizer, state in zip(self.optimizers, checkpoint.optimizers, strict=True):
            optimizer.load_state_dict(state)
        self.step, self.samples, self.seconds = checkpoint.step, checkpoint.samples, checkpoint.seconds
        factor = learning_rate_factor(self.config, self.step)
        for scheduler in self.schedulers:  # rates follow the present configuration, which may have more steps
            scheduler.last_epoch = self.step
            for group, base in zip(scheduler.optimizer.param_groups, scheduler.base_lrs, strict=True):
                group["lr"] = base * factor

    def _export(self) -> None:
        model = self.accelerator.unwrap_model(self.model, keep_fp32_wrapper=False)
        if self.ema:
            restore(model, self.ema)
        if self.accelerator.is_main_process:
            self.task.export(self.folder / "export")


def _optimizers(groups: Sequence[dict[str, Any]], config: LoopConfig) -> list[Optimizer]:
    """AdamW for most parameters, Muon for the groups that ask for it; step sizes of Muon match AdamW's in RMS."""
    split: dict[str, list[dict[str, Any]]] = {"adamw": [], "muon": []}
    for group in groups:
        if group["params"]:
            split[group.get("optimizer", "adamw")].append({k: v for k, v in group.items() if k != "optimizer"})
    made: list[Optimizer] = []
    if split["adamw"]:
        adam = torch.optim.AdamW(split["adamw"], config.learning_rate, (0.9, 0.99), weight_decay=config.weight_decay)
        made.append(adam)
    if split["muon"]:
        rate = config.muon_learning_rate or config.learning_rate
        decay = config.weight_decay
        made.append(torch.optim.Muon(split["muon"], rate, decay, adjust_lr_fn="match_rms_adamw"))
    return made


@contextmanager
def _stopping(stop: threading.Event) -> Iterator[None]:
    """Turn SIGINT and SIGTERM into a stop at the end of the step; signals can be set in the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(name, lambda *_: stop.set()) for name in names]
    try:
        yield
    finally:
        for name, handler in zip(names, before, strict=True):
            signal.signal(name, handler)


def _write_line(
    log: Any, progress: Progress, last: float, extra: Mapping[str, float], samples: int, seconds: float
) -> None:
    line = {
        "step": progress.step,
        "loss": progress.loss,
        "last_loss": last,
        "lr": progress.learning_rate,
        "samples_per_second": round(progress.samples_per_second, 2),
        "samples": samples,
        "seconds": round(seconds, 1),
        **extra,
    }
    log.write(json.dumps(line) + "\n")
    log.flush()


def _cut_log(path: Path, step: int) -> None:
    """Drop the lines after a checkpoint's step, so that a resumed log is one curve."""
    if not path.is_file():
        return
    kept = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            if json.loads(line)["step"] <= step:
                kept.append(line + "\n")
        except (ValueError, KeyError):
            break  # a line cut short by a crash
    path.write_text("".join(kept), encoding="utf-8")
