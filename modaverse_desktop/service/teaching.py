"""Everything behind the page where the user teaches a model: the examples, the training, and which stack is in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.examples import Example, from_edit, problem_with, read_examples, write_examples
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.pack import Manifest, PackKind
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.paths import models_folder, pack_folders
from modaverse_desktop.service.own_training import OwnTraining
from modaverse_desktop.service.settings_store import SettingsStore

EXAMPLES = "examples.jsonl"
RUN = "own-training"


class Teaching(QObject):
    """Lives on the window's thread. `open` after the window is seen, `leave` last."""

    examples_changed = Signal()
    stacks_changed = Signal()
    """What is installed, or which of them is in use."""
    failed = Signal(object)
    """An `AppError` about examples."""

    def __init__(self, store: SettingsStore, folder: Path, training: OwnTraining | None = None) -> None:
        super().__init__()
        self._store = store
        self._path = folder / EXAMPLES
        self._packs = Packs()
        self.training = training or OwnTraining(folder / RUN)
        self.examples: tuple[Example, ...] = ()
        store.changed.connect(self._settings_changed)

    @property
    def stack(self) -> str:
        """The id of the stack in use."""
        return self._store.settings.stack

    @property
    def stacks(self) -> tuple[Manifest, ...]:
        """The installed ones."""
        return self._packs.of_kind(PackKind.STACK)

    def open(self) -> None:
        """Read the examples, and see how an earlier training stands."""
        try:
            self.examples = tuple(read_examples(self._path))
        except AppError as error:
            self.failed.emit(error)
        self.examples_changed.emit()
        self.training.open()

    def leave(self) -> None:
        """Pause a training that runs."""
        self.training.leave()

    def know(self, packs: Packs) -> None:
        """What is installed."""
        self._packs = packs
        self.stacks_changed.emit()

    def use(self, stack: str) -> None:
        """Interpret with this one from now on."""
        self._store.change(replace(self._store.settings, stack=stack))

    def add(self, *examples: Example, instead_of: str = "") -> bool:
        """Keep more, and forget the one with the key `instead_of`; one with the same question takes the old one's
        place. False, and `failed`, if one is no use: then nothing is kept."""
        problem = next((found for each in examples if (found := problem_with(each)) is not None), None)
        if problem is not None:
            self.failed.emit(problem)
            return False
        gone = {instead_of, *(each.key for each in examples)}
        self._keep([*(each for each in self.examples if each.key not in gone), *examples])
        return True

    def add_edits(self, edits: Iterable[Mapping[str, Any]]) -> int:
        """Take what the user corrected in the history; how many of them are new and can be learned from."""
        known = {example.key: example for example in self.examples}
        before = len(known)
        for row in edits:
            example = from_edit(row, parse_meta_response(str(row["response"])).invocations)
            if problem_with(example) is None:
                known.setdefault(example.key, example)
        self._keep(list(known.values()))
        return len(known) - before

    def remove(self, keys: Sequence[str]) -> None:
        """Forget examples; their files stay."""
        self._keep([example for example in self.examples if example.key not in keys])

    def begin(self) -> None:
        """Train on the examples, for the stack in use."""
        settings = self._store.settings
        self.training.begin(self.examples, settings.stack, pack_folders(settings), settings.device)

    def keep(self, name: str) -> None:
        """Make packs of what was learned, in the user's models folder."""
        self.training.keep(name, self._packs, models_folder())

    def _keep(self, examples: Sequence[Example]) -> None:
        self.examples = tuple(examples)
        self.examples_changed.emit()
        try:
            write_examples(self.examples, self._path)
        except AppError as error:
            self.failed.emit(error)

    @Slot()
    def _settings_changed(self) -> None:
        self.stacks_changed.emit()
