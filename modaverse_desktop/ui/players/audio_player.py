"""A sound in place: its waveform is the slider."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.players.playback import START_LIMIT
from modaverse_desktop.ui.players.player import Player
from modaverse_desktop.ui.players.waveform_bar import COLUMNS, WaveformBar
from modaverse_desktop.ui.theme import Theme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class AudioPlayer(Player):
    """`name` is what a screen reader says of it; the shape is read on another thread."""

    def __init__(self, theme: Theme, path: Path, name: str = "", *, start_limit: int = START_LIMIT) -> None:
        waveform = WaveformBar(theme)
        super().__init__(theme, path, waveform, pictures=False, start_limit=start_limit)
        self._waveform = waveform
        self.setAccessibleName(name or self.tr("Sound: {name}").format(name=path.name))
        self.bar.setAccessibleName(self.tr("Position in the sound"))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.play_button)
        row.addWidget(self.bar, 1)
        row.addWidget(self.time)
        row.addWidget(self.loop_button)
        row.addWidget(self.mute_button)
        self.column.addLayout(row)
        self.column.addWidget(self.error)
        self._reading = Background(partial(_shape, path), self)
        self._reading.done.connect(self._show_shape)
        self._reading.failed.connect(self.error.show_error)
        self._reading.start()

    @Slot(object)
    def _show_shape(self, found: tuple[NDArray[np.float32], float]) -> None:
        shape, seconds = found
        self._waveform.show_shape(shape)
        self.show_duration(seconds)


def _shape(path: Path) -> tuple[NDArray[np.float32], float]:
    """The waveform and its seconds; on another thread."""
    from modaverse_desktop.media.probe import describe
    from modaverse_desktop.media.waveform import waveform

    return waveform(path, COLUMNS), describe(path).duration or 0.0
