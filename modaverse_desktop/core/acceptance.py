"""Which licences the user has accepted: asked once for each pack and licence, before its first use."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.core.pack import Manifest
from modaverse_desktop.core.paths import data_folder, resources_folder
from modaverse_desktop.core.travel.cargo import LARGEST_LICENCE, LICENCE_FILE

FILE_NAME = "accepted-licences.json"
_LARGEST = 4 << 20


class Acceptance:
    """Kept in the data folder. What is shipped with the program is accepted by that; so is a pack that names none."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or data_folder() / FILE_NAME

    def has(self, manifest: Manifest) -> bool:
        """Whether this pack may be used."""
        return not manifest.licence or _is_shipped(manifest) or manifest.licence in self._read().get(manifest.id, [])

    def accept(self, manifests: Iterable[Manifest]) -> None:
        """The user has read the licences of these, and accepts them.

        Raises:
            AppError: RESOURCES; it cannot be written down.
        """
        accepted = self._read()
        before = json.dumps(accepted)
        for manifest in manifests:
            if not self.has(manifest):
                accepted[manifest.id] = [*accepted.get(manifest.id, []), manifest.licence]
        if json.dumps(accepted) != before:
            write_atomically(self._path, (json.dumps(accepted, indent=1) + "\n").encode())

    def require(self, manifest: Manifest) -> None:
        """Raise AppError(USAGE) if the licence has still to be accepted."""
        if not self.has(manifest):
            raise AppError(
                f"The licence of {manifest.name} has not been accepted yet",
                f"It is: {manifest.licence}",
                f"Read and accept it on the Models page (Ctrl+3), or with `modaverse packs licence {manifest.id}`.",
                ErrorKind.USAGE,
            )

    def _read(self) -> dict[str, list[str]]:
        try:
            if self._path.stat().st_size > _LARGEST:
                return {}
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(data, dict):
            return {}
        items = cast("dict[str, object]", data).items()
        return {
            name: [str(one) for one in cast("list[object]", each)] for name, each in items if isinstance(each, list)
        }


def licence_text(manifest: Manifest) -> str:
    """All that is known of a pack's licence: its name, where the pack is from, and the texts that lie in its folder."""
    texts = [manifest.licence, manifest.source]
    try:
        for path in sorted(manifest.folder.iterdir()):
            if LICENCE_FILE.fullmatch(path.name) and path.is_file() and path.stat().st_size <= LARGEST_LICENCE:
                texts.append(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        pass
    return "\n\n".join(text.strip() for text in texts if text.strip())


def _is_shipped(manifest: Manifest) -> bool:
    try:
        return manifest.folder.resolve().is_relative_to(resources_folder().resolve())
    except (AppError, OSError):
        return False
