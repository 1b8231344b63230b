"""The engine: a request in, events out. Used by the command line in its own process, and by `host` in another."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.chaining import waits
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import (
    ArtifactReady,
    EngineProgress,
    Finished,
    GenerationStarted,
    Progress,
    Proposed,
    Started,
    Streamed,
)
from modaverse_desktop.core.invocation import Artifact, Invocation, count_of
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.meta_response import Spelling, parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs, Stack
from modaverse_desktop.core.request import Generate, Interpret
from modaverse_desktop.engine.composite import cannot_take, kinds_in, prompt_of
from modaverse_desktop.engine.decoding import decode
from modaverse_desktop.engine.device import Device, use_all_cores
from modaverse_desktop.engine.encoders import Encoder
from modaverse_desktop.engine.generators import Generator
from modaverse_desktop.engine.making import after_artifact, nothing_to_start_from, seed_of, stem_of, step_of
from modaverse_desktop.engine.modaverse import ModaVerse
from modaverse_desktop.engine.models import EventOf, Models
from modaverse_desktop.engine.recording import Recorder
from modaverse_desktop.engine.residency import Residency
from modaverse_desktop.engine.weights import Verified
from modaverse_desktop.media.files import shown_name

LONGEST_INSTRUCTION = 8_000
"""Characters. The model's own limit, in tokens, is found only by reading it all."""


class Engine:
    """Interprets and generates with the packs that are installed; keeps models in memory between requests.

    Every method reports what it does; `report` may raise `Interrupted`, which goes through to the caller. Errors that a
    person can act on are raised as `AppError`.
    """

    def __init__(
        self,
        packs: Packs | Callable[[], Packs],
        device: Device | None = None,
        cache: Path | None = None,
        budget_mb: int | None = None,
        verified: Verified | None = None,
        *,
        many_answers: bool = False,
    ) -> None:
        """`many_answers`, thousands, are worth a minute of preparation for all of them."""
        self._find_packs = (lambda: packs) if isinstance(packs, Packs) else packs
        self._many_answers = many_answers
        use_all_cores()
        self._models = Models(self._find_packs, device, verified or Verified(cache), budget_mb)

    @property
    def device(self) -> Device:
        """What models run on."""
        return self._models.device

    @property
    def residency(self) -> Residency:
        """Which models are in memory."""
        return self._models.residency

    def memory(self) -> Memory:
        """What models may take together, and which are in memory."""
        return self._models.memory()

    def configure(self, device: str, memory_mb: int) -> str:
        """Work on this device, within this memory; 0 for most of what is free. On another one all is loaded anew.

        Both as in `core.settings`; returns the device's name.
        """
        return self._models.configure(device, memory_mb)

    def warm(self, stack: str, report: Report) -> None:
        """Load what proposals of `stack` need."""
        found = self._find_packs().stack(stack)
        for manifest in found.encoders:
            self._models.encoder(manifest, _nothing, report, EngineProgress)
        self._models.language_model(found, _nothing, report, EngineProgress)

    def warm_generators(self, stack: str, report: Report) -> None:
        """Load the generators of `stack`, as far as there is room beside what is in memory."""
        for manifest in self._find_packs().stack(stack).generators.values():
            if self._models.has_room(manifest):
                self._models.generator(manifest, _nothing, report, EngineProgress)

    def interpret(self, request: Interpret, report: Report) -> Proposed:
        """Ask the stack's model. The event that ends it is returned, and reported.

        Raises:
            AppError: USAGE or INPUT, what was given cannot be used; MODEL; RESOURCES.
        """
        started = time.perf_counter()
        report(Started(request.conversion))
        _check_instruction(request)
        stack = self._find_packs().stack(request.stack)
        event = _progress_of(request.conversion)
        embedded = self._embedded(stack, request, report)

        def write(model: ModaVerse) -> str:
            return self._write(model, prompt_of(model, request.instruction, embedded), request, stack, report)

        text = self._models.language_model(stack, write, report, event)
        reading = parse_meta_response(text)
        seconds = time.perf_counter() - started
        proposed = Proposed(request.conversion, text, reading.invocations, reading.unread, seconds)
        report(proposed)
        return proposed

    def generate(self, request: Generate, report: Report) -> tuple[Artifact, ...]:
        """Run the invocations from `request.start` on; every artifact is reported when its file exists, and returned.

        What cannot be made does not keep the rest from it, unless memory or disk are full.

        Raises:
            AppError: the first of the errors, after the rest is done.
        """
        started = time.perf_counter()
        made: list[Artifact] = []
        errors: list[AppError] = []
        reading = Progress(request.conversion, "Reading the files")
        recorder = Recorder(request, self._find_packs, self.device, lambda: report(reading))
        for position in range(request.start, len(request.invocations)):
            report(GenerationStarted(request.conversion, position))
            for outcome in self._make(request, position, recorder, report):
                if isinstance(outcome, AppError):
                    errors.append(outcome)
                else:
                    made.append(outcome)
                    report(ArtifactReady(request.conversion, outcome))
                    request = after_artifact(request, outcome)
                    recorder.follow(request)
            if errors and errors[-1].kind is ErrorKind.RESOURCES:
                break
        if errors:
            raise errors[0]
        report(Finished(request.conversion, time.perf_counter() - started))
        return tuple(made)

    def _embedded(self, stack: Stack, request: Interpret, report: Report) -> list[tuple[Modality, Tensor]]:
        """Each medium as its encoder sees or hears it, in the order of the request; a video's sound follows it."""
        encoders = _encoders_of(stack)
        for media in request.media:
            if media.modality not in encoders:
                raise cannot_take(media, encoders)
        parts = [(media, kind) for media in request.media for kind in kinds_in(media, encoders)]
        found: dict[int, Tensor] = {}
        for manifest in stack.encoders:
            own = [at for at, (_, kind) in enumerate(parts) if encoders[kind] == manifest]

            def look(encoder: Encoder, own: Sequence[int] = own) -> dict[int, Tensor]:
                seen: dict[int, Tensor] = {}
                for at in own:
                    media, _ = parts[at]
                    report(Progress(request.conversion, f"Looking at {shown_name(media.path)}"))
                    with torch.inference_mode():
                        seen[at] = encoder.embed_media(media)
                return seen

            if own:
                found |= self._models.encoder(manifest, look, report, _progress_of(request.conversion))
        return [(kind, found[at]) for at, (_, kind) in enumerate(parts)]

    def _write(self, model: ModaVerse, prompt: Tensor, request: Interpret, stack: Stack, report: Report) -> str:
        """The meta-response; it is streamed, and until its first word there is progress: either way, one may stop."""
        streamed = False

        def on_text(text: str) -> None:
            nonlocal streamed
            streamed = True
            report(Streamed(request.conversion, text))

        def check() -> None:
            if not streamed:
                report(Progress(request.conversion, "Thinking"))

        template = stack.manifest.template
        return decode(
            model.language_model,
            prompt,
            model.tokenizer,
            request.sampling,
            on_text=on_text,
            check=check,
            spelling=Spelling(template.spelling),
            steps=model.steps(many=self._many_answers),
        )

    def _make(
        self, request: Generate, position: int, recorder: Recorder, report: Report
    ) -> Iterator[Artifact | AppError]:
        """The artifacts of one invocation, or what hindered them; nothing more after memory or disk were full."""
        invocation = request.invocations[position]
        if invocation.task is Modality.TEXT:
            yield Artifact(Modality.TEXT, position, text=invocation.prompt)
            return
        if waits(invocation):
            yield nothing_to_start_from()
            return
        try:
            manifest = self._manifest_for(invocation, request.stack)
            # now, so that what cannot be loaded fails only once
            self._models.generator(manifest, _nothing, report, _preparing(request.conversion))
        except AppError as error:
            yield error
            return
        first = request.made if position == request.start else 0
        for number in range(first, count_of(invocation)):
            try:
                yield self._make_one(request, position, number, manifest, recorder, report)
            except AppError as error:
                yield error
                if error.kind is ErrorKind.RESOURCES:
                    return

    def _make_one(
        self, request: Generate, position: int, number: int, manifest: Manifest, recorder: Recorder, report: Report
    ) -> Artifact:
        started = time.perf_counter()
        invocation, name = request.invocations[position], request.conversion
        seed = seed_of(invocation, name, position, number)

        def generate(generator: Generator) -> Path:
            step = step_of(name, invocation.task, number, count_of(invocation), report)
            stem = stem_of(request.stem, invocation, seed, manifest.id)
            return generator.generate(invocation, request.files, seed, step, request.folder, stem)

        path = self._models.generator(manifest, generate, report, _preparing(name))
        recorder.keep(path, invocation, seed, manifest)
        seconds = time.perf_counter() - started
        return Artifact(invocation.task, position, path=path, seed=seed, seconds=seconds, generator=manifest.id)

    def _manifest_for(self, invocation: Invocation, stack: str) -> Manifest:
        packs = self._find_packs()
        if invocation.generator is None:
            return packs.stack(stack).generator(invocation.task)
        return packs.generator(invocation.generator, invocation.task)


