"""Errors that a person can act on, and the exit code that each kind gives on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class ErrorKind(Enum):
    """What went wrong, as far as a caller needs to tell the cases apart."""

    INTERNAL = "internal"
    USAGE = "usage"
    INPUT = "input"
    MODEL = "model"
    RESOURCES = "resources"
    CANCELLED = "cancelled"

    @property
    def exit_code(self) -> int:
        """The process exit code; a stable contract of the command line."""
        return _EXIT_CODES[self]


_EXIT_CODES = {
    ErrorKind.INTERNAL: 1,
    ErrorKind.USAGE: 2,
    ErrorKind.INPUT: 3,
    ErrorKind.MODEL: 4,
    ErrorKind.RESOURCES: 5,
    ErrorKind.CANCELLED: 130,
}


class AppError(Exception):
    """A failure with a sentence (`title`), what is known about it (`detail`) and what to do (`hint`)."""

    def __init__(self, title: str, detail: str = "", hint: str = "", kind: ErrorKind = ErrorKind.INTERNAL) -> None:
        super().__init__(title, detail, hint, kind)
        self.title = title
        self.detail = detail
        self.hint = hint
        self.kind = kind

    def __str__(self) -> str:
        return ": ".join(part for part in (self.title, self.detail) if part)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AppError) and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.args)

    def to_dict(self) -> dict[str, str]:
        """Plain strings, for the history and for JSON."""
        return {"title": self.title, "detail": self.detail, "hint": self.hint, "kind": self.kind.value}

    @classmethod
    def from_dict(cls, data: Mapping[str, str]) -> AppError:
        """The inverse of `to_dict`."""
        return cls(data["title"], data.get("detail", ""), data.get("hint", ""), ErrorKind(data.get("kind", "internal")))


class Interrupted(Exception):
    """The user asked to stop; raised by `report` and `CancelToken.check`, caught once, where the work began."""
