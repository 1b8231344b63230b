"""A release becomes packs: room is checked first, files are written one by one, and all of them appear at once."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from safetensors.torch import save_file
from torch import Tensor

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.files import replacing, write_atomically, write_error
from modaverse_desktop.core.manifest import PackFile, hash_file, write_manifest
from modaverse_desktop.core.travel.adding import Added
from modaverse_desktop.engine.release.layout import Layout, find_layout
from modaverse_desktop.engine.release.manifests import manifests_of
from modaverse_desktop.engine.release.plan import Output, Plan, make_plan

NAME = "modaverse-7b"
_DONE = "done.json"
_SPARE = 64 << 20
"""Bytes that stay free on the disk."""


def add_release(source: Path, models: Path, report: Report, name: str = NAME) -> Added:
    """Check and convert the published files in `source` into packs in `models`/`name`. The files stay as they are.

    What an interrupted run has written is used by the next one. Progress and cancelling are `report`'s.

    Raises:
        AppError: MODEL, naming what is missing, unexpected or of another shape; RESOURCES, the disk has no room;
            USAGE, packs of this name are there already.
    """
    folder = models / name
    if folder.exists():
        hint = "Remove the folder, or add the release under another name with --name."
        raise AppError(f"{name} is installed already", str(folder), hint, ErrorKind.USAGE)
    report(EngineProgress("Reading what is there"))
    layout = find_layout(source)
    plan = make_plan(layout)
    staging = _Staging(models / f".adding-{name}", _fingerprint(layout))
    staging.require_room(plan)
    files = _write(plan, staging, report)
    manifests = manifests_of(plan, files, staging.folder, name)
    for manifest in manifests:
        write_manifest(manifest)
    staging.become(folder)
    return Added(tuple(manifest.id for manifest in manifests), folder, plan.size, plan.notes)


def _write(plan: Plan, staging: _Staging, report: Report) -> dict[str, tuple[PackFile, ...]]:
    """Every file of every pack, with its size and hash."""
    total = max(1, plan.size)
    written = 0
    files: dict[str, tuple[PackFile, ...]] = {}
    for pack, outputs in plan.outputs.items():
        found: list[PackFile] = []
        for output in outputs:
            now = EngineProgress(f"Converting the {pack}", written / total)
            size, sha256 = staging.write(output, partial(report, now))
            found.append(PackFile(output.path.partition("/")[2], size, sha256))
            written += output.size
        files[pack] = tuple(found)
    report(EngineProgress("Finishing", 1.0))
    return files


class _Staging:
    """A hidden folder beside the packs; `done.json` in it says which files are whole, and from which source."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.folder = folder
        self._fingerprint = fingerprint
        self._done: dict[str, tuple[int, str]] = self._read()

    def require_room(self, plan: Plan) -> None:
        """Raise AppError(RESOURCES) if the disk has less room than what is still to be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(self.folder).free
        except OSError as error:
            raise write_error(self.folder, error) from error
        needed = plan.size - sum(size for size, _ in self._done.values()) + _SPARE
        if free < needed:
            raise AppError(
                "There is not enough room on the disk",
                f"{needed / 1e9:.1f} GB are needed in {self.folder.parent}, {free / 1e9:.1f} GB are free.",
                "Free some space, or choose another folder with --to.",
                ErrorKind.RESOURCES,
            )

    def write(self, output: Output, check: Callable[[], None]) -> tuple[int, str]:
        """Write a file, whole or not at all, unless it is there; returns size and sha256. `check` may raise to stop."""
        check()
        path = self.folder / output.path
        if output.path in self._done and path.is_file() and path.stat().st_size == self._done[output.path][0]:
            return self._done[output.path]
        if output.tensors:
            with replacing(path) as part:
                tensors = {name: _own(each.read()) for name, each in output.tensors.items()}
                check()
                save_file(tensors, part, metadata={"format": "pt"})
        else:
            write_atomically(path, output.content)
        self._done[output.path] = (path.stat().st_size, hash_file(path, lambda size: check()))
        write_atomically(self.folder / _DONE, json.dumps({"source": self._fingerprint, "files": self._done}).encode())
        return self._done[output.path]

    def become(self, folder: Path) -> None:
        """Move to where packs are looked for. Raises AppError(RESOURCES) if the system refuses."""
        try:
            (self.folder / _DONE).unlink(missing_ok=True)
            self.folder.rename(folder)
        except OSError as error:
            raise write_error(folder, error) from error

    def _read(self) -> dict[str, tuple[int, str]]:
        """What an earlier run from the same source has written; anything else is removed."""
        try:
            data = json.loads((self.folder / _DONE).read_text(encoding="utf-8"))
            if data["source"] == self._fingerprint:
                return {str(path): (int(size), str(sha256)) for path, (size, sha256) in data["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        shutil.rmtree(self.folder, ignore_errors=True)
        return {}


def _own(tensor: Tensor) -> Tensor:
    """The tensor with its memory to itself, as safetensors wants it; one that has it stays in the mapped file."""
    whole = tensor.untyped_storage().nbytes() == tensor.numel() * tensor.element_size()
    return tensor.contiguous() if whole else tensor.clone().contiguous()


def _fingerprint(layout: Layout) -> str:
    """Changes when a file of the source does."""
    seen = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in layout.files]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()
