"""The generation itself: several queries on their way, every step journalled first, nothing asked twice."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.training.config import plain
from modaverse_desktop.training.construction.files import write_samples
from modaverse_desktop.training.construction.generation.chat import Chat, Refused
from modaverse_desktop.training.construction.generation.collecting import Collection
from modaverse_desktop.training.construction.generation.estimate import (
    LETTERS_A_TOKEN,
    TOKENS_A_PAIR,
    Estimate,
    estimate,
)
from modaverse_desktop.training.construction.generation.journal import REPAIR, Journal, State
from modaverse_desktop.training.construction.generation.pace import Pace, back_off
from modaverse_desktop.training.construction.generation.planning import Planner, read_sources
from modaverse_desktop.training.construction.generation.report import as_markdown, report_of
from modaverse_desktop.training.construction.generation.settings import GenerationSettings
from modaverse_desktop.training.construction.generation.wording import Messages, correction, letters, question

_HOPELESS = 5
"""So many queries given up one after the other: the endpoint is down, and asking on wastes the user's time."""
_KEPT = ("seed", "per_query", "longest", "likeness", "candidates", "references", "seeds_shown", "references_shown")
"""Settings that a journal cannot be continued without; `count`, speed and prices may change."""


@dataclass(frozen=True)
class Progress:
    """What a caller hears: samples so far of those wanted, answers in this run, seconds left (None: unknown)."""

    samples: int
    wanted: int
    answers: int
    seconds_left: float | None


Tell = Callable[[Progress], None]


class Generation:
    """Opened on a folder, new or begun; `run` may be called until `missing` is 0."""

    def __init__(self, settings: GenerationSettings) -> None:
        """Raises AppError if captions or journal cannot be read."""
        self.settings = settings
        self.folder = settings.output
        candidates = read_sources(settings.candidates, settings.captions_kept, settings.seed)
        references = read_sources(settings.references, settings.captions_kept, settings.seed)
        self.planner = Planner(settings, candidates, references)
        kept = {name: value for name, value in _as_json(settings).items() if name in _KEPT}
        self.journal = Journal.open(self.folder / "journal.jsonl", kept)
        self.collection = Collection(settings)
        self.collection.replay(self.journal)

    @property
    def missing(self) -> int:
        """Samples still to be had."""
        return max(0, self.settings.count - len(self.collection.samples))

    def estimate(self) -> Estimate:
        """For what is missing."""
        return estimate(self.settings, self.planner, self.missing)

    def run(self, chat: Chat, tell: Tell, stop: threading.Event | None = None) -> None:
        """Ask until there are enough samples or `stop` is set; what is on its way then is waited for and kept.

        Raises AppError if the endpoint refuses for good, or answers nothing any more.
        """
        _Run(self, chat, tell, stop or threading.Event()).go()

    def write(self) -> dict[str, Any]:
        """Write samples.jsonl, report.json and report.md; returns the report."""
        write_samples(self.collection.samples, self.folder / "samples.jsonl")
        report = report_of(self.collection, self.journal)
        write_atomically(
            self.folder / "report.json", (json.dumps(report, indent=2, ensure_ascii=False) + "\n").encode()
        )
        write_atomically(self.folder / "report.md", as_markdown(report, self.collection).encode())
        return report

    def close(self) -> None:
        """Close the journal."""
        self.journal.close()


class _Run:
    def __init__(self, generation: Generation, chat: Chat, tell: Tell, stop: threading.Event) -> None:
        self.generation, self.chat, self.tell, self.stop = generation, chat, tell, stop
        self.journal, self.collection = generation.journal, generation.collection
        self.model = generation.settings.model
        self.pace = Pace(self.model.requests_per_minute, self.model.tokens_per_minute)
        self.waiting: dict[Future[bool], str] = {}
        self.began, self.taken, self.given_up = time.monotonic(), len(self.journal.answers), 0
        self.at_start, self.taken_at_start = len(self.collection.samples), self.taken
        refused = [name for name, query in self.journal.queries.items() if query.state is State.REFUSED]
        self.refused = [name for name in refused if not name.endswith(REPAIR)]
        self.number = 1 + max((int(name.removesuffix(REPAIR)) for name in self.journal.queries), default=-1)

    def go(self) -> None:
        pool = ThreadPoolExecutor(self.model.concurrency, thread_name_prefix="ask")
        try:
            while self._fill(pool) or self.waiting:
                done, _ = wait(self.waiting, timeout=0.5, return_when=FIRST_COMPLETED)
                for future in done:
                    self._finish(self.waiting.pop(future), future)
        except BaseException:
            self.stop.set()
            raise
        finally:
            pool.shutdown(wait=True)  # what is on its way has been asked for, and paid
            self._take_new()

    def _fill(self, pool: ThreadPoolExecutor) -> bool:
        """Send what there is room for; whether anything was sent."""
        sent = False
        while not self.stop.is_set() and len(self.waiting) < self.model.concurrency:
            name = self._next()
            if name is None:
                break
            self.waiting[pool.submit(self._ask, name)] = name
            sent = True
        return sent

    def _next(self) -> str | None:
        """The query to send now, in the journal already: a repair, one that was refused before, or a new one."""
        on_the_way = set(self.waiting.values())
        for first in self.collection.unrepaired:
            name = f"{first}{REPAIR}"
            if name not in on_the_way:
                return self._noted(name)
        if self.refused:
            return self._noted(self.refused.pop(0))
        coming = self.generation.settings.per_query * sum(not name.endswith(REPAIR) for name in on_the_way)
        if self.generation.missing <= coming:
            return None
        self.number += 1
        return self._noted(str(self.number - 1))

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

    def _ask(self, name: str) -> bool:
        """In a thread of the pool: ask until there is an answer, it is hopeless, or the run is stopped."""
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
                if self.stop.wait(pause):
                    return False
                continue
            except BaseException as error:
                self.journal.refused(name, f"{type(error).__name__}")
                raise
            self.journal.answered(name, answer.text, answer.tokens)
            return True
        return False

    def _finish(self, name: str, future: Future[bool]) -> None:
        if future.result():
            self._take_new()
            self.given_up = 0
        elif self.journal.queries[name].state is State.GIVEN_UP:
            self._give_up(name)

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
                "What was answered is kept. Run the command again later; it goes on where it stopped.",
                ErrorKind.RESOURCES,
            )

    def _take_new(self) -> None:
        """Take answers in the journal's order, so that a replay gives the same samples."""
        for name in self.journal.answers[self.taken :]:
            query = self.journal.queries[name]
            self.collection.take(name, query.plan, query.text)
            if not name.endswith(REPAIR):
                self.generation.planner.finished(query.plan)
            self.taken += 1
            self._report()

    def _report(self) -> None:
        samples, wanted = len(self.collection.samples), self.generation.settings.count
        gained = samples - self.at_start
        seconds = time.monotonic() - self.began
        left = seconds / gained * (wanted - samples) if gained > 0 else None
        self.tell(Progress(samples, wanted, self.taken - self.taken_at_start, left))


def _as_json(settings: GenerationSettings) -> dict[str, Any]:
    """The settings as the journal's first line has them."""
    rows = plain(settings)
    return json.loads(json.dumps(rows, default=str))
