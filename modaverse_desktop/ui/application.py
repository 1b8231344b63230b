"""One run of the window: makes the objects, in the order that shows something soonest, and takes them down again."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import qasync
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.editing import starting_from_given, wants_change
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.naming import file_stem
from modaverse_desktop.core.paths import data_folder, history_path, pack_folders
from modaverse_desktop.core.request import Warm
from modaverse_desktop.core.settings import Settings, settings_path
from modaverse_desktop.core.settings import Theme as Shown
from modaverse_desktop.core.starts import begin_start
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
from modaverse_desktop.service.queue_requests import Plan
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.service.single_instance import SingleInstance
from modaverse_desktop.service.teaching import Teaching
from modaverse_desktop.ui.artifacts.wish_desk import WishDesk
from modaverse_desktop.ui.attention.attention import Attention
from modaverse_desktop.ui.careful_start import OF_USE_MS, started_well, why_careful
from modaverse_desktop.ui.composer.media_intake import MediaIntake
from modaverse_desktop.ui.first_picture import THE_FIRST_CARD, THE_OTHER_PAGES, bring_in, resume_collecting
from modaverse_desktop.ui.interrupt import Interrupt
from modaverse_desktop.ui.language import speak
from modaverse_desktop.ui.main_window import MainWindow
from modaverse_desktop.ui.models.desk import ModelsDesk
from modaverse_desktop.ui.restyling import Restyling
from modaverse_desktop.ui.second_start import come_forward, handed_over
from modaverse_desktop.ui.theme import Shade, Theme, apply_theme, system_shade
from modaverse_desktop.ui.workspace import Backing

if TYPE_CHECKING:
    from modaverse_desktop.core.packs import Packs
    from modaverse_desktop.service.catalogue import Catalogue
    from modaverse_desktop.ui.settings_panel import SettingsPanel

NAME = "modaverse"
"""Letters only: Qt makes a D-Bus path of it for the number on the taskbar's icon, and keeps silent if it is none."""
_TURN = 0.001
"""Seconds after which a thread that computes gives the interpreter to the window (Python's own are 0.005)."""


class Application(QObject):
    """The parts of the window and their life. `show` first, `begin` right after, `leave` at the end."""

    def __init__(
        self, app: QApplication, loop: asyncio.AbstractEventLoop, engine_main: EngineMain, *, careful: bool = False
    ) -> None:
        super().__init__()
        self._app = app
        self._loop = loop
        self._tasks: set[asyncio.Task[None]] = set()
        self._packs: Packs | None = None
        self._catalogue: Catalogue | None = None
        self._panel: SettingsPanel | None = None
        self._looked_in: tuple[Path, ...] = ()
        self.store = SettingsStore(settings_path(), careful=careful)
        self._stack = self._warmed = self.store.settings.stack
        self.theme = Theme(_shade(self.store.settings))
        apply_theme(app, self.theme)
        speak(app, self.store.settings.language)
        self.service = ModelService(engine_main, self.store.settings.stack)
        self.thread = ServiceThread(self.service)
        self.queue = ConversionQueue(
            send=self.thread.send,
            stack=self.store.settings.stack,
            folder=self._output_folder,
            stem=self._stem,
            approves_text=self._approves_text,
            records=self._records,
            plan_of=self._plan_of,
        )
        self.history = HistoryService(history_path())
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
        self.restyling = Restyling(app, self.theme, self.window, self._cards)
        self.news = News(self.queue)
        self.attention = Attention(app, self.news, self.window, self._notifies)
        self.attention.wanted.connect(self._wanted)
        self.service.happened.connect(self.queue.receive)
        self.window.settings_wanted.connect(self._show_settings)
        self.window.about_wanted.connect(self._show_about)
        self.store.changed.connect(self._settings_changed)
        self.store.saved.connect(self._settings_saved)
        self.store.engine_changed.connect(self.thread.send)
        self.store.failed.connect(self.window.show_error)
        self.models.packs_changed.connect(self._models_changed)
        self.history.noticed.connect(self.window.show_error)
        self.history.failed.connect(self.window.show_error)
        self.keeper.failed.connect(self.window.show_error)
        self.teaching.training.kept.connect(self._kept)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @Slot()
    def begin(self) -> None:
        """Start the engine and look for packs: everything that the first picture of the window need not wait for."""
        self.thread.start()
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
        for task in self._tasks:
            task.cancel()
        self.attention.leave()
        self.teaching.leave()
        self.queue.leave()
        self.thread.leave()
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
            resume_collecting()
        self._look_again(self.store.settings)

    async def _look_for_packs(self) -> None:
        packs, catalogue = await self._loop.run_in_executor(None, _installed, self.store.settings)
        self.estimates.know(catalogue)
        self._catalogue = catalogue
        self.window.show_catalogue(
            replace(
                catalogue,
                estimate=self.estimates.estimate,
                reading=partial(self.estimates.reading_of, self._stack),
                memory=self.engine_memory.now,
                output=self._output_folder,
            )
        )
        self._packs = packs
        self.teaching.know(packs)
        self.history.know_packs({pack.id: pack.version for pack in packs.manifests.values()})
        if self._panel is not None:
            self._panel.show_packs(packs)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _output_folder(self) -> Path:
        return self.store.settings.output_folder

    def _notifies(self) -> bool:
        return self.store.settings.notify

    def _approves_text(self) -> bool:
        return self.store.settings.approve_text

    def _records(self) -> bool:
        return self.store.settings.metadata

    def _plan_of(self, conversion: Conversion, plan: Plan) -> Plan:
        if self._catalogue is None or not self.store.settings.edit_given or not wants_change(conversion.instruction):
            return plan
        return starting_from_given(plan, conversion.media, self._catalogue.takes)

    def _stem(self, conversion: Conversion) -> str:
        return stem_for(conversion, self.store.settings.naming, datetime.now())

    @Slot()
    def _show_settings(self) -> None:
        from modaverse_desktop.ui.settings_panel import SettingsPanel

        if self._panel is not None:
            self._panel.activateWindow()
            return
        self._panel = SettingsPanel(self.theme, self.store, self.window)
        if self._packs is not None:
            self._panel.show_packs(self._packs)
        self._panel.finished.connect(self._panel_closed)
        self._panel.show()

    @Slot()
    def _show_about(self) -> None:
        from modaverse_desktop.ui.about.about_panel import AboutPanel

        AboutPanel(self.theme, self._packs, self.window.status.text(), self.window).show()

    @Slot()
    def _kept(self) -> None:
        """There is a model more."""
        self._look_again(self.store.settings)

    @Slot()
    def _panel_closed(self) -> None:
        self._panel = None

    @Slot(object)
    def _settings_changed(self, settings: Settings) -> None:
        self._show_shade(_shade(settings))
        self._speak(settings.language)
        if settings.stack != self._stack:
            self._stack = settings.stack
            self.queue.use_stack(settings.stack)
            self._look_again(settings)
        elif pack_folders(settings) != self._looked_in:
            self._look_again(settings)

    @Slot(object)
    def _settings_saved(self, settings: Settings) -> None:
        """The engine finds the models by what is saved."""
        if settings.stack != self._warmed:
            self._warmed = settings.stack
            self.thread.send(Warm(settings.stack))

    @Slot()
    def _models_changed(self) -> None:
        """Others are installed, or may be used: offer them, and load what could not be loaded before."""
        self._look_again(self.store.settings)
        self.thread.send(Warm(self.store.settings.stack))

    def _look_again(self, settings: Settings) -> None:
        self._looked_in = pack_folders(settings)
        self._start(self._look_for_packs())

    def _speak(self, language: str) -> None:
        """In another language, the window and what stands open beside it are made anew."""
        if not speak(self._app, language):
            return
        self.window.furnish_anew()
        if self._panel is not None:
            self._panel.close()
            QTimer.singleShot(0, self, self._show_settings)

    @Slot()
    def _follow_system(self) -> None:
        self._show_shade(_shade(self.store.settings))

    def _cards(self) -> Sequence[QWidget]:
        return self.window.feed.all_views()

    def _show_shade(self, shade: Shade) -> None:
        self.restyling.change(shade)


