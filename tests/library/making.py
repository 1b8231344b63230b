"""Conversions to put into a history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """So long after noon."""
    return NOON + timedelta(minutes=minutes)


def picture(
    id: str,
    instruction: str = "Make an icon of this",
    prompt: str = "a cat",
    *,
    edited: str = "",
    generator: str = "painter",
    media: tuple[Path, ...] = (),
    path: Path | None = None,
) -> Conversion:
    """One that made a picture."""
    proposal = Invocation(Modality.IMAGE, prompt)
    asked = Invocation(Modality.IMAGE, edited) if edited else proposal
    made = Artifact(Modality.IMAGE, 0, path=path or Path(f"/output/{id}.png"), seed=7, generator=generator)
    given = tuple(Media(path, Modality.IMAGE) for path in media)
    return Conversion(
        id,
        instruction,
        given,
        "starter",
        state=State.DONE,
        proposal=(proposal,),
        invocations=(asked,),
        artifacts=(made,),
    )


def answer(id: str, instruction: str = "What is this?", text: str = "a grand piano") -> Conversion:
    """One that was answered in words."""
    said = Invocation(Modality.TEXT, text)
    made = Artifact(Modality.TEXT, 0, text=text)
    return Conversion(
        id, instruction, (), "starter", state=State.DONE, proposal=(said,), invocations=(said,), artifacts=(made,)
    )


def waiting(id: str, state: State = State.QUEUED) -> Conversion:
    """One that has not ended."""
    return Conversion(id, "Draw a house", (), "starter", state=state)
