"""One training loop for every stage. A batch depends on (seed, step) alone: a resumed run repeats the exact losses."""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import torch
from torch.optim.lr_scheduler import LambdaLR

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.checkpoint import (
    Checkpoint,
    latest_checkpoint,
    load_checkpoint,
    restore,
    save_checkpoint,
)
from modaverse_desktop.training.config import LoopConfig, plain
from modaverse_desktop.training.records import Record
from modaverse_desktop.training.run_log import Curves, append_line, cut_log, read_rows
from modaverse_desktop.training.schedule import learning_rate_factor, seed_everything
from modaverse_desktop.training.sharing.choosing import shared
from modaverse_desktop.training.tasks import Loss, Outcome, Progress, Report, SharedTask, Task

__all__ = ["Loss", "Outcome", "Progress", "Report", "SharedTask", "Task", "run"]


def run(task: Task, config: LoopConfig, folder: Path, record: Record, resume: bool, report: Report) -> Outcome:
    """Train `task` in `folder` (log.jsonl, checkpoints/), from its newest checkpoint if `resume`.

    Stops at a step's end on SIGINT, SIGTERM or an exception from `report`, after writing a checkpoint. Raises
    AppError on a loss that is not a number; the last good checkpoint stays.
    """
    return _Run(task, config, folder, record, report).go(resume)


