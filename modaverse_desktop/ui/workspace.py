"""All that fills the window: composer left, pages right. Made anew when the language changes, so that no widget needs
a second way to say its words; what must outlive that is in `Backing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Media
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.drafts import DraftStore
from modaverse_desktop.service.history_service import HistoryService
from modaverse_desktop.service.outlook import Times
from modaverse_desktop.service.teaching import Teaching
from modaverse_desktop.ui.announcer import Announcer
from modaverse_desktop.ui.artifacts.file_wish import FileWish
from modaverse_desktop.ui.artifacts.wish_desk import WishDesk
from modaverse_desktop.ui.composer.batch import Batch
from modaverse_desktop.ui.composer.composer import Composer
from modaverse_desktop.ui.composer.draft_keeper import DraftKeeper
from modaverse_desktop.ui.composer.media_doors import MediaDoors
from modaverse_desktop.ui.composer.media_intake import MediaIntake
from modaverse_desktop.ui.composer.media_look import MediaLook
from modaverse_desktop.ui.composer.thumbnails import Thumbnails
from modaverse_desktop.ui.feed.feed_binder import FeedBinder
from modaverse_desktop.ui.feed.welcome import Welcome
from modaverse_desktop.ui.models.desk import ModelsDesk
from modaverse_desktop.ui.pages import Page, Pages
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.resources import sample_pictures
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.top_bar import TopBar

if TYPE_CHECKING:
    from modaverse_desktop.core.provenance import Provenance
    from modaverse_desktop.service.catalogue import Catalogue
    from modaverse_desktop.ui.history.history_page import HistoryPage
    from modaverse_desktop.ui.models.models_page import ModelsPage
    from modaverse_desktop.ui.teach.teach_page import TeachPage


@dataclass(frozen=True)
class Backing:
    """What a workspace shows and acts on."""

    theme: Theme
    queue: ConversionQueue
    times: Times
    history: HistoryService
    drafts: DraftStore
    intake: MediaIntake
    wishes: WishDesk
    models: ModelsDesk
    teaching: Teaching


class Workspace(QWidget):
    """Joins its parts to the queue and the history. Empty until all steps of `furnish` are done; `leave` before it is
    deleted.
    """

    def __init__(self, backing: Backing) -> None:
        super().__init__()
        self.setObjectName("root")
        self._backing = backing
        self._catalogue: Catalogue | None = None

    def furnish(self) -> Iterator[None]:
        """Make its parts; each `yield` lets the loop answer what the user does."""
        backing = self._backing
        theme, intake = backing.theme, backing.intake
        self.thumbnails = Thumbnails(intake.loop, self)
        self.batch = Batch(intake.loop, theme, self.thumbnails, self)
        self.top_bar = TopBar(theme)
        self.composer = Composer(theme, self.batch)
        yield
        self.binder = FeedBinder(theme, backing.queue, backing.times)
        self.binder.setParent(self)
        self.binder.show_thumbnails(self.thumbnails)
        self.feed = self.binder.feed
        yield
        self.history: HistoryPage | None = None
        self.models: ModelsPage | None = None
        self.teach: TeachPage | None = None
        make = {
            Page.HISTORY: self._make_history,
            Page.MODELS: self._make_models,
            Page.TEACH: self._make_teach,
            Page.INTRODUCTION: self._make_introduction,
        }
        self.pages = Pages(self.feed, make)
        yield
        self.doors = MediaDoors(self, self.composer, intake)
        self.draft_keeper = DraftKeeper(self.composer, intake, backing.drafts, self.thumbnails)
        self._announcer = Announcer(backing.queue, self)
        yield
        self._lay_out()
        self._connect()
        self.composer.instruction.setFocus()

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """What the installed packs offer."""
        self._catalogue = catalogue
        self.composer.show_catalogue(catalogue)
        self.binder.show_catalogue(catalogue)
        if catalogue.problem is not None:
            self.composer.show_error(catalogue.problem)

    def show_conversion(self, conversion: str) -> None:
        """Bring this one into sight."""
        self.pages.show_page(Page.NOW)
        self.binder.reveal(conversion)

    def offer_models(self, paths: Sequence[Path]) -> None:
        """Ask whether these shall be added."""
        self.pages.show_page(Page.MODELS)
        assert self.models is not None, "it is made when its page is first shown"
        self.models.take_all(paths)

    def offer_examples(self, paths: Sequence[Path]) -> None:
        """Let these be files of new examples."""
        assert self.teach is not None, "its page is shown"
        self.teach.form.take_files(paths)

    def leave(self) -> None:
        """Do nothing more in the background, nor with what comes: another window takes it."""
        self.doors.leave()
        self.draft_keeper.leave()
        self.batch.leave()
        self.thumbnails.leave()
        if self.history is not None:
            self.history.leave()

    # --- what the user asks for -----------------------------------------------------------------------------------

    @Slot(str, object)
    def _submit(self, instruction: str, looks: Sequence[MediaLook]) -> None:
        self._submit_to(partial(self.binder.submit, instruction, looks))

    @Slot(str, object)
    def _submit_batch(self, instruction: str, media: Sequence[Media]) -> None:
        self._submit_to(partial(self._backing.queue.submit_batch, instruction, media))

    def _submit_to(self, submit: Callable[[], object]) -> None:
        try:
            submit()
        except AppError as error:
            self.composer.show_error(error)
            return
        self.pages.show_page(Page.NOW)
        self.composer.clear()

    @Slot(str)
    def _proposed(self, conversion: str) -> None:
        view = self.feed.view(conversion)
        if view is not None and self._may_move_focus():
            view.focus_here()
            QTimer.singleShot(0, self, self.feed.show_focus)  # when the card has its height

    def _may_move_focus(self) -> bool:
        """Never while the user writes or reads the history: only when nothing else is begun."""
        writing = bool(self.composer.instruction.toPlainText())
        return not writing and self.pages.page is Page.NOW and self.isActiveWindow()

    @Slot(object, object)
    def _wish(self, wish: FileWish, place: InlineError) -> None:
        self._backing.wishes.grant(wish, self, place)

    @Slot(object)
    def _use(self, path: Path) -> None:
        self.doors.take_files([path])

    @Slot(object)
    def _reopen(self, conversion: Conversion) -> None:
        """One of the history comes back as a new one; the draft stays where it is."""
        self.show_conversion(self._backing.queue.bring_back(conversion))

    @Slot(object)
    def _restore(self, record: Provenance) -> None:
        """The settings that made a file come back as a plan; the draft stays where it is."""
        from modaverse_desktop.core.restore import restored

        generators = self._catalogue.generators.get(record.task, ()) if self._catalogue is not None else ()
        generator = next((pack for pack in generators if pack.id == record.generator), None)
        plan = [restored(record, generator)]
        name = self._backing.queue.propose(record.instruction or record.prompt, plan, record.meta_response)
        self.pages.show_page(Page.NOW)
        self.binder.reveal(name)

    @Slot(object, object)
    def _rerun(self, old: Conversion, wish: FileWish) -> None:
        """An artifact of the history is made again."""
        name = self.binder.rerun(old, wish)
        if name is not None:
            self.show_conversion(name)

    # --- making ---------------------------------------------------------------------------------------------------

    def _make_history(self) -> QWidget:
        from modaverse_desktop.ui.history.history_page import HistoryPage

        self.history = HistoryPage(self._backing.theme, self._backing.history)
        self.history.reopened.connect(self._reopen)
        self.history.media_used.connect(self._use)
        self.history.wished.connect(self._wish)
        self.history.rerun.connect(self._rerun)
        return self.history

    def _make_models(self) -> QWidget:
        from modaverse_desktop.ui.models.models_page import ModelsPage

        self.models = ModelsPage(self._backing.theme, self._backing.models)
        self.models.settings_wanted.connect(self.top_bar.settings)
        return self.models

    def _make_teach(self) -> QWidget:
        from modaverse_desktop.ui.teach.teach_page import TeachPage

        self.teach = TeachPage(self._backing.theme, self._backing.teaching, self._backing.history)
        return self.teach

    def _make_introduction(self) -> QWidget:
        introduction = Welcome(self._backing.theme)
        self._connect_welcome(introduction)
        return introduction

    def _connect_welcome(self, welcome: Welcome) -> None:
        welcome.sample.connect(self._use)
        welcome.browse.connect(self.doors.browse)
        welcome.models.connect(self._show_models)

    @Slot()
    def _show_models(self) -> None:
        self.pages.show_page(Page.MODELS)

    @Slot()
    def _introduce(self) -> None:
        self.pages.show_page(Page.INTRODUCTION)

    def _connect(self) -> None:
        self.composer.submitted.connect(self._submit)
        self.composer.batch_submitted.connect(self._submit_batch)
        self.composer.shelf.restored.connect(self._restore)
        self._connect_welcome(self.feed.welcome)
        self.top_bar.introduction.connect(self._introduce)
        self.binder.proposed.connect(self._proposed)
        self.binder.wished.connect(self._wish)
        self._backing.wishes.used.connect(self._use)
        self._backing.wishes.trashed.connect(self.binder.show_trashed)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.composer.add_top(self.top_bar)
        row.addWidget(self.composer)
        row.addWidget(self.pages, 1)
        self.composer.shelf.show_sample(bool(sample_pictures()))