def _check_instruction(request: Interpret) -> None:
    if not request.instruction.strip():
        if not request.media:
            raise AppError(
                "There is nothing to do",
                "Neither an instruction nor a file was given.",
                "Write what you want.",
                ErrorKind.USAGE,
            )
        raise AppError(
            "There is no instruction",
            "The model does not guess what should happen with a file.",
            "Write what you want to know or have, for example “What is this?” or “Make an icon of this”.",
            ErrorKind.INPUT,
        )
    if len(request.instruction) > LONGEST_INSTRUCTION:
        raise AppError(
            "The instruction is too long",
            f"It has {len(request.instruction):,} characters; {LONGEST_INSTRUCTION:,} can be read.",
            "Keep the sentence that says what you want, and drop the rest.",
            ErrorKind.INPUT,
        )


def _progress_of(conversion: str) -> EventOf:
    return lambda step, fraction: Progress(conversion, step, fraction)


def _preparing(conversion: str) -> EventOf:
    """How far the preparation is belongs into its words: the fraction is that of the invocation."""
    return lambda step, fraction: Progress(conversion, step if fraction is None else f"{step} ({fraction:.0%})")


def _encoders_of(stack: Stack) -> dict[Modality, Manifest]:
    """The encoder of every modality that there is a projector for, too."""
    projected = {modality for manifest in stack.projectors for modality in manifest.modalities}
    pairs = [(modality, manifest) for manifest in stack.encoders for modality in manifest.modalities]
    return {modality: manifest for modality, manifest in pairs if modality in projected}


def _nothing(model: object) -> None:
    """Only to have it loaded."""
