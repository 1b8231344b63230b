"""What one set of weights can do: make from a prompt, change what it is given, change it inside a mask."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import diffusers

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.generators.latent_editing import LatentEditing
from modaverse_desktop.engine.generators.sound_editing import SoundEditing

_FROM_PICTURE: Mapping[str, str] = {
    "StableDiffusionPipeline": "StableDiffusionImg2ImgPipeline",
    "StableDiffusionXLPipeline": "StableDiffusionXLImg2ImgPipeline",
    "StableDiffusion3Pipeline": "StableDiffusion3Img2ImgPipeline",
    "FluxPipeline": "FluxImg2ImgPipeline",
    "LatentConsistencyModelPipeline": "LatentConsistencyModelImg2ImgPipeline",
    "LTXPipeline": "LTXImageToVideoPipeline",
}
_IN_MASK: Mapping[str, str] = {
    "StableDiffusionPipeline": "StableDiffusionInpaintPipeline",
    "StableDiffusionXLPipeline": "StableDiffusionXLInpaintPipeline",
    "StableDiffusion3Pipeline": "StableDiffusion3InpaintPipeline",
    "FluxPipeline": "FluxInpaintPipeline",
}
_OURS = ("PixArtAlphaPipeline", "PixArtSigmaPipeline")
"""Pipelines that diffusers has no editing for."""
_SOUND = "initial_audio_waveforms"


class Ways:
    """The pipelines around one set of weights; those for inputs are made when they are first needed."""

    def __init__(self, pipeline: Any) -> None:
        self.plain = pipeline
        self._made: dict[str, Any] = {}
        self._name = type(pipeline).__name__

    @property
    def accepts(self) -> frozenset[str]:
        """Arguments that one of them takes."""
        classes = (self._class(_FROM_PICTURE), self._class(_IN_MASK))
        found = accepted(self.plain).union(*(_parameters(cls.__call__) for cls in classes if cls))
        if self._name in _OURS:
            return found | LatentEditing(self.plain).accepts
        return found | SoundEditing(self.plain).accepts if _SOUND in found else found

    def takes(self, modality: Modality) -> bool:
        """Whether an input of this modality can be given."""
        if modality is Modality.AUDIO:
            return _SOUND in accepted(self.plain)
        is_picture = modality is Modality.IMAGE
        return is_picture and ("image" in accepted(self.plain) or self._name in (*_OURS, *_FROM_PICTURE))

    def takes_mask(self) -> bool:
        """Whether only a part of a picture can be changed."""
        return "mask_image" in accepted(self.plain) or self._name in (*_OURS, *_IN_MASK)

    def pipeline(self, source: Modality | None, *, masked: bool = False) -> Any:
        """The one to call: without an input, with one of modality `source`, or inside a mask on it."""
        if source is Modality.AUDIO:
            return self._made.setdefault("sound", SoundEditing(self.plain))
        if source is not Modality.IMAGE or "image" in accepted(self.plain):
            return self.plain
        if self._name in _OURS:
            return self._made.setdefault("ours", LatentEditing(self.plain))
        cls = self._class(_IN_MASK if masked else _FROM_PICTURE)
        if cls.__name__ not in self._made:
            self._made[cls.__name__] = _around(cls, self.plain)
        return self._made[cls.__name__]

    def _class(self, names: Mapping[str, str]) -> Any:
        return getattr(diffusers, names.get(self._name, ""), None)


def accepted(pipeline: Any) -> frozenset[str]:
    """The arguments of a pipeline's call."""
    own = isinstance(pipeline, LatentEditing | SoundEditing)
    return pipeline.accepts if own else _parameters(pipeline.__call__)


def with_a_step(arguments: Mapping[str, Any], pipeline: Any) -> dict[str, Any]:
    """As many steps as leave one where only the end of their way is gone: with none, diffusers' own pipelines fail."""
    steps, strength = arguments.get("num_inference_steps"), arguments.get("strength")
    if steps is None or strength is None or "image" not in arguments or isinstance(pipeline, LatentEditing):
        return dict(arguments)
    enough = next((each for each in range(steps, steps + 100) if int(each * strength)), steps)
    return {**arguments, "num_inference_steps": enough}


def _parameters(call: Any) -> frozenset[str]:
    return frozenset(inspect.signature(call).parameters)


def _around(cls: Any, pipeline: Any) -> Any:
    """A pipeline of class `cls` with the parts of another: the same weights, wherever they are."""
    wanted = inspect.signature(cls.__init__).parameters
    parts = {name: part for name, part in pipeline.components.items() if name in wanted}
    flags = {"requires_safety_checker": False, "requires_aesthetics_score": False}
    made = cls(**parts, **{name: value for name, value in flags.items() if name in wanted})
    made.set_progress_bar_config(disable=True)
    return made
