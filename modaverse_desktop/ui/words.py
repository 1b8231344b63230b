"""What the window calls states, modalities and sizes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.media import Part
from modaverse_desktop.core.modality import Modality

_FEW = 10
"""Seconds: of less, tenths matter."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


def state_word(state: State) -> str:
    """A state in a word or two."""
    return {
        State.QUEUED: _tr("Waiting"),
        State.INTERPRETING: _tr("Reading"),
        State.PROPOSED: _tr("Your turn"),
        State.APPROVED: _tr("Waiting"),
        State.GENERATING: _tr("Making"),
        State.DONE: _tr("Done"),
        State.CANCELLED: _tr("Stopped"),
        State.FAILED: _tr("Failed"),
    }[state]


def state_tone(state: State) -> str:
    """The colour of a state's pill in the style sheet."""
    if state in (State.INTERPRETING, State.GENERATING):
        return "busy"
    return {State.PROPOSED: "yours", State.DONE: "good", State.FAILED: "bad"}.get(state, "")


def task_word(task: Modality) -> str:
    """What an invocation makes, as a noun."""
    return {
        Modality.TEXT: _tr("Text"),
        Modality.IMAGE: _tr("Image"),
        Modality.AUDIO: _tr("Audio"),
        Modality.VIDEO: _tr("Video"),
    }[task]


def part_words(part: Part) -> str:
    """``1:00–1:15``; of a few seconds ``0:01.5–0:04.0``."""
    if part.end - part.start >= _FEW:
        return f"{duration(part.start)}–{duration(part.end)}"
    tenths = (round(10 * second) for second in (part.start, part.end))
    return "–".join(f"{each // 600}:{each % 600 / 10:04.1f}" for each in tenths)


def number(count: int) -> str:
    """A count as the user's language writes it."""
    return QLocale().toString(count)


def file_size(size: int) -> str:
    """Bytes as people read them."""
    if size < 1000:
        return f"{size} B"
    for unit in ("kB", "MB", "GB"):
        size_in_unit = size / 1000
        if size_in_unit < 999.5 or unit == "GB":
            return f"{QLocale().toString(size_in_unit, 'f', 0 if size_in_unit >= 10 else 1)} {unit}"
        size = round(size_in_unit)
    raise AssertionError("unreachable")


def duration(seconds: float) -> str:
    """Seconds as people read them: ``0:07``, ``12:30``, ``1:02:03``; less than one ``0.3 s``."""
    if 0 < seconds < 1:
        return f"{QLocale().toString(max(0.1, seconds), 'f', 1)} s"
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, second = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"
