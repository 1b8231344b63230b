"""One piece of work, typed on the command line or read from a line of a batch file."""

from __future__ import annotations

import json
import math
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from modaverse_desktop.cli.arguments import usage
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.modality import Modality

LONGEST_INSTRUCTION = 8_000
"""Characters; the model says so itself for a little less, but only once it is loaded."""
_QUESTION_KEYS = frozenset({"id", "instruction", "media", "edit", "chain", "seed", "temperature"})
_GENERATE_KEYS = frozenset({"id", "task", "prompt", "generator", "inputs", "mask", "seed", "parameters"})


@dataclass(frozen=True)
class Question:
    """What `interpret` and `convert` work on. `id` is echoed in the result, if there was one."""

    instruction: str
    media: tuple[Path, ...] = ()
    seed: int | None = None
    temperature: float = 0.0
    id: object = None
    edit: bool | None = None
    """Whether the picture that is given is to be changed; None for what the user's settings say."""
    chain: bool | None = None
    """Whether each output starts from the one before it where its generator can."""


@dataclass(frozen=True)
class Order:
    """What `generate` works on. `typed` are options as text, `parameters` options as JSON gave them."""

    task: Modality
    prompt: str
    seed: int | None = None
    typed: Mapping[str, str] = field(default_factory=dict[str, str])
    parameters: Mapping[str, object] = field(default_factory=dict[str, object])
    id: object = None
    inputs: tuple[Path, ...] = ()
    """Files to start from."""
    mask: Path | None = None
    """White where the first of them may change."""
    generator: str | None = None
    """Pack id; None for the stack's own."""


@dataclass(frozen=True)
class BadLine:
    """A line of a batch that cannot be meant."""

    error: AppError
    id: object = None


def question(arguments: Namespace) -> Question:
    """The one question that was typed. Raises AppError."""
    if arguments.instruction is None:
        raise usage("An instruction is missing", 'Say what you want: --instruction "What is this?" (or --batch FILE).')
    media = tuple(Path(name) for name in arguments.media)
    words = _or_stdin(arguments.instruction)
    asked = Question(words, media, arguments.seed, arguments.temperature, edit=arguments.edit, chain=arguments.chain)
    return _checked(asked)


def order(arguments: Namespace) -> Order:
    """The one artifact that was asked for. Raises AppError."""
    if arguments.task is None or arguments.prompt is None:
        raise usage("A task or a prompt is missing", 'For example: --task image --prompt "a red apple".')
    return _ordered(
        Order(
            Modality(arguments.task),
            _or_stdin(arguments.prompt),
            arguments.seed,
            _settings(arguments.set),
            inputs=tuple(Path(name) for name in arguments.input),
            mask=Path(arguments.mask) if arguments.mask else None,
            generator=arguments.generator,
        )
    )


def questions_in(batch: str, arguments: Namespace) -> Iterator[Question | BadLine]:
    """The questions of a batch file, one a line, lazily. Raises AppError if the file cannot be read."""
    return _lines(batch, lambda line: _question_of(line, arguments))


def orders_in(batch: str, arguments: Namespace) -> Iterator[Order | BadLine]:
    """The orders of a batch file, one a line, lazily. Raises AppError if the file cannot be read."""
    return _lines(batch, lambda line: _order_of(line, arguments))


def _lines(batch: str, read: Any) -> Iterator[Any]:
    for number, text in enumerate(_text_lines(batch), start=1):
        if not text.strip():
            continue
        name: object = None
        try:
            line = json.loads(text)
            if not isinstance(line, dict):
                raise usage(f"Line {number} is not a JSON object", "Each line is one object in braces.")
            name = line.get("id")
            yield read(line)
        except (ValueError, RecursionError) as error:
            what = usage(f"Line {number} is not JSON", f"Each line is one JSON object. {error}"[:200])
            yield BadLine(what, name)
        except AppError as error:
            yield BadLine(error, name)


