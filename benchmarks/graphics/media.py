"""Files for the encoder: a picture, a sound and a clip, drawn here, the same every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.media.encode import save_image
from modaverse_desktop.media.encode_clip import save_clip
from modaverse_desktop.media.encode_sound import save_sound

_FPS, _SECONDS, _RATE = 8, 3, 16_000


def files(folder: Path) -> dict[Modality, Path]:
    """One of each modality; they are made when they are not there."""
    there = {Modality.IMAGE: "seen.png", Modality.AUDIO: "heard.wav", Modality.VIDEO: "watched.mp4"}
    if not folder.is_dir():
        frames = np.random.default_rng(0).integers(0, 256, (_FPS * _SECONDS, 48, 64, 3), dtype=np.uint8)
        save_image(frames[0], folder, "seen")
        save_sound(0.3 * np.sin(np.arange(_RATE * _SECONDS) / 9.0), _RATE, folder, "heard")
        save_clip(frames, _FPS, folder, "watched")
    return {modality: folder / name for modality, name in there.items()}
