"""What a person does with the window, as steps: a long session, many conversions, many files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count, cycle
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

from benchmarks.machine import memory_mb
from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.settings import Theme
from modaverse_desktop.ui.application import Application
from modaverse_desktop.ui.composer.batch_panel import Stage


@dataclass(frozen=True)
class Step:
    """Something that the user does; the next one follows after `rest` seconds and as soon as `until` says so."""

    name: str
    act: Callable[[], object]
    rest: float = 0.5
    until: Callable[[], bool] | None = None


class Hands:
    """The user's."""

    def __init__(self, parts: Application) -> None:
        self.parts = parts

    def drop(self, *paths: Path) -> None:
        """From a file manager, onto the middle of the window."""
        window = self.parts.window
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place = QPoint(window.width() // 2, window.height() // 2)
        buttons, keys, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
        handle = window.windowHandle()
        QCoreApplication.sendEvent(handle, QDragEnterEvent(place, action, data, buttons, keys))
        drop = QDropEvent(QPointF(place), action, data, buttons, keys, QEvent.Type.Drop)
        QCoreApplication.sendEvent(handle, drop)

    def write(self, text: str) -> None:
        """Letter by letter into what has the focus."""
        target = self.parts.window.focusWidget() or self.parts.window.composer.instruction
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.postEvent(target, event)

    def ask(self, text: str) -> None:
        """Write an instruction and send it."""
        self.parts.window.composer.instruction.setPlainText(text)
        self.parts.window.composer.send.click()

    def edit(self) -> None:
        """Change the first prompt of the newest proposal."""
        for view in self.parts.window.feed.all_views():
            if view.conversion.state is State.PROPOSED and view.editor is not None:
                view.editor.cards()[0].prompt.setPlainText("a red apple on a table")
                return

    def approve(self) -> None:
        """Approve every proposal."""
        waiting = [each.id for each in self.parts.queue.conversions() if each.state is State.PROPOSED]
        self.parts.queue.approve(*waiting)

    def change(self, **setting: object) -> None:
        """Change a setting."""
        self.parts.store.change(replace(self.parts.store.settings, **setting))  # type: ignore[arg-type]

    def search(self, text: str) -> None:
        """In the history, as typed."""
        page = self.parts.window.workspace.history
        if page is not None:
            page.browser.filters.search.setText(text)

    def scroll(self, share: float) -> None:
        """The history."""
        page = self.parts.window.workspace.history
        if page is not None:
            bar = page.browser.grid.verticalScrollBar()
            bar.setValue(round(bar.maximum() * share))

    def idle(self) -> bool:
        """Whether the engine has nothing to do and everything is proposed or ended."""
        return all(each.state.terminal or each.state is State.PROPOSED for each in self.parts.queue.conversions())


def long_session(parts: Application, seconds: float, noted: dict[str, list[float]]) -> Iterator[Step]:
    """Everything that the window can do, again and again for so long."""
    hands, window = Hands(parts), parts.window
    pictures = sorted((Path(os.environ["MODAVERSE_HOME"]) / "made").glob("*.png"))
    given = cycle(pictures)
    end, rounds = time.monotonic() + seconds, count()
    languages, themes, sizes = cycle(("vi", "en")), cycle((Theme.DARK, Theme.LIGHT)), cycle(((1024, 640), (1500, 950)))
    wishes = cycle(("What is this?", "Draw a red apple", "Make an icon of this"))
    while time.monotonic() < end:
        yield Step("drop one", lambda: hands.drop(next(given)), 0.8)
        yield Step("write", lambda: hands.write("Make a picture of this at night"), 1.0)
        yield Step("send", lambda: hands.ask(next(wishes)), 2.0)
        yield Step("drop four", lambda: hands.drop(*(next(given) for _ in range(4))), 0.8)
        yield Step("edit", hands.edit, 1.0)
        yield Step("approve", hands.approve, 2.0)
        yield Step("history", lambda: window.pages.history_button.click(), 1.5)
        for text in ("a", "ap", "app", "apple"):
            yield Step(f"search “{text}”", lambda text=text: hands.search(text), 0.3)
        yield Step("search nothing", lambda: hands.search(""), 1.0)
        for share in (0.1, 0.5, 0.9, 0.0):
            yield Step("scroll", lambda share=share: hands.scroll(share), 0.6)
        if next(rounds) % 3 == 0:  # about once a minute
            yield Step("theme, history", lambda: hands.change(theme=next(themes)), 0.8)
            yield Step("language", lambda: hands.change(language=next(languages)), 1.5)
        yield Step("now", lambda: window.pages.now_button.click(), 0.8)
        if next(rounds) % 3 == 0:
            yield Step("theme", lambda: hands.change(theme=next(themes)), 0.8)
            yield Step("language", lambda: hands.change(language=next(languages)), 1.5)
        yield Step("resize", lambda: window.resize(*next(sizes)), 0.8)
        yield Step("drop a folder", lambda: hands.drop(pictures[0].parent), 2.0)
        yield Step("no batch", lambda: window.composer.batch_panel.cancel(), 0.8)
        yield Step("settings", window.settings_wanted.emit, 1.0)
        yield Step("settings closed", lambda: parts.panels.settings and parts.panels.settings.close(), 0.5)
        yield Step("remove all", lambda: window.composer.shelf.clear(), 0.5)


def many_conversions(parts: Application, amount: float, noted: dict[str, list[float]]) -> Iterator[Step]:
    """One after the other; `noted` has the memory of window and engine in MB after each, once it is warm."""
    hands = Hands(parts)
    sample = sorted((Path(os.environ["MODAVERSE_HOME"]) / "made").glob("*.png"))[0]
    noted["window_mb"], noted["engine_mb"] = [], []
    yield Step("start", lambda: None, 1.0, lambda: parts.window.status.is_ready)
    yield Step("drop", lambda: hands.drop(sample), 1.0)

    def note() -> None:
        noted["window_mb"].append(memory_mb(os.getpid()))
        noted["engine_mb"].append(memory_mb(parts.service.engine_pid or os.getpid()))

    for number in range(round(amount)):
        wish = "What is this?" if number % 4 else "Draw a red apple"
        yield Step("send", lambda wish=wish: hands.ask(wish), 0.1, hands.idle)
        yield Step("approve", hands.approve, 0.1, hands.idle)
        yield Step("note", note, 0.0)


def many_files(parts: Application, amount: float, noted: dict[str, list[float]]) -> Iterator[Step]:
    """That many files are dropped at once and taken as a batch; how long their thumbnails take."""
    hands, panel = Hands(parts), parts.window.composer.batch_panel
    pictures = sorted((Path(os.environ["MODAVERSE_HOME"]) / "made").glob("*.png"))[: round(amount)]
    seen: list[Path] = []
    parts.window.workspace.thumbnails.ready.connect(seen.append)
    yield Step("start", lambda: None, 2.0, lambda: parts.window.status.is_ready)
    before = memory_mb(os.getpid())
    began = time.monotonic()
    yield Step("drop", lambda: hands.drop(*pictures), 0.1, lambda: panel.stage is Stage.ASKING)
    noted["known_s"] = [time.monotonic() - began]
    yield Step("take", panel.take, 0.5)
    bar, at_rest = panel.grid.verticalScrollBar(), parts.window.workspace.thumbnails.at_rest
    for share in range(21):
        yield Step("scroll", lambda share=share: bar.setValue(round(bar.maximum() * share / 20)), 0.4, at_rest)
    noted["thumbnails"] = [len(set(seen))]
    noted["growth_mb"] = [memory_mb(os.getpid()) - before]


SCRIPTS: dict[str, Callable[[Application, float, dict[str, list[float]]], Iterator[Step]]] = {
    "session": long_session,
    "conversions": many_conversions,
    "files": many_files,
}
