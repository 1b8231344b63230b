"""One medium that was given: picture, name, facts, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from modaverse_desktop.ui.artifacts.fitted_picture import FittedPicture
from modaverse_desktop.ui.composer.media_intake import MediaLook
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.parts.thumbnail_label import ThumbnailLabel
from modaverse_desktop.ui.parts.widgets import label, tool_button
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import task_word

_SIDE = 52


class MediaCard(QFrame):
    """Delete removes it while it has the focus."""

    removed = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, look: MediaLook) -> None:
        super().__init__()
        self.setObjectName("mediaCard")
        self.look = look
        name = look.media.path.name
        self.setAccessibleName(self.tr("{kind}: {name}").format(kind=task_word(look.media.modality), name=name))
        self.setToolTip(str(look.media.path))
        text = QVBoxLayout()
        text.setSpacing(1)
        text.addStretch()
        text.addWidget(ElidedLabel(name, "heading"))
        text.addWidget(label(look.facts, "small"))
        text.addStretch()
        self._open = tool_button(theme, "open", self.tr("Open {name}").format(name=name))
        self._open.clicked.connect(self.opened)
        self._remove = tool_button(theme, "remove", self.tr("Remove {name}").format(name=name))
        self._remove.clicked.connect(self._ask_removal)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._small = ThumbnailLabel(theme, look.media.modality, look.thumbnail, _SIDE)
        self._large = FittedPicture(theme, look.thumbnail) if look.thumbnail is not None else None
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._small)
        row.addLayout(text, 1)
        row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 6, 8)
        column.setSpacing(6)
        if self._large is not None:
            column.addWidget(self._large)
            self._large.hide()
        column.addLayout(row)

    def show_large(self, large: bool) -> None:
        """Show the picture itself above its name, when there is room for it."""
        if self._large is not None:
            self._large.setVisible(large)
            self._small.setVisible(not large)

    @Slot()
    def _ask_removal(self) -> None:
        self.removed.emit()
