"""What the keyboard can do, declared once: the window binds it, the sheet shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.widgets import label, push_button, spoken_shortcut

if TYPE_CHECKING:
    from modaverse_desktop.ui.main_window import MainWindow


@dataclass(frozen=True)
class Key:
    """A shortcut and what it does; those without `run` are bound where they belong."""

    keys: str
    words: str
    run: Callable[[MainWindow], None] | None = None


def all_keys() -> tuple[Key, ...]:
    """In the order in which the sheet shows them."""
    return (
        Key("Return", _tr("Send the instruction")),
        Key("Shift+Return", _tr("New line in the instruction")),
        Key("Up", _tr("Earlier instructions")),
        Key("Alt+Up", _tr("Move the medium that has the focus; Delete removes it")),
        Key("Ctrl+Return", _tr("Approve the plan")),
        Key("Ctrl+Shift+Return", _tr("Approve this step alone")),
        Key("Ctrl+D", _tr("Duplicate the step; Alt+Up and Alt+Down move it, Alt+Delete removes it")),
        Key("Ctrl+C", _tr("Copy the result that has the focus; Ctrl+S saves it, Delete moves it to the trash")),
        Key("Space", _tr("Play or pause; , and . step by a frame, L repeats, M mutes")),
        Key("Ctrl+O", _tr("Choose files")),
        Key("Ctrl+V", _tr("Paste files, an image or text"), lambda window: window.doors.paste()),
        Key("Ctrl+L", _tr("Go to the instruction"), lambda window: window.composer.instruction.setFocus()),
        Key("Ctrl+.", _tr("Stop everything that runs"), lambda window: window.stop_all()),
        Key("Ctrl+Shift+P", _tr("Pause the queue, or go on"), lambda window: window.feed.bar.pause_or_resume()),
        Key("Ctrl+1", _tr("What goes on now")),
        Key("Ctrl+2", _tr("The history")),
        Key("Ctrl+3", _tr("The models")),
        Key("Ctrl+4", _tr("Teach the model with examples of your own")),
        Key("Ctrl+F", _tr("Search the history")),
        Key("Delete", _tr("Delete what is selected in the history; files stay")),
        Key("Ctrl+Z", _tr("Undo deleting")),
        Key("Alt+Left", _tr("Back to the history")),
        Key("Ctrl+,", _tr("Settings")),
        Key("F1", _tr("This list")),
        Key("Ctrl+Q", _tr("Quit"), lambda window: window.quit()),
    )


def add_shortcuts(window: MainWindow) -> None:
    """Bind what belongs to the whole window."""
    for key in all_keys():
        if key.run is not None:
            shortcut = QShortcut(QKeySequence(key.keys), window)
            shortcut.activated.connect(_Bound(window, key.run))


class _Bound:
    """Runs on the GUI thread only: shortcuts never come from another."""

    def __init__(self, window: MainWindow, run: Callable[[MainWindow], None]) -> None:
        self._window = window
        self._run = run

    def __call__(self) -> None:
        self._run(self._window)


class ShortcutSheet(QDialog):
    """Not modal; Escape closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_tr("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, key in enumerate(all_keys()):
            grid.addWidget(label(spoken_shortcut(key.keys), "heading"), row, 0)
            grid.addWidget(label(key.words), row, 1)
        close = push_button(_tr("Close"))
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(label(_tr("Keyboard shortcuts"), "title"))
        column.addLayout(grid)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _tr(text: str) -> str:
    return QCoreApplication.translate("shortcuts", text)
