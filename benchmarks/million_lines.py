"""Memory of every command that reads an instruction file, over a million lines against twenty thousand of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.benchmark import Finding
from benchmarks.machine import memory_mb
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.sample import Kind, Sample, to_line

_LINES = 1_000_000
_SMALL = 20_000
_PICTURES = 8
_HELD = 1000
_EVERY = 10
"""One line in so many has a picture."""
_BITS = 20
_PAUSE = 0.02
_MOST = 64
"""MB more than for the small file. A training keeps eight bytes a sample: the order of an epoch."""
_LOOP = {"steps": 30, "learning_rate": 1e-3, "validate_steps": 15}


class MillionLines:
    """Each command in a process of its own, as it is typed. What is promised is anonymous memory: what is mapped from
    files the system takes back when it likes."""

    name = "memory"

    def __init__(self, lines: int = _LINES, small: int = _SMALL) -> None:
        self._lines, self._small = lines, small
        self._folder = Path()

    def prepare(self) -> None:
        """Draw a few pictures, save a tiny model, and write the configuration of its training."""
        from benchmarks.tiny_model import save_tiny_stack, tiny_training

        self._folder = Path(tempfile.mkdtemp(prefix="million-"))
        (self._folder / "media").mkdir()
        dice = np.random.default_rng(0)
        for number in range(_PICTURES):
            picture = Image.fromarray(dice.integers(0, 256, (48, 64, 3), dtype=np.uint8))
            picture.save(self._folder / "media" / f"{number}.png")
        save_tiny_stack(self._folder)
        held = self._folder / "held.jsonl"
        _write(held, _HELD)
        training = {**asdict(tiny_training(self._folder, self._samples)), "validation": [str(held)]}
        tables = {"loop": _LOOP, "prepared": training}
        lines = ['kind = "prepared"', f"output = {json.dumps(str(self._folder / 'run'))}"]
        for name, table in tables.items():
            lines += [f"[{name}]", *(f"{key} = {json.dumps(value, default=str)}" for key, value in table.items())]
        self._config.write_text("\n".join(lines), encoding="utf-8")

    def run(self) -> list[Finding]:
        """The highest memory of each command."""
        peaks: list[Mapping[str, tuple[float, float]]] = []
        for lines in (self._small, self._lines):
            _write(self._samples, lines)
            peaks.append({name: self._peak(typed) for name, typed in self._commands().items()})
            for name in ("run", "prepared"):
                shutil.rmtree(self._folder / name)
        found = []
        for name in peaks[0]:
            small, big = (each[name] for each in peaks)
            note = f"{small[0]:.0f} MB for {self._small:,} lines; with mapped files {small[1]:.0f} and {big[1]:.0f}"
            found.append(Finding(f"{name}, {self._lines:,} lines", big[0], "MB", note=note))
            found.append(Finding("more than for the small file", big[0] - small[0], "MB", _MOST))
        return found

    def clear(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _samples(self) -> Path:
        return self._folder / "samples.jsonl"

    @property
    def _config(self) -> Path:
        return self._folder / "train.toml"

    def _commands(self) -> Mapping[str, Sequence[str]]:
        """In this order: what is prepared is trained on."""
        samples, page, media = str(self._samples), str(self._folder / "page.html"), str(self._folder / "media")
        return {
            "check": ("instructions", "check", samples, "--media", media),
            "show": ("instructions", "show", samples, "--media", media, "--html", page),
            "prepare": ("prepare", str(self._config)),
            "train": ("train", str(self._config)),
        }

    def _peak(self, typed: Sequence[str]) -> tuple[float, float]:
        """The highest anonymous memory of a command, and the highest with mapped files, in MB."""
        command = [sys.executable, "-m", "modaverse_desktop.cli", *typed]
        with (self._folder / "said").open("w+b") as said, subprocess.Popen(command, stdout=said, stderr=said) as ran:
            anonymous = whole = 0.0
            while ran.poll() is None:
                anonymous = max(anonymous, memory_mb(ran.pid, "RssAnon"))
                whole = max(whole, memory_mb(ran.pid, "VmHWM"))
                time.sleep(_PAUSE)
            said.seek(0)
            if ran.returncode:
                raise RuntimeError(f"{typed[0]}: {said.read().decode()[-2000:]}")
        return anonymous, whole


def _write(path: Path, lines: int) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(map(_line, range(lines)))


def _line(number: int) -> str:
    media = ((Modality.IMAGE, _another_name(number)),) if number % _EVERY == 0 else ()
    made = ((Modality.IMAGE, f"a photo of thing {number} in the morning light"),)
    return to_line(Sample(f"sample-{number}", Kind.OUTPUT, f"draw me thing number {number}", media, made, "benchmark"))


def _another_name(number: int) -> str:
    """A path of its own for each number, though there are a few files only: `./` or `.//` for each bit."""
    return "".join("./" if number >> bit & 1 else ".//" for bit in range(_BITS)) + f"{number // _EVERY % _PICTURES}.png"
