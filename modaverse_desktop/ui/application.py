"""The parts of the window: made in the order that shows something soonest, and taken down again."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import EngineEvent, EngineFailed
from modaverse_desktop.core.paths import data_folder, history_path, masks_folder, pack_folders
from modaverse_desktop.core.request import Warm
from modaverse_desktop.core.settings import Settings, settings_path
from modaverse_desktop.service import queue_file
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.drafts import DraftStore
from modaverse_desktop.service.engine_memory import EngineMemory
from modaverse_desktop.service.engine_process import EngineMain
from modaverse_desktop.service.estimates import FILE_NAME as ESTIMATES
from modaverse_desktop.service.estimates import Estimates
from modaverse_desktop.service.history_service import HistoryService
from modaverse_desktop.service.model_service import ModelService, ServiceThread
from modaverse_desktop.service.news import News
from modaverse_desktop.service.queue_keeper import QueueKeeper
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.service.teaching import Teaching
from modaverse_desktop.ui.artifacts.wish_desk import WishDesk
from modaverse_desktop.ui.attention.attention import Attention
from modaverse_desktop.ui.careful_start import OF_USE_MS, started_well
from modaverse_desktop.ui.collecting import Collecting
from modaverse_desktop.ui.composer.media_intake import MediaIntake
from modaverse_desktop.ui.first_picture import THE_FIRST_CARD, THE_OTHER_PAGES, bring_in
from modaverse_desktop.ui.language import speak
from modaverse_desktop.ui.main_window import MainWindow
from modaverse_desktop.ui.models.desk import ModelsDesk
from modaverse_desktop.ui.pack_watch import PackWatch
from modaverse_desktop.ui.panels import Panels
from modaverse_desktop.ui.preferences import Preferences
from modaverse_desktop.ui.restyling import Restyling
from modaverse_desktop.ui.second_start import come_forward
from modaverse_desktop.ui.theme import Theme, apply_theme, wanted_shade
from modaverse_desktop.ui.workspace import Backing

if TYPE_CHECKING:
    from modaverse_desktop.core.packs import Packs
    from modaverse_desktop.service.catalogue import Catalogue


class Application(QObject):
    """The parts of the window and their life. `show` first, `begin` right after, `leave` at the end."""

    def __init__(
        self, app: QApplication, loop: asyncio.AbstractEventLoop, engine_main: EngineMain, *, careful: bool = False
    ) -> None:
        super().__init__()
        self._app = app
        self._loop = loop
        self._tasks: set[asyncio.Task[None]] = set()
        self.store = SettingsStore(settings_path(), careful=careful)
        self.preferences = Preferences(self.store)
        self._stack = self.store.settings.stack
        self._warmed = (self._stack, pack_folders(self.store.settings))
        self.theme = Theme(wanted_shade(self.store.settings.theme))
        apply_theme(app, self.theme)
        speak(app, self.store.settings.language)
        self.service = ModelService(engine_main, self.store.settings.stack)
        self.service_thread = ServiceThread(self.service)
        self.queue = ConversionQueue(
            send=self.service_thread.send,
            stack=self.store.settings.stack,
            folder=self.preferences.output_folder,
            naming=self.preferences.naming,
            approves_text=self.preferences.approves_text,
            records=self.preferences.records,
            plan_of=self.preferences.plan_of,
        )
        self.history = HistoryService(history_path(), masks_folder())
        self.keeper = QueueKeeper(self.queue, self.history, data_folder() / queue_file.FILE_NAME)
        self.estimates = Estimates(self.queue, data_folder() / ESTIMATES)
        self.engine_memory = EngineMemory(self.queue)
        self.intake = MediaIntake(loop, data_folder() / "pasted")
        self.drafts = DraftStore(data_folder() / "drafts.json")
        self.wishes = WishDesk(self.theme, loop)
        self.models = ModelsDesk(self.store)
        self.teaching = Teaching(self.store, data_folder())
        self.window = MainWindow(
            Backing(
                self.theme,
                self.queue,
                self.estimates,
                self.history,
                self.drafts,
                self.intake,
                self.wishes,
                self.models,
                self.teaching,
            )
        )
        self.packs = PackWatch(app, self.store)
        self.panels = Panels(self.theme, self.store, self.window)
        self.restyling = Restyling(app, self.theme, self.window, self._cards)
        self.news = News(self.queue)
        self.attention = Attention(app, self.news, self.window, self.preferences.notifies)
        self.attention.wanted.connect(self._wanted)
        self.service.happened.connect(self.queue.receive)
        self.store.changed.connect(self._settings_changed)
        self.store.saved.connect(self._settings_saved)
        self.store.engine_changed.connect(self.service_thread.send)
        self.store.failed.connect(self.window.show_error)
        self.packs.found.connect(self._show_packs)
        self.packs.returned.connect(self.models.look)
        self.models.packs_changed.connect(self._models_changed)
        self.queue.engine_changed.connect(self._engine_changed)
        self.history.noticed.connect(self.window.show_error)
        self.history.failed.connect(self.window.show_error)
        self.keeper.failed.connect(self.window.show_error)
        self.teaching.training.kept.connect(self.packs.look)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @Slot()
    def begin(self) -> None:
        """Start the engine and look for packs: everything that the first picture of the window need not wait for."""
        self.service_thread.start()
        self.drafts.open()
        self.keeper.open()
        self.estimates.open()
        self.teaching.open()
        self._start(self._settle())
        QTimer.singleShot(OF_USE_MS, self, started_well)

    @Slot(object)
    def called(self, files: Sequence[Path]) -> None:
        """The program was started again, with these files."""
        come_forward(self.window)
        self.window.take_files(files)

    @Slot(str)
    def _wanted(self, conversion: str) -> None:
        """The user clicked on what was told about it."""
        come_forward(self.window)
        self.window.workspace.show_conversion(conversion)

    def leave(self) -> None:
        """End the engine and all threads; takes some seconds at most."""
        self.intake.leave()
        self.store.leave()
        self.drafts.leave()
        self.wishes.leave()
        self.models.leave()
        self.packs.leave()
        for task in self._tasks:
            task.cancel()
        self.attention.leave()
        self.teaching.leave()
        self.queue.leave()
        self.service_thread.leave()
        self.keeper.leave()
        self.estimates.leave()
        self.history.leave()

    def unexpected(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A mistake of ours in the window: into the terminal, and said in place; the window goes on."""
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            self.window.show_error(
                AppError(
                    "Something went wrong in the window",
                    f"{kind.__name__}: {error}"[:300],
                    "Your conversions are still here. Try again; if it happens again, start the program anew.",
                )
            )

    async def _settle(self) -> None:
        """The first picture has been seen."""
        try:
            await bring_in(THE_FIRST_CARD)
            self.window.workspace.binder.rehearse()
            await bring_in(THE_OTHER_PAGES)
        finally:
            Collecting(self)
        self.packs.look()

    @Slot(object, object)
    def _show_packs(self, packs: Packs, catalogue: Catalogue) -> None:
        self.estimates.know(catalogue)
        self.preferences.know(catalogue)
        self.window.show_catalogue(
            replace(
                catalogue,
                estimate=self.estimates.estimate,
                reading=partial(self.estimates.reading_of, self._stack),
                memory=self.engine_memory.now,
                output=self.preferences.output_folder,
            )
        )
        self.panels.know(packs)
        self.teaching.know(packs)
        self.history.know_packs({pack.id: pack.version for pack in packs.manifests.values()})

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @Slot(object)
    def _settings_changed(self, settings: Settings) -> None:
        self.restyling.change(wanted_shade(settings.theme))
        self._speak(settings.language)
        if settings.stack != self._stack:
            self._stack = settings.stack
            self.queue.use_stack(settings.stack)
            self.packs.look()
        elif pack_folders(settings) != self.packs.looked_in():
            self.packs.look()

    @Slot(object)
    def _settings_saved(self, settings: Settings) -> None:
        """The engine finds the models by what is saved."""
        wanted = (settings.stack, pack_folders(settings))
        if wanted != self._warmed:
            self._warmed = wanted
            self.service_thread.send(Warm(settings.stack))

    @Slot()
    def _models_changed(self) -> None:
        """Others are installed, or may be used: offer them, and load what could not be loaded before."""
        self.packs.look()
        self.service_thread.send(Warm(self.store.settings.stack))

    @Slot(object)
    def _engine_changed(self, event: EngineEvent) -> None:
        """A model could not be read: what is there now, its disk perhaps not?"""
        if isinstance(event, EngineFailed) and event.error.kind is ErrorKind.MODEL:
            self.models.look()
            self.packs.look()

    def _speak(self, language: str) -> None:
        """In another language, the window and what stands open beside it are made anew."""
        if not speak(self._app, language):
            return
        self.window.furnish_anew()
        self.panels.furnish_anew()

    @Slot()
    def _follow_system(self) -> None:
        self.restyling.change(wanted_shade(self.store.settings.theme))

    def _cards(self) -> Sequence[QWidget]:
        return self.window.feed.all_views()
