"""Instructions that fit what was dropped: ranked, offered, never guessed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication

from modaverse_desktop.core.modality import Modality

MOST = 4
_CONTEXT = "suggestions"
_TEXT, _IMAGE, _AUDIO, _VIDEO = Modality.TEXT, Modality.IMAGE, Modality.AUDIO, Modality.VIDEO


def _offer(text: str) -> str:
    """What is sent stays English, which every model reads; `shown` says it in the user's language."""
    return text


def shown(suggestion: str) -> str:
    """What the user reads on its chip."""
    return QCoreApplication.translate(_CONTEXT, suggestion)


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
            (_IMAGE, _offer("Draw a red apple")),
            (_IMAGE, _offer("Make a picture of a cat")),
            (_AUDIO, _offer("Make the sound of rain on a roof")),
            (_VIDEO, _offer("Make a clip of waves on a beach")),
            (_IMAGE, _offer("Draw a sailing boat")),
        )
    if each or len(modalities) == 1:
        return _for_one(kinds)
    if kinds == {_IMAGE}:
        return (
            (_TEXT, _offer("What do these have in common?")),
            (_TEXT, _offer("Describe them in order")),
            (_IMAGE, _offer("Combine them in a picture")),
            (_VIDEO, _offer("Make a clip of them")),
        )
    if kinds == {_AUDIO}:
        return (
            (_TEXT, _offer("What do I hear, in order?")),
            (_TEXT, _offer("How do these sounds differ?")),
            (_IMAGE, _offer("Draw the place where one hears these")),
        )
    if kinds == {_VIDEO}:
        return (
            (_TEXT, _offer("What happens in each of them?")),
            (_TEXT, _offer("How do these clips differ?")),
            (_IMAGE, _offer("Make a picture that sums them up")),
        )
    if kinds == {_IMAGE, _AUDIO}:
        return (
            (_TEXT, _offer("Does the sound fit the picture?")),
            (_TEXT, _offer("Describe them in order")),
            (_VIDEO, _offer("Make a clip of the picture with this sound")),
            (_IMAGE, _offer("Put what I hear into the picture")),
        )
    return (
        (_TEXT, _offer("What do these have in common?")),
        (_TEXT, _offer("Describe them in order")),
        (_IMAGE, _offer("Make a picture that sums them up")),
    )


def _for_one(kinds: set[Modality]) -> tuple[tuple[Modality, str], ...]:
    """For a single medium, or for each of many that may be of several kinds."""
    if len(kinds) > 1:
        return (
            (_TEXT, _offer("Describe it")),
            (_IMAGE, _offer("Make an image of it")),
            (_IMAGE, _offer("Make an icon of this")),
        )
    return {
        _IMAGE: (
            (_TEXT, _offer("What is this?")),
            (_TEXT, _offer("Describe it")),
            (_IMAGE, _offer("Make an icon of this")),
            (_AUDIO, _offer("What does it sound like?")),
            (_VIDEO, _offer("Let it move")),
            (_IMAGE, _offer("Draw it as a cartoon")),
        ),
        _AUDIO: (
            (_TEXT, _offer("What do I hear?")),
            (_TEXT, _offer("Where was this recorded?")),
            (_IMAGE, _offer("Make an image of it")),
            (_VIDEO, _offer("Make a clip that fits it")),
        ),
        _VIDEO: (
            (_TEXT, _offer("What happens here?")),
            (_TEXT, _offer("Describe it")),
            (_IMAGE, _offer("Make an image of it")),
            (_AUDIO, _offer("What does it sound like?")),
        ),
        _TEXT: ((_TEXT, _offer("Summarise it")), (_IMAGE, _offer("Make an image of it"))),
    }[next(iter(kinds))]
