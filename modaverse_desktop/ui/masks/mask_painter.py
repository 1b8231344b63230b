"""Where a mask is painted: a window over the card, which gives back the file that the mask is kept in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.ui.artifacts.pyramid import Pyramid, read_pyramid
from modaverse_desktop.ui.masks.mask_canvas import MaskCanvas
from modaverse_desktop.ui.masks.mask_files import keep_painted, load_mask
from modaverse_desktop.ui.masks.mask_tools import MaskTools
from modaverse_desktop.ui.masks.painting import MaskPainting
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme

_SIZE = QSize(900, 680)


class MaskPainter(QDialog):
    """Emits the path of the kept mask when the user takes it. Nothing that was painted is lost without being asked."""

    kept = Signal(object)

    def __init__(self, theme: Theme, picture: Path, mask: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("What may change in {name}").format(name=picture.name))
        self._picture, self._mask = picture, mask
        self.painting = MaskPainting(QSize(1, 1))
        self._taken: QImage | None = None
        """What was painted when it was last kept, or nothing."""
        self.tools = MaskTools(theme)
        self.canvas = MaskCanvas(theme)
        self.canvas.setAccessibleName(self.tr("Picture under the brush"))
        self.canvas.setAccessibleDescription(
            self.tr("Arrows move the brush, Space marks a dot, Shift and arrows mark a line. Right button: erase.")
        )
        self.error = InlineError(theme)
        self.question = _Question()
        self.status = label(role="small", wrap=True)
        self.take_button = push_button(self.tr("Use this mask"), "primary")
        self.cancel_button = push_button(self.tr("Cancel"), "quiet")
        self._lay_out()
        self._connect()
        self._set_ready(ready=False)
        self.resize(_SIZE.boundedTo(parent.window().size()).expandedTo(QSize(640, 460)))
        self._work(partial(read_pyramid, picture), self._show_picture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key for each tool; Escape is the dialog's own."""
        tools = self.tools
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Z if control:
                (tools.redo_button if shift else tools.undo_button).click()
            case Qt.Key.Key_Y if control:
                tools.redo_button.click()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                self.take_button.click()
            case Qt.Key.Key_BracketLeft:
                tools.resize_brush(-1)
            case Qt.Key.Key_BracketRight:
                tools.resize_brush(1)
            case key if (button := self._keys.get(key)) is not None:
                button.click()
            case _:
                super().keyPressEvent(event)

    def reject(self) -> None:
        """Close; ask first if something was painted and not taken. Asked twice, it is meant."""
        if self._is_changed() and self.question.isHidden():
            self.question.show()
            self.question.go_on.setFocus()
        else:
            super().reject()

    # --- what is read and kept ------------------------------------------------------------------------------------

    @Slot(object)
    def _show_picture(self, picture: Pyramid) -> None:
        self.painting = MaskPainting(picture.size)
        self.canvas.show_painting(picture, self.painting)
        self._set_ready(ready=True)
        self._brush_sized()
        self.canvas.setFocus()
        if self._mask is not None:
            self._work(partial(load_mask, self._mask, self._picture), self._show_own)

    @Slot(object)
    def _show_own(self, mask: QImage) -> None:
        """The mask that there was: where one begins, and to which one may come back."""
        self._show_mask(mask)
        self._taken = self.painting.image.copy()

    @Slot(object)
    def _show_mask(self, mask: QImage) -> None:
        self.error.clear()
        self.painting.replace(mask)
        self._tell()

    @Slot(str)
    def _load(self, file: str) -> None:
        self._work(partial(load_mask, Path(file), self._picture), self._show_mask)

    @Slot()
    def _take(self) -> None:
        self.painting.lift()
        if self.painting.is_empty():
            self.error.show_error(
                AppError("The mask is empty", "", "Mark what may change, or cancel: then all may.", ErrorKind.INPUT)
            )
            return
        self._set_ready(ready=False)
        self._work(partial(keep_painted, self.painting.image.copy(), self._picture), self._keep)

    @Slot(object)
    def _keep(self, path: Path) -> None:
        self._taken = self.painting.image.copy()
        self.kept.emit(path)
        self.accept()

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        self.error.show_error(error)
        self._set_ready(ready=self.canvas.painting is not None)

    def _work(self, work: Callable[[], object], show: Callable[..., object]) -> None:
        background = Background(work, self)
        background.done.connect(show)
        background.done.connect(background.deleteLater)
        background.failed.connect(self._fail)
        background.start(urgent=True)

    # --- what the tools ask for -----------------------------------------------------------------------------------

    @Slot()
    def _brush_sized(self) -> None:
        picture = self.painting.image.size() / self.painting.scale
        self.canvas.set_brush(self.tools.width_for(max(picture.width(), picture.height())))

    @Slot(bool)
    def _erase(self, erases: bool) -> None:
        self.canvas.erases = erases
        self.canvas.update()

    @Slot()
    def _undo(self) -> None:
        self.painting.undo()
        self._tell()

    @Slot()
    def _redo(self) -> None:
        self.painting.redo()
        self._tell()

    @Slot()
    def _clear(self) -> None:
        self.painting.fill(marked=False)
        self._tell()

    @Slot()
    def _mark_all(self) -> None:
        self.painting.fill(marked=True)
        self._tell()

    @Slot()
    def _invert(self) -> None:
        self.painting.invert()
        self._tell()

    @Slot()
    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a mask"), str(self._picture.parent))
        dialog.setNameFilters([self.tr("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff)"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._load)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _tell(self) -> None:
        """After each step: what is marked, and what can be taken back."""
        if not self.painting.is_empty():
            self.error.clear()
            share = self.painting.share()
            words = self.tr("{share} of the picture is marked; the rest stays as it is.")
            self.status.setText(words.format(share="< 1 %" if share < 0.01 else f"{share:.0%}"))
        else:
            self.status.setText(self.tr("Paint over what may change. Nothing is marked yet."))
        self.tools.undo_button.setEnabled(self.painting.can_undo)
        self.tools.redo_button.setEnabled(self.painting.can_redo)

    def _is_changed(self) -> bool:
        if self._taken is None:
            return not self.painting.is_empty()
        return self.painting.image != self._taken

    def _set_ready(self, *, ready: bool) -> None:
        self.tools.setEnabled(ready)
        self.take_button.setEnabled(ready)
        self._tell()

    def _connect(self) -> None:
        tools = self.tools
        tools.size_chosen.connect(self._brush_sized)
        tools.erase_chosen.connect(self._erase)
        for button, slot in (
            (tools.undo_button, self._undo),
            (tools.redo_button, self._redo),
            (tools.clear_button, self._clear),
            (tools.all_button, self._mark_all),
            (tools.invert_button, self._invert),
            (tools.load_button, self._browse),
            (tools.fit_button, self.canvas.fit),
            (tools.smaller_button, self.canvas.zoom_out),
            (tools.larger_button, self.canvas.zoom_in),
            (self.take_button, self._take),
            (self.cancel_button, self.reject),
            (self.question.discard, self.reject),
            (self.question.go_on, self._go_on),
        ):
            button.clicked.connect(slot)
        self._keys: dict[int, QPushButton] = {
            Qt.Key.Key_B: tools.mark_button,
            Qt.Key.Key_E: tools.erase_button,
            Qt.Key.Key_Delete: tools.clear_button,
            Qt.Key.Key_A: tools.all_button,
            Qt.Key.Key_I: tools.invert_button,
            Qt.Key.Key_L: tools.load_button,
            Qt.Key.Key_0: tools.fit_button,
            Qt.Key.Key_Minus: tools.smaller_button,
            Qt.Key.Key_Plus: tools.larger_button,
            Qt.Key.Key_Equal: tools.larger_button,
        }
        self.canvas.drawn.connect(self._tell)
        self.canvas.resized.connect(tools.resize_brush)

    @Slot()
    def _go_on(self) -> None:
        self.question.hide()
        self.canvas.setFocus()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.tools)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.error)
        column.addWidget(self.question)
        column.addLayout(foot)


class _Question(QFrame):
    """Whether what was painted may go."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.go_on = push_button(self.tr("Go on painting"))
        self.discard = push_button(self.tr("Throw it away"), "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(label(self.tr("What you painted has not been taken."), wrap=True), 1)
        row.addWidget(self.go_on)
        row.addWidget(self.discard)
        self.hide()
