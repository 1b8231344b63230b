"""Clips: `output.frames`, the first of them, as MP4, GIF or WebP, with the sound if the pipeline made one."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.engine.generators.saving import FORM, FPS, Made
from modaverse_desktop.engine.generators.saving.numbers import as_array, colours
from modaverse_desktop.engine.generators.saving.sounds import sampling_rate, waveform
from modaverse_desktop.media.encode_clip import FORMS, ClipSound, save_clip

STANDARD_FPS = 8
_FRAME_RATE = "frame_rate"
"""What some pipelines call it."""


def save(made: Made, folder: Path, stem: str) -> Path:
    """See `saving.save_made`. The form is what the option `format` says, else MP4."""
    form = made.wish(FORM, FORMS[0])
    if form not in FORMS:
        raise made.mistake(f"{FORM} is {form!r} and can be {', '.join(FORMS)}.")
    flagged = any(getattr(made.output, "nsfw_content_detected", None) or [])
    frames = as_array(made.output.frames[0])
    if frames.ndim != 4 or 0 in frames.shape:
        raise made.mistake(f"It gave a clip of the shape {frames.shape}.")
    if frames.shape[3] != 3 and frames.shape[1] == 3:
        frames = frames.transpose(0, 2, 3, 1)  # tensors have their channels first
    pixels = colours(frames, made.manifest, flagged=flagged)[..., :3]
    fps = float(made.wish(FPS, made.wish(_FRAME_RATE, STANDARD_FPS)))
    return save_clip(pixels, fps, folder, stem, str(form), _sound(made))


def _sound(made: Made) -> ClipSound | None:
    sounds = getattr(made.output, "audio", None)
    return None if sounds is None else ClipSound(waveform(sounds, made), sampling_rate(made))
