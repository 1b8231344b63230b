"""Weights of metric networks in the user's folder: known by name, checked by hash before a run, loaded strictly."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import hash_file
from modaverse_desktop.evaluation.task import Means, Score


@dataclass(frozen=True)
class Known:
    """A published file; `sha256` is its hash, the beginning of it, or empty if none is known."""

    file: str
    sha256: str
    source: str
    used_for: str


class NotThere(AppError):
    """Weights that the user has not given: their metrics are left out, and said to be."""


@cache
def known() -> Mapping[str, Known]:
    """All networks by name."""
    table = tomllib.loads(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
    return {name: Known(row["file"], row["sha256"], row["source"], row["for"]) for name, row in table.items()}


def check(folder: Path | None, names: Iterable[str]) -> dict[str, str]:
    """The sha256 of the file in `folder` of each network of `names` that has one there.

    Raises AppError(MODEL) if one is not as published, AppError(USAGE) if there is no such folder.
    """
    if folder and not folder.is_dir():
        raise AppError(f"There is no folder {folder}", "", "Check --weights.", ErrorKind.USAGE)
    found: dict[str, str] = {}
    for name in names:
        wanted = known()[name]
        path = folder / wanted.file if folder else None
        if path is None or not path.is_file():
            continue
        found[name] = hash_file(path)
        if not found[name].startswith(wanted.sha256):
            detail = f"{path}: its sha256 begins with {found[name][:12]}, not with {wanted.sha256[:12]}"
            raise AppError(
                f"The weights of {name} are not the published ones",
                detail,
                f"Fetch the file again: {wanted.source}",
                ErrorKind.MODEL,
            )
    return found


def unmeasured(folder: Path | None, names: Iterable[str]) -> list[str]:
    """What will be left out for want of a network, a sentence each: better known before hours of answers."""
    means, sentences = Means(Path(), folder), []
    for name in names:
        try:
            locate(name, means)
        except NotThere as error:
            sentences.append(f"{known()[name].used_for} will not be measured: {error}.")
    return sentences


def locate(name: str, means: Means) -> Path:
    """The file of a network. Raises NotThere saying which file to put where."""
    wanted = known()[name]
    path = (means.weights or Path()) / wanted.file
    if means.weights is None or not path.is_file():
        where = means.weights or "a folder, and name it with --weights"
        raise NotThere(f"needs {wanted.file}", f"put it into {where}; it is published at {wanted.source}")
    return path


def load_strictly(network: nn.Module, name: str, means: Means, inside: str = "") -> None:
    """Put a file's tensors into a network, in evaluation mode on the device of `means`.

    `inside` is the entry of the file that holds them. Raises NotThere, or AppError(MODEL) naming what does not fit.
    """
    path = locate(name, means)
    try:
        state: Any = _load(path)
        state = state[inside] if inside else state
        own = {key for key in network.state_dict() if not key.endswith("num_batches_tracked")}
        given = {key: value for key, value in state.items() if not key.endswith("num_batches_tracked")}
        wrong = sorted(own ^ set(given))
        if wrong:
            raise ValueError(f"missing or unexpected: {', '.join(wrong[:5])}")
        network.load_state_dict(given, strict=False)  # counters of batches are all that may lack
    except Exception as error:  # torch, zip and pickle each have their own
        raise AppError(
            f"The weights of {name} cannot be used", f"{path}: {error}", "Fetch the file again.", ErrorKind.MODEL
        ) from error
    network.requires_grad_(False).eval().to(means.device)


def measured(names: Sequence[str], measure: Callable[[], list[Score]]) -> list[Score]:
    """What `measure` gives; without its weights, or with too few samples, every name with the reason."""
    try:
        with torch.inference_mode(), torch.backends.cudnn.flags(deterministic=True, allow_tf32=False):
            return measure()
    except (NotThere, ValueError) as error:
        return [Score(name, None, str(error)) for name in names]


def _load(path: Path) -> Mapping[str, Tensor]:
    """Never unpickles code: of numpy, only what holds numbers is let through (the logs in Cnn14's file)."""
    numbers = [np.ndarray, np.dtype, *(type(np.dtype(kind)) for kind in ("f4", "f8", "i8"))]
    inside = import_module("numpy._core.multiarray")
    older = [(getattr(inside, name), f"numpy.core.multiarray.{name}") for name in ("_reconstruct", "scalar")]
    with torch.serialization.safe_globals([*numbers, *(each for each, _ in older), *older]):
        return torch.load(path, map_location="cpu", weights_only=True)
