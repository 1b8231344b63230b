"""Weights in files of others: opened without ever running what is in them, and read one tensor at a time."""

from __future__ import annotations

import json
import pickle
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from torch import Tensor

from modaverse_desktop.core.errors import AppError, ErrorKind

INDEXES = ("model.safetensors.index.json", "pytorch_model.bin.index.json")
SINGLES = ("model.safetensors", "pytorch_model.bin")
_SIZES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}


@dataclass(frozen=True)
class Stored:
    """A tensor that lies in a file; `read` loads it."""

    shape: tuple[int, ...]
    size: int
    """Bytes."""
    read: Callable[[], Tensor]


def open_checkpoint(path: Path) -> dict[str, Stored]:
    """The tensors of a .safetensors file, or of a torch file that holds a plain state dict.

    Raises AppError(MODEL) when the file is missing, cut short, packed or not made of tensors alone: code is never run.
    """
    try:
        return _open_safetensors(path) if path.suffix == ".safetensors" else _open_torch(path)
    except AppError:
        raise
    except pickle.UnpicklingError as error:
        raise _bad(path, "It holds more than numbers, which is never run, or it is damaged.") from error
    except FileNotFoundError as error:
        raise _bad(path, "It is not there.", "Copy it into the folder.") from error
    except Exception as error:  # the OS, zipfile, pickle, safetensors and torch each have their own
        detail = f"{type(error).__name__}: {error}".splitlines()[0][:300]
        raise _bad(path, detail) from error


def open_folder(folder: Path) -> dict[str, Stored]:
    """The tensors of a transformers folder: one file, or the shards that an index names.

    Raises AppError(MODEL) naming what is missing.
    """
    for name in INDEXES:
        if (folder / name).is_file():
            return _open_shards(folder, name)
    for name in SINGLES:
        if (folder / name).is_file():
            return open_checkpoint(folder / name)
    raise _bad(folder, f"It holds none of {', '.join((*SINGLES, *INDEXES))}.", "Copy the weights into the folder.")


def _open_shards(folder: Path, index: str) -> dict[str, Stored]:
    try:
        places: Mapping[str, str] = json.loads((folder / index).read_text(encoding="utf-8"))["weight_map"]
        names = sorted(set(places.values()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _bad(folder / index, f"{type(error).__name__}: {error}") from error
    if strange := [name for name in names if Path(name).name != name]:
        raise _bad(folder / index, f"It names files outside of its folder: {strange[0]}")
    if missing := [name for name in names if not (folder / name).is_file()]:
        raise _bad(folder, f"Missing: {', '.join(missing)}.", "Copy the missing files into the folder.")
    found: dict[str, Stored] = {}
    for name in names:
        found |= open_checkpoint(folder / name)
    if absent := sorted(set(places) - set(found)):
        raise _bad(folder, f"The index names tensors that no file holds: {', '.join(absent[:5])}.")
    return found


def _open_safetensors(path: Path) -> dict[str, Stored]:
    found: dict[str, Stored] = {}
    with safe_open(path, "pt") as file:
        for name in file.keys():  # noqa: SIM118 - this is no dictionary
            part = file.get_slice(name)
            shape = tuple(part.get_shape())
            size = _SIZES.get(part.get_dtype(), 4) * torch.Size(shape).numel()
            found[name] = Stored(shape, size, partial(_read_safetensors, path, name))
    return found


def _read_safetensors(path: Path, name: str) -> Tensor:
    with safe_open(path, "pt") as file:
        return file.get_tensor(name)


def _open_torch(path: Path) -> dict[str, Stored]:
    mapped = zipfile.is_zipfile(path)
    if mapped:
        _refuse_packed(path)
    state: Any = torch.load(path, map_location="cpu", weights_only=True, mmap=mapped)
    if not isinstance(state, Mapping) or not all(isinstance(each, Tensor) for each in state.values()):
        raise _bad(path, "It is no plain state dict.")
    return {
        str(name): Stored(tuple(tensor.shape), tensor.numel() * tensor.element_size(), partial(_same, tensor))
        for name, tensor in state.items()
    }


def _refuse_packed(path: Path) -> None:
    """Files of torch are not packed: one that grows when it is opened was made to fill the memory."""
    with zipfile.ZipFile(path) as archive:
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in archive.infolist()):
            raise _bad(path, "It is packed, which files with weights never are.")


def _same(tensor: Tensor) -> Tensor:
    return tensor


def _bad(path: Path, detail: str, hint: str = "Get the file again from where it came.") -> AppError:
    return AppError(f"“{path.name}” cannot be used", f"{path}: {detail}", hint, ErrorKind.MODEL)
