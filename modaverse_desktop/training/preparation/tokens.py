"""Instructions as token files that are read by memory map: millions of them take a training no memory."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_error
from modaverse_desktop.core.modality import Modality

SAMPLE = np.dtype([("start", "<i8"), ("length", "<i4"), ("answer", "<i4"), ("media", "<i8"), ("media_count", "<i4")])
"""Where a sample's ids begin, how many there are, where among them the answer begins, and its media."""
MEDIUM = np.dtype([("modality", "u1"), ("at", "<i4"), ("position", "<i8")])
"""A medium of a sample: the place of its first token, and the position of its embedding in the shards."""
_MODALITIES = tuple(Modality)
_FILES = {"ids": np.dtype("<i4"), "samples": SAMPLE, "media": MEDIUM}


@dataclass(frozen=True)
class Tokenised:
    """A sample as token ids; the loss is on what lies from `answer` on."""

    ids: tuple[int, ...]
    answer: int
    media: tuple[tuple[Modality, int, int], ...]
    """Modality, place of the first token, position of the embedding."""


class TokenFile:
    """The samples of a folder, by number; nothing is in memory but what the system keeps of the files."""

    def __init__(self, folder: Path) -> None:
        """Raises AppError(INPUT) if the folder is missing or its files do not fit."""
        try:
            self.about: Mapping[str, Any] = json.loads((folder / "about.json").read_text(encoding="utf-8"))
            found = {name: _map(folder / f"{name}.bin", kind) for name, kind in _FILES.items()}
        except (OSError, ValueError) as error:
            hint = "Run `modaverse prepare` with this configuration."
            why = "" if isinstance(error, FileNotFoundError) else str(error)
            raise AppError(f"{folder} holds no prepared instructions", why, hint, ErrorKind.INPUT) from error
        self._ids, self._samples, self._media = found["ids"], found["samples"], found["media"]
        if len(self._samples) != self.about.get("samples"):
            hint = "Delete the folder and run `modaverse prepare` again."
            raise AppError(f"{folder} is cut short", "", hint, ErrorKind.INPUT)

    def __len__(self) -> int:
        return len(self._samples)

    @property
    def lengths(self) -> NDArray[np.int32]:
        """(N,): of all samples."""
        return self._samples["length"]

    def __getitem__(self, number: int) -> Tokenised:
        row = self._samples[number]
        start, first = int(row["start"]), int(row["media"])
        ids = self._ids[start : start + int(row["length"])]
        media = self._media[first : first + int(row["media_count"])]
        found = tuple((_MODALITIES[int(each["modality"])], int(each["at"]), int(each["position"])) for each in media)
        return Tokenised(tuple(ids.tolist()), int(row["answer"]), found)


def write_tokens(folder: Path, samples: Iterable[Tokenised], about: Mapping[str, Any]) -> int:
    """Write a folder whole or not at all; returns how many samples there are. Raises AppError if the disk is full."""
    with _replacing(folder) as part:
        count = 0
        start = media_start = 0
        with (
            (part / "ids.bin").open("wb") as ids,
            (part / "samples.bin").open("wb") as rows,
            (part / "media.bin").open("wb") as media,
        ):
            for sample in samples:
                ids.write(np.asarray(sample.ids, "<i4").tobytes())
                row = (start, len(sample.ids), sample.answer, media_start, len(sample.media))
                rows.write(np.array([row], SAMPLE).tobytes())
                placed = [(_MODALITIES.index(modality), at, position) for modality, at, position in sample.media]
                media.write(np.array(placed, MEDIUM).tobytes())
                start, media_start, count = start + len(sample.ids), media_start + len(sample.media), count + 1
        (part / "about.json").write_text(json.dumps({**about, "samples": count}, indent=1), encoding="utf-8")
    return count


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    part = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        yield part
        for path in part.iterdir():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
        shutil.rmtree(folder, ignore_errors=True)
        part.replace(folder)
    except OSError as error:
        raise write_error(folder, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _map(path: Path, kind: np.dtype[Any]) -> NDArray[Any]:
    size = path.stat().st_size // kind.itemsize
    return np.memmap(path, kind, "r", shape=(size,)) if size else np.zeros(0, kind)
