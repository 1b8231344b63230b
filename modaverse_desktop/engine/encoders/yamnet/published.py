"""TensorFlow's variables on disk (`variables.index` and `variables.data-00000-of-00001`), read without TensorFlow.

The index is a LevelDB table from names to protocol buffers with type, shape, offset and size; the data is raw.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from modaverse_desktop.core.errors import AppError, ErrorKind

_MAGIC = 0xDB4775248B80FB57
_FOOTER = 48
_FLOAT = 1
_PREFIX = "layer-1/layer/_func/_yamnet/layer_with_weights-"
_SUFFIX = "/.ATTRIBUTES/VARIABLE_VALUE"
_LAST = 54
"""The number of the classes' layer; before it convolutions and their normalisations take turns."""


def read_network(index: Path, data: Path) -> dict[str, Tensor]:
    """The state dict, float32, by our network's names. Raises AppError(MODEL) if a file is missing or damaged."""
    try:
        return dict(_variables(index.read_bytes(), data.read_bytes()))
    except (OSError, struct.error, ValueError, LookupError) as error:
        raise AppError(
            "The sound encoder's weights cannot be read",
            f"{index.name}: {error}"[:500],
            "Run `make run` again: it installs the starter weights.",
            ErrorKind.MODEL,
        ) from error


def _variables(index: bytes, data: bytes) -> Iterator[tuple[str, Tensor]]:
    for key, entry in _entries(index):
        if not (key.startswith(_PREFIX) and key.endswith(_SUFFIX)):
            continue
        fields = _fields(entry)
        if fields.get(1) != _FLOAT:
            raise ValueError(f"{key} is not of 32-bit numbers")
        shape = [_whole(_fields(dimension), 1) for number, dimension in _messages(fields[2]) if number == 2]
        values = np.frombuffer(data, "<f4", _whole(fields, 5) // 4, _whole(fields, 4)).reshape(shape)
        yield _laid(key.removeprefix(_PREFIX).removesuffix(_SUFFIX), torch.from_numpy(values.copy()))


def _laid(name: str, values: Tensor) -> tuple[str, Tensor]:
    """By our name and in our order: `4/kernel` are the weights of our third convolution, `5/beta` is in its
    normalisation. TensorFlow has the channels last."""
    number, variable = name.split("/")
    if int(number) == _LAST:
        return ("classes.bias", values) if variable == "bias" else ("classes.weight", values.T.contiguous())
    if variable == "depthwise_kernel":
        values = values.permute(2, 3, 0, 1).contiguous()
    elif variable == "kernel":
        values = values.permute(3, 2, 0, 1).contiguous()
    return f"layers.{int(number) // 2}.{variable.removeprefix('depthwise_')}", values


def _entries(table: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and protocol buffers, in order."""
    footer = table[-_FOOTER:]
    if len(footer) < _FOOTER or struct.unpack("<Q", footer[-8:])[0] != _MAGIC:
        raise ValueError("it is no index of TensorFlow's variables")
    for _, handle in _block(table, *_numbers(footer, 4)[2:]):
        for key, value in _block(table, *_numbers(handle, 2)):
            yield key.decode("utf-8", "replace"), value


def _block(table: bytes, offset: int, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Keys and values of a block: each key says how much of the one before it begins with."""
    data = table[offset : offset + size]
    if table[offset + size] != 0:
        raise ValueError("it is compressed")
    end = len(data) - 4 - 4 * struct.unpack("<I", data[-4:])[0]
    at, key = 0, b""
    while at < end:
        shared, at = _number(data, at)
        own, at = _number(data, at)
        length, at = _number(data, at)
        key = key[:shared] + data[at : at + own]
        yield key, data[at + own : at + own + length]
        at += own + length


def _messages(message: bytes | int) -> Iterator[tuple[int, bytes | int]]:
    """Fields of a protocol buffer by their numbers: whole numbers, or the bytes of what is longer."""
    data, at = message if isinstance(message, bytes) else b"", 0
    while at < len(data):
        tag, at = _number(data, at)
        kind = tag & 7
        if kind == 0:
            value, at = _number(data, at)
            yield tag >> 3, value
            continue
        length, at = _number(data, at) if kind == 2 else ({1: 8, 5: 4}[kind], at)
        yield tag >> 3, data[at : at + length]
        at += length


def _fields(message: bytes | int) -> dict[int, bytes | int]:
    return dict(_messages(message))


def _whole(fields: dict[int, bytes | int], number: int) -> int:
    """A whole number; what is 0 is not written."""
    value = fields.get(number, 0)
    return value if isinstance(value, int) else 0


def _numbers(data: bytes, count: int) -> list[int]:
    found: list[int] = []
    at = 0
    for _ in range(count):
        value, at = _number(data, at)
        found.append(value)
    return found


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A whole number in bytes of seven bits, the lowest first, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        value, at, shift = value | (byte & 0x7F) << shift, at + 1, shift + 7
        if byte < 0x80:
            return value, at
