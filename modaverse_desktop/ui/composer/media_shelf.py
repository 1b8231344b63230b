"""The media of the next conversion: an inviting empty area, then one card each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from modaverse_desktop.core.media import Media
from modaverse_desktop.ui.composer.media_card import MediaCard
from modaverse_desktop.ui.composer.media_intake import MediaLook
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme


class MediaShelf(QWidget):
    """Says what the user wants (`browse`, `sample`, `opened`), and when its media change."""

    browse = Signal()
    sample = Signal()
    opened = Signal(object)
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cards: list[MediaCard] = []
        self._invitation = self._make_invitation()
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._more = push_button(self.tr("Add more…"), "link")
        self._more.clicked.connect(self.browse)
        self._clear = push_button(self.tr("Remove all"), "quiet")
        self._clear.clicked.connect(self.clear)
        below = QHBoxLayout()
        below.addWidget(self._more)
        below.addStretch()
        below.addWidget(self._clear)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        inner.addLayout(self._list)
        inner.addLayout(below)
        inner.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(content)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._invitation, 1)
        column.addWidget(self._scroll, 1)
        self._show_right_part()

    def media(self) -> tuple[Media, ...]:
        """What is given, in order."""
        return tuple(card.look.media for card in self._cards)

    def looks(self) -> tuple[MediaLook, ...]:
        """The same with thumbnails."""
        return tuple(card.look for card in self._cards)

    @Slot(object)
    def add(self, look: MediaLook) -> None:
        """Put a card at the end; a file that is there already is not added twice."""
        if look.media in self.media():
            return
        card = MediaCard(self._theme, look)
        card.removed.connect(partial(self._remove, card))
        card.opened.connect(partial(self.opened.emit, look.media.path))
        self._cards.append(card)
        self._list.addWidget(card)
        self._show_right_part()
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Take all cards away."""
        for card in list(self._cards):
            self._remove(card)

    def remove(self, path: Path) -> None:
        """Take the card of this file away."""
        for card in [card for card in self._cards if card.look.media.path == path]:
            self._remove(card)

    def show_sample(self, there: bool) -> None:
        """Hide the sample's button in an installation without samples."""
        self._sample.setVisible(there)

    def _remove(self, card: MediaCard) -> None:
        self._cards.remove(card)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._show_right_part()
        if not self._cards:
            self._browse.setFocus()
        self.changed.emit()

    def _show_right_part(self) -> None:
        empty = not self._cards
        for card in self._cards:
            card.show_large(len(self._cards) == 1)
        self._invitation.setVisible(empty)
        self._scroll.setVisible(not empty)
        self._clear.setVisible(len(self._cards) > 1)

    def _make_invitation(self) -> QWidget:
        area = QFrame()
        area.setObjectName("dropArea")
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._draw_mark()
        self._theme.changed.connect(self._draw_mark)
        heading = label(self.tr("Drop a picture here"), "heading")
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = label(self.tr("anywhere on the window, or paste one"), "small", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._browse = push_button(self.tr("Browse…"), tip=self.tr("Choose files"), shortcut="Ctrl+O")
        self._browse.clicked.connect(self.browse)
        self._sample = push_button(self.tr("Try a sample"), "link")
        self._sample.clicked.connect(self.sample)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._browse)
        buttons.addWidget(self._sample)
        buttons.addStretch()
        column = QVBoxLayout(area)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(4)
        column.addStretch()
        column.addWidget(self._mark)
        column.addWidget(heading)
        column.addWidget(hint)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch()
        return area

    @Slot()
    def _draw_mark(self) -> None:
        self._mark.setPixmap(self._theme.pixmap("drop", "accent", 30))
