"""Instructions that fit what was dropped: ranked, offered, never guessed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication

from modaverse_desktop.core.modality import Modality

MOST = 4
_TEXT, _IMAGE, _AUDIO, _VIDEO = Modality.TEXT, Modality.IMAGE, Modality.AUDIO, Modality.VIDEO


def _tr(text: str) -> str:
    return QCoreApplication.translate("suggestions", text)


def suggestions_for(
    modalities: Sequence[Modality], tasks: Collection[Modality] | None = None, *, each: bool = False
) -> tuple[str, ...]:
    """The best few instructions for media of these modalities; for none, things to ask from nothing.

    Only what `tasks`, the modalities that can be made, allow; while that is not known, what every stack makes.
    `each`: for every one of them by itself.
    """
    offers = _offers(modalities, each)
    possible = (_TEXT, _IMAGE) if tasks is None else (_TEXT, *tasks)
    return tuple(text for task, text in offers if task in possible)[:MOST]


def _offers(modalities: Sequence[Modality], each: bool) -> tuple[tuple[Modality, str], ...]:
    kinds = set(modalities)
    if not modalities:
        return (
            (_IMAGE, _tr("Draw a red apple")),
            (_IMAGE, _tr("Make a picture of a cat")),
            (_AUDIO, _tr("Make the sound of rain on a roof")),
            (_VIDEO, _tr("Make a clip of waves on a beach")),
            (_IMAGE, _tr("Draw a sailing boat")),
        )
    if each or len(modalities) == 1:
        return _for_one(kinds)
    if kinds == {_IMAGE}:
        return (
            (_TEXT, _tr("What do these have in common?")),
            (_TEXT, _tr("Describe them in order")),
            (_IMAGE, _tr("Combine them in a picture")),
            (_VIDEO, _tr("Make a clip of them")),
        )
    if kinds == {_AUDIO}:
        return (
            (_TEXT, _tr("What do I hear, in order?")),
            (_TEXT, _tr("How do these sounds differ?")),
            (_IMAGE, _tr("Draw the place where one hears these")),
        )
    if kinds == {_VIDEO}:
        return (
            (_TEXT, _tr("What happens in each of them?")),
            (_TEXT, _tr("How do these clips differ?")),
            (_IMAGE, _tr("Make a picture that sums them up")),
        )
    if kinds == {_IMAGE, _AUDIO}:
        return (
            (_TEXT, _tr("Does the sound fit the picture?")),
            (_TEXT, _tr("Describe them in order")),
            (_VIDEO, _tr("Make a clip of the picture with this sound")),
            (_IMAGE, _tr("Put what I hear into the picture")),
        )
    return (
        (_TEXT, _tr("What do these have in common?")),
        (_TEXT, _tr("Describe them in order")),
        (_IMAGE, _tr("Make a picture that sums them up")),
    )


def _for_one(kinds: set[Modality]) -> tuple[tuple[Modality, str], ...]:
    """For a single medium, or for each of many that may be of several kinds."""
    if len(kinds) > 1:
        return (
            (_TEXT, _tr("Describe it")),
            (_IMAGE, _tr("Make an image of it")),
            (_IMAGE, _tr("Make an icon of this")),
        )
    return {
        _IMAGE: (
            (_TEXT, _tr("What is this?")),
            (_TEXT, _tr("Describe it")),
            (_IMAGE, _tr("Make an icon of this")),
            (_AUDIO, _tr("What does it sound like?")),
            (_VIDEO, _tr("Let it move")),
            (_IMAGE, _tr("Draw it as a cartoon")),
        ),
        _AUDIO: (
            (_TEXT, _tr("What do I hear?")),
            (_TEXT, _tr("Where was this recorded?")),
            (_IMAGE, _tr("Make an image of it")),
            (_VIDEO, _tr("Make a clip that fits it")),
        ),
        _VIDEO: (
            (_TEXT, _tr("What happens here?")),
            (_TEXT, _tr("Describe it")),
            (_IMAGE, _tr("Make an image of it")),
            (_AUDIO, _tr("What does it sound like?")),
        ),
        _TEXT: ((_TEXT, _tr("Summarise it")), (_IMAGE, _tr("Make an image of it"))),
    }[next(iter(kinds))]
