"""A table of a TOML file whose keys are taken one by one and checked; what is left over is a mistake too."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn, cast

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Parameter

_WORDS: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


class Table:
    """One table of the file `path`; `place` is how its keys are named in errors, for example ``options.steps``."""

    def __init__(self, data: Mapping[str, object], path: Path, place: str = "") -> None:
        self._data = dict(data)
        self._path = path
        self._place = place

    def wrong(self, key: str, what: str) -> NoReturn:
        """Raise the `AppError` that names this key."""
        raise AppError(
            "A model's description has a mistake",
            f"{self._path}: {self._name(key)}: {what}",
            "Correct the file, or install the model again.",
            ErrorKind.MODEL,
        )

    def has(self, key: str) -> bool:
        """Whether the key is there and was not taken."""
        return key in self._data

    def __iter__(self) -> Iterator[str]:
        """The keys that were not taken yet."""
        return iter(tuple(self._data))

    def end(self) -> None:
        """Refuse what nobody took."""
        for key in self._data:
            self.wrong(key, "this key is not known here")

    def text(self, key: str, default: str | None = None) -> str:
        """A text; one without default must not be empty."""
        value = cast(str, self._take(key, str, default))
        if default is None and not value.strip():
            self.wrong(key, "must not be empty")
        return value

    def matching(self, key: str, pattern: re.Pattern[str], words: str) -> str:
        """A text that the whole pattern matches; `words` say what is wanted."""
        value = self.text(key)
        if not pattern.fullmatch(value):
            self.wrong(key, f"“{value}” is not {words}")
        return value

    def choice(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """One of `choices`."""
        value = self.text(key, default)
        if value not in choices:
            self.wrong(key, f"“{value}” is not one of {', '.join(choices)}")
        return value

    def count(self, key: str, default: int | None = None) -> int:
        """A whole number, 0 or more."""
        value = cast(int, self._take(key, int, default))
        if value < 0:
            self.wrong(key, "must not be negative")
        return value

    def switch(self, key: str, *, standard: bool) -> bool:
        """True or false; `standard` if the key is missing."""
        return cast(bool, self._take(key, bool, standard))

    def number(self, key: str) -> float:
        """A finite number, whole or not."""
        value = self._data.pop(key)
        if type(value) not in (int, float):
            self.wrong(key, f"must be a number, not {_words(value)}")
        return cast(float, self._finite(key, value))

    def parameter(self, key: str) -> Parameter:
        """A number, a text, true or false."""
        if key not in self._data:
            self.wrong(key, "is missing")
        value = self._data.pop(key)
        if type(value) not in (int, float, str, bool):
            self.wrong(key, f"must be a number, a text, true or false, not {_words(value)}")
        return cast(Parameter, self._finite(key, value))

    def parameters(self, key: str) -> tuple[Parameter, ...]:
        """A list of numbers, texts, true or false; empty if the key is missing."""
        values = cast("list[object]", self._take(key, list, []))
        part = Table({str(position): value for position, value in enumerate(values)}, self._path, self._name(key))
        return tuple(part.parameter(name) for name in part)

    def texts(self, key: str) -> list[str]:
        """A list of texts; empty if the key is missing."""
        values = cast("list[object]", self._take(key, list, []))
        for value in values:
            if type(value) is not str:
                self.wrong(key, f"must be a list of texts, not of {_words(value)}")
        return cast("list[str]", values)

    def table(self, key: str) -> Table:
        """A table; empty if the key is missing."""
        return Table(cast("dict[str, object]", self._take(key, dict, {})), self._path, self._name(key))

    def tables(self, key: str) -> Iterator[Table]:
        """A list of tables; empty if the key is missing."""
        for position, value in enumerate(cast("list[object]", self._take(key, list, []))):
            if type(value) is not dict:
                self.wrong(key, f"must be a list of tables, not of {_words(value)}")
            yield Table(cast("dict[str, object]", value), self._path, f"{self._name(key)}[{position}]")

    def tables_by_name(self, key: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, Table]]:
        """A table of tables, whose names `pattern` matches."""
        part = self.table(key)
        for name in part:
            if not pattern.fullmatch(name):
                part.wrong(name, "is not a name: letters, digits and underscores")
            yield name, part.table(name)

    def rest(self) -> Mapping[str, object]:
        """All that was not taken: numbers, texts, lists and tables, nothing else."""
        for key, value in self._data.items():
            self._check_plain(key, value)
        return self._data

    def _check_plain(self, key: str, value: object) -> None:
        if type(value) is dict:
            for name, inner in cast("dict[str, object]", value).items():
                self._check_plain(f"{key}.{name}", inner)
        elif type(value) is list:
            for inner in cast("list[object]", value):
                self._check_plain(key, inner)
        elif type(value) in (int, float, str, bool):
            self._finite(key, value)
        else:
            self.wrong(key, f"must be numbers, texts, lists or tables, not {_words(value)}")

    def _take(self, key: str, kind: type, default: object = None) -> object:
        if key not in self._data:
            if default is None:
                self.wrong(key, "is missing")
            return default
        value = self._data.pop(key)
        if type(value) is not kind:
            self.wrong(key, f"must be {_WORDS[kind]}, not {_words(value)}")
        return value

    def _finite(self, key: str, value: object) -> object:
        if isinstance(value, float) and not math.isfinite(value):
            self.wrong(key, "must be a finite number")
        return value

    def _name(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key


def _words(value: object) -> str:
    return _WORDS.get(type(value), "a date")