class _Run:
    def __init__(self, task: Task, config: LoopConfig, folder: Path, record: Record, report: Report) -> None:
        self.task, self.config, self.folder, self.record, self.report = task, config, folder, record, report
        self.shared = shared(task, config)
        self.is_main = self.shared.is_main
        self.parameters = self.shared.parameters
        self.schedulers = [LambdaLR(each, partial(learning_rate_factor, config)) for each in self.shared.optimizers]
        self.ema = {name: each.detach().clone() for name, each in self.parameters.items()} if config.ema else {}
        self.step, self.samples, self.seconds = 0, 0, 0.0
        self.stop = threading.Event()
        self.held_out: Mapping[str, float] = {}
        self.problem: BaseException | None = None
        """What `report` raised: the step is ended and saved first."""

    def go(self, resume: bool) -> Outcome:
        self.folder.mkdir(parents=True, exist_ok=True)
        found = latest_checkpoint(self.folder / "checkpoints") if resume else None
        if found is not None:
            self._restore(load_checkpoint(found))
        self.shared.wait()
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
        stopped = False
        while self.step < self.config.steps and not stopped:
            value, extra, count = self._advance()
            window.append(value)
            samples += count
            now = time.monotonic()
            self.seconds = before + now - began
            if self._is_due(self.config.validate_steps) or (self.config.validate_steps and self._is_last()):
                self._validate()
            if self.step % self.config.log_every == 0 or self._is_last():
                progress = self._progress(sum(window) / len(window), samples / max(now - mark, 1e-9))
                self._tell(progress, window[-1], extra)
                window, samples, mark, self.held_out = [], 0, now, {}
            stopped, late = self.shared.any_of(self.stop.is_set(), now - saved > self.config.checkpoint_minutes * 60)
            if (late or self._is_due(self.config.checkpoint_steps)) and not (stopped or self._is_last()):
                self._save()
                saved = time.monotonic()
        self._save()
        if self.problem is not None:
            raise self.problem

    def _is_due(self, every: int) -> bool:
        return bool(every) and self.step % every == 0

    def _is_last(self) -> bool:
        return self.step >= self.config.steps

    def _tell(self, progress: Progress, last: float, extra: Mapping[str, float]) -> None:
        if not self.is_main:
            return
        row = _row(progress, last, extra, self.samples, self.seconds)
        append_line(self.folder / "log.jsonl", row)
        names = ("loss", "lr", "samples_per_second")
        self.curves.draw(progress.step, {f"train/{name}": row[name] for name in names})
        try:
            self.report(progress)
        except BaseException as problem:
            self.problem = problem
            self.stop.set()

    def _validate(self) -> None:
        """Held-out samples; the weights with the least loss are kept in best/."""
        found: dict[str, float] = {}
        if isinstance(self.task, SharedTask) and (self.is_main or self.shared.together):
            with self.shared.answering() as model:
                found = self.task.validate(model)
        path, is_best = self.folder / "validation.jsonl", False
        if found and self.is_main:
            least = min((row["loss"] for row in read_rows(path) if math.isfinite(row["loss"])), default=math.inf)
            is_best = found["loss"] < least
        (is_best,) = self.shared.any_of(is_best)
        if is_best:
            self._write_checkpoint(self.folder / "best", keep=1)
        if found and self.is_main:
            self.held_out = found
            append_line(path, {"step": self.step, **found})
            self.curves.draw(self.step, {f"validation/{name}": value for name, value in found.items()})

    def _advance(self) -> tuple[float, Mapping[str, float], int]:
        """One optimizer step. Returns its loss, the extra numbers of its last micro-batch and its samples."""
        total, count, extra = torch.zeros((), device=self.shared.device), 0, {}
        for micro in range(self.config.accumulate):
            seed_everything(self.config.seed, self.step, micro, self.shared.process)
            batch = self.task.batch(self.step, micro)
            count += int(batch.pop("samples"))
            is_last = micro == self.config.accumulate - 1
            loss = self.shared.learn(self.task, batch, self.config.accumulate, last=is_last)
            total += loss.value.detach().float() / self.config.accumulate
            extra = loss.extra
        value, samples = self.shared.mean(total, count)
        self._check(value)
        self._check(self.shared.clip(self.config.clip))
        self.shared.step()
        for scheduler in self.schedulers:
            scheduler.step()
        self.step += 1
        self.samples += samples
        self._average()
        return value, extra, samples

    def _average(self) -> None:
        if not self.ema:
            return
        decay = min(self.config.ema, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(list(self.ema.values()), [p.detach() for p in self.parameters.values()], 1 - decay)

    def _check(self, value: float) -> None:
        if math.isfinite(value):
            return
        is_kept = latest_checkpoint(self.folder / "checkpoints") is not None
        raise AppError(
            f"The training broke at step {self.step}: its loss is not a number",
            f"{value}",
            "The last good checkpoint is kept. Lower the learning rate and resume."
            if is_kept
            else "Nothing was saved yet. Lower the learning rate and begin again.",
            ErrorKind.MODEL,
        )

    def _progress(self, loss: float, speed: float) -> Progress:
        rate = self.schedulers[0].get_last_lr()[0]
        return Progress(self.step, self.config.steps, loss, rate, speed, self.held_out)

    def _save(self) -> None:
        self._write_checkpoint(self.folder / "checkpoints", self.config.keep_checkpoints)

    def _write_checkpoint(self, folder: Path, keep: int) -> None:
        """All processes give their part, the first one writes."""
        checkpoint = Checkpoint(
            step=self.step,
            samples=self.samples,
            seconds=self.seconds,
            weights=self.shared.weights(self.parameters),
            ema=self.shared.weights(self.ema),
            optimizers=self.shared.states(),
            schedulers=[{"last_epoch": each.last_epoch} for each in self.schedulers],
        )
        if self.is_main:
            save_checkpoint(folder, checkpoint, plain(self.config), self.record.to_json(), keep)

    def _restore(self, checkpoint: Checkpoint) -> None:
        self.shared.load_weights(self.parameters, checkpoint.weights)
        if self.ema:
            self.shared.load_weights(self.ema, {**checkpoint.weights, **checkpoint.ema})
        self.shared.load_states(checkpoint.optimizers)
        self.step, self.samples, self.seconds = checkpoint.step, checkpoint.samples, checkpoint.seconds
        factor = learning_rate_factor(self.config, self.step)
        for scheduler in self.schedulers:  # rates follow the present configuration, which may have more steps
            scheduler.last_epoch = self.step
            for group, base in zip(scheduler.optimizer.param_groups, scheduler.base_lrs, strict=True):
                group["lr"] = base * factor

    def _export(self) -> None:
        if self.ema:
            restore(self.parameters, self.ema)
        self.shared.finish()
        if self.is_main:
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
