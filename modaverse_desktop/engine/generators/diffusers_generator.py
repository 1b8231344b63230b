"""Any folder that `diffusers.DiffusionPipeline.from_pretrained` can load is a generator: no code of its own."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import COUNT, SEED, Invocation, Parameter
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.device import Device
from modaverse_desktop.engine.generators import Step
from modaverse_desktop.engine.generators.diffusers_loading import load_pipeline
from modaverse_desktop.engine.generators.saving import SAVING, Made, save_made
from modaverse_desktop.media.decode import decode_image

_OURS = (SEED, COUNT)
"""Parameters that are for none of a pack's options."""
_VERBS = {Modality.IMAGE: "Drawing", Modality.AUDIO: "Making the sound", Modality.VIDEO: "Filming"}


def load(manifest: Manifest, device: Device) -> DiffusersGenerator:
    """The pack's pipeline as a generator. Raises AppError(MODEL) if it cannot be loaded, or its pack.toml is wrong."""
    return DiffusersGenerator(manifest, load_pipeline(manifest, device))


class DiffusersGenerator:
    """A `Generator` around a diffusers pipeline."""

    def __init__(self, manifest: Manifest, pipeline: Any) -> None:
        self._manifest = manifest
        self._pipeline = pipeline
        self._accepts = frozenset(inspect.signature(pipeline.__call__).parameters)
        named = {*manifest.constants, *(option.name for option in manifest.options)}
        unknown = sorted(named.difference(self._accepts, _OURS, SAVING))
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
        options = {**chosen(self._manifest, invocation.parameters), **self._manifest.constants}
        arguments = self._arguments(invocation, media, options)
        output = self._run({**arguments, "generator": torch.Generator("cpu").manual_seed(seed)}, step)
        step("Saving", None)
        return save_made(Made(output, self._pipeline, self._manifest, options), folder, stem)

    @property
    def _task(self) -> Modality:
        return self._manifest.task or Modality.IMAGE

    def _arguments(
        self, invocation: Invocation, media: Sequence[Media], options: Mapping[str, Parameter]
    ) -> dict[str, Any]:
        taken = {name: value for name, value in options.items() if name in self._accepts or name not in SAVING}
        arguments: dict[str, Any] = {**taken, "prompt": invocation.prompt}
        if "output_type" in self._accepts:
            arguments["output_type"] = "np"
        if invocation.inputs:
            arguments["image"] = self._input_picture(invocation, media)
        return arguments

    def _input_picture(self, invocation: Invocation, media: Sequence[Media]) -> Image.Image:
        given = [media[position] for position in invocation.inputs if 0 <= position < len(media)]
        pictures = [each for each in given if each.modality is Modality.IMAGE]
        if "image" not in self._accepts or not pictures:
            raise AppError(
                f"{self._manifest.name} cannot use this input",
                "It takes a prompt and a picture." if "image" in self._accepts else "It takes a prompt only.",
                "Remove the input, or choose another generator.",
                ErrorKind.INPUT,
            )
        return Image.fromarray(decode_image(pictures[0].path))

    def _run(self, arguments: dict[str, Any], step: Step) -> Any:
        step("Reading the prompt", None)
        try:
            with torch.inference_mode():
                return self._pipeline(**arguments, **self._callback(step))
        finally:
            if hasattr(self._pipeline, "maybe_free_model_hooks"):
                self._pipeline.maybe_free_model_hooks()

    def _callback(self, step: Step) -> dict[str, Any]:
        """The pipeline's way of telling its steps, new or old; raising from it ends the work."""
        if "callback_on_step_end" in self._accepts:
            progress = self._progress(step)

            def on_step_end(pipeline: Any, index: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
                progress(index)
                return tensors

            return {"callback_on_step_end": on_step_end}
        if "callback" in self._accepts:
            progress = self._progress(step)
            return {"callback": lambda index, timestep, latents: progress(index), "callback_steps": 1}
        return {}

    def _progress(self, step: Step) -> Callable[[int], None]:
        started = time.perf_counter()
        verb = _VERBS[self._task]

        def tell(index: int) -> None:
            done = index + 1
            total = max(
                done, int(getattr(self._pipeline, "num_timesteps", 0)) or len(self._pipeline.scheduler.timesteps)
            )
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
