"""What is done with models, one thing at a time and never on the window's thread. Outlives the page that shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal, Slot

from modaverse_desktop.core.acceptance import Acceptance
from modaverse_desktop.core.known_packs import KnownPack, forgotten
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.offers import Offer as Found
from modaverse_desktop.core.offers.adding import files_in_use
from modaverse_desktop.core.paths import models_folder
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.core.travel.adding import Added, Offer
from modaverse_desktop.core.travel.exporting import Exported
from modaverse_desktop.core.travel.moving import Moved
from modaverse_desktop.core.travel.staging import Unfinished, forget
from modaverse_desktop.service.doctor_process import DoctorProcess
from modaverse_desktop.service.pack_rows import PackRow, found_row, read_rows
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui.models import chores
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.work import Work


class ModelsDesk(QObject):
    """`rows` is what is there; `is_busy` while something long goes on."""

    rows_changed = Signal()
    busy_changed = Signal()
    stepped = Signal(object)
    """An `EngineProgress`."""
    failed = Signal(object)
    arrived = Signal(str)
    """The id of a pack that is new, or that the user should see next."""
    said = Signal(str)
    """What was done, in a sentence."""
    offered = Signal(object)
    """An `Offer`: what adding a path would bring."""
    described = Signal(object)
    """A `PackRow`: what was to be added is no pack yet, but could become one."""
    examined = Signal(object)
    """A `Checkup`."""
    packs_changed = Signal()
    """Something else is installed now, or may be used."""

    def __init__(self, store: SettingsStore) -> None:
        super().__init__()
        self._store = store
        self._work: Work | DoctorProcess | None = None
        self._installed: tuple[PackRow, ...] = ()
        self._found: tuple[PackRow, ...] = ()
        self._is_looking = False
        self._looks_again = False
        store.changed.connect(self._settings_changed)

    @property
    def rows(self) -> tuple[PackRow, ...]:
        """What is there, and behind it what was found on the disk."""
        taken = set(files_in_use(self.installed()))
        new = (row for row in self._found if isinstance(row.what, Found) and _place(row.what.manifest) not in taken)
        return (*self._installed, *new)

    def installed(self) -> tuple[Manifest, ...]:
        """The packs that are there, or of which only the files are not."""
        return tuple(row.what for row in self._installed if isinstance(row.what, Manifest))

    @property
    def is_busy(self) -> bool:
        """Whether something goes on that can be stopped."""
        return self._work is not None

    @Slot()
    def stop(self) -> None:
        """Stop what goes on."""
        if self._work is not None:
            self._work.stop()

    @Slot()
    def leave(self) -> None:
        """The window closes: what was copied stays for the next time."""
        self.stop()

    # --- looking --------------------------------------------------------------------------------------------------

    @Slot()
    def look(self) -> None:
        """Look again at what is there. One look at a time: a late one with earlier settings would undo what is new."""
        if self._is_looking:
            self._looks_again = True
            return
        self._is_looking, self._looks_again = True, False
        self._quietly(partial(read_rows, self._store.settings), self._show_rows, self._saw_nothing)

    @Slot(object)
    def offer(self, path: Path) -> None:
        """Look at something that is to be added."""
        self._quietly(partial(chores.look_at, path, self._store.settings), self._looked)

    @Slot()
    def find(self) -> None:
        """Look for models of other programs."""
        self._begin(Work(partial(chores.find_models, self._store.settings), self), self._show_found)

    @Slot(object)
    def _looked(self, offer: object) -> None:
        if isinstance(offer, Found):
            if there := next((each for each in self.installed() if _place(each) == _place(offer.manifest)), None):
                self.said.emit(self.tr("{name} is installed already.").format(name=there.name))
                self.arrived.emit(there.id)
                self.rows_changed.emit()
                return
            row = found_row(offer)
            self._found = (*(each for each in self._found if each.id != row.id), row)
            self.rows_changed.emit()
            self.described.emit(row)
        else:
            self.offered.emit(offer)

    @Slot(object)
    def _show_found(self, rows: object) -> None:
        self._found = cast("tuple[PackRow, ...]", rows)
        one, many = self.tr("Found: {count} model"), self.tr("Found: {count} models")
        words = one if len(self._found) == 1 else many
        self.said.emit(words.format(count=len(self._found)) if self._found else self.tr("No other models were found."))
        self.rows_changed.emit()

    @Slot(object)
    def _show_rows(self, rows: object) -> None:
        self._is_looking = False
        self._installed = cast("tuple[PackRow, ...]", rows)
        self.rows_changed.emit()
        if self._looks_again:
            self.look()

    @Slot(object)
    def _saw_nothing(self, error: object) -> None:
        self._is_looking = False

    @Slot(object)
    def _settings_changed(self, settings: Settings) -> None:
        self.look()

    # --- what takes long ------------------------------------------------------------------------------------------

    def add(self, offer: Offer) -> None:
        """Bring what was offered, its licences accepted."""
        self._begin(Work(partial(chores.add_pack, offer), self), self._added)

    def adopt(self, row: PackRow, companion: Manifest | None = None) -> None:
        """Make a pack of a model that was found; its files stay where they are, and its licence is accepted."""
        if isinstance(row.what, Found):
            work = partial(chores.adopt, row.what, self._store.settings, companion=companion)
            self._begin(Work(work, self), self._added)

    def verify(self, row: PackRow) -> None:
        """Read every byte of a pack."""
        self._begin(Work(partial(chores.verify, chores.manifest_of(row)), self), self.examined.emit)

    def examine(self, row: PackRow) -> None:
        """Let the doctor examine it."""
        self._begin(DoctorProcess(row.id, self), self.examined.emit)

    def export(self, row: PackRow, target: Path) -> None:
        """Write it into a file that can be carried elsewhere; into several on a disk that holds no large ones."""
        self._begin(Work(partial(chores.export, row.id, target, self._store.settings), self), self._exported)

    def move(self, row: PackRow, folder: Path) -> None:
        """Move it into another models folder."""
        self._begin(Work(partial(chores.move, chores.manifest_of(row), folder), self), self._moved)

    # --- what is quick --------------------------------------------------------------------------------------------

    def accept(self, manifests: Sequence[Manifest]) -> None:
        """The licences of these are accepted."""
        self._quietly(partial(Acceptance().accept, tuple(manifests)), self._changed)

    def remove(self, row: PackRow, *, with_parts: bool) -> None:
        """Move it to the trash."""
        self._quietly(partial(chores.remove, row.id, with_parts, self._store.settings), self._removed)

    def relink(self, row: PackRow, folder: Path) -> None:
        """It lies in this folder now."""
        self._quietly(partial(chores.relink, row.id, folder, self._store.settings), self._relinked)

    def forget(self, row: PackRow) -> None:
        """What is not there is gone for good, or what was copied of it is not wanted."""
        if isinstance(row.what, KnownPack):
            self._store.change(forgotten(self._store.settings, Path(row.what.root)))
        elif isinstance(row.what, Unfinished):
            self._quietly(partial(forget, row.what), self._changed)

    # --- how it ends ----------------------------------------------------------------------------------------------

    @Slot(object)
    def _added(self, added: object) -> None:
        ids = cast("Added", added).ids
        self.said.emit(self.tr("{name} was added.").format(name=ids[-1]))
        self.arrived.emit(ids[-1])
        self._changed()

    @Slot(object)
    def _exported(self, made: object) -> None:
        files = cast("Exported", made).files
        words = self.tr("Written: {file}") if len(files) == 1 else self.tr("Written: {file} and the other parts")
        self.said.emit(words.format(file=files[0]))

    @Slot(object)
    def _moved(self, moved: object) -> None:
        folder = cast("Moved", moved).folder
        self.said.emit(self.tr("It lies in {folder} now.").format(folder=folder))
        settings = self._store.settings
        if not any(folder.is_relative_to(each) for each in (models_folder(), *settings.model_folders)):
            self._store.change(replace(settings, model_folders=(*settings.model_folders, folder.parent)))
        self._changed()

    @Slot(object)
    def _removed(self, name: object) -> None:
        self.said.emit(self.tr("{name} is in the trash.").format(name=name))
        self._changed()

    @Slot(object)
    def _relinked(self, settings: object) -> None:
        self._store.change(cast("Settings", settings))
        self._changed()

    @Slot()
    def _changed(self, _: object = None) -> None:
        self.look()
        self.packs_changed.emit()

    def _quietly(
        self,
        work: Callable[[], object],
        then: Callable[[object], object],
        otherwise: Callable[[object], object] | None = None,
    ) -> None:
        background = Background(work, self)
        if otherwise is not None:
            background.failed.connect(otherwise)
        background.done.connect(then)
        background.failed.connect(self.failed)
        background.done.connect(background.deleteLater)
        background.failed.connect(background.deleteLater)
        background.start(urgent=True)

    def _begin(self, work: Work | DoctorProcess, then: Callable[[object], object]) -> None:
        if self._work is not None:
            work.deleteLater()
            return
        self._work = work
        work.stepped.connect(self.stepped)
        for ended in (work.done, work.failed, work.stopped):
            ended.connect(self._ended)
        work.done.connect(then)
        work.failed.connect(self.failed)
        work.stopped.connect(self._stopped)
        self.busy_changed.emit()
        work.start()

    @Slot()
    def _ended(self) -> None:
        if self._work is not None:
            self._work.deleteLater()
        self._work = None
        self.busy_changed.emit()
        self.look()

    @Slot()
    def _stopped(self) -> None:
        self.said.emit(self.tr("Stopped. What was done is kept, and used when you begin again."))


def _place(manifest: Manifest) -> Path:
    """The folder, or the single file, that it is."""
    (place,) = files_in_use([manifest])
    return place
