"""What a folder or a file on disk is, and the manifest that it would have as a pack; only small files are read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind

INDEX = "model_index.json"
UNKNOWN_LICENCE = "not said in its files"
_LONGEST_ID = 40


@dataclass(frozen=True)
class Offer:
    """A model that could become a pack. `manifest.files` have no sha256 yet; nothing was written or copied.

    `manifest.folder` is only a suggestion; the files lie in `manifest.files_in`.
    """

    manifest: Manifest
    notes: tuple[str, ...] = ()
    """What was guessed and may be wrong, as sentences."""


def id_of(name: str) -> str:
    """A pack's id made of a folder's or file's name; letters lose their accents."""
    letters = unicodedata.normalize("NFKD", name.lower().replace("đ", "d"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = re.sub(r"[^a-z0-9._-]+", "-", bare).strip("-._")
    return plain[:_LONGEST_ID].strip("-._") or "model"


def name_of(folder: Path) -> str:
    """What people call it: the folder's name; in a Hugging Face cache the repository's."""
    if folder.parent.name == "snapshots" and folder.parent.parent.name.startswith("models--"):
        return folder.parent.parent.name.removeprefix("models--").split("--")[-1]
    return folder.name


def files_of(paths: list[Path], root: Path) -> tuple[PackFile, ...]:
    """These files below `root`, as a manifest names them; their sha256 is still empty."""
    return tuple(PackFile(path.relative_to(root).as_posix(), path.stat().st_size, "") for path in paths)


def generator(name: str, root: Path, **values: object) -> Manifest:
    """The manifest of a generator whose files lie in `root`."""
    return Manifest(id_of(name), PackKind.GENERATOR, name, root, files_in=root, entry_point="diffusers", **values)  # type: ignore[arg-type]
