"""A window over an engine that plays a script in a real process of its own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import qasync
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack import Manifest, Option, PackKind
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.service.engine_process import EngineMain
from modaverse_desktop.ui.application import Application
from modaverse_desktop.ui.feed.conversion_view import ConversionView
from modaverse_desktop.ui.main_window import MainWindow
from modaverse_desktop.ui.running import all_ended
from tests.service import fake_engine

SECONDS = 20_000
GENERATOR = Manifest(
    id="painter",
    kind=PackKind.GENERATOR,
    name="Painter",
    folder=Path("/packs/painter"),
    task=Modality.IMAGE,
    options=(
        Option("steps", 10, "Steps", 1, 50),
        Option("guidance_scale", 4.0, "Guidance", 0, 12),
        Option("sampler", "ddim", "Sampler", choices=("ddim", "dpm")),
    ),
)
CATALOGUE = Catalogue({Modality.IMAGE: (GENERATOR,)}, (Modality.IMAGE,), "Starter")


class Desk:
    """The window, and what a person does with it."""

    def __init__(self, qtbot: QtBot, parts: Application) -> None:
        self.qtbot = qtbot
        self.parts = parts
        self.window: MainWindow = parts.window

    def drop(self, *paths: Path, at: QWidget | None = None) -> None:
        """Drop files from a file manager onto the middle of the window, or of a part of it."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self.drop_data(data, at)

    def drop_data(self, data: QMimeData, at: QWidget | None = None) -> None:
        target = at or self.window
        place = target.mapTo(self.window, QPoint(target.width() // 2, target.height() // 2))
        buttons, keys, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
        handle = self.window.windowHandle()
        QCoreApplication.sendEvent(handle, QDragEnterEvent(place, action, data, buttons, keys))
        drop = QDropEvent(QPointF(place), action, data, buttons, keys, QEvent.Type.Drop)
        QCoreApplication.sendEvent(handle, drop)

    def give(self, *paths: Path) -> None:
        """Drop files and wait until their cards are there."""
        count = len(self.window.composer.shelf.media()) + len(paths)
        self.drop(*paths)
        self.until(lambda: len(self.window.composer.shelf.media()) == count)

    def write(self, text: str) -> None:
        """Write an instruction and press Enter."""
        self.window.composer.instruction.setPlainText(text)
        self.qtbot.keyClick(self.window.composer.instruction, Qt.Key.Key_Return)

    def ask(self, text: str, state: State) -> ConversionView:
        """Write an instruction and wait until its conversion is in this state."""
        before = set(self.window.feed.views())
        self.write(text)
        self.until(lambda: set(self.window.feed.views()) != before)
        (view,) = set(self.window.feed.views()) - before
        self.wait_for(view, state)
        return view

    def wait_for(self, view: ConversionView, state: State) -> Conversion:
        self.until(lambda: view.conversion.state is state)
        return view.conversion

    def until(self, condition: object) -> None:
        self.qtbot.waitUntil(condition, timeout=SECONDS)

    def refusal(self) -> str:
        """What the composer complains about, when it does."""
        self.until(lambda: self.window.composer.error.error is not None)
        return self.window.composer.error.text()


@pytest.fixture(autouse=True)
def light_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spawned processes import the main module again; they need not import pytest."""
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    monkeypatch.delattr(sys.modules["__main__"], "__file__", raising=False)


@pytest.fixture(autouse=True)
def no_work_is_left(own_folders: Path) -> Iterator[None]:
    """What a test began on other threads ends with it: a program started while `own_folders` puts the environment back
    may find no environment at all."""
    yield
    application = QCoreApplication.instance()
    for pool in application.findChildren(QThreadPool) if application is not None else ():
        pool.clear()
        assert pool.waitForDone(SECONDS)


@pytest.fixture(autouse=True)
def clipboard_is_cleared() -> Iterator[None]:
    """Without a screen Qt keeps what was copied until the process ends, after Python has: freeing it then crashes."""
    yield
    if isinstance(QCoreApplication.instance(), QApplication):
        QApplication.clipboard().clear()


@contextmanager
def application(app: QApplication, engine_main: EngineMain) -> Iterator[Application]:
    """The parts of a window, not shown yet; at the end it is closed and nothing of it is left."""
    loop = qasync.QEventLoop(app)  # never entered: qtbot's own loops run it
    asyncio.set_event_loop(loop)
    parts = Application(app, loop, engine_main)
    yield parts
    parts.window.close()
    parts.leave()
    loop.run_until_complete(all_ended())
    loop.close()
    asyncio.set_event_loop(None)
    parts.window.deleteLater()
    app.setStyleSheet("")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    with application(qapp, fake_engine.run) as parts:
        parts.window.show_catalogue(CATALOGUE)
        parts.window.resize(1120, 740)  # also where the screen is smaller
        parts.window.show()
        parts.window.activateWindow()
        qtbot.waitUntil(parts.window.isActiveWindow, timeout=SECONDS)
        parts.service_thread.start()
        yield Desk(qtbot, parts)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture in a file with an awkward name."""
    path = tmp_path / "-my photo #1 100% é😀 a:b.png"
    Image.new("RGB", (64, 48), "teal").save(path)
    return path
