"""The engine: a request in, events out. Used by the command line in its own process, and by `host` in another."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from torch import Tensor

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import (
    ArtifactReady,
    EngineProgress,
    Event,
    Finished,
    GenerationStarted,
    Progress,
    Proposed,
    Started,
    Streamed,
)
from modaverse_desktop.core.invocation import Artifact, Invocation, count_of
from modaverse_desktop.core.manifest import Manifest, PackKind
from modaverse_desktop.core.meta_response import Spelling, parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs, Stack
from modaverse_desktop.core.request import Generate, Interpret
from modaverse_desktop.engine.composite import Composite, load_composite, parts_of
from modaverse_desktop.engine.decoding import decode
from modaverse_desktop.engine.device import Device, available_mb, pick_device, use_all_cores
from modaverse_desktop.engine.generators import Generator, load_generator
from modaverse_desktop.engine.making import seed_of, step_of
from modaverse_desktop.engine.recording import Recorder
from modaverse_desktop.engine.residency import Residency
from modaverse_desktop.engine.weights import Verified
from modaverse_desktop.media.files import shown_name

LONGEST_INSTRUCTION = 8_000
"""Characters. The model's own limit, in tokens, is found only by reading it all."""
_SHARE = 0.8
"""Of the memory that is free when the engine starts, models may take this much."""
_SHOWN_SHARE = 0.05


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
    ) -> None:
        self._find_packs = (lambda: packs) if isinstance(packs, Packs) else packs
        use_all_cores()
        self.device = device or pick_device()
        self._verified = verified or Verified(cache)
        self.residency = Residency(int(available_mb(self.device) * _SHARE) if budget_mb is None else budget_mb)

    def configure(self, device: str, memory_mb: int) -> str:
        """Work on this device, within this memory; 0 for most of what is free. On another one all is loaded anew.

        Both as in `core.settings`; returns the device's name.
        """
        wanted = pick_device(device)
        if wanted != self.device:
            self.residency.drop(*self.residency.names)
            self.device = wanted
        free_mb = available_mb(self.device) + self.residency.used_mb
        self.residency.change_budget(memory_mb or int(free_mb * _SHARE), is_limit=memory_mb > 0)
        return self.device.name

    def warm(self, stack: str, report: Report) -> None:
        """Load what proposals of `stack` need."""
        self._composite(self._find_packs().stack(stack), report, lambda step, fraction: EngineProgress(step, fraction))

    def warm_generators(self, stack: str, report: Report) -> None:
        """Load the generators of `stack`, as far as there is room beside what is in memory."""
        for manifest in self._find_packs().stack(stack).generators.values():
            if self.residency.has_room(_memory(manifest, self.device)):
                self._generator(manifest, report, lambda step, fraction: EngineProgress(step, fraction))

    def interpret(self, request: Interpret, report: Report) -> Proposed:
        """Ask the stack's model. The event that ends it is returned, and reported.

        Raises:
            AppError: USAGE or INPUT, what was given cannot be used; MODEL; RESOURCES.
        """
        started = time.perf_counter()
        report(Started(request.conversion))
        _check_instruction(request)
        stack = self._find_packs().stack(request.stack)
        composite = self._composite(stack, report, _progress_of(request.conversion))
        with self.residency.using(_key(stack), _composite_mb(stack, self.device)):
            prompt = composite.prompt(
                request.instruction,
                request.media,
                lambda media: report(Progress(request.conversion, f"Looking at {shown_name(media.path)}")),
            )
            text = self._write(composite, prompt, request, stack, report)
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
            if errors and errors[-1].kind is ErrorKind.RESOURCES:
                break
        if errors:
            raise errors[0]
        report(Finished(request.conversion, time.perf_counter() - started))
        return tuple(made)

    def _write(self, composite: Composite, prompt: Tensor, request: Interpret, stack: Stack, report: Report) -> str:
        """The meta-response; it is streamed, and until its first word there is progress: either way, one may stop."""
        streamed = False

        def on_text(text: str) -> None:
            nonlocal streamed
            streamed = True
            report(Streamed(request.conversion, text))

        def check() -> None:
            if not streamed:
                report(Progress(request.conversion, "Thinking"))

        model = composite.model
        spelling = Spelling(stack.manifest.template.spelling)
        return decode(
            model.language_model,
            prompt,
            model.tokenizer,
            request.sampling,
            on_text=on_text,
            check=check,
            spelling=spelling,
        )

    def _make(
        self, request: Generate, position: int, recorder: Recorder, report: Report
    ) -> Iterator[Artifact | AppError]:
        """The artifacts of one invocation, or what hindered them; nothing more after memory or disk were full."""
        invocation = request.invocations[position]
        if invocation.task is Modality.TEXT:
            yield Artifact(Modality.TEXT, position, text=invocation.prompt)
            return
        try:
            manifest = self._manifest_for(invocation, request.stack)
            self._generator(manifest, report, _preparing(request.conversion))  # now, so that it fails only once
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
        generator = self._generator(manifest, report, _preparing(name))
        step = step_of(name, invocation.task, number, count_of(invocation), report)
        with self.residency.using(manifest.id, _memory(manifest, self.device)):
            path = generator.generate(invocation, request.media, seed, step, request.folder, request.stem)
        recorder.keep(path, invocation, seed, manifest)
        seconds = time.perf_counter() - started
        return Artifact(invocation.task, position, path=path, seed=seed, seconds=seconds, generator=manifest.id)

    def _manifest_for(self, invocation: Invocation, stack: str) -> Manifest:
        packs = self._find_packs()
        if invocation.generator is None:
            return packs.stack(stack).generator(invocation.task)
        manifest = packs.get(invocation.generator, PackKind.GENERATOR)
        if manifest.task is not invocation.task:
            raise AppError(
                f"{manifest.name} does not make {invocation.task.value}",
                hint="Choose another generator.",
                kind=ErrorKind.USAGE,
            )
        return manifest

    def _composite(self, stack: Stack, report: Report, event: EventOf) -> Composite:
        def load() -> Composite:
            for manifest in parts_of(stack):
                self._require(manifest, report, event)
            report(event("Loading the language model", None))
            return load_composite(stack, self.device, _in_words_of(report, event))

        return self.residency.get(_key(stack), _composite_mb(stack, self.device), load)

    def _generator(self, manifest: Manifest, report: Report, event: EventOf) -> Generator:
        name = manifest.config.get("base")
        base = self._find_packs().get(str(name), PackKind.GENERATOR) if name else None

        def load() -> Generator:
            for each in (*([base] if base else []), manifest):
                self._require(each, report, event)
            report(event(f"Loading {manifest.name}", None))
            return load_generator(manifest, self.device, base)

        return self.residency.get(manifest.id, _memory(manifest, self.device), load)

    def _require(self, manifest: Manifest, report: Report, event: EventOf) -> None:
        told = 0.0

        def tell(fraction: float) -> None:
            nonlocal told
            if fraction >= told + _SHOWN_SHARE:
                told = fraction
                report(event(f"Checking {manifest.name}", fraction))

        self._verified.require(manifest, tell)


EventOf = Callable[[str, float | None], Event]


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


def _in_words_of(report: Report, event: EventOf) -> Report:
    """A report for loaders, which say `EngineProgress`, in the words of the conversion that waits for them."""
    return lambda said: report(event(said.step, said.fraction) if isinstance(said, EngineProgress) else said)


def _key(stack: Stack) -> str:
    return f"{stack.manifest.id}: language model"


def _memory(manifest: Manifest, device: Device) -> int:
    """MB on the device that the models run on."""
    return manifest.vram_mb or manifest.ram_mb if device.kind == "cuda" else manifest.ram_mb


def _composite_mb(stack: Stack, device: Device) -> int:
    return sum(_memory(manifest, device) for manifest in parts_of(stack))