def _text_lines(batch: str) -> Iterator[str]:
    if batch == "-":
        yield from (line.decode("utf-8", "surrogateescape") for line in sys.stdin.buffer)
        return
    try:
        with Path(batch).open(encoding="utf-8", errors="surrogateescape") as file:
            yield from file
    except OSError as error:
        raise AppError(
            f"The batch file “{batch}” cannot be read", error.strerror or str(error), kind=ErrorKind.INPUT
        ) from error


def _question_of(line: Mapping[str, Any], arguments: Namespace) -> Question:
    _known(line, _QUESTION_KEYS)
    temperature = line.get("temperature", arguments.temperature)
    if not _number(temperature) or not 0 <= temperature <= 5:
        raise usage("“temperature” is not a number from 0 to 5")
    edit = line.get("edit", arguments.edit)
    if edit is not None and not isinstance(edit, bool):
        raise usage("“edit” is not true or false")
    chain = line.get("chain", arguments.chain)
    if chain is not None and not isinstance(chain, bool):
        raise usage("“chain” is not true or false")
    paths = _files(line, "media")
    seed = _seed(line, arguments)
    return _checked(Question(_text(line, "instruction"), paths, seed, temperature, line.get("id"), edit, chain))


def _order_of(line: Mapping[str, Any], arguments: Namespace) -> Order:
    _known(line, _GENERATE_KEYS)
    tasks = [task.value for task in Modality if task is not Modality.TEXT]
    task = line.get("task", arguments.task)
    if task not in tasks:
        raise usage(f"“task” is not one of {', '.join(tasks)}")
    parameters = line.get("parameters", {})
    if not isinstance(parameters, dict):
        raise usage("“parameters” is not an object")
    return _ordered(
        Order(
            Modality(task),
            _text(line, "prompt"),
            _seed(line, arguments),
            _settings(arguments.set),
            parameters,
            line.get("id"),
            _files(line, "inputs"),
            Path(_text(line, "mask")) if line.get("mask") else None,
            _text(line, "generator") if line.get("generator") else arguments.generator,
        )
    )


def _files(line: Mapping[str, Any], key: str) -> tuple[Path, ...]:
    """One name, or a list of names."""
    names = line.get(key, [])
    if isinstance(names, str):
        names = [names]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise usage(f"“{key}” is not a list of file names")
    return tuple(Path(name) for name in names)


def _known(line: Mapping[str, Any], keys: frozenset[str]) -> None:
    if unknown := sorted(set(line) - keys):
        raise usage(f"“{unknown[0]}” is not known", f"A line may have: {', '.join(sorted(keys))}.")


def _text(line: Mapping[str, Any], key: str) -> str:
    value = line.get(key)
    if not isinstance(value, str):
        raise usage(f"“{key}” is missing or not a text")
    return value


def _seed(line: Mapping[str, Any], arguments: Namespace) -> int | None:
    value = line.get("seed", arguments.seed)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63):
        raise usage("“seed” is not a whole number from 0 to 2^63 - 1")
    return value


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _settings(pairs: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator or not name:
            raise usage(f"“{pair}” is not NAME=VALUE", "For example: --set num_inference_steps=20.")
        found[name] = value
    return found


def _or_stdin(text: str) -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text


def _checked(asked: Question) -> Question:
    if not asked.instruction.strip():
        raise AppError("There is no instruction", hint="Say in a sentence what you want.", kind=ErrorKind.INPUT)
    _not_too_long("instruction", asked.instruction)
    return asked


def _ordered(wanted: Order) -> Order:
    if not wanted.prompt.strip():
        raise AppError("There is no prompt", hint="Say what it should show.", kind=ErrorKind.INPUT)
    _not_too_long("prompt", wanted.prompt)
    return wanted


def _not_too_long(what: str, text: str) -> None:
    if len(text) > LONGEST_INSTRUCTION:
        raise AppError(
            f"The {what} is too long",
            f"It has {len(text):,} characters; {LONGEST_INSTRUCTION:,} can be read.",
            "Keep the sentence that says what you want, and drop the rest.",
            ErrorKind.INPUT,
        )
