"""All conversions of this window, folded from their events; says what the engine does next, one request at a time."""

from __future__ import annotations

import random
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from modaverse_desktop.core.conversion import Conversion, State, WrongState, advance
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import (
    Approved,
    ArtifactReady,
    AskedAgain,
    Cancelled,
    ConversionEvent,
    Edited,
    EngineFailed,
    EngineProgress,
    EngineReady,
    Event,
    Failed,
    Finished,
    GenerationStarted,
    Progress,
    Proposed,
    Started,
)
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Cancel, Generate, Interpret, Request, Sampling

LONGEST_INSTRUCTION = 8_000
"""Characters; more cannot be read by any model we have."""
_SEEDS = 2**31
_AGAIN_TEMPERATURE = 0.7
_AGAIN_TOP_P = 0.9
"""The first proposal is the model's best guess; asking again draws another one."""


class ConversionQueue(QObject):
    """Holds the conversions and feeds `send`; never blocks. One request is with the engine at any time."""

    added = Signal(str)
    changed = Signal(str)
    removed = Signal(str)
    engine_changed = Signal(object)
    """An `EngineEvent`: not about any conversion."""

    def __init__(
        self,
        send: Callable[[Request], None],
        stack: str,
        folder: Callable[[], Path],
        stem: Callable[[Conversion], str],
        approves_text: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__()
        self._send = send
        self._stack = stack
        self._folder = folder
        self._stem = stem
        self._approves_text = approves_text
        self._conversions: dict[str, Conversion] = {}
        self._waiting: deque[str] = deque()
        self._with_engine: str | None = None
        self._forgotten: set[str] = set()

    # --- looking ------------------------------------------------------------------------------------------------------

    def __getitem__(self, conversion: str) -> Conversion:
        return self._conversions[conversion]

    def __contains__(self, conversion: str) -> bool:
        return conversion in self._conversions

    def conversions(self) -> tuple[Conversion, ...]:
        """All of them, oldest first."""
        return tuple(self._conversions.values())

    def ahead_of(self, conversion: str) -> int:
        """How many requests the engine does before this one; 0 if it is running or not waiting."""
        if conversion not in self._waiting:
            return 0
        return self._waiting.index(conversion) + (self._with_engine is not None)

    # --- what the user wants; a click that comes too late does nothing ------------------------------------------------

    def submit(self, instruction: str, media: Sequence[Media], seed: int = 0) -> str:
        """Queue a new conversion and return its id.

        Raises:
            AppError: there is nothing to do, or more than any model can read.
        """
        text = instruction.strip()
        if not text:
            raise AppError(
                "Write what you want first",
                hint="Say it in a sentence, or pick one of the suggestions.",
                kind=ErrorKind.INPUT,
            )
        if len(text) > LONGEST_INSTRUCTION:
            raise AppError(
                "The instruction is too long",
                detail=f"It has {len(text):,} characters; {LONGEST_INSTRUCTION:,} can be read.",
                hint="Keep the sentence that says what you want, and drop the rest.",
                kind=ErrorKind.INPUT,
            )
        conversion = Conversion(id=uuid.uuid4().hex, instruction=text, media=tuple(media), stack=self._stack, seed=seed)
        self._add(conversion)
        self._enqueue(conversion.id)
        return conversion.id

    def edit(self, conversion: str, invocations: Sequence[Invocation]) -> None:
        """Replace the proposal's invocations by the user's."""
        if self._proposed(conversion) and tuple(invocations) != self[conversion].invocations:
            self._apply(Edited(conversion, tuple(invocations)))

    def approve(self, conversion: str) -> None:
        """Let the invocations run, as they stand."""
        if not self._proposed(conversion):
            return
        self._apply(Approved(conversion))
        if all(invocation.task is Modality.TEXT for invocation in self[conversion].invocations):
            self._fulfil(conversion)
        else:
            self._enqueue(conversion)

    def ask_again(self, conversion: str, seed: int | None = None) -> None:
        """Ask the model for another proposal, with another seed."""
        if not self._proposed(conversion):
            return
        self._apply(AskedAgain(conversion, random.randrange(1, _SEEDS) if seed is None else seed))
        self._enqueue(conversion)

    def cancel(self, conversion: str) -> None:
        """Stop it, whatever it is doing; artifacts made so far stay. Nothing happens if it has ended."""
        if self[conversion].state.terminal:
            return
        if self._with_engine == conversion:
            self._send(Cancel(conversion))
            self._apply(Progress(conversion, "Stopping", None), quietly=True)
            return
        if conversion in self._waiting:
            self._waiting.remove(conversion)
        self._apply(Cancelled(conversion))

    def cancel_all(self) -> None:
        """Stop everything that runs or waits for the engine; proposals that wait for the user stay."""
        for conversion in [*self._waiting, *([self._with_engine] if self._with_engine else [])]:
            self.cancel(conversion)

    def again(self, conversion: str) -> str:
        """A new conversion with the same instruction and media; returns its id.

        One that was done is asked with another seed; one that failed or was stopped gets what it was meant to get.
        """
        old = self[conversion]
        done = old.state is State.DONE
        return self.submit(old.instruction, old.media, random.randrange(1, _SEEDS) if done else old.seed)

    def reopen(self, conversion: str) -> str:
        """A new conversion that stands where the old one stood before approval, to be edited; returns its id."""
        old = self[conversion]
        new = uuid.uuid4().hex
        self._add(Conversion(id=new, instruction=old.instruction, media=old.media, stack=old.stack, seed=old.seed))
        self._apply(Started(new), quietly=True)
        self._apply(Proposed(new, old.meta_response, old.proposal, old.unread, old.interpret_seconds), quietly=True)
        self._apply(Edited(new, old.invocations))
        return new

    def remove(self, conversion: str) -> None:
        """Forget it; what is still running is stopped first. Files stay."""
        self._forgotten.add(conversion)
        self.cancel(conversion)
        self._forget_ended()

    # --- what the engine says -----------------------------------------------------------------------------------------

    @Slot(object)
    def receive(self, event: Event) -> None:
        """Fold an event of the engine."""
        if isinstance(event, EngineReady | EngineProgress | EngineFailed):
            self.engine_changed.emit(event)
            return
        if event.conversion not in self._conversions:
            return
        self._apply(event, quietly=True)
        if isinstance(event, Proposed | Finished | Failed | Cancelled) and event.conversion == self._with_engine:
            self._with_engine = None
            self._next()
        if isinstance(event, Proposed):
            self._approve_text(event.conversion)
        self._forget_ended()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _proposed(self, conversion: str) -> bool:
        return conversion in self and self[conversion].state is State.PROPOSED

    def _add(self, conversion: Conversion) -> None:
        self._conversions[conversion.id] = conversion
        self.added.emit(conversion.id)

    def _apply(self, event: ConversionEvent, *, quietly: bool = False) -> None:
        """Fold `event`; `quietly` drops one that comes too late, as an engine's may after a cancel."""
        try:
            self._conversions[event.conversion] = advance(self[event.conversion], event)
        except WrongState:
            if not quietly:
                raise
            return
        self.changed.emit(event.conversion)

    def _forget_ended(self) -> None:
        for conversion in [c for c in self._forgotten if self[c].state.terminal]:
            self._forgotten.discard(conversion)
            del self._conversions[conversion]
            self.removed.emit(conversion)

    def _enqueue(self, conversion: str) -> None:
        self._waiting.append(conversion)
        self._next()
        if conversion in self._waiting:
            self.changed.emit(conversion)  # it can say now how many are ahead of it

    def _next(self) -> None:
        if self._with_engine is not None or not self._waiting:
            return
        self._with_engine = self._waiting.popleft()
        self._send(self._request(self[self._with_engine]))
        for waiting in self._waiting:
            self.changed.emit(waiting)  # one fewer ahead of it

    def _request(self, conversion: Conversion) -> Request:
        if conversion.state is State.QUEUED:
            sampling = Sampling(conversion.seed, _AGAIN_TEMPERATURE, _AGAIN_TOP_P) if conversion.seed else Sampling()
            return Interpret(conversion.id, conversion.instruction, conversion.media, conversion.stack, sampling)
        return Generate(
            conversion=conversion.id,
            invocations=conversion.invocations,
            media=conversion.media,
            stack=conversion.stack,
            folder=self._folder(),
            stem=self._stem(conversion),
        )

    def _approve_text(self, conversion: str) -> None:
        """An answer in words is there already; if the user likes it so, it needs no approval."""
        proposed = self[conversion]
        only_text = bool(proposed.invocations) and all(i.task is Modality.TEXT for i in proposed.invocations)
        if proposed.state is State.PROPOSED and only_text and not proposed.unread and self._approves_text():
            self.approve(conversion)

    def _fulfil(self, conversion: str) -> None:
        """Text invocations need no generator: they are their own artifacts."""
        for position, invocation in enumerate(self[conversion].invocations):
            self._apply(GenerationStarted(conversion, position))
            self._apply(
                ArtifactReady(conversion, Artifact(task=Modality.TEXT, invocation=position, text=invocation.prompt))
            )
        self._apply(Finished(conversion))
