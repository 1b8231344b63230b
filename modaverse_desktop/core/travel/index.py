"""`mvpack.json`, the first entry of every `.mvpack`: what is in it and where, read as strictly as a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.pack import Manifest
from modaverse_desktop.core.pack_reading import parse_manifest
from modaverse_desktop.core.travel.cargo import (
    LARGEST_LICENCE,
    LICENCE_FILE,
    Cargo,
    Carried,
    carried_files,
    check_paths,
    damaged,
    is_safe,
    refused,
)

FILE_NAME = "mvpack.json"
FORMAT, VERSION = "mvpack", 1
LARGEST = 16 << 20
_MOST_PARTS = 10_000


@dataclass(frozen=True)
class Slice:
    """Bytes of one file, in one part."""

    file: int
    """Place in the cargo's files."""
    offset: int
    size: int

    def name(self, cargo: Cargo) -> str:
        """What it is called in the part."""
        path = cargo.files[self.file].path
        return f"{path}.from-{self.offset}" if self.offset else path


@dataclass(frozen=True)
class Index:
    """The cargo, and which slices lie in which part; `part` is the number of this one, from 1."""

    cargo: Cargo
    parts: tuple[tuple[Slice, ...], ...]
    part: int = 1

    @property
    def digest(self) -> str:
        """The same for all parts of one export, and for no other."""
        return _digest(_content(self))


def write_index(index: Index) -> bytes:
    """As the file says it: ASCII JSON."""
    data = {"format": FORMAT, "version": VERSION, "part": index.part, "digest": index.digest, **_content(index)}
    return (json.dumps(data, indent=1) + "\n").encode("ascii")


def read_index(data: bytes, name: str) -> Index:
    """The index that these bytes are; `name` is the file's, for messages.

    Raises:
        AppError: MODEL; they are none, or of a later version, or name what cannot be.
    """
    try:
        found = cast("dict[str, Any]", json.loads(data.decode("utf-8")))
        if found["format"] != FORMAT:
            raise damaged(name, "mvpack.json is not an index")
        if found["version"] != VERSION:
            raise refused("It was made by a newer version of this program: update the program first")
        return _read(found, name)
    except AppError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(name, f"mvpack.json cannot be read ({type(error).__name__})") from error


def _read(found: dict[str, Any], name: str) -> Index:
    packs = {str(pack["folder"]): str(pack["manifest"]) for pack in found["packs"]}
    files = tuple(Carried(str(path), _count(size), str(sha256)) for path, size, sha256 in found["files"])
    parts = tuple(
        tuple(Slice(_count(file), _count(offset), _count(size)) for file, offset, size in part)
        for part in found["parts"]
    )
    read = {folder: _manifest(folder, text) for folder, text in packs.items()}
    index = Index(Cargo(str(found["id"]), packs, tuple(read.values()), files), parts, _count(found["part"]))
    if index.digest != found["digest"]:
        raise damaged(name, "what mvpack.json says is not what was written")
    if not 1 <= index.part <= len(parts) <= _MOST_PARTS or not read or index.cargo.packs[-1].id != index.cargo.id:
        raise refused("mvpack.json contradicts itself")
    _check_files(files, read)
    _check_slices(index)
    return index


def _manifest(folder: str, text: str) -> Manifest:
    if not is_safe(folder) or "/" in folder or folder.startswith("."):
        raise refused(f"“{folder}” is not the name of a folder")
    manifest = parse_manifest(text, Path(folder))
    if manifest.id != folder:
        raise refused(f"the pack {manifest.id} lies in a folder called {folder}")
    return manifest


def _check_files(files: tuple[Carried, ...], packs: Mapping[str, Manifest]) -> None:
    """Every file that a manifest names is there; besides these there are only licences."""
    check_paths(files)
    wanted = set(carried_files(packs))
    if absent := sorted(file.path for file in wanted - set(files)):
        raise refused(f"“{absent[0]}” is named by its pack and is not in the file, or not as it should be")
    for file in set(files) - wanted:
        folder, _, rest = file.path.partition("/")
        if folder not in packs or not LICENCE_FILE.fullmatch(rest) or file.size > LARGEST_LICENCE:
            raise refused(f"“{file.path}” is named by no pack")


def _check_slices(index: Index) -> None:
    """Laid end to end, the slices are the files: in order, whole, nothing twice."""
    reached = [0] * len(index.cargo.files)
    current = 0
    for cut in (cut for part in index.parts for cut in part):
        while current < len(reached) and cut.file != current and reached[current] == index.cargo.files[current].size:
            current += 1
        if cut.file != current or current == len(reached) or cut.offset != reached[current]:
            raise refused("mvpack.json contradicts itself")
        reached[current] += cut.size
    if reached != [file.size for file in index.cargo.files]:
        raise refused("mvpack.json contradicts itself")


def _content(index: Index) -> dict[str, object]:
    cargo = index.cargo
    return {
        "id": cargo.id,
        "packs": [{"folder": folder, "manifest": text} for folder, text in cargo.manifests.items()],
        "files": [[file.path, file.size, file.sha256] for file in cargo.files],
        "parts": [[[cut.file, cut.offset, cut.size] for cut in part] for part in index.parts],
    }


def _digest(content: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value
