"""What a newcomer reads: what this is, three steps, pictures to try it with, and how it gets bigger models."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.resources import sample_pictures
from modaverse_desktop.ui.theme import Theme

_WIDTH = 480
_SAMPLE_SIDE = 84


class Welcome(QWidget):
    """Shown while there are no conversions, and as the introduction."""

    sample = Signal(object)
    """The path of the sample that the user wants to try."""
    browse = Signal()
    models = Signal()
    """The user wants to add models."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        inner = QWidget()
        inner.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._mark = QLabel()
        column.addWidget(self._mark)
        column.addWidget(label(self.tr("Show it something, say what you want"), "display", wrap=True))
        about = self.tr(
            "ModaVerse looks at your picture, proposes what to make, and makes it after you approve. "
            "Everything stays on this computer."
        )
        column.addWidget(label(about, "muted", wrap=True))
        column.addSpacing(10)
        for number, title, text in (
            ("1", self.tr("Drop a picture"), self.tr("or start from words alone")),
            ("2", self.tr("Write a sentence"), self.tr("“What is this?” or “Make an icon of this”")),
            ("3", self.tr("Approve the plan"), self.tr("change it first, if you like")),
        ):
            column.addLayout(_step(number, title, text))
        column.addSpacing(10)
        self.sample_buttons = [self._sample_button(path) for path in sample_pictures()]
        if self.sample_buttons:
            column.addWidget(label(self.tr("Try it with one of these"), "heading"))
            column.addLayout(_in_a_row(*self.sample_buttons))
            column.addSpacing(4)
        self.browse_button = push_button(self.tr("Choose a picture…"))
        self.browse_button.clicked.connect(self.browse)
        self.models_button = push_button(self.tr("Add bigger models…"), "link")
        self.models_button.clicked.connect(self.models)
        column.addLayout(_in_a_row(self.browse_button, self.models_button))
        bigger = self.tr(
            "The models that come with it are small: they run on any computer, know plain objects and draw small "
            "pictures. A bigger model is a folder that you add in the settings."
        )
        column.addWidget(label(bigger, "small", wrap=True))
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(inner)
        middle.addStretch()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        self._draw_mark()
        theme.changed.connect(self._draw_mark)

    def _sample_button(self, path: Path) -> QToolButton:
        words = {
            "apple": self.tr("An apple"),
            "balloon": self.tr("A balloon"),
            "cup": self.tr("A cup"),
        }.get(path.stem, path.stem)
        button = QToolButton()
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(_SAMPLE_SIDE, _SAMPLE_SIDE))
        button.setText(words)
        button.setAccessibleName(self.tr("Try the sample: {name}").format(name=words))
        button.clicked.connect(partial(self.sample.emit, path))
        picture = Background(partial(_small, path, round(_SAMPLE_SIDE * self.devicePixelRatioF())), button)
        picture.done.connect(partial(_show, button))
        picture.start()
        return button

    @Slot()
    def _draw_mark(self) -> None:
        self._mark.setPixmap(self._theme.pixmap("modaverse", side=44))


def _small(path: Path, side: int) -> QImage:
    """On another thread."""
    image = QImage(str(path))
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _show(button: QToolButton, image: QImage) -> None:
    button.setIcon(QIcon(QPixmap.fromImage(image)))


def _in_a_row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch()
    return row


def _step(number: str, title: str, text: str) -> QHBoxLayout:
    badge = label(number, "number")
    badge.setFixedSize(22, 22)
    badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(badge)
    row.addWidget(label(title, "heading"))
    row.addWidget(label(text, "muted"), 1)
    return row
