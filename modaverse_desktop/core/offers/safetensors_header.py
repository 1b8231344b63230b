"""What a safetensors file holds, read from its first bytes; one that ends too early is found out at once."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind

SUFFIX = ".safetensors"
_LARGEST = 100 << 20
_METADATA = "__metadata__"


@dataclass(frozen=True)
class Header:
    """`shapes` by the tensors' names; `metadata` as whoever wrote the file put it there."""

    shapes: Mapping[str, tuple[int, ...]]
    metadata: Mapping[str, str]

    @property
    def numbers(self) -> int:
        """How many numbers all tensors hold together."""
        return sum(math.prod(shape) for shape in self.shapes.values())


def read_header(path: Path) -> Header:
    """The header of a safetensors file.

    Raises:
        AppError: MODEL, it cannot be read, is no such file, or is not whole.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if not 2 <= length <= min(_LARGEST, size - 8):
                raise damaged(path, "it does not begin as a safetensors file does, or is not whole")
            data = json.loads(file.read(length))
        return _checked(path, data, size - 8 - length)
    except OSError as error:
        raise damaged(path, error.strerror or str(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise damaged(path, f"its list of tensors cannot be read ({type(error).__name__})") from error


def _checked(path: Path, data: Mapping[str, dict[str, list[int]]], held: int) -> Header:
    shapes: dict[str, tuple[int, ...]] = {}
    end = 0
    for name, tensor in data.items():
        if name != _METADATA:
            shapes[name] = tuple(int(side) for side in tensor["shape"])
            end = max(end, int(tensor["data_offsets"][1]))
    if end != held:
        raise damaged(path, f"its tensors take {end:,} bytes, and it holds {held:,}")
    return Header(shapes, {str(key): str(value) for key, value in data.get(_METADATA, {}).items()})


def damaged(path: Path, detail: str) -> AppError:
    """The sentence about a model's file that cannot be used."""
    return AppError(
        f"The file “{path.name}” is damaged or incomplete",
        f"{path}: {detail}",
        "Copy or download it again.",
        ErrorKind.MODEL,
    )
