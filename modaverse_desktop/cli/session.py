"""The models for one run of the command line: found once, loaded once, kept warm for all of its jobs."""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from modaverse_desktop.cli.failure import as_app_error
from modaverse_desktop.cli.job import Order, Question
from modaverse_desktop.cli.ordering import invocation_of
from modaverse_desktop.cli.output import Output
from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.chaining import as_said, chained
from modaverse_desktop.core.editing import changed_by, starting_from_given
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import ArtifactReady, EngineProgress, Event, Progress, Proposed
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.naming import literal
from modaverse_desktop.core.packs import Packs, find_packs
from modaverse_desktop.core.paths import pack_folders
from modaverse_desktop.core.request import Generate, Interpret, Origin, Sampling
from modaverse_desktop.core.settings import Settings, load_settings, settings_path
from modaverse_desktop.media.files import shown_name

if TYPE_CHECKING:
    from modaverse_desktop.service.step_needs import StepNeeds

_CONVERSION = "command-line"
_MADE_FROM_PICTURES = frozenset({Modality.IMAGE, Modality.VIDEO})


class Engine(Protocol):
    """What is needed of `modaverse_desktop.engine.pipeline.Engine`."""

    def memory(self) -> Memory:
        """What models may take together, and which are in memory."""
        ...

    def warm(self, stack: str, report: Report) -> object:
        """Load what a proposal needs."""
        ...

    def interpret(self, request: Interpret, report: Report) -> Proposed:
        """The model's proposal."""
        ...

    def generate(self, request: Generate, report: Report) -> object:
        """Make the artifacts, reporting each."""
        ...


@dataclass(frozen=True)
class Proposal:
    """What the model proposes for `media`, and how long it took in seconds."""

    media: tuple[Media, ...]
    meta_response: str
    invocations: tuple[Invocation, ...]
    unread: tuple[str, ...]
    seconds: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True)
class Target:
    """Where artifacts go, how they are named, and what they say about their making; nothing if `origin` is None."""

    folder: Path
    stem: str
    origin: Origin | None


@dataclass(frozen=True)
class Made:
    """The artifacts, and the first error if some could not be made."""

    artifacts: tuple[Artifact, ...]
    error: AppError | None = None


def user_settings() -> Settings:
    """What the user chose in the window."""
    return load_settings(settings_path()).settings


def find_installed(settings: Settings) -> Packs:
    """The packs in the folders that the settings name."""
    return find_packs(pack_folders(settings))


def make_engine(packs: Packs, settings: Settings, *, debug: bool = False) -> Engine:
    """The real engine, in this process; imports torch, which takes seconds."""
    from modaverse_desktop.engine.host import ENVIRONMENT

    os.environ.update(ENVIRONMENT)  # before torch
    if debug:
        os.environ.update({"TRANSFORMERS_VERBOSITY": "info", "DIFFUSERS_VERBOSITY": "info"})
    else:
        warnings.simplefilter("ignore")
    from modaverse_desktop.engine.configured import configured_engine

    return configured_engine(packs, settings)


