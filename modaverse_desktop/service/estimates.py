"""How long things take on this machine: learned from what the engine did, kept in a file."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import EngineReady
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.core.invocation import Artifact, Invocation, count_of
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.measurements import (
    Estimate,
    Measurements,
    Work,
    read_measurements,
    work_of_making,
    work_of_reading,
)

if TYPE_CHECKING:  # not before the window is seen
    from modaverse_desktop.core.manifest import Manifest
    from modaverse_desktop.service.catalogue import Catalogue

FILE_NAME = "estimates.json"
_SOON_MS = 1000
_LARGEST = 4 << 20


class Estimates(QObject):
    """The `Times` of this machine. Lives on the window's thread; `open` after the window is seen, `leave` last."""

    changed = Signal()
    """More is known."""
    _read = Signal(object)

    def __init__(self, queue: ConversionQueue, path: Path) -> None:
        super().__init__()
        self._queue = queue
        self._path = path
        self._measured = Measurements()
        self._device = ""
        self._catalogue: Catalogue | None = None
        self._seen: dict[str, tuple[State, int]] = {}
        self._is_open = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="estimates")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._write)
        self._read.connect(self._found)
        queue.added.connect(self._added)
        queue.changed.connect(self._changed)
        queue.removed.connect(self._removed)
        queue.engine_changed.connect(self._engine_changed)

    def open(self) -> None:
        """Read what earlier runs learned."""
        self._thread.submit(lambda: self._read.emit(_read_file(self._path)))

    def leave(self) -> None:
        """Write what is still to be written; blocks for that long."""
        if self._soon.isActive():
            self._soon.stop()
            self._write()
        self._thread.shutdown(wait=True)

    def know(self, catalogue: Catalogue) -> None:
        """These generators and options are there."""
        self._catalogue = catalogue
        self.changed.emit()

    def reading(self, conversion: Conversion) -> float | None:
        """See `Times`."""
        found = self._measured.estimate(self._work_of_reading(conversion))
        return found.seconds if found else None

    def reading_of(self, stack: str, given: Sequence[Modality]) -> Estimate | None:
        """How long a proposal of `stack` takes for media of these modalities; None if that is not known."""
        return self._measured.estimate(work_of_reading(self._device, stack, given))

    def making(self, conversion: Conversion, invocation: Invocation) -> float | None:
        """See `Times`."""
        found = self.estimate(invocation)
        return found.seconds if found else None

    def estimate(self, invocation: Invocation) -> Estimate | None:
        """How long all artifacts of `invocation` take together; None if its generator was not used here yet."""
        if invocation.task is Modality.TEXT:
            return Estimate(0.0)
        manifest = self._generator(invocation.task, invocation.generator)
        found = self._measured.estimate(self._work_of_making(manifest, invocation)) if manifest else None
        return found.times(count_of(invocation)) if found else None

    # --- learning ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _found(self, measured: Measurements) -> None:
        self._measured = measured
        self._is_open = True
        self._device = self._device or measured.last_device
        self.changed.emit()

    @Slot(object)
    def _engine_changed(self, event: object) -> None:
        if isinstance(event, EngineReady) and event.device != self._device:
            self._device = event.device
            self.changed.emit()

    @Slot(str)
    def _added(self, conversion: str) -> None:
        self._seen[conversion] = _seen(self._queue[conversion])

    @Slot(str)
    def _removed(self, conversion: str) -> None:
        self._seen.pop(conversion, None)

    @Slot(str)
    def _changed(self, conversion: str) -> None:
        one = self._queue[conversion]
        state, made = self._seen.get(conversion, (one.state, len(one.artifacts)))
        self._seen[conversion] = _seen(one)
        if state is State.INTERPRETING and one.state is State.PROPOSED and conversion == self._queue.running():
            self._learn(self._work_of_reading(one), one.interpret_seconds)
        for artifact in one.artifacts[made:]:
            self._learn_making(one, artifact)

    def _learn_making(self, conversion: Conversion, artifact: Artifact) -> None:
        invocation = conversion.invocations[artifact.invocation]
        manifest = self._generator(artifact.task, artifact.generator)
        if artifact.path is not None and manifest is not None:
            self._learn(self._work_of_making(manifest, invocation), artifact.seconds)

    def _learn(self, work: Work, seconds: float) -> None:
        self._measured.add(work, seconds)
        self.changed.emit()
        if self._is_open and not self._soon.isActive():
            self._soon.start()

    def _generator(self, task: Modality, name: str | None) -> Manifest | None:
        return self._catalogue.generator(task, name) if self._catalogue else None

    def _work_of_reading(self, conversion: Conversion) -> Work:
        return work_of_reading(self._device, conversion.stack, [media.modality for media in conversion.media])

    def _work_of_making(self, manifest: Manifest, invocation: Invocation) -> Work:
        return work_of_making(self._device, manifest, invocation)

    @Slot()
    def _write(self) -> None:
        content = json.dumps(self._measured.to_dict()).encode()
        self._thread.submit(_write_file, self._path, content)


def _seen(conversion: Conversion) -> tuple[State, int]:
    return conversion.state, len(conversion.artifacts)


def _read_file(path: Path) -> Measurements:
    """On the other thread. Never raises: it is learned anew."""
    with contextlib.suppress(OSError, ValueError, RecursionError), path.open("rb") as file:
        return read_measurements(json.loads(file.read(_LARGEST)))
    return Measurements()


def _write_file(path: Path, content: bytes) -> None:
    """On the other thread."""
    with contextlib.suppress(AppError):  # a full disk is said where something of the user's is lost
        write_atomically(path, content)
