"""The write-ahead journal: what is about to be asked is on the disk before it is sent, an answer before it is used.

A line is ``{"ask": 7, "plan": …}`` before a query is sent for the first time, ``{"try": 7}`` before each further one,
``{"refused": 7, "why": …}`` when the server took nothing, ``{"answer": 7, "text": …, "tokens": [in, out]}`` and
``{"given_up": 7, "why": …}``. A repair is a query of its own: ``7r``, its plan left out.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_error
from modaverse_desktop.training.construction.generation.planning import Plan

REPAIR = "r"


class State(Enum):
    """How far a query has come. `SENT` after a kill: nobody knows whether it was answered; it is never sent again."""

    SENT = "sent"
    REFUSED = "refused"
    ANSWERED = "answered"
    GIVEN_UP = "given up"


@dataclass
class Query:
    """A query as the journal knows it."""

    name: str
    plan: Plan
    state: State = State.SENT
    text: str = ""
    tokens: tuple[int, int] = (0, 0)
    why: str = ""
    refusals: int = 0


@dataclass
class Journal:
    """An open journal. `queries` are in the order of their first lines, `answers` in the order in which they came."""

    path: Path
    queries: dict[str, Query] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    _stream: BinaryIO | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def open(cls, path: Path, settings: Mapping[str, Any]) -> Journal:
        """Read what is there, cut off a line that a kill left half-written, and open it for more.

        `settings` are what a journal may not be continued without: they are its first line.
        Raises AppError if the file is of other settings, damaged in its middle, or cannot be written.
        """
        journal = cls(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            whole = journal._read(settings) if path.exists() else 0
            journal._stream = path.open("r+b" if path.exists() else "w+b", buffering=0)
            journal._stream.truncate(whole)
            journal._stream.seek(whole)
            if whole == 0:
                journal._write({"settings": dict(settings)})
        except OSError as error:
            raise write_error(path, error) from error
        return journal

    def close(self) -> None:
        """Close the file."""
        if self._stream is not None:
            self._stream.close()

    def ask(self, name: str, plan: Plan) -> None:
        """Before a query is sent for the first time."""
        query = Query(name, plan)
        self._add({"ask": name} if name.endswith(REPAIR) else {"ask": name, "plan": plan.to_row()})
        self.queries[name] = query

    def again(self, name: str) -> None:
        """Before a refused query is sent again."""
        self._add({"try": name})
        self.queries[name].state = State.SENT

    def refused(self, name: str, why: str) -> None:
        """The server did not take it: it may be sent again."""
        self._add({"refused": name, "why": why})
        self.queries[name].state = State.REFUSED
        self.queries[name].refusals += 1

    def answered(self, name: str, text: str, tokens: tuple[int, int]) -> None:
        """The answer came."""
        with self._lock:
            self._write({"answer": name, "text": text, "tokens": list(tokens)})
            query = self.queries[name]
            query.state, query.text, query.tokens = State.ANSWERED, text, tokens
            self.answers.append(name)

    def given_up(self, name: str, why: str) -> None:
        """It is not tried any more."""
        self._add({"given_up": name, "why": why})
        self.queries[name].state, self.queries[name].why = State.GIVEN_UP, why

    def _add(self, row: Mapping[str, Any]) -> None:
        with self._lock:
            self._write(row)

    def _write(self, row: Mapping[str, Any]) -> None:
        """Append a line and have it on the disk; when that fails, what was written of it is cut off again."""
        assert self._stream is not None, "the journal is not open"
        left = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        end = self._stream.tell()
        try:
            while left:
                left = left[self._stream.write(left) :]
            os.fsync(self._stream.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                self._stream.truncate(end)
                self._stream.seek(end)
            raise write_error(self.path, error) from error

    def _read(self, settings: Mapping[str, Any]) -> int:
        """Take every whole line; returns where the last one ends, 0 if it is begun anew: with other settings, before
        anything was asked (as after an estimate)."""
        whole, begun = 0, settings
        with self.path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if not line.endswith(b"\n"):
                    break
                try:
                    row = json.loads(line)
                    if number == 1:
                        begun = row["settings"]
                    else:
                        self._take(row)
                except (ValueError, KeyError, TypeError) as error:
                    title = f"{self.path.name}, line {number} is damaged"
                    hint = "Restore the file from a copy, or begin in another folder."
                    raise AppError(title, f"{type(error).__name__}: {error}", hint, ErrorKind.INPUT) from error
                whole += len(line)
        changed = [name for name in settings if begun.get(name) != settings[name]]
        if changed and self.queries:
            hint = "Use those settings again, or another output folder."
            title = "This folder was begun with other settings"
            raise AppError(title, f"Changed: {', '.join(changed)}", hint, ErrorKind.USAGE)
        return 0 if changed else whole

    def _take(self, row: Mapping[str, Any]) -> None:
        if "ask" in row:
            name = row["ask"]
            plan = Plan.from_row(row["plan"]) if "plan" in row else self.queries[name.removesuffix(REPAIR)].plan
            self.queries[name] = Query(name, plan)
        elif "try" in row:
            self.queries[row["try"]].state = State.SENT
        elif "refused" in row:
            query = self.queries[row["refused"]]
            query.state, query.refusals = State.REFUSED, query.refusals + 1
        elif "answer" in row:
            query = self.queries[row["answer"]]
            query.state, query.text, query.tokens = State.ANSWERED, row["text"], tuple(row["tokens"])
            self.answers.append(query.name)
        else:
            query = self.queries[row["given_up"]]
            query.state, query.why = State.GIVEN_UP, row["why"]
