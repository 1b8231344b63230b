"""Asking: several queries on their way, every step in the journal first; nothing is asked twice, or for ever."""

from __future__ import annotations

import random
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.wording import said
from modaverse_desktop.training.construction.generation.answers import CUT, DUPLICATES
from modaverse_desktop.training.construction.generation.chat import Chat, Refused
from modaverse_desktop.training.construction.generation.estimate import LETTERS_A_TOKEN, TOKENS_A_PAIR
from modaverse_desktop.training.construction.generation.journal import REPAIR, State
from modaverse_desktop.training.construction.generation.pace import Pace, back_off
from modaverse_desktop.training.construction.generation.wording import Messages, correction, letters, question

if TYPE_CHECKING:
    from modaverse_desktop.training.construction.generation.run import Generation

_HOPELESS = 5
"""So many queries given up one after the other: the endpoint is down, and asking on wastes the user's time."""
_JUDGED = 20
"""So many answers are judged together: if too little of them is of use, asking on wastes the user's money."""
_USEFUL = 0.05


@dataclass(frozen=True)
class Progress:
    """What a caller hears twice a second, and after each answer."""

    samples: int
    wanted: int
    answers: int
    """In this run."""
    on_the_way: int
    """Queries that have no answer yet."""
    seconds_left: float | None
    """None: unknown."""
    trouble: str = ""
    """Why the last answer did not come, until another one does."""
    stopping: bool = False
    """Nothing new is asked; what is on its way is waited for, since it is paid."""


Tell = Callable[[Progress], None]


