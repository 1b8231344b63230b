"""All conversions of this window, folded from their events; says what the engine does next, one request at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from modaverse_desktop.core.chaining import as_planned
from modaverse_desktop.core.conversion import Conversion, State, WrongState, advance, interrupted, started_from
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import (
    Approved,
    AskedAgain,
    Cancelled,
    ConversionEvent,
    Edited,
    EngineEvent,
    Event,
    Failed,
    MemoryTold,
    Progress,
    Proposed,
    Started,
)
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.request import Cancel, Request
from modaverse_desktop.service.queue_line import End, Pause, QueueLine
from modaverse_desktop.service.queue_requests import Plan, Wishes, answered, is_answer, new_id, other_seed

_WAITING = (State.QUEUED, State.APPROVED)


class ConversionQueue(QObject):
    """Holds the conversions and feeds `send`; never blocks. One request is with the engine at any time."""

    added = Signal(str)
    changed = Signal(str)
    removed = Signal(str)
    line_changed = Signal()
    """What waits, its order, what is with the engine, or the pause; not for what `changed` tells."""
    engine_changed = Signal(object)
    """An `EngineEvent`: not about any conversion."""
    memory_changed = Signal(object)
    """`Memory`: which models the engine holds."""

    def __init__(
        self,
        send: Callable[[Request], None],
        stack: str,
        folder: Callable[[], Path],
        naming: Callable[[], str],
        approves_text: Callable[[], bool] = lambda: False,
        records: Callable[[], bool] = lambda: True,
        plan_of: Callable[[Conversion, Plan], Plan] = lambda conversion, plan: plan,
    ) -> None:
        super().__init__()
        self._send = send
        self._wishes = Wishes(stack, folder, naming, approves_text, records, plan_of)
        self._conversions: dict[str, Conversion] = {}
        self._line = QueueLine()
        self._forgotten: set[str] = set()
        self._left = False

    def use_stack(self, stack: str) -> None:
        """Conversions from now on are interpreted by this one."""
        self._wishes = replace(self._wishes, stack=stack)

    # --- looking ------------------------------------------------------------------------------------------------------

    def __getitem__(self, conversion: str) -> Conversion:
        return self._conversions[conversion]

    def __contains__(self, conversion: str) -> bool:
        return conversion in self._conversions

    def conversions(self) -> tuple[Conversion, ...]:
        """All of them, oldest first."""
        return tuple(self._conversions.values())

    def waiting(self) -> tuple[str, ...]:
        """Those that wait for the engine, the next one first."""
        return tuple(self._line.waiting)

    def running(self) -> str | None:
        """The one that is with the engine."""
        return self._line.running

    def paused(self) -> Pause | None:
        """Why nothing more is given to the engine; None if it is."""
        return self._line.pause

    def ahead_of(self, conversion: str) -> int:
        """How many requests the engine does before this one; 0 if it is running or not waiting."""
        return self._line.ahead_of(conversion)

    # --- the line -----------------------------------------------------------------------------------------------------

    def pause(self) -> None:
        """Give nothing more to the engine; what is with it ends."""
        self._line.pause = Pause.USER
        self.line_changed.emit()

    def resume(self) -> None:
        """Go on."""
        self._line.resume()
        self._next()

    def move(self, conversion: str, place: int) -> None:
        """Let a waiting one be the `place`-th that is done next, from 0."""
        if self._line.move(conversion, place):
            self.line_changed.emit()

    def restore(self, conversions: Iterable[Conversion], order: Sequence[str] = ()) -> None:
        """Take back what an earlier run left, before all others: proposals as they were, the rest waits for `resume`.

        Those named in `order` wait in that order, the others behind them in their own.
        """
        back = {one.id: interrupted(one) for one in conversions if one.id not in self}
        self._conversions = {**back, **self._conversions}
        for conversion in back:
            self.added.emit(conversion)
        if self._line.put_first([one.id for one in back.values() if one.state in _WAITING], order):
            self.line_changed.emit()

    def leave(self) -> None:
        """The window closes: what the engine says from now on, on its way out, is not what the user wanted."""
        self._left = True

    # --- what the user wants; a click that comes too late does nothing ------------------------------------------------

    def submit(self, instruction: str, media: Sequence[Media], seed: int = 0) -> str:
        """Queue a new conversion and return its id.

        Raises:
            AppError: there is nothing to do, or more than any model can read.
        """
        conversion = self._wishes.conversion(instruction, media, seed)
        self._add(conversion)
        self._enqueue(conversion.id)
        return conversion.id

    def submit_batch(self, instruction: str, media: Iterable[Media]) -> str:
        """Queue one conversion for each medium, all with the same instruction; returns the id of the batch.

        Raises:
            AppError: as `submit` does.
        """
        batch = new_id()
        conversions = [self._wishes.conversion(instruction, [medium], batch=batch) for medium in media]
        for conversion in conversions:
            self._add(conversion)
        self._line.waiting += [conversion.id for conversion in conversions]
        self._next()
        return batch

    def edit(self, conversion: str, invocations: Sequence[Invocation]) -> None:
        """Replace the proposal's invocations by the user's."""
        if self._proposed(conversion) and tuple(invocations) != self[conversion].invocations:
            self._apply(Edited(conversion, tuple(invocations)))

    def approve(self, *conversions: str) -> None:
        """Let the invocations run, as they stand; what is no proposal, or an empty one, is passed over."""
        for conversion in filter(self._proposed, conversions):
            if self[conversion].approved:
                self._approved(Approved(conversion))
        self._next()

    def approve_some(self, conversion: str, positions: Iterable[int]) -> None:
        """Let only the invocations at these positions run; the others are a proposal again when these are made."""
        open_ones = self[conversion].approved if self._proposed(conversion) else ()
        if chosen := tuple(place for place in positions if place in open_ones):
            self._approved(Approved(conversion, chosen))
            self._next()

    def ask_again(self, conversion: str, seed: int | None = None) -> None:
        """Ask the model for another proposal, with another seed; not when a part of this one was approved."""
        if not self._proposed(conversion) or self[conversion].settled:
            return
        self._apply(AskedAgain(conversion, other_seed() if seed is None else seed))
        self._enqueue(conversion)

    def cancel(self, *conversions: str) -> None:
        """Stop them, whatever they are doing; artifacts made so far stay. Nothing happens to what has ended."""
        self._line.drop(conversions)
        for conversion in conversions:
            if self._line.running == conversion:
                self._send(Cancel(conversion))
                self._apply(Progress(conversion, "Stopping", None), quietly=True)
            elif not self[conversion].state.terminal:
                self._apply(Cancelled(conversion))
        self.line_changed.emit()

    def cancel_all(self) -> None:
        """Stop everything that runs or waits for the engine; proposals that wait for the user stay."""
        self.cancel(*self._line.waiting, *([self._line.running] if self._line.running else []))

    def again(self, conversion: str) -> str:
        """A new conversion with the same instruction and media; returns its id.

        One that was done is asked with another seed; one that failed or was stopped gets what it was meant to get.
        """
        old = self[conversion]
        done = old.state is State.DONE
        return self.submit(old.instruction, old.media, other_seed() if done else old.seed)

    def reopen(self, conversion: str) -> str:
        """A new conversion that stands where the old one stood before approval, to be edited; returns its id."""
        return self.bring_back(self[conversion])

    def bring_back(self, old: Conversion) -> str:
        """As `reopen`, for a conversion that need not be here: one of the history."""
        return self._stand(replace(old, invocations=as_planned(old.invocations)))

    def _stand(self, old: Conversion) -> str:
        """A new conversion with the same proposal and plan, which stands before approval."""
        new = new_id()
        media = started_from(old)
        self._add(Conversion(id=new, instruction=old.instruction, media=media, stack=old.stack, seed=old.seed))
        self._apply(Started(new), quietly=True)
        self._apply(Proposed(new, old.meta_response, old.proposal, old.unread, old.interpret_seconds), quietly=True)
        self._apply(Edited(new, old.invocations))
        return new

    def propose(self, instruction: str, invocations: Sequence[Invocation], meta_response: str = "") -> str:
        """A new conversion with a plan that nobody need ask the model for, to be looked at; returns its id."""
        return self.bring_back(self._wishes.plan(instruction, invocations, meta_response))

    def run(self, old: Conversion, invocations: Sequence[Invocation]) -> str:
        """As `bring_back`, but with these invocations, and approved at once: the model is not asked; returns its id."""
        new = self._stand(replace(old, invocations=tuple(invocations)))
        self.approve(new)
        return new

    def remove(self, *conversions: str) -> None:
        """Forget them; what is still running is stopped first. Files stay."""
        self._forgotten.update(conversions)
        self.cancel(*conversions)
        self._forget_ended()

    # --- what the engine says -----------------------------------------------------------------------------------------

    @Slot(object)
    def receive(self, event: Event) -> None:
        """Fold an event of the engine."""
        if isinstance(event, EngineEvent):
            self.engine_changed.emit(event)
            return
        if isinstance(event, MemoryTold):
            self.memory_changed.emit(event.memory)
            return
        if self._left or event.conversion not in self:
            return
        if isinstance(event, Proposed):
            event = replace(event, invocations=self._wishes.plan_of(self[event.conversion], event.invocations))
        self._apply(event, quietly=True)
        if isinstance(event, End) and event.conversion == self._line.running:
            self._line.let_out(event)
            self._next()
        if isinstance(event, Proposed) and self._wishes.count_as_approved(self[event.conversion]):
            self.approve(event.conversion)
        self._forget_ended()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _proposed(self, conversion: str) -> bool:
        return conversion in self and self[conversion].state is State.PROPOSED

    def _approved(self, event: Approved) -> None:
        self._apply(event)
        if is_answer(self[event.conversion]):
            for answer in answered(self[event.conversion]):
                self._apply(answer)
        else:
            self._line.waiting.append(event.conversion)

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
        for conversion in [c for c in self._forgotten if c != self._line.running]:
            if not self[conversion].state.terminal:  # the rest of a plan came back while it was being stopped
                self._apply(Cancelled(conversion))
            self._forgotten.discard(conversion)
            del self._conversions[conversion]
            self.removed.emit(conversion)

    def _enqueue(self, conversion: str) -> None:
        self._line.waiting.append(conversion)
        self._next()

    def _next(self) -> None:
        """Give the engine what comes next, if it may have something."""
        while conversion := self._line.let_in():
            try:
                self._send(self._wishes.request(self[conversion]))
            except AppError as error:  # there is no folder to write to
                failed = Failed(conversion, error)
                self._apply(failed)
                self._line.let_out(failed)
        self.line_changed.emit()
