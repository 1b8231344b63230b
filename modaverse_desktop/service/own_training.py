"""Training on the user's own examples, in the background: begins, pauses, goes on, keeps or discards the adapter."""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.examples import Example, split, write_examples
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.paths import write_atomically
from modaverse_desktop.service.own_pack import keep_adapter
from modaverse_desktop.service.own_process import OwnProcess, train_command
from modaverse_desktop.service.own_standing import Phase, Standing, advance, rows_of

CONFIG = "training.toml"
_LEAVE_SECONDS = 4.0
_STOPPED = 130
_SETTINGS = """kind = "own"
output = {output}

[loop]
steps = 1 # made from the rounds
learning_rate = 5e-4
weight_decay = 0.01
warmup = 3
log_every = 1
checkpoint_minutes = 0.5

[own]
examples = {examples}
held_out = {held_out}
stack = {stack}
packs = {packs}
rounds = 6
device = {device}
"""


class OwnTraining(QObject):
    """Lives on the window's thread and never blocks it, but for `leave`. `folder` holds the run, one at a time."""

    changed = Signal(object)
    """The `Standing` now."""
    kept = Signal(str)
    """The id of the new stack."""
    failed = Signal(object)
    """An `AppError`: what was asked for cannot be done; the training goes on as it was."""

    def __init__(self, folder: Path, command: Callable[..., Sequence[str]] = train_command) -> None:
        super().__init__()
        self._folder = folder
        self._command = command
        self._process: OwnProcess | None = None
        self._compared_now: Standing | None = None
        self.standing = Standing()

    def open(self) -> None:
        """See what an earlier run of the program left: a comparison that waits, or a training that can go on."""
        rows = self._compared()
        if rows:
            self._show(Standing(Phase.COMPARED, rows=rows))
        elif (self._folder / CONFIG).is_file():
            self._show(Standing(Phase.PAUSED, losses=self._old_losses(), steps=self._old_steps()))

    def begin(self, examples: Sequence[Example], stack: str, packs: Sequence[Path], device: str) -> None:
        """Train an adapter for `stack`, found in the folders `packs`. Emits `failed` if it cannot begin."""
        if self._process is not None:
            return
        try:
            learned, held_out = split(examples)
            self._clear()
            write_examples(learned, self._folder / "examples.jsonl")
            write_examples(held_out, self._folder / "held-out.jsonl")
            write_atomically(self._folder / CONFIG, self._settings(stack, packs, device).encode())
        except AppError as error:
            self.failed.emit(error)
            return
        self._start(resume=False)

    @Slot()
    def pause(self) -> None:
        """Keep what has been learned so far, and free the memory."""
        if self._process is not None and self.standing.phase is Phase.RUNNING:
            self._show(replace(self.standing, phase=Phase.PAUSING))
            self._process.stop()

    @Slot()
    def go_on(self) -> None:
        """From the last checkpoint."""
        if self._process is None and self.standing.phase in (Phase.PAUSED, Phase.FAILED):
            self._start(resume=True)

    @Slot()
    def discard(self) -> None:
        """Forget the run; the examples stay."""
        if self._process is None:
            self._clear()
            self._show(Standing())

    def keep(self, name: str, packs: Packs, models: Path) -> None:
        """Make a pack of the adapter and a stack that uses it, in the folder `models`; tells `kept`, or `failed`."""
        try:
            stack = keep_adapter(self._folder, name, packs, models)
        except AppError as error:
            self.failed.emit(error)
            return
        self._clear()
        self._show(Standing())
        self.kept.emit(stack)

    def leave(self) -> None:
        """Stop; what has been learned is kept for the next start of the program. Takes some seconds at most."""
        if self._process is not None:
            self._process.ended.disconnect(self._ended)
            self._process.end(_LEAVE_SECONDS)
            self._process = None

    # --- inside ---------------------------------------------------------------------------------------------------

    def _start(self, *, resume: bool) -> None:
        try:
            command = self._command(self._folder / CONFIG, resume=resume)
            self._process = OwnProcess(command, self._folder)
        except AppError as error:
            self.failed.emit(error)
            return
        losses = self.standing.losses if resume else ()
        self._show(Standing(Phase.RUNNING, losses=losses, steps=self.standing.steps if resume else 0))
        self._process.told.connect(self._told)
        self._process.ended.connect(self._ended)
        self._process.start()

    @Slot(object)
    def _told(self, event: Mapping[str, Any]) -> None:
        standing = advance(self.standing, event, time.monotonic())
        if standing.phase is Phase.COMPARED:
            self._compared_now = standing  # it still holds its files and its memory
        else:
            self._show(standing)

    @Slot(object, object)
    def _ended(self, process: OwnProcess, code: int) -> None:
        process.wait()
        self._process = None
        standing, compared, self._compared_now = self.standing, self._compared_now, None
        if compared is not None:
            self._show(compared)
            return
        if code == _STOPPED or standing.phase is Phase.PAUSING:
            self._show(replace(standing, phase=Phase.PAUSED, words="", error=None))
            return
        error = standing.error or AppError(
            "The training ended before its time",
            process.last_words(),
            "Go on from where it was, or discard it. Fewer other programs leave more memory.",
            ErrorKind.RESOURCES,
        )
        self._show(replace(standing, phase=Phase.FAILED, words="", error=error))

    def _show(self, standing: Standing) -> None:
        self.standing = standing
        self.changed.emit(standing)

    def _settings(self, stack: str, packs: Sequence[Path], device: str) -> str:
        return _SETTINGS.format(
            output=json.dumps(str(self._folder / "run")),
            examples=json.dumps(str(self._folder / "examples.jsonl")),
            held_out=json.dumps(str(self._folder / "held-out.jsonl")),
            stack=json.dumps(stack),
            packs=json.dumps([str(path) for path in packs]),
            device=json.dumps(device),
        )

    def _compared(self) -> tuple[Any, ...]:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            return rows_of(json.loads((self._folder / "run/comparison.json").read_text(encoding="utf-8")))
        return ()

    def _old_losses(self) -> tuple[tuple[int, float], ...]:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            lines = (self._folder / "run/log.jsonl").read_text(encoding="utf-8").splitlines()
            return tuple((int(row["step"]), float(row["loss"])) for row in map(json.loads, lines))
        return ()

    def _old_steps(self) -> int:
        """How many there are in all, as the last checkpoint says."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, IndexError):
            newest = sorted((self._folder / "run/checkpoints").glob("step-*/state.json"))[-1]
            return int(json.loads(newest.read_text(encoding="utf-8"))["config"]["steps"])
        return 0

    def _clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