class Session:
    """Interprets and generates with the packs of `stack`."""

    def __init__(self, stack: str | None, output: Output, *, debug: bool = False) -> None:
        settings = self._settings = user_settings()
        self.folder = settings.output_folder
        """Where artifacts go unless told otherwise."""
        self._stack = stack or settings.stack
        self._output = output
        self._debug = debug
        self._packs = find_installed(settings)
        self._packs.stack(self._stack)  # a missing model is known before the engine starts
        self._engine: Engine | None = None
        self._load_seconds = 0.0

    def interpret(self, asked: Question) -> Proposal:
        """Ask the model. Raises AppError."""
        started = time.perf_counter()
        media = self._media(asked.media)
        engine = self._warm()
        sampling = Sampling(seed=asked.seed or 0, temperature=asked.temperature)
        request = Interpret(_CONVERSION, asked.instruction, media, self._stack, sampling)
        proposed = engine.interpret(request, self._report)
        total = time.perf_counter() - started
        seconds = {"load": self._load_seconds, "interpret": proposed.seconds, "total": total}
        self._load_seconds = 0.0
        rounded = {name: round(value, 3) for name, value in seconds.items()}
        plan = self._plan(asked, media, proposed.invocations)
        return Proposal(media, proposed.meta_response, plan, proposed.unread, rounded)

    def needs(self, media: Sequence[Media], plan: Sequence[Invocation] | None) -> tuple[tuple[StepNeeds, ...], Memory]:
        """What each step of a plan will need, or of any plan; and what there is. Loads no model."""
        from modaverse_desktop.cli.needs import steps_of

        memory = self._loaded().memory()
        return steps_of(self._packs, self._stack, [each.modality for each in media], plan, memory), memory

    def media_of(self, asked: Question) -> tuple[Media, ...]:
        """The files, looked at. Raises AppError."""
        return self._media(asked.media)

    def _plan(self, asked: Question, media: Sequence[Media], plan: tuple[Invocation, ...]) -> tuple[Invocation, ...]:
        """With the one picture that was given as its input, and with each other's results, where that is wanted."""
        stack = self._packs.stack(self._stack)
        offered = {**stack.substitutes, **stack.generators}

        def takes(one: Invocation) -> Sequence[Modality]:
            return offered[one.task].modalities if one.task in offered else ()

        changed = changed_by(asked.instruction, edits=self._settings.edit_given)
        if asked.edit is not None:
            changed = _MADE_FROM_PICTURES if asked.edit else frozenset()
        plan = starting_from_given(plan, media, takes, changed)
        if asked.chain is None:
            return as_said(plan, asked.instruction, media, takes)
        return chained(plan, takes) if asked.chain else plan

    def generate(
        self,
        invocations: Sequence[Invocation],
        media: tuple[Media, ...],
        seed: int | None,
        target: Target,
    ) -> Made:
        """Make what the invocations ask for, in order. Raises AppError if the folder cannot be made."""
        made: list[Artifact] = []

        def report(event: Event) -> None:
            if isinstance(event, ArtifactReady):
                made.append(event.artifact)
            self._report(event)

        seeded = tuple(_with_seed(invocation, seed) for invocation in invocations)
        _make_folder(target.folder)
        origin = target.origin if self._settings.metadata else None
        request = Generate(_CONVERSION, seeded, media, self._stack, target.folder, literal(target.stem), origin=origin)
        try:
            self._loaded().generate(request, report)
        except Exception as error:
            failure = as_app_error(error)
            if failure.kind is ErrorKind.CANCELLED:
                raise
            return Made(tuple(made), failure if failure is error else _caused(failure, error))
        return Made(tuple(made))

    def ordered(self, wanted: Order) -> tuple[Invocation, tuple[Media, ...]]:
        """What `wanted` means to its generator, the stack's or the named one, and the file it uses. Raises AppError."""
        media = self._media(wanted.inputs)
        generator = self._generator(wanted)
        if media[1:]:
            self._output.say(f"{generator.name} uses one file: “{shown_name(media[0].path)}”.")
        return invocation_of(wanted, media, generator), media[:1]

    def _generator(self, wanted: Order) -> Manifest:
        if wanted.generator is None:
            return self._packs.stack(self._stack).generator(wanted.task)
        return self._packs.generator(wanted.generator, wanted.task)

    def _media(self, paths: Sequence[Path]) -> tuple[Media, ...]:
        from modaverse_desktop.media.probe import probe

        return tuple(probe(path) for path in paths)

    def _loaded(self) -> Engine:
        if self._engine is None:
            started = time.perf_counter()
            self._output.progress("Starting the engine")
            self._engine = make_engine(self._packs, self._settings, debug=self._debug)
            self._load_seconds += time.perf_counter() - started
        return self._engine

    def _warm(self) -> Engine:
        first = self._engine is None
        engine = self._loaded()
        if first:
            started = time.perf_counter()
            engine.warm(self._stack, self._report)
            self._load_seconds += time.perf_counter() - started
        return engine

    def _report(self, event: Event) -> None:
        if isinstance(event, Progress | EngineProgress) and event.step:
            share = "" if event.fraction is None else f" {event.fraction:.0%}"
            self._output.progress(f"{event.step}{share}")


def _with_seed(invocation: Invocation, seed: int | None) -> Invocation:
    if seed is None or invocation.task is Modality.TEXT or "seed" in invocation.parameters:
        return invocation
    return replace(invocation, parameters={**invocation.parameters, "seed": seed})


def _caused(failure: AppError, error: Exception) -> AppError:
    failure.__cause__ = error
    return failure


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AppError(
            f"The folder “{folder}” cannot be made",
            error.strerror or str(error),
            "Choose another one with --output.",
            ErrorKind.RESOURCES,
        ) from error
