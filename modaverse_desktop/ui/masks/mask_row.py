"""On a card: whether all of the picture may change, or only what a mask marks; with the mask to be seen, small."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.ui.language import heard
from modaverse_desktop.ui.masks.overlay import read_marked
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.widgets import label, push_button, set_property
from modaverse_desktop.ui.theme import Theme

_SIDE = 64


class MaskRow(QWidget):
    """Hidden unless there is a picture that the generator can change a part of. Emits the mask's path, or nothing."""

    changed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: Path | None = None
        self._mask = ""
        self.thumb = QLabel()
        self.thumb.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = label(role="small", wrap=True)
        self.paint_button = push_button(self.tr("Paint a mask…"), "small")
        self.remove_button = push_button(self.tr("Without the mask"), "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.thumb.hide()
        self.remove_button.hide()
        row.addWidget(self.thumb)
        row.addWidget(self.paint_button)
        row.addWidget(self.remove_button)
        row.addWidget(self._words, 1)
        self.paint_button.clicked.connect(self._paint)
        self.remove_button.clicked.connect(self._remove)
        self.hide()

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def show_mask(self, picture: Path | None, mask: str) -> None:
        """`picture` is what is changed, None if nothing can be masked; `mask` the file, or nothing."""
        self.setVisible(picture is not None)
        if (picture, mask) == (self._picture, self._mask):
            return
        self._picture, self._mask = picture, mask
        self.thumb.setVisible(bool(mask))
        self.thumb.clear()
        self.remove_button.setVisible(bool(mask))
        words = self.tr("Change the mask…") if mask else self.tr("Paint a mask…")
        self.paint_button.setText(words)
        self.paint_button.setAccessibleName(words)
        self._say(self.tr("Only the hatched part changes.") if mask else self.tr("All of the picture may change."))
        if picture is not None and mask:
            side = round(_SIDE * self.devicePixelRatioF())
            reading = Background(partial(_marked, picture, mask, side), self)
            reading.done.connect(self._show_thumb)
            reading.done.connect(reading.deleteLater)
            reading.start()

    @Slot(object)
    def _show_thumb(self, found: tuple[str, QImage | AppError]) -> None:
        mask, image = found
        if mask != self._mask:
            return
        if isinstance(image, AppError):
            self._say(self.tr("The mask cannot be used: {why}").format(why=heard(image.title)), "warning")
            return
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.thumb.setPixmap(pixmap)
        self.thumb.setAccessibleName(self.tr("The picture, and the mask on it"))

    def _say(self, words: str, tone: str = "") -> None:
        self._words.setText(words)
        set_property(self._words, "tone", tone)

    @Slot()
    def _paint(self) -> None:
        from modaverse_desktop.ui.masks.mask_painter import MaskPainter

        if self._picture is None:
            return
        painter = MaskPainter(self._theme, self._picture, Path(self._mask) if self._mask else None, self)
        painter.kept.connect(self._keep)
        painter.open()

    @Slot(object)
    def _keep(self, path: Path) -> None:
        self.changed.emit(str(path))

    @Slot()
    def _remove(self) -> None:
        self.paint_button.setFocus()  # before the button that has it goes
        self.changed.emit("")


def mask_words(old: object, new: object) -> str:
    """How one mask follows another, for lists of changes."""
    if not new:
        return QCoreApplication.translate("MaskRow", "All of the picture may change.")
    if not old:
        return QCoreApplication.translate("MaskRow", "Only a part of the picture may change.")
    return QCoreApplication.translate("MaskRow", "Another part of the picture may change.")


def _marked(picture: Path, mask: str, side: int) -> tuple[str, QImage | AppError]:
    """On another thread."""
    try:
        return mask, read_marked(picture, Path(mask), side)
    except AppError as error:
        return mask, error
