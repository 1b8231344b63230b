"""Any folder that `diffusers.DiffusionPipeline.from_pretrained` can load is a generator: no code of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import COUNT, MASK, SEED, Invocation, Parameter
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.placement import Placement
from modaverse_desktop.engine.device import Device
from modaverse_desktop.engine.generators import Step
from modaverse_desktop.engine.generators.diffusers_loading import load_pipeline
from modaverse_desktop.engine.generators.inputs import chosen_input, picture_arguments, sound_arguments, spared
from modaverse_desktop.engine.generators.lora import LORA, LORA_SCALE, add_lora
from modaverse_desktop.engine.generators.placing import place
from modaverse_desktop.engine.generators.prompt_length import require_fitting
from modaverse_desktop.engine.generators.saving import SAVING, Made, save_made
from modaverse_desktop.engine.generators.telling import told
from modaverse_desktop.engine.generators.ways import Ways, accepted, with_a_step

_OURS = (SEED, COUNT)
"""Parameters that are for none of a pack's options."""
_VERBS = {Modality.IMAGE: "Drawing", Modality.AUDIO: "Making the sound", Modality.VIDEO: "Filming"}


def load(
    manifest: Manifest, device: Device, base: Manifest | None = None, placement: Placement = Placement.WHOLE
) -> DiffusersGenerator:
    """The pack's pipeline as a generator; LoRA comes on top of the pipeline of its `base`.

    Raises AppError(MODEL) if it cannot be loaded, or its pack.toml is wrong.
    """
    device = replace(device, dtype=torch.bfloat16) if placement is Placement.HALF else device
    pipeline = load_pipeline(base or manifest, device)
    if base is not None:
        add_lora(pipeline, manifest)
    return DiffusersGenerator(manifest, place(pipeline, device.torch, placement))


class DiffusersGenerator:
    """A `Generator` around a diffusers pipeline."""

    def __init__(self, manifest: Manifest, pipeline: Any) -> None:
        self._manifest = manifest
        self._pipeline = pipeline
        self._ways = Ways(pipeline)
        named = {*manifest.constants, *(option.name for option in manifest.options)}
        unknown = sorted(named.difference(self._ways.accepts, _OURS, SAVING, (MASK, LORA_SCALE)))
        if unknown:
            raise AppError(
                f"The pack {manifest.id} does not fit its pipeline",
                f"{type(pipeline).__name__} does not take {', '.join(unknown)}.",
                "Correct the pack's pack.toml.",
                ErrorKind.MODEL,
            )

    def generate(
        self, invocation: Invocation, media: Sequence[Media], seed: int, step: Step, folder: Path, stem: str
    ) -> Path:
        """See `Generator`. Which kind of file it is says `saving`."""
        if not invocation.prompt.strip():
            raise AppError("There is no prompt", hint="Write what it should be.", kind=ErrorKind.INPUT)
        require_fitting(invocation.prompt, self._pipeline, self._manifest)
        options = {**chosen(self._manifest, invocation.parameters), **self._manifest.constants}
        source = chosen_input(invocation, media, self._ways, self._manifest)
        pipeline = self._ways.pipeline(source.modality if source else None, masked=bool(options.get(MASK)))
        given = self._given(source, options)
        arguments = self._arguments(pipeline, invocation.prompt, {**options, **given})
        if LORA_SCALE in options:
            self._pipeline.set_adapters([LORA], [float(options[LORA_SCALE])])
        output = self._run(pipeline, {**arguments, "generator": torch.Generator("cpu").manual_seed(seed)}, step)
        step("Saving", None)
        if options.get(MASK):
            output.images = spared(output.images, given["image"], given["mask_image"])
        return save_made(Made(output, self._pipeline, self._manifest, options), folder, stem)

    @property
    def _task(self) -> Modality:
        return self._manifest.task or Modality.IMAGE

    def _given(self, source: Media | None, options: Mapping[str, Parameter]) -> dict[str, Any]:
        """The input as arguments, and the size that goes with a picture."""
        if source is None:
            return {}
        if source.modality is Modality.AUDIO:
            return sound_arguments(source, self._ways)
        given = picture_arguments(source, options, self._ways, self._manifest)
        return {**given, "width": given["image"].width, "height": given["image"].height}

    def _arguments(self, pipeline: Any, prompt: str, options: Mapping[str, Any]) -> dict[str, Any]:
        """What this pipeline takes of them: each of the pack's options is taken by one of its ways at least."""
        takes = accepted(pipeline)
        arguments = {name: value for name, value in options.items() if name in takes}
        if "prompt" in takes:
            arguments["prompt"] = prompt
        if "output_type" in takes:
            arguments["output_type"] = "np"
        return with_a_step(arguments, pipeline)

    def _run(self, pipeline: Any, arguments: dict[str, Any], step: Step) -> Any:
        step("Reading the prompt", None)
        progress = self._progress(step)
        try:
            with torch.inference_mode(), told(pipeline, self._pipeline, progress) as callback:
                return pipeline(**arguments, **callback)
        finally:
            if hasattr(self._pipeline, "maybe_free_model_hooks"):
                self._pipeline.maybe_free_model_hooks()

    def _progress(self, step: Step) -> Callable[[int, int | None], None]:
        started = time.perf_counter()
        verb = _VERBS[self._task]

        def tell(index: int, steps: int | None = None) -> None:
            done = index + 1
            total = max(done, len(self._pipeline.scheduler.timesteps) if steps is None else steps)
            left = (time.perf_counter() - started) / done * (total - done)
            step(
                f"{verb}, step {done} of {total}, about {left:.0f} s left"  # whole sentences can be translated
                if left >= 3
                else f"{verb}, step {done} of {total}",
                done / total,
            )

        return tell


def chosen(manifest: Manifest, parameters: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """The pack's options with the user's values in place of the defaults; seed and count are not among them.

    Raises AppError(USAGE) naming an unknown parameter and those there are, or a value that an option cannot have.
    """
    options = {option.name: option for option in manifest.options if option.name not in _OURS}
    for name, value in parameters.items():
        if name in _OURS:
            continue
        if name not in options:
            names = ", ".join(sorted([*options, SEED]))
            raise AppError(
                f"{manifest.name} has no option {name}", f"There are: {names}.", "Remove it.", ErrorKind.USAGE
            )
        if problem := options[name].problem_with(value):
            raise AppError(
                f"The option {name} cannot have this value", f"{problem}.", "Choose another value.", ErrorKind.USAGE
            )
    return {name: parameters.get(name, option.default) for name, option in options.items()}