def stem_for(conversion: Conversion, template: str, when: datetime) -> str:
    """The name of a conversion's files: after the first thing that it makes."""
    made = [invocation for invocation in conversion.invocations if invocation.task is not Modality.TEXT]
    first = made[0] if made else None
    values = {
        "date": f"{when:%Y%m%d}",
        "time": f"{when:%H%M%S}",
        "prompt": first.prompt if first else conversion.instruction,
        "seed": first.parameters.get("seed", "") if first else "",
        "task": first.task.value if first else Modality.TEXT.value,
        "generator": (first.generator or "") if first else "",
    }
    return file_stem(template, values)


def run(arguments: Sequence[str], engine_main: EngineMain) -> int:
    """Show the window; returns its exit code when it was closed."""
    sys.setswitchinterval(_TURN)
    app = QApplication(["modaverse"])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("ModaVerse")
    app.setDesktopFileName("modaverse-desktop")
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)  # it would stop qasync's loop under us
    files = [Path(argument) for argument in arguments]
    instance = SingleInstance(data_folder())
    if not instance.is_first() and handed_over(instance, files):
        return 0
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    careful = begin_start(data_folder())
    parts = Application(app, loop, engine_main, careful=careful)
    closed = asyncio.Event()
    parts.window.closed.connect(closed.set)
    parts.window.closed.connect(instance.stop_listening)
    instance.called.connect(parts.called)
    interrupt = Interrupt(parts.window.close)
    parts.window.show()
    if careful:
        parts.window.show_error(why_careful())
    if files:
        parts.window.take_files(files)
    QTimer.singleShot(0, parts, parts.begin)
    QTimer.singleShot(0, instance, instance.listen)
    sys.excepthook = parts.unexpected
    with loop, interrupt:
        loop.run_until_complete(closed.wait())
        parts.leave()
        started_well()
        instance.leave()
        with contextlib.suppress(RuntimeError):
            app.processEvents()
    return 130 if interrupt.happened else 0


def _shade(settings: Settings) -> Shade:
    if settings.theme is Shown.SYSTEM:
        return system_shade()
    return Shade.DARK if settings.theme is Shown.DARK else Shade.LIGHT


def _installed(settings: Settings) -> tuple[Packs, Catalogue]:
    """On another thread: what is there, and what it offers."""
    from modaverse_desktop.core.packs import find_packs
    from modaverse_desktop.service.catalogue import read_catalogue

    packs = find_packs(pack_folders(settings))
    return packs, read_catalogue(packs, settings.stack)
