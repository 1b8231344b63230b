"""A queue without an engine: requests are collected in a list, events are written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from modaverse_desktop.core import events
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Request
from modaverse_desktop.service.conversion_queue import ConversionQueue

CAT = Invocation(Modality.IMAGE, "a cat")
PIANO = Invocation(Modality.TEXT, "a grand piano")
PICTURE = Media(Path("/pictures/piano.png"), Modality.IMAGE)


class Desk:
    """A queue and what it sent."""

    def __init__(
        self,
        *,
        approves_text: bool = False,
        records: bool = True,
        folder: Callable[[], Path] = lambda: Path("/made"),
    ) -> None:
        self.sent: list[Request] = []
        self.queue = ConversionQueue(
            send=self.sent.append,
            stack="starter",
            folder=folder,
            naming=lambda: "20261123-{prompt}",
            approves_text=lambda: approves_text,
            records=lambda: records,
        )

    def propose(self, conversion: str, *invocations: Invocation, unread: tuple[str, ...] = ()) -> None:
        """The engine reads and proposes."""
        self.queue.receive(events.Started(conversion))
        self.queue.receive(events.Proposed(conversion, "raw", invocations or (CAT,), unread))

    def proposed(self, *invocations: Invocation) -> str:
        """A conversion that waits for the user."""
        conversion = self.queue.submit("make it", [PICTURE])
        self.propose(conversion, *invocations)
        return conversion
