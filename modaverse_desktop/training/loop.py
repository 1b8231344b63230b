"""One training loop for every stage. A batch depends on (seed, step) alone: a resumed run repeats the exact losses."""

from __future__ import annotations

import math
import random
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import torch
from accelerate import Accelerator
from accelerate.utils import DistributedDataParallelKwargs, send_to_device
from torch import Tensor, nn
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
from modaverse_desktop.training.optimizers import make_optimizers
from modaverse_desktop.training.processes import refuse_sharded, share
from modaverse_desktop.training.records import Record
from modaverse_desktop.training.run_log import Curves, append_line, cut_log, read_rows
from modaverse_desktop.training.tasks import Loss, Outcome, Progress, Report, SharedTask, Task

__all__ = [
    "Loss",
    "Outcome",
    "Progress",
    "Report",
    "SharedTask",
    "Task",
    "learning_rate_factor",
    "run",
    "seed_everything",
]


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


def seed_everything(seed: int, step: int, micro: int = 0, process: int = 0) -> None:
    """Seed all three global generators for one micro-batch of a process."""
    parts = (seed, step, micro, process) if process else (seed, step, micro)
    mixed = int(np.random.SeedSequence(parts).generate_state(1, np.uint32)[0])
    random.seed(mixed)
    np.random.seed(mixed)
    torch.manual_seed(mixed)


