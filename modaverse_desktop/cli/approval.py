"""Asking a person on a terminal whether a proposal shall run, and letting them change it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from modaverse_desktop.cli.words import invocation_lines
from modaverse_desktop.core.chaining import without_lost
from modaverse_desktop.core.errors import Interrupted
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def says_yes(question: str) -> bool:
    """Whether somebody at the terminal agrees. Raises `Interrupted` when there is nobody any more."""
    return _ask(f"{question} [y/n]: ").lower() in ("y", "yes")


def approved(proposal: Sequence[Invocation]) -> tuple[Invocation, ...]:
    """The invocations as the user wants them. Raises `Interrupted` for no."""
    invocations = tuple(proposal)
    while True:
        answer = _ask("Run it? [y]es, [n]o, [e]dit: ").lower()
        if answer in ("y", "yes"):
            return invocations
        if answer in ("n", "no"):
            raise Interrupted
        if answer in ("e", "edit"):
            invocations = _edited(invocations)
            _say("\n".join(invocation_lines(invocations)) or "  nothing is left")


def _edited(invocations: Sequence[Invocation]) -> tuple[Invocation, ...]:
    _say("Enter keeps what stands in brackets; a single dash drops the line.")
    kept: list[Invocation] = []
    for number, invocation in enumerate(invocations, start=1):
        task = _task(number, invocation.task)
        prompt = _ask(f"  {number}. prompt [{invocation.prompt}]: ") or invocation.prompt
        if prompt != "-":
            kept.append(replace(invocation, task=task, prompt=prompt))
    return without_lost(kept)


def _task(number: int, current: Modality) -> Modality:
    names = [task.value for task in Modality]
    while True:
        answer = _ask(f"  {number}. task [{current.value}]: ").lower()
        if not answer:
            return current
        if answer in names:
            return Modality(answer)
        _say(f"  One of {', '.join(names)}.")


def _ask(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise Interrupted
    return line.strip()


def _say(text: str) -> None:
    print(text, file=sys.stderr)
