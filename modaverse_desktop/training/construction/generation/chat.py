"""The chat model that is asked: one call, one answer, and what a failure means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from modaverse_desktop.training.construction.generation.wording import Messages


@dataclass(frozen=True)
class Answer:
    """What the model wrote, and the tokens of the question and of the answer."""

    text: str
    tokens: tuple[int, int]


class Refused(Exception):
    """The endpoint did not answer this time; another try may help. `wait`: seconds that it asked for."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.why, self.wait = why, wait


class Chat(Protocol):
    """A chat model."""

    def ask(self, messages: Messages) -> Answer:
        """Ask once. Raises Refused if another try may help, AppError if none will."""
        ...

    def close(self) -> None:
        """Let go of connections; nothing can be asked afterwards."""
        ...
