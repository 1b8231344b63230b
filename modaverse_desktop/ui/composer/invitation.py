"""The empty shelf: where to drop, and the other ways in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme


class Invitation(QFrame):
    """Says which way the user chose."""

    browse = Signal()
    folder = Signal()
    recent = Signal(object)
    """The button below which the recent files are to be offered."""
    sample = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("dropArea")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._theme = theme
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._draw_mark()
        theme.changed.connect(self._draw_mark)
        heading = label(self.tr("Drop media here"), "heading")
        hint = label(self.tr("anywhere on the window: files, folders, a picture from the web"), "small", wrap=True)
        for words in (heading, hint):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.browse_button = push_button(self.tr("Browse…"), tip=self.tr("Choose files"), shortcut="Ctrl+O")
        self.browse_button.clicked.connect(self.browse)
        folder = push_button(self.tr("Folder…"), tip=self.tr("Choose a folder with many files"))
        folder.clicked.connect(self.folder)
        self.recent_button = push_button(self.tr("Recent"), "link", tip=self.tr("Files that you used before"))
        self.recent_button.clicked.connect(partial(self.recent.emit, self.recent_button))
        self.recent_button.hide()
        self.sample_button = push_button(self.tr("Try a sample"), "link")
        self.sample_button.clicked.connect(self.sample)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(4)
        column.addStretch()
        column.addWidget(self._mark)
        column.addWidget(heading)
        column.addWidget(hint)
        column.addSpacing(8)
        column.addLayout(_centred(self.browse_button, folder))
        column.addLayout(_centred(self.recent_button, self.sample_button))
        column.addStretch()

    @Slot()
    def _draw_mark(self) -> None:
        self._mark.setPixmap(self._theme.pixmap("drop", "accent", 30))


def _centred(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch()
    for part in parts:
        row.addWidget(part)
    row.addStretch()
    return row
