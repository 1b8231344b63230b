"""One run of the window: its event loop, what comes from outside while it runs, and its end."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

import qasync
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from modaverse_desktop.core.paths import data_folder
from modaverse_desktop.core.starts import begin_start
from modaverse_desktop.service.engine_process import EngineMain
from modaverse_desktop.service.single_instance import SingleInstance
from modaverse_desktop.ui.application import Application
from modaverse_desktop.ui.careful_start import started_well, why_careful
from modaverse_desktop.ui.interrupt import Interrupt
from modaverse_desktop.ui.second_start import handed_over

NAME = "modaverse"
"""Letters only: Qt makes a D-Bus path of it for the number on the taskbar's icon, and keeps silent if it is none."""
_TURN = 0.001
"""Seconds after which a thread that computes gives the interpreter to the window (Python's own are 0.005)."""


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
        loop.run_until_complete(all_ended())
        started_well()
        instance.leave()
        with contextlib.suppress(RuntimeError):
            app.processEvents()
    return 130 if interrupt.happened else 0


async def all_ended() -> None:
    """Cancel what still waits on this loop, and await it: what is destroyed while it waits is told in the terminal."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
