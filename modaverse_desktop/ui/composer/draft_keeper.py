"""Joins the composer to the drafts on disk: what was begun comes back, what changes is kept, files used are recent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from modaverse_desktop.core.media import Media
from modaverse_desktop.service.drafts import MOST_RECENT, Drafts, DraftStore
from modaverse_desktop.ui.composer.composer import Composer
from modaverse_desktop.ui.composer.media_intake import MediaIntake
from modaverse_desktop.ui.composer.media_look import MediaLook
from modaverse_desktop.ui.composer.recent_menu import RecentMenu
from modaverse_desktop.ui.composer.thumbnails import Thumbnails


class DraftKeeper(QObject):
    """Keeps nothing before the drafts of the run before are found, and no fewer media while those are looked at."""

    def __init__(self, composer: Composer, intake: MediaIntake, store: DraftStore, thumbnails: Thumbnails) -> None:
        super().__init__(composer)
        self._composer = composer
        self._intake = intake
        self._store = store
        self._found: Drafts | None = None
        self._coming_back = False
        self._made_anew = store.is_open
        """The window, in this run: then what is being looked at was meant for the draft."""
        self._recent: tuple[Path, ...] = ()
        self._menu = RecentMenu(thumbnails, composer)
        self._menu.chosen.connect(self._take)
        composer.changed.connect(self._keep)
        composer.submitted.connect(self._used_looks)
        composer.batch_submitted.connect(self._used)
        composer.shelf.recent.connect(self._offer_recent)
        composer.batch_panel.batch.ended.connect(self._is_back)
        intake.busy_changed.connect(self._busy_changed)
        store.found.connect(self._restore)
        store.failed.connect(composer.show_error)

    def recent(self) -> tuple[Path, ...]:
        """Files that were used, the latest first."""
        return self._recent

    def leave(self) -> None:
        """Keep no more, and let another window have what was kept."""
        self._found = None
        self._store.disconnect(self)

    @Slot(object)
    def _restore(self, drafts: Drafts) -> None:
        """What the user has done since the window is there comes first."""
        self._found = drafts
        composer = self._composer
        composer.instruction.show_history(drafts.sent)
        self._recent = drafts.recent
        composer.shelf.show_recent(bool(drafts.recent))
        if not composer.instruction.toPlainText():
            composer.instruction.replace_text(drafts.text)
        if composer.shelf.media() or (self._intake.busy and not self._made_anew):
            self._note_recent(drafts.media)  # what was given now is meant; the others are close at hand
        elif drafts.media:
            self._coming_back = True
            if drafts.batch:
                composer.batch_panel.batch.begin(drafts.media, composer.shelf.can_read)
                composer.batch_panel.look(ask=False)
            else:
                self._intake.take(drafts.media)
        self._keep()

    @Slot()
    def _keep(self) -> None:
        if self._found is None:
            return
        batch = self._composer.shelf.batch()
        media = tuple(media.spelled for media in batch or self._composer.shelf.media())
        is_batch = bool(batch)
        if self._coming_back:
            media, is_batch = self._found.media, self._found.batch
        text = self._composer.instruction.toPlainText()
        self._store.keep(Drafts(text, media, is_batch, self._composer.instruction.history(), self._recent))

    @Slot(bool)
    def _busy_changed(self, busy: bool) -> None:
        if not busy:
            self._is_back()

    @Slot()
    def _is_back(self) -> None:
        if self._coming_back:
            self._coming_back = False
            self._keep()

    @Slot(str, object)
    def _used_looks(self, instruction: str, looks: Sequence[MediaLook]) -> None:
        self._note_recent([look.media.path for look in looks])

    @Slot(str, object)
    def _used(self, instruction: str, media: Sequence[Media]) -> None:
        self._note_recent([each.path for each in media])

    def _note_recent(self, paths: Sequence[Path]) -> None:
        self._recent = tuple(dict.fromkeys([*paths[:MOST_RECENT], *self._recent]))[:MOST_RECENT]
        self._composer.shelf.show_recent(bool(self._recent))
        self._keep()

    @Slot(object)
    def _offer_recent(self, button: QWidget) -> None:
        there = {media.path for media in self._composer.shelf.media()}
        self._menu.offer([path for path in self._recent if path not in there], button)

    @Slot(object)
    def _take(self, path: Path) -> None:
        self._intake.take([path])
