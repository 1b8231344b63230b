"""Instructions that fit what was dropped: offered, never guessed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from modaverse_desktop.core.modality import Modality


def _tr(text: str) -> str:
    return QCoreApplication.translate("suggestions", text)


def suggestions_for(modalities: Sequence[Modality]) -> tuple[str, ...]:
    """Ranked instructions for media of these modalities; for none, things to ask from nothing."""
    if not modalities:
        return (_tr("Draw a red apple"), _tr("Make a picture of a cat"), _tr("Draw a sailing boat"))
    if len(set(modalities)) > 1:
        return (_tr("What do these have in common?"), _tr("Describe them in order"), _tr("Make an image of this"))
    if len(modalities) > 1:
        return (_tr("Describe them in order"), _tr("What do these have in common?"), _tr("Combine them in a picture"))
    return {
        Modality.IMAGE: (_tr("What is this?"), _tr("Describe it"), _tr("Make an icon of this")),
        Modality.AUDIO: (_tr("What do I hear?"), _tr("Where was this recorded?"), _tr("Make an image of it")),
        Modality.VIDEO: (_tr("What happens here?"), _tr("Describe it"), _tr("Make an image of it")),
        Modality.TEXT: (_tr("Summarise it"), _tr("Make an image of it")),
    }[modalities[0]]
