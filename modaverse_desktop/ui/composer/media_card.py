"""One medium that was given: picture, sound or film, name, facts, what the model sees of it, what can be done."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.media import Part
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.composer.media_look import MediaLook
from modaverse_desktop.ui.composer.seen import SeenPicture, no_model_words, seen_words
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.parts.thumbnail_label import ThumbnailLabel
from modaverse_desktop.ui.parts.widgets import label, set_property, spoken_shortcut, tool_button
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import task_word

if TYPE_CHECKING:
    from modaverse_desktop.core.provenance import Provenance
    from modaverse_desktop.ui.composer.made_here import MadeHere
    from modaverse_desktop.ui.composer.part_row import PartRow

_SIDE = 52
_FILM = QSize(276, 156)


class CardWish(Enum):
    """What the user wants done with a medium."""

    OPEN = "open"
    SHOW = "show"
    REPLACE = "replace"
    UP = "up"
    DOWN = "down"
    REMOVE = "remove"


_KEYS = {
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier): CardWish.OPEN,
    (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier): CardWish.OPEN,
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): CardWish.REMOVE,
    (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier): CardWish.REMOVE,
    (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier): CardWish.UP,
    (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): CardWish.DOWN,
}


class MediaCard(QFrame):
    """Enter opens it, Delete removes it, Alt and an arrow move it, I and O begin and end the part that is meant; so
    does the mouse."""

    wished = Signal(object)
    """A `CardWish`."""
    dragged = Signal(QPoint)
    """The pointer, in the screen's pixels, while it moves the card."""
    dropped = Signal()
    changed = Signal()
    """Another part of it is meant."""
    restored = Signal()
    """The settings that it was made with are wanted."""

    def __init__(self, theme: Theme, look: MediaLook) -> None:
        super().__init__()
        self.setObjectName("mediaCard")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self.look = look
        self._excerpts: Excerpts | None = None
        self._can_read = True
        self.part_row: PartRow | None = None
        self.made_here: MadeHere | None = None
        self._pressed: QPoint | None = None
        self._dragging = False
        name = look.media.path.name
        self.setAccessibleName(self.tr("{kind}: {name}").format(kind=task_word(look.media.modality), name=name))
        self.setToolTip(str(look.media.path))
        self.more = tool_button(theme, "more", self.tr("More for {name}").format(name=name))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._menu())
        self.unfold = tool_button(theme, "unfold", self.tr("Show {name} large").format(name=name))
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._draw)
        self.remove = tool_button(theme, "remove", self.tr("Remove {name}").format(name=name))
        self.remove.clicked.connect(partial(self.wished.emit, CardWish.REMOVE))
        self._small = ThumbnailLabel(theme, look.media.modality, look.thumbnail, _SIDE)
        self._seen = label(role="small", wrap=True)
        self._large: QWidget | None = None
        self._alone = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 6, 8)
        self._column.setSpacing(6)
        self._column.addLayout(self._row(name))
        self._column.addWidget(self._seen)
        if look.made_here is not None:
            self._offer_settings(look.made_here)
        self.show_sight(True, None)

    def show_alone(self, alone: bool) -> None:
        """A single card shows its picture or its film large; of several each unfolds when the user wants it."""
        self._alone = alone
        self._draw()

    def show_sight(self, can_read: bool, excerpts: Excerpts | None) -> None:
        """Say what the model sees of it, or that there is none that can read it."""
        self._can_read, self._excerpts = can_read, excerpts if can_read else None
        modality = self.look.media.modality
        self._seen.setText(seen_words(self.look, self._excerpts) if can_read else no_model_words(modality))
        self._seen.setVisible(bool(self._seen.text()))
        set_property(self._seen, "tone", "" if can_read else "warning")
        self.setAccessibleDescription(" ".join(part for part in (self.look.facts, self._seen.text()) if part))
        self._mark()

    @Slot(object)
    def choose_part(self, part: Part | None) -> None:
        """Mean this part of it, or all."""
        if part != self.look.media.part:
            self.look = replace(self.look, media=replace(self.look.media, part=part))
            self.show_sight(self._can_read, self._excerpts)
            self.changed.emit()

    def seen(self) -> str:
        """What it says about what the model sees."""
        return self._seen.text()

    def large(self) -> QWidget | None:
        """The picture, the player or nothing, if it was ever shown."""
        return self._large

    # --- keys and mouse -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        wish = _KEYS.get((Qt.Key(event.key()), event.modifiers()))
        if self.part_row is not None and event.key() == Qt.Key.Key_I:
            self.part_row.begin_here()
        elif self.part_row is not None and event.key() == Qt.Key.Key_O:
            self.part_row.end_here()
        elif wish is not None and self.hasFocus():
            self.wished.emit(wish)
        elif event.key() == Qt.Key.Key_Space and self.hasFocus() and self.unfold.isVisible():
            self.unfold.toggle()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What the button with the dots offers."""
        self.more.menu().popup(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps the beginning of a move."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer, once it is clear that this is no click."""
        here = event.globalPosition().toPoint()
        if self._pressed is None:
            return
        if not self._dragging and (here - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragging:
            self.dragged.emit(here)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It stays where it is now."""
        self.end_drag()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        self.wished.emit(CardWish.OPEN)

    def end_drag(self) -> None:
        """The mouse has let go of it."""
        self._pressed = None
        if self._dragging:
            self._dragging = False
            self.unsetCursor()
            self.dropped.emit()

    # --- inside ---------------------------------------------------------------------------------------------------

    @Slot()
    def _draw(self) -> None:
        sound = self.look.media.modality is Modality.AUDIO
        shown = sound or self._alone or self.unfold.isChecked()
        if shown and self._large is None:
            self._large = self._make_large()
            if self._large is not None:
                self._column.insertWidget(1 if sound else 0, self._large)
                self._add_part_row()
                self._mark()
        if self._large is not None:
            self._large.setVisible(shown)
        if self.part_row is not None:
            self.part_row.setVisible(shown)
        self._small.setVisible(sound or not shown or self._large is None)
        self.unfold.setVisible(not sound and not self._alone)
        icon = "fold" if self.unfold.isChecked() else "unfold"
        self.unfold.setProperty("iconName", icon)
        self.unfold.setIcon(self._theme.icon(icon, "muted"))

    def _make_large(self) -> QWidget | None:
        path, modality = self.look.media.path, self.look.media.modality
        if modality is Modality.IMAGE:
            return SeenPicture(self._theme, self.look.thumbnail) if self.look.thumbnail is not None else None
        from modaverse_desktop.ui.players.audio_player import AudioPlayer  # not before the first sound
        from modaverse_desktop.ui.players.video_player import VideoPlayer

        if modality is Modality.AUDIO:
            player = AudioPlayer(self._theme, path)
        else:
            player = VideoPlayer(self._theme, path, box=_FILM)
            player.back_button.hide()
            player.forward_button.hide()
        player.loop_button.hide()  # there is little room, and the keys do it, too
        player.mute_button.hide()
        return player

    def _add_part_row(self) -> None:
        from modaverse_desktop.ui.composer.part_row import PartRow
        from modaverse_desktop.ui.players.player import Player

        if isinstance(self._large, Player) and self.look.seconds > 0:
            self._large.show_duration(self.look.seconds)
            bar = self._large.bar
            self.part_row = PartRow(self.look.media.path.name, self.look.seconds, lambda: bar.value() / 1000)
            self.part_row.chosen.connect(self.choose_part)
            self._column.insertWidget(self._column.indexOf(self._seen), self.part_row)

    def _mark(self) -> None:
        if isinstance(self._large, SeenPicture) and self._excerpts is not None:
            self._large.show_views(self._excerpts.views(self.look.width, self.look.height))
        elif self.part_row is not None:
            from modaverse_desktop.ui.players.player import Player

            assert isinstance(self._large, Player)
            part, seconds = self.look.media.part, self.look.seconds
            self.part_row.show_part(part)
            self._large.bar.show_part((part.start, part.end) if part is not None else None)
            self._large.bar.show_marks(self._excerpts.spans(seconds, part) if self._excerpts is not None else ())

    def _offer_settings(self, record: Provenance) -> None:
        from modaverse_desktop.ui.composer.made_here import MadeHere

        self.made_here = MadeHere(self._theme, record)
        self.made_here.accepted.connect(self.restored)
        self._column.addWidget(self.made_here)

    def _row(self, name: str) -> QHBoxLayout:
        text = QVBoxLayout()
        text.setSpacing(1)
        text.addStretch()
        text.addWidget(ElidedLabel(name, "heading"))
        text.addWidget(ElidedLabel(self.look.facts, "small"))
        text.addStretch()
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._small)
        text.setContentsMargins(6, 0, 0, 0)
        row.addLayout(text, 1)
        for button in (self.unfold, self.more, self.remove):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        words = {
            CardWish.OPEN: (self.tr("Open"), "Return"),
            CardWish.SHOW: (self.tr("Show in folder"), ""),
            CardWish.REPLACE: (self.tr("Replace…"), ""),
            CardWish.UP: (self.tr("Move up"), "Alt+Up"),
            CardWish.DOWN: (self.tr("Move down"), "Alt+Down"),
            CardWish.REMOVE: (self.tr("Remove"), "Delete"),
        }
        for wish, (text, keys) in words.items():
            if wish in (CardWish.UP, CardWish.REMOVE):
                menu.addSeparator()
            # the keys are shown and not bound: they are the card's, and several cards have them
            action = QAction(f"{text}\t{spoken_shortcut(keys)}" if keys else text, menu)
            action.triggered.connect(partial(self.wished.emit, wish))
            menu.addAction(action)
        return menu
