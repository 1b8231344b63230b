"""What a path on the user's disk is, if a generator can be made of it."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.offers.offer import INDEX, Offer
from modaverse_desktop.core.offers.pipeline_folder import describe_folder
from modaverse_desktop.core.offers.single_file import describe_file


def describe_model(path: Path) -> Offer:
    """What `path` is: a folder that diffusers can load, such a model in a Hugging Face cache, or a safetensors file.

    Raises:
        AppError: MODEL, it is none, is not whole, or brings code of its own; INPUT, it is not there.
    """
    path = snapshot_of(path.absolute())
    if (path / INDEX).is_file():
        return describe_folder(path)
    if path.is_file():
        return describe_folder(path.parent) if path.name == INDEX else describe_file(path)
    if not path.exists():
        raise AppError(f"{path} does not exist", hint="Is the disk connected?", kind=ErrorKind.INPUT)
    raise AppError(
        f"“{path.name}” is not a model that can be used",
        f"{path} has no {INDEX}.",
        "Choose a folder that diffusers can load, or a .safetensors file. `modaverse packs find` lists what there is.",
        ErrorKind.MODEL,
    )


def snapshot_of(path: Path) -> Path:
    """Of a model's folder in a Hugging Face cache the snapshot that `main` is, or else the newest; of others `path`."""
    if not path.name.startswith("models--") or not (path / "snapshots").is_dir():
        return path
    try:
        named = path / "snapshots" / (path / "refs" / "main").read_text(encoding="utf-8").strip()
        if (named / INDEX).is_file():
            return named
    except (OSError, ValueError):
        pass
    whole = [each for each in (path / "snapshots").iterdir() if (each / INDEX).is_file()]
    return max(whole, key=lambda each: each.stat().st_mtime, default=path)
