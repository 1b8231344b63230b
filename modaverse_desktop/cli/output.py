"""Standard output belongs to results alone: whatever a library prints goes to standard error."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import TextIO

from modaverse_desktop.core.errors import AppError

_LOGGED = 60
"""Seconds between two lines of progress where nobody watches."""


class Output:
    """Holds the real standard output while it is open; file descriptor 1 leads to standard error meanwhile."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._real: TextIO | None = None
        self._stdout = sys.stdout
        self._line = 0
        self._told = time.monotonic()

    def __enter__(self) -> Output:
        sys.stdout.flush()
        self._stdout = sys.stdout
        self._real = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace", newline="\n")
        self._take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._real is None:
            return
        self.clear_progress()
        sys.stdout.flush()
        try:
            self._real.flush()
        finally:
            self._give_back()
            self._real.close()
            self._real = None

    @contextmanager
    def given_back(self) -> Iterator[None]:
        """Inside, file descriptor 1 is the real standard output again."""
        self._give_back()
        try:
            yield
        finally:
            sys.stdout.flush()
            self._take()

    def abandon(self) -> None:
        """The reader has gone: let nothing be written any more."""
        if self._real is not None:
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, self._real.fileno())
            os.close(nothing)

    def traceback(self, error: BaseException) -> None:
        """Where it happened, on standard error."""
        self.clear_progress()
        traceback.print_exception(error, file=sys.stderr)

    def result(self, data: Mapping[str, object], human: str) -> None:
        """Write one result: `data` as one line of JSON, or `human`."""
        self.clear_progress()
        self._write(json.dumps(data, ensure_ascii=_has_surrogates(data)) if self.as_json else human)

    def failure(self, error: AppError, job: Mapping[str, object] | None = None) -> None:
        """Say what went wrong: a sentence and a hint on standard error, and with JSON one object on standard output."""
        self.clear_progress()
        where = f"{job['id']}: " if job and job.get("id") is not None else ""
        print(f"{where}{error}", file=sys.stderr)
        if error.hint:
            print(f"  {error.hint}", file=sys.stderr)
        if self.as_json:
            data = {**(job or {}), "error": error.to_dict(), "exit_code": error.kind.exit_code}
            self._write(json.dumps(data, ensure_ascii=_has_surrogates(data)))

    def show(self, text: str) -> None:
        """Text for a person, on standard output."""
        self.clear_progress()
        self._write(text)

    def say(self, text: str) -> None:
        """What a person should know now, on standard error."""
        self.clear_progress()
        print(text, file=sys.stderr)

    def progress(self, text: str) -> None:
        """What happens now: on a terminal one line that is written over, in a log a line a minute."""
        if not sys.stderr.isatty():
            if time.monotonic() - self._told >= _LOGGED:
                self._told = time.monotonic()
                print(text, file=sys.stderr, flush=True)
        else:
            short = text[:78]
            print(f"\r{short.ljust(self._line)}", end="", file=sys.stderr, flush=True)
            self._line = len(short)

    def clear_progress(self) -> None:
        """Leave no half line behind."""
        if self._line:
            print(f"\r{' ' * self._line}\r", end="", file=sys.stderr, flush=True)
            self._line = 0

    def _take(self) -> None:
        os.dup2(2, 1)
        sys.stdout = sys.stderr

    def _give_back(self) -> None:
        assert self._real is not None, "used outside its with-block"
        os.dup2(self._real.fileno(), 1)
        sys.stdout = self._stdout

    def _write(self, text: str) -> None:
        assert self._real is not None, "used outside its with-block"
        self._real.write(text + "\n")
        self._real.flush()


def _has_surrogates(data: Mapping[str, object]) -> bool:
    """Whether a file name in it is not valid Unicode: JSON can say it only escaped."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False
