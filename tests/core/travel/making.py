"""Small packs on the disk, and disks that are taken away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind, StackParts, write_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.travel.cargo import Carried, Source

CONTENT: Mapping[str, bytes] = {"model_index.json": b"{}", "unet/weights.safetensors": bytes(range(256)) * 4096}
"""About a megabyte."""


def say_nothing(event: EngineProgress) -> None:
    """Progress that nobody wants."""


def save_pack(
    folder: Path, name: str = "painter", content: Mapping[str, bytes] = CONTENT, **fields: object
) -> Manifest:
    """A generator with these files, written to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[PackFile] = []
    for path, data in content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        files.append(PackFile(path, len(data), hashlib.sha256(data).hexdigest()))
    standard = {"kind": PackKind.GENERATOR, "name": name.title(), "task": Modality.IMAGE, "licence": "MIT"}
    manifest = Manifest(id=name, folder=folder, files=tuple(files), **{**standard, **fields})  # type: ignore[arg-type]
    write_manifest(manifest)
    return manifest


def save_pack_of(disk: Path, folder: Path) -> Manifest:
    """A pack in `folder` whose files lie, as those of another program do, in `disk`."""
    whole = save_pack(disk, folder.name)
    folder.mkdir(parents=True)
    manifest = replace(whole, folder=folder, files_in=disk)
    write_manifest(manifest)
    return manifest


def save_stack(folder: Path) -> Manifest:
    """A stack of three packs in `folder`: a backbone, a generator, and one that is not there."""
    save_pack(folder / "words", "words", {"model.safetensors": b"words" * 1000}, kind=PackKind.BACKBONE, task=None)
    save_pack(folder / "painter", "painter")
    parts = StackParts("words", generators={Modality.IMAGE: "painter", Modality.AUDIO: "singer"})
    return save_pack(folder / "whole", "whole", {}, kind=PackKind.STACK, task=None, stack=parts)


def content_of(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Unplugged:
    """A source on a disk that is taken away after so many bytes."""

    def __init__(self, source: Source, after: int) -> None:
        self._source = source
        self._left = after

    @property
    def cargo(self):
        return self._source.cargo

    @contextmanager
    def open(self, file: Carried, offset: int) -> Iterator[Iterator[bytes]]:
        with self._source.open(file, offset) as stream:
            yield self._until_gone(stream)

    def _until_gone(self, stream: Iterator[bytes]) -> Iterator[bytes]:
        for piece in stream:
            if len(piece) > self._left:
                yield piece[: self._left]
                self._left = 0
                raise OSError(5, "Input/output error")
            self._left -= len(piece)
            yield piece
