"""CTranslate2's `model.bin`, version 6, read without CTranslate2: only the encoder's variables.

A header (version, name and revision of the specification, number of variables), then for each variable its name, rank,
dimensions, type, number of bytes and its bytes; all numbers little-endian, all strings with their length before them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from modaverse_desktop.core.errors import AppError, ErrorKind

_VERSION = 6
_PREFIX = "encoder/"
_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
_UNUSED = ("num_heads",)
_RENAMED = {"position_encodings.encodings": "positions"}


def read_encoder(path: Path) -> dict[str, Tensor]:
    """The encoder's state dict, float32, by our network's names.

    Raises AppError(MODEL) if the file is missing, damaged or of another kind.
    """
    try:
        found = dict(_variables(path.read_bytes()))
    except (OSError, struct.error, ValueError, IndexError) as error:
        raise AppError(
            "The sound encoder's weights cannot be read",
            f"{path.name}: {error}"[:500],
            "Run `make run` again: it installs the starter weights.",
            ErrorKind.MODEL,
        ) from error
    return {name: torch.from_numpy(values.astype(np.float32)) for name, values in found.items()}


def _variables(data: bytes) -> Iterator[tuple[str, NDArray[np.generic]]]:
    at = 0

    def number(kind: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(f"<{kind}", data, at)
        at += struct.calcsize(kind)
        return int(value)

    def string() -> str:
        nonlocal at
        length = number("H")
        value = data[at : at + length].rstrip(b"\0").decode("ascii")
        at += length
        return value

    version, name, _ = number("I"), string(), number("I")
    if version != _VERSION or name != "WhisperSpec":
        raise ValueError(f"it is {name!r} in version {version}, not WhisperSpec in version {_VERSION}")
    for _ in range(number("I")):
        name = string()
        shape = [number("I") for _ in range(number("B"))]
        kind, size = number("B"), number("I")
        if name.startswith(_PREFIX) and not name.endswith(_UNUSED):
            yield _ours(name), np.frombuffer(data, _TYPES[kind], size // _TYPES[kind]().itemsize, at).reshape(shape)
        at += size


def _ours(name: str) -> str:
    """`encoder/layer_0/ffn/layer_norm/gamma` is our `blocks.0.ffn.layer_norm.weight`."""
    dotted = name.removeprefix(_PREFIX).replace("layer_norm/gamma", "layer_norm/weight")
    dotted = dotted.replace("layer_norm/beta", "layer_norm/bias").replace("layer_", "blocks.").replace("/", ".")
    dotted = dotted.replace("blocks.norm", "layer_norm")
    return _RENAMED.get(dotted, dotted)
