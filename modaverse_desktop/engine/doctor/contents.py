"""What lies in a pack's weights: how many tensors of which type, and whether every number is one. No code is run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import torch

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.checkup import Finding, Health
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.manifest import Manifest, locate
from modaverse_desktop.engine.release.checkpoint import open_checkpoint

WEIGHTS = (".safetensors", ".pt", ".pth", ".bin", ".ckpt")
_GGUF = b"GGUF"
_NAMES = {torch.float32: "float32", torch.float16: "float16", torch.bfloat16: "bfloat16", torch.int64: "int64"}


def contents(manifest: Manifest, report: Report) -> list[Finding]:
    """A finding for each file with weights.

    Raises:
        AppError: one cannot be opened, or holds something else than tensors: code, for example.
    """
    found: list[Finding] = []
    for file in manifest.files:
        path = locate(manifest, file)
        if path.suffix in WEIGHTS:
            report(EngineProgress(f"Looking into {path.name}"))
            found.append(_tensors(path, file.path, report))
        elif path.suffix == ".gguf":
            found.append(_gguf(path, file.path))
    return found


def _tensors(path: Path, about: str, report: Report) -> Finding:
    types: Counter[str] = Counter()
    numbers = 0
    broken: list[str] = []
    for name, stored in open_checkpoint(path).items():
        report(EngineProgress(f"Looking into {path.name}"))
        tensor = stored.read()
        types[_NAMES.get(tensor.dtype, str(tensor.dtype).removeprefix("torch."))] += 1
        numbers += tensor.numel()
        if tensor.is_floating_point() and not _is_finite(tensor):
            broken.append(name)
    if broken:
        return Finding(
            about,
            Health.BAD,
            f"{len(broken)} tensors hold numbers that are none (NaN or infinite), the first is {broken[0]}.",
        )
    said = ", ".join(f"{count} {kind}" for kind, count in types.most_common())
    return Finding(about, Health.GOOD, f"{numbers:,} numbers in tensors: {said}. All of them are finite.")


def _is_finite(tensor: torch.Tensor) -> bool:
    if tensor.dtype not in (torch.float32, torch.float16, torch.bfloat16, torch.float64):
        tensor = tensor.float()  # eight-bit floats have no test of their own
    return bool(torch.isfinite(tensor).all())


def _gguf(path: Path, about: str) -> Finding:
    with path.open("rb") as file:
        if file.read(len(_GGUF)) != _GGUF:
            return Finding(about, Health.BAD, "It is no GGUF file.")
    return Finding(about, Health.GOOD, "A quantised language model (GGUF).")
