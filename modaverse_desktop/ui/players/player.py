"""What a sound and a video have in common: playing, scrubbing, looping, keys, and an error in place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.widgets import label, tool_button
from modaverse_desktop.ui.players.playback import Playback
from modaverse_desktop.ui.players.scrub_bar import ScrubBar, time_words
from modaverse_desktop.ui.theme import Theme


class Player(QWidget):
    """Space plays and pauses, Home and End jump, L loops, M mutes. Nothing is decoded before the first wish to play.

    Hidden, it stops and gives its decoder back.
    """

    def __init__(self, theme: Theme, path: Path, bar: ScrubBar, *, pictures: bool, start_limit: int) -> None:
        super().__init__()
        self._theme = theme
        self.path = path
        self.playback = Playback(path, self, pictures=pictures, start_limit=start_limit)
        self.bar = bar
        self.error = InlineError(theme)
        self.time = label("", "small")
        self.play_button = tool_button(theme, "play", self.tr("Play"))
        self.loop_button = self._switch("loop", self.tr("Play again and again"))
        self.mute_button = self._switch("sound", self.tr("Mute"))
        self.play_button.clicked.connect(self.playback.toggle)
        self.loop_button.toggled.connect(self._loop)
        self.mute_button.toggled.connect(self._mute)
        self.bar.scrubbed.connect(self.playback.seek)
        self.playback.changed.connect(self._draw)
        self.playback.moved.connect(self._draw_position)
        self.playback.failed.connect(self.error.show_error)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def show_duration(self, seconds: float) -> None:
        """How long it is, if that is known before it is opened."""
        if not self.playback.duration:
            self.playback.duration = round(seconds * 1000)
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that what has the focus leaves over."""
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_K | Qt.Key.Key_MediaPlay | Qt.Key.Key_MediaTogglePlayPause:
                self.playback.toggle()
            case Qt.Key.Key_Home:
                self.playback.seek(0)
            case Qt.Key.Key_End:
                self.playback.seek(self.playback.duration)
            case Qt.Key.Key_L:
                self.loop_button.toggle()
            case Qt.Key.Key_M:
                self.mute_button.toggle()
            case _:
                super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: be quiet, and hold no decoder."""
        if self.playback.is_open:
            self.playback.close()
        super().hideEvent(event)

    @Slot(bool)
    def _loop(self, on: bool) -> None:
        self.playback.set_looped(on)

    @Slot(bool)
    def _mute(self, on: bool) -> None:
        self.playback.set_muted(on)
        self._show_icon(self.mute_button, "muted" if on else "sound", self.tr("Sound on") if on else self.tr("Mute"))

    @Slot()
    def _draw(self) -> None:
        playing = self.playback.playing
        self._show_icon(
            self.play_button, "pause" if playing else "play", self.tr("Pause") if playing else self.tr("Play")
        )
        if playing:
            self.error.clear()
        self.bar.show_duration(self.playback.duration)
        self._draw_position(self.playback.position)

    @Slot(int)
    def _draw_position(self, position: int) -> None:
        self.bar.show_position(position)
        words = time_words(position, self.playback.duration) if self.playback.duration else ""
        if self.time.text() != words:
            self.time.setText(words)

    def _switch(self, icon: str, name: str) -> QToolButton:
        button = tool_button(self._theme, icon, name)
        button.setCheckable(True)
        button.setProperty("iconChecked", "accent")
        button.setIcon(self._theme.icon(icon, "muted", "accent"))
        return button

    def _show_icon(self, button: QToolButton, icon: str, name: str) -> None:
        if button.property("iconName") != icon:
            button.setProperty("iconName", icon)
            button.setIcon(self._theme.icon(icon, "muted", button.property("iconChecked")))
            button.setAccessibleName(name)
            button.setToolTip(name)
