"""What an artifact was made from and with, written into its file."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import torch

from modaverse_desktop import __version__
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import COUNT, MASK, SEED, Invocation, Parameter
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.provenance import Provenance, UsedInput, UsedPack
from modaverse_desktop.core.request import Generate, Origin
from modaverse_desktop.engine.composite import parts_of
from modaverse_desktop.engine.device import Device
from modaverse_desktop.media.files import regular_file
from modaverse_desktop.media.provenance import write

APPLICATION = f"ModaVerse {__version__}"
_STEP = 4 << 20
_log = logging.getLogger(__name__)


class Recorder:
    """Writes the records of one request; without an `Origin` it does nothing.

    All files are read when it is made, before anything else: who stops then leaves no file behind.
    """

    def __init__(
        self, request: Generate, find_packs: Callable[[], Packs], device: Device, check: Callable[[], object]
    ) -> None:
        """`check` is called every few MB and may raise."""
        self._request = request
        self._find_packs = find_packs
        self._device = device
        self._check = check
        paths = _paths_of(request) if request.origin else ()
        self._hashes = {path: _sha256(path, check) for path in dict.fromkeys(paths)}

    def follow(self, request: Generate) -> None:
        """The request goes on with what was made so far; what starts from a new file names its hash."""
        self._request = request
        if request.origin is not None:
            for path in _paths_of(request):
                if path not in self._hashes:
                    self._hashes[path] = _sha256(path, self._check)

    def keep(self, path: Path, invocation: Invocation, seed: int, generator: Manifest) -> None:
        """Write into an artifact how `generator` made it.

        An artifact without a record is better than none: if it cannot be written, only the log says so.
        """
        if self._request.origin is None:
            return
        try:
            write(path, self._record(self._request.origin, invocation, seed, generator))
        except AppError as error:
            _log.warning("no record in %s: %s", path, error)

    def _record(self, origin: Origin, invocation: Invocation, seed: int, generator: Manifest) -> Provenance:
        used = [generator, *(self._interpreters() if origin.meta_response else ())]
        return Provenance(
            application=APPLICATION,
            task=invocation.task,
            prompt=invocation.prompt,
            seed=seed,
            generator=generator.id,
            parameters=self._parameters(generator, invocation),
            instruction=origin.instruction,
            meta_response=origin.meta_response,
            edited=origin.edited,
            packs=tuple(UsedPack(pack.id, pack.version, files_hash(pack)) for pack in used),
            inputs=tuple(
                UsedInput(each.modality, self._hashes[each.path], each.part) for each in self._inputs(invocation)
            ),
            device=self._device.name,
            dtype=str(self._device.dtype).removeprefix("torch."),
            torch=str(torch.__version__),
        )

    def _parameters(self, generator: Manifest, invocation: Invocation) -> dict[str, Parameter]:
        """What the generator was given; of a mask what it holds, not where it lies."""
        standard = {option.name: option.default for option in generator.options}
        given = {**standard, **invocation.parameters, **generator.constants}
        if given.get(MASK):
            given[MASK] = self._hashes.get(Path(str(given[MASK])), "")
        return {name: value for name, value in given.items() if name not in (SEED, COUNT) and value != ""}

    def _inputs(self, invocation: Invocation) -> tuple[Media, ...]:
        """What was given, and of what the conversion had made before as much as this invocation starts from."""
        media, files = self._request.media, self._request.files
        earlier = [files[place] for place in invocation.inputs if len(media) <= place < len(files)]
        return (*media, *earlier)

    def _interpreters(self) -> tuple[Manifest, ...]:
        try:
            stack = self._find_packs().stack(self._request.stack)
        except AppError:  # it was removed after it had interpreted
            return ()
        return (stack.manifest, *parts_of(stack))


def _paths_of(request: Generate) -> Iterator[Path]:
    """The files that records may name: the media, masks, and what was made before and is started from."""
    yield from (each.path for each in request.media)
    files = request.files
    for invocation in request.invocations:
        yield from (files[place].path for place in invocation.inputs if 0 <= place < len(files))
        if mask := invocation.parameters.get(MASK):
            yield Path(str(mask))


def files_hash(pack: Manifest) -> str:
    """Sha256 over the lines ``path sha256`` of a pack's files, by path; empty for a pack without files."""
    lines = sorted(f"{file.package}/{file.path} {file.sha256}\n" for file in pack.files)
    return hashlib.sha256("".join(lines).encode("utf-8", "replace")).hexdigest() if lines else ""


def _sha256(path: Path, check: Callable[[], object]) -> str:
    """Empty if it is not there any more."""
    digest = hashlib.sha256()
    try:
        with regular_file(path).open("rb") as file:
            while data := file.read(_STEP):
                check()
                digest.update(data)
    except (AppError, OSError):
        return ""
    return digest.hexdigest()
