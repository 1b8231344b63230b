"""From what the user wants to a conversion, and from a conversion to what the engine is asked next."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from modaverse_desktop.core.conversion import Conversion, State, how_many_made, made_files, still_to_make
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import ArtifactReady, ConversionEvent, Finished, GenerationStarted
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Generate, Interpret, Origin, Sampling

Plan = tuple[Invocation, ...]
LONGEST_INSTRUCTION = 8_000
"""Characters; more cannot be read by any model we have."""
_SEEDS = 2**31
_AGAIN_TEMPERATURE = 0.7
_AGAIN_TOP_P = 0.9
"""The first proposal is the model's best guess; asking again draws another one."""


@dataclass(frozen=True)
class Wishes:
    """What the user's settings say at the moment, looked up for each request."""

    stack: str
    folder: Callable[[], Path]
    """Where artifacts go."""
    naming: Callable[[], str]
    """The template that names artifacts, with date and time in it."""
    approves_text: Callable[[], bool] = lambda: False
    """Whether an answer in words counts as approved."""
    records: Callable[[], bool] = lambda: True
    """Whether artifacts say how they were made."""
    plan_of: Callable[[Conversion, Plan], Plan] = lambda conversion, plan: plan
    """What the user's settings make of the plan that the model proposes."""

    def conversion(self, instruction: str, media: Sequence[Media], seed: int = 0, batch: str = "") -> Conversion:
        """A new conversion.

        Raises:
            AppError: there is nothing to do, or more than any model can read.
        """
        return Conversion(new_id(), _checked(instruction), tuple(media), self.stack, seed, batch=batch)

    def plan(self, instruction: str, invocations: Sequence[Invocation], meta_response: str = "") -> Conversion:
        """A conversion with a plan that the model was not asked for."""
        plan = tuple(invocations)
        made = Conversion(new_id(), instruction, (), self.stack, proposal=plan, invocations=plan)
        return replace(made, meta_response=meta_response)

    def count_as_approved(self, conversion: Conversion) -> bool:
        """Whether a proposal needs no approval: an answer in words is there already, if the user likes it so."""
        answer = conversion.state is State.PROPOSED and is_answer(conversion)
        return answer and not conversion.unread and self.approves_text()

    def request(self, conversion: Conversion) -> Interpret | Generate:
        """What the engine is to do for a conversion that waits for it; what is made already is not made again."""
        if conversion.state is State.QUEUED:
            sampling = Sampling(conversion.seed, _AGAIN_TEMPERATURE, _AGAIN_TOP_P) if conversion.seed else Sampling()
            return Interpret(conversion.id, conversion.instruction, conversion.media, conversion.stack, sampling)
        start = still_to_make(conversion)
        return Generate(
            conversion=conversion.id,
            invocations=conversion.invocations[: conversion.approved.stop],
            media=conversion.media,
            stack=conversion.stack,
            folder=self.folder(),
            stem=self.naming(),
            start=start,
            made=how_many_made(conversion, start),
            origin=origin_of(conversion) if self.records() else None,
            earlier=made_files(conversion),
        )


def origin_of(conversion: Conversion) -> Origin:
    """What the artifacts say about the conversion."""
    return Origin(conversion.instruction, conversion.meta_response, conversion.edited)


def is_answer(conversion: Conversion) -> bool:
    """Whether what is approved makes nothing but text, which needs no generator."""
    tasks = {conversion.invocations[position].task for position in conversion.approved}
    return tasks == {Modality.TEXT}


def answered(conversion: Conversion) -> Iterator[ConversionEvent]:
    """What happens to an approved one that makes nothing but text: its invocations are their own artifacts."""
    for position in conversion.approved:
        yield GenerationStarted(conversion.id, position)
        artifact = Artifact(task=Modality.TEXT, invocation=position, text=conversion.invocations[position].prompt)
        yield ArtifactReady(conversion.id, artifact)
    yield Finished(conversion.id)


def new_id() -> str:
    """Unlike any other, in all runs."""
    return uuid.uuid4().hex


def other_seed() -> int:
    """A seed for another try; never 0, which stands for the model's best guess."""
    return random.randrange(1, _SEEDS)


def _checked(instruction: str) -> str:
    text = instruction.strip()
    if not text:
        raise AppError(
            "Write what you want first",
            hint="Say it in a sentence, or pick one of the suggestions.",
            kind=ErrorKind.INPUT,
        )
    if len(text) > LONGEST_INSTRUCTION:
        raise AppError(
            "The instruction is too long",
            detail=f"It has {len(text):,} characters; {LONGEST_INSTRUCTION:,} can be read.",
            hint="Keep the sentence that says what you want, and drop the rest.",
            kind=ErrorKind.INPUT,
        )
    return text
