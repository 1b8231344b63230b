"""Reading big files piece by piece: JSON lists, JSON lines, CSV, TSV; what is wrong is said with file and line."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from modaverse_desktop.core.errors import AppError, ErrorKind

LONGEST_ITEM = 16 << 20
"""Letters of one item of a list: what is longer is a damaged file."""
_CHUNK = 1 << 16
_SPACE = " \t\r\n"
_NO_LETTER = re.compile("[\udc80-\udcff]")
"""What `surrogateescape` makes of a byte that is not UTF-8."""
_WHICH = "Is it the right file, and of this format?"
_SIGN = {",": "commas in between", "\t": "tabs in between"}
_AFTER = tuple(f"{_SPACE},:]}}")


@dataclass(frozen=True)
class Item:
    """One value of a file, the line (from 1) that it begins on and, in a JSON list, which of its entries it is."""

    line: int
    value: Any
    entry: int = 0
    """From 1: published lists often are one long line."""

    def of(self, value: Any) -> Item:
        """Another value from the same place."""
        return replace(self, value=value)

    @property
    def place(self) -> str:
        """In words."""
        return f"line {self.line}, entry {self.entry}" if self.entry else f"line {self.line}"


def wrong_line(path: Path, line: int, problem: str, hint: str = "Correct the line, or remove it.") -> AppError:
    """What is wrong with a line of a file, as an error of kind INPUT."""
    return AppError(f"{path.name}, line {line}: {problem}", str(path), hint, ErrorKind.INPUT)


def wrong_item(path: Path, item: Item, problem: str, hint: str = "") -> AppError:
    """What is wrong with an item of a file, as an error of kind INPUT."""
    if not item.entry:
        return wrong_line(path, item.line, problem, hint or "Correct the line, or remove it.")
    title = f"{path.name}, {item.place}: {problem}"
    return AppError(title, str(path), hint or "Correct the entry, or remove it.", ErrorKind.INPUT)


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file that are not blank. Raises AppError(INPUT), also naming a line that is not UTF-8."""
    for number, data in numbered_lines(path):
        try:
            line = text_line(number, data)
        except ValueError as error:
            raise wrong_line(path, number, str(error), "Save the file as UTF-8, a line for each entry.") from error
        if line.strip():
            yield number, line


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file from 1, each with its end; of a longer one than `LONGEST_ITEM` as much and a byte more.

    Raises AppError(INPUT) if the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            number = 0
            while data := stream.readline(LONGEST_ITEM + 1):
                number += 1
                rest = data
                while len(rest) > LONGEST_ITEM and not rest.endswith(b"\n"):
                    rest = stream.readline(LONGEST_ITEM + 1)
                yield number, data
    except OSError as error:
        raise _unreadable(path, error) from error


def text_line(number: int, data: bytes) -> str:
    """A line of `numbered_lines` as text. Raises ValueError as a sentence: it is too long, or not UTF-8."""
    if len(data) > LONGEST_ITEM:
        raise ValueError(f"is longer than {LONGEST_ITEM >> 20} MB")
    try:
        return data.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 (byte {error.start + 1} is 0x{data[error.start]:02x})") from error


def json_lines(path: Path) -> Iterator[Item]:
    """The values of a JSON-lines file."""
    for number, line in read_lines(path):
        try:
            yield Item(number, parsed(line))
        except ValueError as error:
            hint = "Each line must be a JSON object of its own." if line.lstrip()[:1] != "{" else ""
            raise wrong_item(path, Item(number, None), str(error), hint) from error


def parsed(line: str) -> Any:
    """The value of a line. Raises ValueError as a sentence."""
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg} at letter {error.pos + 1}") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON: {error}") from error


