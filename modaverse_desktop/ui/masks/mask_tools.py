"""What the brush is, and what can be done with the whole mask: one row of controls, or two where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from modaverse_desktop.ui.parts.flow_layout import FlowLayout
from modaverse_desktop.ui.parts.widgets import label, push_button, tool_button
from modaverse_desktop.ui.players.scrub_bar import ScrubBar
from modaverse_desktop.ui.theme import Theme

_SIZES = 100
_USUAL = 35
_STEP = 5
_LEAST_SHARE, _MOST_SHARE = 0.004, 0.4
"""Of the picture's longer side."""


class MaskTools(QWidget):
    """It does nothing itself: signals and buttons tell what is wanted."""

    erase_chosen = Signal(bool)
    size_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.mark_button = self._segment(theme, "brush", self.tr("Mark"), self.tr("Paint over what may change (B)"))
        self.erase_button = self._segment(theme, "eraser", self.tr("Erase"), self.tr("Take marks away (E)"))
        self.mark_button.setChecked(True)
        self.brush_size = ScrubBar(theme)
        self.brush_size.setAccessibleName(self.tr("Size of the brush"))
        self.brush_size.setToolTip(self.tr("Size of the brush ([ and ])"))
        self.brush_size.setFixedWidth(130)
        self.brush_size.show_duration(_SIZES)
        self.brush_size.setValue(_USUAL)
        self.undo_button = tool_button(theme, "undo", self.tr("Undo (Ctrl+Z)"))
        self.redo_button = tool_button(theme, "redo", self.tr("Redo (Ctrl+Shift+Z)"))
        self.clear_button = push_button(self.tr("Clear"), "small", tip=self.tr("Mark nothing (Delete)"))
        self.all_button = push_button(self.tr("All"), "small", tip=self.tr("Mark all of it (A)"))
        self.invert_button = push_button(self.tr("Invert"), "small", tip=self.tr("Mark what is not marked (I)"))
        self.load_button = push_button(
            self.tr("From a file…"), "small", tip=self.tr("A picture of the same size, white where it may change (L)")
        )
        self.fit_button = push_button(self.tr("Fit"), "small", tip=self.tr("All of the picture (0)"))
        self.smaller_button = push_button(self.tr("Smaller"), "small", tip=self.tr("Smaller (-)"))
        self.larger_button = push_button(self.tr("Larger"), "small", tip=self.tr("Larger (+)"))
        self._lay_out()
        group = QButtonGroup(self)
        group.addButton(self.mark_button)
        group.addButton(self.erase_button)
        self.erase_button.toggled.connect(self.erase_chosen)
        self.brush_size.valueChanged.connect(self._size_changed)

    def width_for(self, side: int) -> float:
        """How wide the brush is on a picture with this longer side; pixels of it."""
        share = _LEAST_SHARE + _MOST_SHARE * (self.brush_size.value() / _SIZES) ** 2
        return max(1.0, share * side)

    def resize_brush(self, way: int) -> None:
        """The next larger (1) or smaller (-1) brush."""
        self.brush_size.setValue(self.brush_size.value() + way * _STEP)

    @Slot()
    def _size_changed(self) -> None:
        self.size_chosen.emit()

    def _segment(self, theme: Theme, icon: str, words: str, tip: str) -> QPushButton:
        button = push_button(words, "segment", tip=tip)
        button.setCheckable(True)
        button.setProperty("iconName", icon)
        button.setProperty("iconChecked", "accent")
        button.setIcon(theme.icon(icon, "muted", "accent"))
        button.setIconSize(QSize(16, 16))
        return button

    def _lay_out(self) -> None:
        flow = FlowLayout(self, gap=10, centred=True)
        size_words = label(self.tr("Brush"), "muted")
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.mark_button, self.erase_button),
            (size_words, self.brush_size),
            (self.undo_button, self.redo_button),
            (self.clear_button, self.all_button, self.invert_button),
            (self.load_button,),
            (self.fit_button, self.smaller_button, self.larger_button),
        )
        for group in groups:
            part = QWidget()
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            for widget in group:
                row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
            flow.addWidget(part)
