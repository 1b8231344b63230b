"""The large view of a picture in a window of its own, with what it was made from beside or under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from modaverse_desktop.ui.artifacts.picture_canvas import Comparison, PictureCanvas
from modaverse_desktop.ui.artifacts.pyramid import Pyramid, read_pyramid
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.players.scrub_bar import ScrubBar
from modaverse_desktop.ui.theme import Theme

_WIPE_STEPS = 1000
_COMPARISON_KEYS: dict[int, Comparison] = {
    Qt.Key.Key_P: Comparison.NONE,
    Qt.Key.Key_S: Comparison.SIDE_BY_SIDE,
    Qt.Key.Key_W: Comparison.WIPE,
}


class ImageViewer(QWidget):
    """Not modal; Escape closes it."""

    def __init__(
        self,
        theme: Theme,
        path: Path,
        parent: QWidget,
        inputs: Sequence[Path] = (),
        comparison: Comparison = Comparison.NONE,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("root")
        self.setWindowTitle(path.name)
        self.resize(960, 700)
        self._inputs = tuple(inputs)
        self.canvas = PictureCanvas(theme)
        self.canvas.setAccessibleName(self.tr("Picture {name}").format(name=path.name))
        self.canvas.zoomed.connect(self._say_size)
        self.canvas.wiped.connect(self._show_wipe)
        self.error = InlineError(theme)
        self._pixels = ""
        self._size = label(role="muted")
        self.input_box = QComboBox()
        self.comparisons: dict[Comparison, QPushButton] = {}
        self.wipe_slider = ScrubBar(theme)
        self._lay_out()
        self._read(path, self._show_picture)
        self.compare(comparison if inputs else Comparison.NONE)
        self.canvas.setFocus()

    @property
    def scale(self) -> float:
        """Screen pixels for each of the picture."""
        return self.canvas.scale

    def compare(self, comparison: Comparison) -> None:
        """Show the input beside the picture, under it, or not at all."""
        if self.comparisons:
            self.comparisons[comparison].setChecked(True)
        self.canvas.compare(comparison)
        self.wipe_slider.setVisible(comparison is Comparison.WIPE)
        self.input_box.setVisible(comparison is not Comparison.NONE and len(self._inputs) > 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """At once: a button's own shortcut waits for a tenth of a second."""
        comparison = _COMPARISON_KEYS.get(event.key())
        if comparison is not None and self._inputs:
            self.compare(comparison)
            return
        match event.key():
            case Qt.Key.Key_0:
                self._fit()
            case Qt.Key.Key_1:
                self._one_to_one()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:  # the plus of many keyboards, without Shift
                self.canvas.zoom_in()
            case Qt.Key.Key_Minus:
                self.canvas.zoom_out()
            case Qt.Key.Key_Escape:
                self.close()
            case _:
                super().keyPressEvent(event)

    @Slot(object)
    def _show_picture(self, picture: Pyramid) -> None:
        self._pixels = f"{picture.size.width()} × {picture.size.height()}"
        self.canvas.show_picture(picture)

    @Slot(object)
    def _show_other(self, other: Pyramid) -> None:
        self.canvas.show_other(other)

    @Slot()
    def _say_size(self) -> None:
        self._size.setText(f"{self._pixels} · {self.scale:.0%}" if self._pixels else "")

    @Slot(int)
    def _read_input(self, position: int) -> None:
        self._read(self._inputs[position], self._show_other)

    @Slot()
    def _fit(self) -> None:
        self.canvas.fit()

    @Slot()
    def _one_to_one(self) -> None:
        self.canvas.zoom_to(1.0)

    @Slot()
    def _compare_clicked(self) -> None:
        self.compare(Comparison(self.sender().property("comparison")))

    @Slot(int)
    def _wipe(self, value: int) -> None:
        self.canvas.set_wipe(value / _WIPE_STEPS)

    @Slot(float)
    def _show_wipe(self, share: float) -> None:
        self.wipe_slider.setValue(round(share * _WIPE_STEPS))

    def _read(self, path: Path, show: Callable[[Pyramid], None]) -> None:
        reading = Background(partial(read_pyramid, path), self)
        reading.done.connect(show)
        reading.done.connect(reading.deleteLater)
        reading.failed.connect(self.error.show_error)
        reading.start(urgent=True)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(6)
        bar.addWidget(self._size)
        bar.addStretch()
        if self._inputs:
            self._add_comparison(bar)
        for words, tip, slot in (
            (self.tr("Fit"), self.tr("All of it (0)"), self._fit),
            (self.tr("1:1"), self.tr("Pixel for pixel (1)"), self._one_to_one),
            (self.tr("Smaller"), self.tr("Smaller (-)"), self.canvas.zoom_out),
            (self.tr("Larger"), self.tr("Larger (+)"), self.canvas.zoom_in),
        ):
            button = push_button(words, tip=tip)
            button.clicked.connect(slot)
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.error)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.wipe_slider)

    def _add_comparison(self, bar: QHBoxLayout) -> None:
        self.input_box.setAccessibleName(self.tr("Input to compare with"))
        self.input_box.addItems([path.name for path in self._inputs])
        self.input_box.activated.connect(self._read_input)
        bar.addWidget(self.input_box)
        group = QButtonGroup(self)
        for comparison, words, tip in (
            (Comparison.NONE, self.tr("Picture"), self.tr("Only the picture (P)")),
            (Comparison.SIDE_BY_SIDE, self.tr("Side by side"), self.tr("The input beside it (S)")),
            (Comparison.WIPE, self.tr("Wipe"), self.tr("The input under it, up to a line (W)")),
        ):
            button = push_button(words, "segment", tip=tip)
            button.setCheckable(True)
            button.setProperty("comparison", comparison.value)
            button.clicked.connect(self._compare_clicked)
            group.addButton(button)
            bar.addWidget(button)
            self.comparisons[comparison] = button
        bar.addSpacing(12)
        self.wipe_slider.setAccessibleName(self.tr("How much of the input is shown"))
        self.wipe_slider.show_duration(_WIPE_STEPS)
        self.wipe_slider.setValue(_WIPE_STEPS // 2)
        self.wipe_slider.valueChanged.connect(self._wipe)
        self._read_input(0)