class _Run:
    def __init__(self, task: Task, config: LoopConfig, folder: Path, record: Record, report: Report) -> None:
        self.task, self.config, self.folder, self.record, self.report = task, config, folder, record, report
        precision = "bf16" if config.precision.value == "bfloat16" else "no"
        # a batch may hold no medium of a modality: its projector has no gradient then
        unused = DistributedDataParallelKwargs(find_unused_parameters=True)
        self.accelerator = Accelerator(mixed_precision=precision, kwargs_handlers=[unused])
        refuse_sharded(self.accelerator.distributed_type)
        self.is_main = self.accelerator.is_main_process
        share(task, self.accelerator)
        model = task.model.train()
        self.parameters = trainable(model)
        self.optimizers = make_optimizers(task.parameter_groups(config), config)
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
        self.accelerator.wait_for_everyone()
        if self.is_main:
            cut_log(self.folder / "log.jsonl", self.step)
            cut_log(self.folder / "validation.jsonl", self.step)
        wanted = self.config.tensorboard and self.is_main
        self.curves = Curves(self.folder / "tensorboard", self.step, wanted=wanted)
        with _stopping(self.stop):
            try:
                self._train()
            finally:
                self.curves.close()
                torch.set_grad_enabled(True)
        finished = self.step >= self.config.steps
        if finished:
            self._export()
        return Outcome(self.step, finished)

    def _train(self) -> None:
        began, saved, window, samples = time.monotonic(), time.monotonic(), [], 0
        mark = began
        before = self.seconds
        while self.step < self.config.steps and not self._stopped():
            value, extra, count = self._advance()
            window.append(value)
            samples += count
            now = time.monotonic()
            self.seconds = before + now - began
            if self.step % self.config.log_every == 0 or self.step == self.config.steps:
                progress = self._progress(sum(window) / len(window), samples / max(now - mark, 1e-9))
                self._tell(progress, window[-1], extra)
                window, samples, mark = [], 0, now
            if self._is_due(self.config.validate_steps) or (self.config.validate_steps and self._is_last()):
                self._validate()
            late = now - saved > self.config.checkpoint_minutes * 60
            if late or self._is_due(self.config.checkpoint_steps):
                self._save()
                saved = time.monotonic()
        self._save()

    def _is_due(self, every: int) -> bool:
        return bool(every) and self.step % every == 0

    def _is_last(self) -> bool:
        return self.step >= self.config.steps

    def _stopped(self) -> bool:
        """Whether anybody was asked to stop: all processes end at the same step."""
        if self.accelerator.num_processes == 1:
            return self.stop.is_set()
        told = torch.tensor(float(self.stop.is_set()), device=self.accelerator.device)
        summed: Any = self.accelerator.reduce(told, "sum")
        return summed.item() > 0

    def _tell(self, progress: Progress, last: float, extra: Mapping[str, float]) -> None:
        if not self.is_main:
            return
        row = _row(progress, last, extra, self.samples, self.seconds)
        append_line(self.folder / "log.jsonl", row)
        names = ("loss", "lr", "samples_per_second")
        self.curves.draw(progress.step, {f"train/{name}": row[name] for name in names})
        try:
            self.report(progress)
        except BaseException:
            self._save()
            raise

    def _validate(self) -> None:
        """Held-out samples, in one process; the weights with the least loss are kept in best/."""
        found: dict[str, float] = {}
        if self.is_main and isinstance(self.task, SharedTask):
            found = self.task.validate(self.accelerator.unwrap_model(self.model))
        if found:
            path = self.folder / "validation.jsonl"
            least = min((row["loss"] for row in read_rows(path) if math.isfinite(row["loss"])), default=math.inf)
            if found["loss"] < least:
                self._write_checkpoint(self.folder / "best", keep=1)
            append_line(path, {"step": self.step, **found})
            self.curves.draw(self.step, {f"validation/{name}": value for name, value in found.items()})
        self.accelerator.wait_for_everyone()

    def _advance(self) -> tuple[float, Mapping[str, float], int]:
        """One optimizer step. Returns its loss, the extra numbers of its last micro-batch and its samples."""
        total, count, extra = torch.zeros((), device=self.accelerator.device), 0, {}
        last = self.config.accumulate - 1
        for micro in range(self.config.accumulate):
            seed_everything(self.config.seed, self.step, micro, self.accelerator.process_index)
            batch = self.task.batch(self.step, micro)
            count += int(batch.pop("samples"))
            batch = send_to_device(batch, self.accelerator.device)
            with self.accelerator.no_sync(self.model) if micro < last else nullcontext():
                with self.accelerator.autocast():
                    loss = self.task.loss(self.model, batch)
                self.accelerator.backward(loss.value / self.config.accumulate)
            total += loss.value.detach().float() / self.config.accumulate
            extra = loss.extra
        value, samples = self._reduced(total, count)
        self._check(value)
        norm = self.accelerator.clip_grad_norm_(self.parameters.values(), self.config.clip or math.inf)
        self._check(float(norm))
        for optimizer, scheduler in zip(self.optimizers, self.schedulers, strict=True):
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad()
        self.step += 1
        self.samples += samples
        self._average()
        return value, extra, samples

    def _reduced(self, loss: Tensor, count: int) -> tuple[float, int]:
        """Over all processes: the mean of the losses, the sum of the samples."""
        if self.accelerator.num_processes == 1:
            return loss.item(), count
        both = torch.stack([loss, torch.tensor(float(count), device=loss.device)])
        summed: Any = self.accelerator.reduce(both, "sum")
        return summed[0].item() / self.accelerator.num_processes, round(summed[1].item())

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
        if self.is_main:
            self._write_checkpoint(self.folder / "checkpoints", self.config.keep_checkpoints)

    def _write_checkpoint(self, folder: Path, keep: int) -> None:
        checkpoint = Checkpoint(
            step=self.step,
            samples=self.samples,
            seconds=self.seconds,
            weights={name: each.detach() for name, each in self.parameters.items()},
            ema=self.ema,
            optimizers=[each.state_dict() for each in self.optimizers],
            schedulers=[{"last_epoch": each.last_epoch} for each in self.schedulers],
        )
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


def _row(
    progress: Progress, last: float, extra: Mapping[str, float], samples: int, seconds: float
) -> dict[str, float | int]:
    return {
        "step": progress.step,
        "loss": progress.loss,
        "last_loss": last,
        "lr": progress.learning_rate,
        "samples_per_second": round(progress.samples_per_second, 2),
        "samples": samples,
        "seconds": round(seconds, 1),
        **extra,
    }
