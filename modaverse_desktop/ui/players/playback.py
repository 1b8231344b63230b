"""One file being played by QtMultimedia: opened at the first wish, watched while it starts, given back in the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.media.files import regular_file
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.players import failure
from modaverse_desktop.ui.players.backend import load_backend

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoSink

START_LIMIT = 8_000
"""Milliseconds until something must be heard or seen: a damaged file may give neither an error nor an end."""


class Playback(QObject):
    """Everything may be called at any time; what comes before the file is open is remembered. Times in milliseconds."""

    changed = Signal()
    """Whether it plays, or how long it is, is another now."""
    moved = Signal(int)
    pictured = Signal(QImage)
    failed = Signal(object)
    """An `AppError`; sound may go on."""

    def __init__(self, path: Path, parent: QObject, *, pictures: bool, start_limit: int = START_LIMIT) -> None:
        super().__init__(parent)
        self._path = path
        self._pictures = pictures
        self._player: QMediaPlayer | None = None
        self._sound: QAudioOutput | None = None
        self._sink: QVideoSink | None = None
        self._loading: Background | None = None
        self._wants_play = False
        self._position = 0
        self._looped = False
        self._muted = False
        self.duration = 0
        self.frame_duration = 0.0
        """Milliseconds that the frame shown last stays; 0 while unknown."""
        self.frame_start = 0.0
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.setInterval(start_limit)
        self._watch.timeout.connect(self._never_began)

    # --- looking ------------------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether a decoder is held for it."""
        return self._player is not None

    @property
    def playing(self) -> bool:
        """Whether it plays, or will as soon as it can."""
        return self._wants_play

    @property
    def position(self) -> int:
        """Where it stands."""
        return self._position

    # --- what the user wants ------------------------------------------------------------------------------------------

    @Slot()
    def toggle(self) -> None:
        """Play, or pause."""
        if self._wants_play:
            self.pause()
        else:
            self.play()

    @Slot()
    def play(self) -> None:
        """Play from here, or from the beginning if it is at its end. Whatever else the window plays is given back."""
        for other in self._others():
            other.close()
        if self.duration and self._position >= self.duration:
            self._position = 0
        self._wants_play = True
        self.changed.emit()
        self._go()

    @Slot()
    def pause(self) -> None:
        """Stay here."""
        self._wants_play = False
        self.changed.emit()
        self._go()

    @Slot(int)
    def seek(self, position: int) -> None:
        """Go there; a video shows the frame of that time."""
        self._position = max(0, min(position, self.duration or position))
        if self._player is None:
            if self._pictures:
                self._go()
        else:
            self._player.setPosition(self._position)
        self.moved.emit(self._position)

    def set_looped(self, looped: bool) -> None:
        """Whether it begins again at its end."""
        self._looped = looped
        if self._player is not None:
            self._player.setLoops(self._player.Loops.Infinite if looped else self._player.Loops.Once)

    def set_muted(self, muted: bool) -> None:
        """Whether it is silent."""
        self._muted = muted
        if self._sound is not None:
            self._sound.setMuted(muted)

    @Slot()
    def close(self) -> None:
        """Give the decoder and its memory back; the next wish opens it again where it stood."""
        self._wants_play = False
        self._watch.stop()
        self._loading = None
        for part in (self._player, self._sound, self._sink):
            if part is not None:
                part.disconnect(self)
        if self._player is not None:
            self._player.stop()
            self._player.setSource(QUrl())
        for part in (self._player, self._sound, self._sink):
            if part is not None:
                part.deleteLater()
        self._player = self._sound = self._sink = None
        self.changed.emit()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _others(self) -> list[Playback]:
        parent = self.parent()
        root = parent.window() if isinstance(parent, QWidget) else None
        return [other for other in root.findChildren(Playback) if other is not self] if root is not None else []

    def _go(self) -> None:
        """Let the player do what is wanted, once there is one."""
        if self._player is not None:
            self._player.play() if self._wants_play else self._player.pause()
        elif self._loading is None:
            self._loading = Background(load_backend, self)
            self._loading.done.connect(self._open)
            self._loading.start(urgent=True)

    @Slot()
    def _open(self) -> None:
        if self._loading is None:  # closed in the meantime
            return
        self._loading = None
        try:
            path = regular_file(self._path)  # anything else could hang the decoder
        except AppError as error:
            self._fail(error)
            return
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoSink

        self._player = QMediaPlayer(self)
        self._sound = QAudioOutput(self)
        self._sound.setMuted(self._muted)
        self._player.setAudioOutput(self._sound)
        if self._pictures:
            self._sink = QVideoSink(self)
            self._player.setVideoSink(self._sink)
            self._sink.videoFrameChanged.connect(self._picture_came)
        self.set_looped(self._looped)
        self._player.durationChanged.connect(self._measured)
        self._player.positionChanged.connect(self._moved)
        self._player.mediaStatusChanged.connect(self._status_changed)
        self._player.errorOccurred.connect(self._refused)
        self._watch.start()
        self._player.setSource(QUrl.fromLocalFile(str(path)))

    @Slot()
    def _status_changed(self) -> None:
        if self._player is None:
            return
        status, known = self._player.mediaStatus(), self._player.MediaStatus
        if status is known.LoadedMedia and self._watch.isActive():
            if self._position:
                self._player.setPosition(self._position)
            self._go()
            if not self._pictures and not self._wants_play:
                self._watch.stop()
        elif status is known.EndOfMedia:
            self._ended()

    def _ended(self) -> None:
        if self._pictures and self._watch.isActive():
            self._never_began()
        self._wants_play = False
        self._position = self.duration
        self.changed.emit()
        self.moved.emit(self._position)

    @Slot()
    def _measured(self) -> None:
        if self._player is not None and self._player.duration() > 0:
            self.duration = self._player.duration()
            self.changed.emit()

    @Slot()
    def _moved(self) -> None:
        if self._player is None:
            return
        position = self._player.position()
        if position and not self._pictures:
            self._watch.stop()
        if self._player.mediaStatus() is not self._player.MediaStatus.EndOfMedia:
            self._position = position
            self.moved.emit(position)

    @Slot()
    def _picture_came(self) -> None:
        frame = self._sink.videoFrame() if self._sink is not None else None
        if frame is None or not frame.isValid():
            return
        self._watch.stop()
        self.frame_start = frame.startTime() / 1000
        self.frame_duration = max(0.0, (frame.endTime() - frame.startTime()) / 1000)
        image = frame.toImage()
        if not image.isNull():
            self.pictured.emit(image)

    @Slot()
    def _refused(self) -> None:
        if self._player is not None:
            self._fail(failure.refused(self._path, self._player.errorString()))

    @Slot()
    def _never_began(self) -> None:
        self._watch.stop()
        if self._player is None:
            return
        loaded = self._player.duration() > 0 or self._player.hasAudio() or self._player.hasVideo()
        if self._pictures and loaded:
            self.failed.emit(failure.no_pictures(self._path, sound=self._player.hasAudio()))
        else:
            self._fail(failure.never_began(self._path, self._watch.interval() / 1000))

    def _fail(self, error: AppError) -> None:
        self.close()
        self.failed.emit(error)
