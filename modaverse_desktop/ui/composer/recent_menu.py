"""The files that were used before, with their pictures, below the button that was pressed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QWidget

from modaverse_desktop.ui.composer.thumbnails import Thumbnails

_LONGEST = 40


class RecentMenu(QMenu):
    """Nothing is read from the disk on the GUI thread: a file that is gone is said to be when it is chosen."""

    chosen = Signal(object)
    """A path."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Recent files"))
        self._thumbnails = thumbnails
        self._actions: dict[Path, QAction] = {}
        thumbnails.ready.connect(self._show_picture)

    def offer(self, paths: Sequence[Path], button: QWidget) -> None:
        """Open below `button`."""
        self.clear()
        self._actions.clear()
        for path in paths:
            action = QAction(_short(path.name), self)
            action.setToolTip(str(path))
            action.triggered.connect(partial(self.chosen.emit, path))
            self._actions[path] = action
            self.addAction(action)
            self._show_picture(path)
        self.popup(button.mapToGlobal(QPoint(0, button.height())))

    @Slot(object)
    def _show_picture(self, path: Path) -> None:
        action = self._actions.get(path)
        picture = self._thumbnails.get(path) if action is not None else None
        if action is not None and picture is not None:
            action.setIcon(QIcon(picture))


def _short(name: str) -> str:
    """In one line; an ampersand is no shortcut."""
    shown = " ".join(name.split())
    shown = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST // 2]}…{shown[-_LONGEST // 2 :]}"
    return shown.replace("&", "&&")
