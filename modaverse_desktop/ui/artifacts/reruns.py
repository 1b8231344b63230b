"""Artifacts made once more: starts them, and compares what came with what was there."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import Artifact
from modaverse_desktop.core.rerun import can_rerun, rerun
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.language import heard
from modaverse_desktop.ui.parts.background import Background

if TYPE_CHECKING:
    from modaverse_desktop.media.likeness import Likeness

_SEEDS = range(1, 2**31)


@dataclass(frozen=True)
class Verdict:
    """How an artifact compares with the one that it repeats; `likeness` is None if that could not be found out."""

    likeness: Likeness | None
    reason: str = ""


class Reruns(QObject):
    """The model is not asked for them; what was changed before approval counts."""

    judged = Signal(str)
    """There is a verdict about this conversion."""

    def __init__(self, queue: ConversionQueue, parent: QObject) -> None:
        super().__init__(parent)
        self._queue = queue
        self._repeated: dict[str, Artifact] = {}
        self._verdicts: dict[str, Verdict] = {}
        queue.changed.connect(self._changed)
        queue.removed.connect(self._removed)

    def start(self, conversion: str, wish: FileWish) -> str | None:
        """Make the artifact again, or variations of it; returns the new conversion, if there is one."""
        return self.start_from(self._queue[conversion], wish)

    def start_from(self, old: Conversion, wish: FileWish) -> str | None:
        """As `start`, for a conversion that need not be in the queue: one of the history."""
        if not can_rerun(old, wish.artifact) or wish.artifact.seed is None:
            return None
        if wish.wish is Wish.AGAIN:
            new = self._queue.run(old, rerun(old, wish.artifact, [wish.artifact.seed]))
            self._repeated[new] = wish.artifact
            return new
        others = [seed for seed in random.sample(_SEEDS, wish.count + 1) if seed != wish.artifact.seed]
        return self._queue.run(old, rerun(old, wish.artifact, others[: wish.count]))

    def verdict(self, conversion: str) -> Verdict | None:
        """How this one compares with what it repeats, if it does and that is known."""
        return self._verdicts.get(conversion)

    @Slot(str)
    def _changed(self, conversion: str) -> None:
        if conversion not in self._repeated or not self._queue[conversion].state.terminal:
            return
        old, now = self._repeated.pop(conversion), self._queue[conversion]
        new = now.artifacts[0].path if now.state is State.DONE and now.artifacts else None
        if old.path is not None and new is not None:
            comparing = Background(partial(_judge, conversion, old, new), self)
            comparing.done.connect(self._judged)
            comparing.done.connect(comparing.deleteLater)
            comparing.start()

    @Slot(object)
    def _judged(self, found: tuple[str, Verdict]) -> None:
        conversion, verdict = found
        if conversion in self._queue:
            self._verdicts[conversion] = verdict
            self.judged.emit(conversion)

    @Slot(str)
    def _removed(self, conversion: str) -> None:
        self._repeated.pop(conversion, None)
        self._verdicts.pop(conversion, None)


def _judge(conversion: str, old: Artifact, new: Path) -> tuple[str, Verdict]:
    """On another thread."""
    from modaverse_desktop.media.likeness import Likeness, likeness  # numpy and all: not before it is needed
    from modaverse_desktop.ui.artifacts.what_changed import what_changed

    assert old.path is not None
    if new == old.path:  # the one before was deleted, and its name was free again: this is no comparison
        return conversion, Verdict(None)
    try:
        found = likeness(old.path, new, old.task)
    except AppError as error:
        return conversion, Verdict(None, f"{heard(error.title)}. {heard(error.detail)}".strip())
    return conversion, Verdict(found, "" if found is Likeness.IDENTICAL else what_changed(old.path, new))