def json_list(path: Path, name: str = "") -> Iterator[Item]:
    """The items of the list that a JSON file is, or of the list `name` of the object that it is; never the whole file.

    Raises AppError(INPUT) if there is no such list, or it is damaged.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape") as stream:
            yield from _Scanner(path, stream).items(name)
    except OSError as error:
        raise _unreadable(path, error) from error


def table(path: Path, columns: tuple[str, ...], separator: str = ",", *, header: bool = True) -> Iterator[Item]:
    """The rows of a CSV or TSV file as dictionaries of `columns`, which its first line names if it has a `header`."""
    numbers: list[int] = []

    def lines() -> Iterator[str]:
        for number, line in read_lines(path):
            numbers.append(number)
            yield line

    rows = csv.reader(lines(), delimiter=separator, quoting=csv.QUOTE_MINIMAL if separator == "," else csv.QUOTE_NONE)
    names = list(columns)
    try:
        if header:
            names = [name.strip() for name in next(rows, [])]
            if missing := [name for name in columns if name not in names]:
                problem = f"lacks the columns {', '.join(missing)}" if names else "the file is empty"
                raise wrong_line(path, 1, problem, f"The first line must name the columns, with {_SIGN[separator]}.")
        for row in rows:
            line = numbers[-1]
            numbers.clear()
            if len(row) != len(names):
                raise wrong_line(path, line, f"has {len(row)} columns instead of {len(names)}")
            yield Item(line, dict(zip(names, row, strict=True)))
    except csv.Error as error:
        problem, hint = str(error), "Correct the line, or remove it."
        if problem.startswith("new-line"):
            problem, hint = "lines end in a carriage return alone", "Save the file with usual ends of lines."
        raise wrong_line(path, numbers[-1] if numbers else 1, problem, hint) from error


def require_file(path: Path) -> None:
    """Raises AppError(INPUT) if it cannot be read."""
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> AppError:
    hint = "Check the path." if path.is_absolute() else f"Check the path: it begins in {Path.cwd()}."
    return AppError(f"{path} cannot be read", error.strerror or str(error), hint, ErrorKind.INPUT)


class _Scanner:
    """Walks through a JSON text with a short buffer, counting lines."""

    def __init__(self, path: Path, stream: TextIO) -> None:
        self._path, self._stream = path, stream
        self._buffer, self._position, self._line, self._entry = "", 0, 1, 0
        self._decoder = json.JSONDecoder()

    def items(self, name: str) -> Iterator[Item]:
        if name:
            self._enter(name)
        self._begin("[", f"the list {name!r}" if name else "a list")
        while self._peek() not in ("]", ""):
            line, self._entry = self._line, self._entry + 1
            yield Item(line, self._value(), self._entry)
            self._comma("]")
        self._expect("]", "the end of the list")

    def _enter(self, name: str) -> None:
        """Go to the value of a key of the object that the file is."""
        self._begin("{", "an object")
        while self._peek() not in ("}", ""):
            key = self._value()
            self._expect(":", "a colon")
            if key == name:
                return
            self._skip()
            self._comma("}")
        raise self._wrong(f"the file has no list {name!r}", _WHICH)

    def _skip(self) -> None:
        """Pass over a value; of a list item by item, since it may be long."""
        if self._peek() != "[":
            self._value()
            return
        self._expect("[", "a list")
        while self._peek() not in ("]", ""):
            self._value()
            self._comma("]")
        self._expect("]", "the end of the list")

    def _comma(self, end: str) -> None:
        if self._peek() == ",":
            self._take(1)
            if self._peek() == end:
                raise self._wrong("a comma with nothing after it")
        elif self._peek() != end:
            raise self._wrong(f"a comma or {end!r} is missing") if self._peek() else self._cut()

    def _begin(self, sign: str, meaning: str) -> None:
        if self._peek() not in (sign, ""):
            raise self._wrong(f"{meaning} should begin here", _WHICH)
        self._expect(sign, meaning)

    def _expect(self, sign: str, meaning: str) -> None:
        if self._peek() != sign:
            raise self._wrong(f"{meaning} should begin or end here") if self._peek() else self._cut()
        self._take(1)

    def _peek(self) -> str:
        while True:
            while self._position < len(self._buffer) and self._buffer[self._position] in _SPACE:
                self._take(1)
            if self._position < len(self._buffer):
                return self._buffer[self._position]
            if not self._more(_CHUNK):
                return ""

    def _value(self) -> Any:
        size = _CHUNK
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._position)
            except (ValueError, RecursionError) as error:
                problem = self._damage(error)
                if len(self._buffer) - self._position < LONGEST_ITEM and self._more(size):
                    size *= 2
                    continue
                raise problem from error
            if self._buffer[end : end + 1] not in _AFTER and self._more(size):  # a number may go on in the next piece
                continue
            self._take(end - self._position)
            return value

    def _damage(self, error: Exception) -> AppError:
        if not isinstance(error, json.JSONDecodeError):
            return self._wrong(f"is not JSON: {error}")
        at_end = error.msg.startswith("Unterminated string") or error.pos >= len(self._buffer.rstrip())
        if at_end and len(self._buffer) - self._position < LONGEST_ITEM:  # if no more can be read
            return self._cut()
        passed = self._buffer.count("\n", 0, self._position)
        place = Item(self._line + error.lineno - 1 - passed, None, self._entry)
        return wrong_item(self._path, place, f"is not JSON: {error.msg}")

    def _more(self, size: int) -> bool:
        data = self._stream.read(size)
        if bad := _NO_LETTER.search(data):
            line = self._line + self._buffer.count("\n", self._position) + data.count("\n", 0, bad.start())
            problem = f"is not UTF-8 (a byte 0x{ord(bad[0]) - 0xDC00:02x})"
            raise wrong_line(self._path, line, problem, "Save the file as UTF-8.")
        self._buffer = self._buffer[self._position :] + data
        self._position = 0
        return bool(data)

    def _take(self, count: int) -> None:
        self._line += self._buffer.count("\n", self._position, self._position + count)
        self._position += count

    def _wrong(self, problem: str, hint: str = "") -> AppError:
        return wrong_item(self._path, Item(self._line, None, self._entry), problem, hint)

    def _cut(self) -> AppError:
        return self._wrong("the file ends in the middle", "It seems not to have been copied or downloaded whole.")
