"""Which models are installed and there, looked up when something may have changed: also when the user comes back to the
window, having connected a disk or added a model elsewhere."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from modaverse_desktop.core.paths import pack_folders
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui.parts.background import Background

if TYPE_CHECKING:
    from modaverse_desktop.core.packs import Packs
    from modaverse_desktop.service.catalogue import Catalogue


class PackWatch(QObject):
    """One look at a time: a late one with earlier settings would undo what is new."""

    found = Signal(object, object)
    """`Packs` and `Catalogue`, when they are others than before."""
    looked = Signal()
    """A look has ended."""
    returned = Signal()
    """The user has come back to the window."""

    def __init__(self, app: QGuiApplication, store: SettingsStore) -> None:
        super().__init__()
        self._store = store
        self._looked_in: tuple[Path, ...] = ()
        self._seen: object = None
        self._is_looking = False
        self._looks_again = False
        self._was_away = False
        self._has_left = False
        app.applicationStateChanged.connect(self._state_changed)

    def leave(self) -> None:
        """The window closes: look no more, and tell nothing."""
        self._has_left = True

    def looked_in(self) -> tuple[Path, ...]:
        """The folders of the last look; none before the first."""
        return self._looked_in

    @Slot()
    def look(self) -> None:
        """Look again at what is there."""
        if self._is_looking or self._has_left:
            self._looks_again = True
            return
        self._is_looking, self._looks_again = True, False
        self._looked_in = pack_folders(self._store.settings)
        looking = Background(partial(_installed, self._store.settings), self)
        for ended in (looking.done, looking.failed):
            ended.connect(looking.deleteLater)
        looking.done.connect(self._take)
        looking.failed.connect(self._end)
        looking.start(urgent=True)

    @Slot(object)
    def _take(self, found: object) -> None:
        packs, catalogue = cast("tuple[Packs, Catalogue]", found)
        seen = _seen(packs, catalogue)
        if seen != self._seen and not self._has_left:
            self._seen = seen
            self.found.emit(packs, catalogue)
        self._end()

    @Slot()
    def _end(self) -> None:
        self._is_looking = False
        self.looked.emit()
        if self._looks_again and not self._has_left:
            self.look()

    @Slot(Qt.ApplicationState)
    def _state_changed(self, state: Qt.ApplicationState) -> None:
        active = state is Qt.ApplicationState.ApplicationActive
        if active and self._was_away and self._looked_in and not self._has_left:
            self.look()
            self.returned.emit()
        self._was_away = not active


def _installed(settings: Settings) -> tuple[Packs, Catalogue]:
    """See `service.catalogue`: half of our modules, imported after the first picture and off the window's thread."""
    from modaverse_desktop.service.catalogue import installed

    return installed(settings)


def _seen(packs: Packs, catalogue: Catalogue) -> object:
    """What two looks are compared by: errors are equal only to themselves."""
    problems = [(str(each), each.detail) for each in (*packs.problems, catalogue.problem) if each is not None]
    return packs.manifests, problems, replace(catalogue, problem=None)