class Asking:
    """One run of a generation. Its threads only ask and write into the journal; all else is done by who calls `go`."""

    def __init__(self, generation: Generation, chat: Chat, tell: Tell, stop: Event) -> None:
        self.generation, self.chat, self.tell, self.stop = generation, chat, tell, stop
        self.journal, self.collection = generation.journal, generation.collection
        self.model = generation.settings.model
        self.pace = Pace(self.model.requests_per_minute, self.model.tokens_per_minute)
        self.waiting: dict[Future[bool], str] = {}
        self.trouble = ""
        self.judged: deque[tuple[int, Counter[str]]] = deque(maxlen=_JUDGED)
        """Of each answer, how many pairs were kept, and why the others were not."""
        self.began, self.taken, self.given_up = time.monotonic(), len(self.journal.answers), 0
        self.at_start, self.taken_at_start = len(self.collection.samples), self.taken
        refused = [name for name, query in self.journal.queries.items() if query.state is State.REFUSED]
        self.refused = [name for name in refused if not name.endswith(REPAIR)]
        self.number = 1 + max((int(name.removesuffix(REPAIR)) for name in self.journal.queries), default=-1)

    def go(self) -> None:
        """See `Generation.run`."""
        try:
            while self._fill() or self.waiting:
                self._wait()
        except BaseException:
            self.stop.set()
            with suppress(KeyboardInterrupt):
                while self.waiting:  # it has been asked for, and paid
                    self._report()
                    self._wait_some()
            raise
        finally:
            self._take_new()

    def _fill(self) -> bool:
        """Send what there is room for; whether anything was sent."""
        sent = False
        while not self.stop.is_set() and len(self.waiting) < self.model.at_once:
            name = self._next()
            if name is None:
                break
            future: Future[bool] = Future()
            self.waiting[future] = name
            Thread(target=self._fulfil, args=(future, name), daemon=True).start()  # it may be left behind
            sent = True
        return sent

    def _wait(self) -> None:
        self._report()
        for future, name in self._wait_some():
            if future.result():
                self.given_up = 0
            elif self.journal.queries[name].state is State.GIVEN_UP:
                self._give_up(name)
            self._take_new()
            self._judge()

    def _wait_some(self) -> list[tuple[Future[bool], str]]:
        """What came within half a second; it is not on its way any more."""
        done, _ = wait(self.waiting, timeout=0.5, return_when=FIRST_COMPLETED)
        return [(future, self.waiting.pop(future)) for future in done]

    def _next(self) -> str | None:
        """The query to send now, in the journal already: a repair, one that was refused before, or a new one."""
        on_the_way = set(self.waiting.values())
        if self.generation.missing <= sum(map(self._pairs_of, on_the_way)):
            return None
        for first in self.collection.unrepaired:
            name = f"{first}{REPAIR}"
            if name not in on_the_way:
                return self._noted(name)
        if self.refused:
            return self._noted(self.refused.pop(0))
        self.number += 1
        return self._noted(str(self.number - 1))

    def _pairs_of(self, name: str) -> int:
        """How many a query asks for."""
        first = name.removesuffix(REPAIR)
        if name == first:
            return self.generation.settings.per_query
        wrong = self.collection.unrepaired.get(first)
        return len(wrong.problems) if wrong else 0

    def _noted(self, name: str) -> str:
        """Write it down before it is sent."""
        if name in self.journal.queries:
            self.journal.again(name)
        elif name.endswith(REPAIR):
            self.journal.ask(name, self.journal.queries[name.removesuffix(REPAIR)].plan)
        else:
            self.journal.ask(name, self.generation.planner.plan(int(name), self.collection.accepted))
        return name

    def _messages(self, name: str) -> Messages:
        first = name.removesuffix(REPAIR)
        query = self.journal.queries[first]
        if name == first:
            return question(query.plan)
        wrong = self.collection.unrepaired[first]
        return correction(query.plan, query.text, wrong.problems, wrong.whole)

    def _fulfil(self, future: Future[bool], name: str) -> None:
        """What a thread of its own does."""
        try:
            future.set_result(self._ask(name))
        except BaseException as error:
            future.set_exception(error)

    def _ask(self, name: str) -> bool:
        """Ask until there is an answer, it is hopeless, or the run is stopped. Whether there is an answer."""
        messages = self._messages(name)
        answer_tokens = self.generation.settings.per_query * TOKENS_A_PAIR
        tokens = letters(messages) // LETTERS_A_TOKEN + answer_tokens
        dice = random.Random(name)
        for tries in range(1, self.model.tries + 1):
            if tries > 1:
                self.journal.again(name)
            if self.stop.wait(self.pace.reserve(tokens)):
                self.journal.refused(name, "stopped before it was sent")
                return False
            try:
                answer = self.chat.ask(messages)
            except Refused as refusal:
                self.journal.refused(name, refusal.why)
                if tries == self.model.tries:
                    self.journal.given_up(name, refusal.why)
                    return False
                pause = back_off(tries, self.model.first_wait, self.model.longest_wait, refusal.wait, dice)
                if refusal.wait is not None:
                    self.pace.hold_back(refusal.wait)
                self.trouble = f"{refusal.why}, asked again in {said(pause)}"
                if self.stop.wait(pause):
                    return False
                continue
            except BaseException as error:
                self.journal.refused(name, f"{type(error).__name__}")
                raise
            self.journal.answered(name, answer.text, answer.tokens)
            self.trouble = ""
            return True
        return False

    def _give_up(self, name: str) -> None:
        first = name.removesuffix(REPAIR)
        if name != first:
            self.collection.drop_repair(first)
        else:
            self.generation.planner.finished(self.journal.queries[name].plan)
        self.given_up += 1
        if self.given_up >= _HOPELESS:
            raise AppError(
                "The chat model does not answer any more",
                f"The last {_HOPELESS} queries were given up: {self.journal.queries[name].why}",
                "Is it running, and the address right? Run the command again later; it goes on where it stopped.",
                ErrorKind.RESOURCES,
            )

    def _take_new(self) -> None:
        """Take answers in the journal's order, so that a replay gives the same samples."""
        for name in self.journal.answers[self.taken :]:
            query = self.journal.queries[name]
            self.judged.append(self.collection.take(name, query.plan, query.text))
            if not name.endswith(REPAIR):
                self.generation.planner.finished(query.plan)
            self.taken += 1
            self._report()

    def _judge(self) -> None:
        """Raises AppError(MODEL) if the last answers were nearly all of no use."""
        kept, lost = sum(good for good, _ in self.judged), sum((bad for _, bad in self.judged), Counter[str]())
        if len(self.judged) < _JUDGED or kept >= _USEFUL * (kept + lost.total()):
            return
        reason, count = lost.most_common(1)[0]
        hint = "Read its answers in journal.jsonl; another model may do better."
        if reason in DUPLICATES:
            hint = "Give it more captions, or raise `temperature`."
        elif reason == CUT:
            hint = "Raise `answer_tokens`, or lower `per_query`."
        raise AppError(
            "The chat model's answers are hardly of use any more",
            f"Of the last {kept + lost.total()} pairs {kept} could be kept; {count} times: {reason}",
            f"{hint} What was answered is kept.",
            ErrorKind.MODEL,
        )

    def _report(self) -> None:
        samples, wanted = len(self.collection.samples), self.generation.settings.count
        gained = samples - self.at_start
        seconds = time.monotonic() - self.began
        left = seconds / gained * max(0, wanted - samples) if gained > 0 else None
        answers, stopping = self.taken - self.taken_at_start, self.stop.is_set()
        self.tell(Progress(samples, wanted, answers, len(self.waiting), left, self.trouble, stopping))
