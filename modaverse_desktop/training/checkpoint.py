"""Checkpoints: one folder each, written whole or not at all, holding only what was trained."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from modaverse_desktop.core.errors import AppError, ErrorKind

PREFIX = "step-"
_FULL = 1 << 20
"""Bytes: a disk with less is full."""


@dataclass(frozen=True)
class Checkpoint:
    """State after `step` finished steps. `weights` and `ema` are keyed by parameter name."""

    step: int
    samples: int
    seconds: float
    weights: Mapping[str, Tensor]
    ema: Mapping[str, Tensor]
    optimizers: list[dict[str, Any]]
    schedulers: list[dict[str, Any]]


def trainable(model: nn.Module) -> dict[str, nn.Parameter]:
    """The parameters that training changes, by name, in the model's order."""
    return {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}


def save_checkpoint(folder: Path, checkpoint: Checkpoint, config: Mapping[str, Any], record: str, keep: int) -> Path:
    """Write `folder/step-N` by way of a temporary folder and drop all but the newest `keep`.

    Raises AppError(RESOURCES) if the disk is full; those before stay.
    """
    final = folder / f"{PREFIX}{checkpoint.step:08d}"
    temporary = folder / f".{final.name}.{os.getpid()}"
    try:
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        _write(temporary, checkpoint, config, record)
        if final.exists():  # the same step again, after a resume
            shutil.rmtree(final)
        temporary.replace(final)
    except (OSError, RuntimeError, SafetensorError) as error:  # the system's, torch's, safetensors'
        raise _unwritten(final, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    for old in list_checkpoints(folder)[:-keep]:
        shutil.rmtree(old, ignore_errors=True)
    return final


def list_checkpoints(folder: Path) -> list[Path]:
    """Complete checkpoints, oldest first; an interrupted write has another name and is never among them."""
    return sorted(path for path in folder.glob(f"{PREFIX}*") if (path / "state.json").is_file())


def latest_checkpoint(folder: Path) -> Path | None:
    """The newest complete checkpoint, or None."""
    found = list_checkpoints(folder)
    return found[-1] if found else None


def load_checkpoint(path: Path) -> Checkpoint:
    """Read a checkpoint. Raises AppError if a file is missing or damaged."""
    try:
        state = json.loads((path / "state.json").read_text(encoding="utf-8"))
        ema = path / "ema.safetensors"
        saved = torch.load(path / "optimizer.pt", map_location="cpu", weights_only=True)
        return Checkpoint(
            step=state["step"],
            samples=state["samples"],
            seconds=state["seconds"],
            weights=load_file(path / "weights.safetensors"),
            ema=load_file(ema) if ema.is_file() else {},
            optimizers=saved["optimizers"],
            schedulers=saved["schedulers"],
        )
    except Exception as error:  # json, the OS, safetensors and torch each have their own
        raise AppError(
            "A checkpoint cannot be read",
            str(error),
            f"Delete {path} to go on from the checkpoint before it.",
            ErrorKind.INPUT,
        ) from error


def load_trained(path: Path, averaged: bool = True) -> dict[str, Tensor]:
    """Only the trained tensors of a checkpoint: the averaged ones if wanted and there."""
    ema = path / "ema.safetensors"
    return load_file(ema if averaged and ema.is_file() else path / "weights.safetensors")


def restore(parameters: Mapping[str, Tensor], tensors: Mapping[str, Tensor]) -> None:
    """Copy tensors into the parameters of the same names. Raises AppError if names or shapes differ."""
    if problem := _misfit(parameters, tensors):
        hint = "Use the configuration that the checkpoint was made with, or start afresh."
        raise AppError("A checkpoint does not fit the model", problem, hint, ErrorKind.INPUT)
    with torch.no_grad():
        for name, parameter in parameters.items():
            parameter.copy_(tensors[name])


def _misfit(parameters: Mapping[str, nn.Parameter], tensors: Mapping[str, Tensor]) -> str:
    missing, unexpected = sorted(set(parameters) - set(tensors)), sorted(set(tensors) - set(parameters))
    if missing or unexpected:
        return f"missing {missing[:5]}, unexpected {unexpected[:5]}"
    for name, parameter in parameters.items():
        if parameter.shape != tensors[name].shape:
            return f"{name} is {tuple(tensors[name].shape)} in it and {tuple(parameter.shape)} in the model"
    return ""


def _write(folder: Path, checkpoint: Checkpoint, config: Mapping[str, Any], record: str) -> None:
    save_file(_detached(checkpoint.weights), folder / "weights.safetensors")
    if checkpoint.ema:
        save_file(_detached(checkpoint.ema), folder / "ema.safetensors")
    torch.save({"optimizers": checkpoint.optimizers, "schedulers": checkpoint.schedulers}, folder / "optimizer.pt")
    state = {"step": checkpoint.step, "samples": checkpoint.samples, "seconds": checkpoint.seconds}
    (folder / "state.json").write_text(json.dumps({**state, "config": dict(config)}, indent=2), encoding="utf-8")
    (folder / "records.json").write_text(record, encoding="utf-8")
    _sync(folder)


def _unwritten(path: Path, error: Exception) -> AppError:
    """Torch and safetensors do not say why; how much is free does."""
    there = next(each for each in path.parents if each.is_dir())
    return AppError(
        "The disk is full" if shutil.disk_usage(there).free < _FULL else "A checkpoint could not be written",
        f"{path}: {error}",
        "Make room, then go on: the last checkpoint that was finished is kept.",
        ErrorKind.RESOURCES,
    )


def _detached(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
