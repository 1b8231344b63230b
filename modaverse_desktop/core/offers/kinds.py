"""Which diffusers pipelines there are, by class: what each makes, what it can be given, what is worth setting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from modaverse_desktop.core.invocation import MASK
from modaverse_desktop.core.manifest import Option
from modaverse_desktop.core.modality import Modality

_IMAGE, _AUDIO, _VIDEO = Modality.IMAGE, Modality.AUDIO, Modality.VIDEO


@dataclass(frozen=True)
class Kind:
    """A class of pipelines. `steps` 0 and `guidance` None: not to be set, or not known."""

    task: Modality
    takes: tuple[Modality, ...] = ()
    """Modalities of the inputs that it can be given besides the prompt."""
    needs_input: bool = False
    """It makes nothing from a prompt alone."""
    steps: int = 0
    guidance: float | None = None
    negative: bool = True
    """It takes a prompt of what should not be there."""
    strength: float | None = None
    """How far it may go from its input; None if it takes no such number."""
    masked: bool = False
    """It can change a part of a picture and leave the rest alone."""
    seconds: str = ""
    """Argument for the length of a sound."""
    frames: int = 0
    frames_by: int = 1
    """Frames come as ``n * frames_by + 1``; with 1 as any number."""
    rate: int = 0
    """Frames a second."""
    extra: tuple[Option, ...] = ()
    sized: bool = True
    """It takes height and width."""


_PICTURES = Kind(_IMAGE, (_IMAGE,), steps=30, guidance=7.5, strength=0.7, masked=True)
_CHANGES = replace(_PICTURES, needs_input=True, sized=False, masked=False)
_SOUNDS = Kind(_AUDIO, steps=50, guidance=3.5, seconds="audio_length_in_s", sized=False)
_CLIPS = Kind(_VIDEO, steps=25, guidance=7.5, frames=16, rate=8)
_LTX = replace(_CLIPS, takes=(_IMAGE,), steps=50, guidance=3.0, frames=97, frames_by=8, rate=24)
_WAN = replace(_CLIPS, steps=50, guidance=5.0, frames=81, frames_by=4, rate=16)
_COG = replace(_CLIPS, steps=50, guidance=6.0, frames=49, frames_by=8, rate=8)
_FAITHFUL = Option("image_guidance_scale", 1.5, "Faithfulness to the picture", 1.0, 5.0)

KINDS: Mapping[str, Kind] = {
    "StableDiffusionPipeline": _PICTURES,
    "StableDiffusionImg2ImgPipeline": _CHANGES,
    "StableDiffusionInpaintPipeline": replace(_CHANGES, strength=1.0, masked=True),
    "StableDiffusionInstructPix2PixPipeline": replace(_CHANGES, strength=None, extra=(_FAITHFUL,)),
    "StableDiffusionXLPipeline": replace(_PICTURES, guidance=5.0),
    "StableDiffusionXLImg2ImgPipeline": replace(_CHANGES, guidance=5.0, strength=0.3),
    "StableDiffusionXLInpaintPipeline": replace(_CHANGES, guidance=5.0, strength=0.99, masked=True),
    "StableDiffusionXLInstructPix2PixPipeline": replace(_CHANGES, guidance=5.0, strength=None, extra=(_FAITHFUL,)),
    "StableDiffusion3Pipeline": replace(_PICTURES, steps=28, guidance=7.0),
    "FluxPipeline": replace(_PICTURES, steps=28, guidance=3.5, negative=False),
    "FluxKontextPipeline": replace(_CHANGES, steps=28, guidance=3.5, negative=False, strength=None),
    "PixArtAlphaPipeline": replace(_PICTURES, steps=20, guidance=4.5),
    "PixArtSigmaPipeline": replace(_PICTURES, steps=20, guidance=4.5),
    "LatentConsistencyModelPipeline": replace(_PICTURES, steps=4, guidance=8.5, negative=False, masked=False),
    "AudioLDMPipeline": replace(_SOUNDS, steps=10, guidance=2.5),
    "AudioLDM2Pipeline": _SOUNDS,
    "MusicLDMPipeline": replace(_SOUNDS, guidance=2.0),
    "StableAudioPipeline": replace(
        _SOUNDS, takes=(_AUDIO,), steps=100, guidance=7.0, seconds="audio_end_in_s", strength=0.6
    ),
    "TextToVideoSDPipeline": replace(_CLIPS, guidance=9.0, rate=10),
    "AnimateDiffPipeline": _CLIPS,
    "LTXPipeline": _LTX,
    "LTXImageToVideoPipeline": replace(_LTX, needs_input=True),
    "WanPipeline": _WAN,
    "WanImageToVideoPipeline": replace(_WAN, takes=(_IMAGE,), needs_input=True),
    "CogVideoXPipeline": _COG,
    "CogVideoXImageToVideoPipeline": replace(_COG, takes=(_IMAGE,), needs_input=True),
    "I2VGenXLPipeline": replace(_CLIPS, takes=(_IMAGE,), needs_input=True, guidance=9.0, rate=16),
    "StableVideoDiffusionPipeline": Kind(_VIDEO, (_IMAGE,), True, 25, negative=False, frames=14, rate=7),
}

_VIDEO_WORDS = re.compile("Video|I2V|T2V|Animate|Mochi|Allegro|Latte|LTX|Wan|Cosmos", re.ASCII)
_AUDIO_WORDS = re.compile("Audio|Music|Sound|Song", re.ASCII)


def kind_of(pipeline: str) -> Kind:
    """What is known of a class; of one that is not in the table only its task, guessed by its name."""
    if found := KINDS.get(pipeline):
        return found
    task = _VIDEO if _VIDEO_WORDS.search(pipeline) else _AUDIO if _AUDIO_WORDS.search(pipeline) else _IMAGE
    return Kind(task, negative=False, sized=False)


def is_known(pipeline: str) -> bool:
    """Whether the class is in the table, and has been tried."""
    return pipeline in KINDS


def options_of(kind: Kind, side: tuple[int, int], step: int, sound_seconds: float) -> tuple[Option, ...]:
    """What the proposal editor offers. `side`: height and width that the model was made for, 0 if that is not known;
    both come in multiples of `step`. `sound_seconds`: the longest sound, 0 if that is not known."""
    found: list[Option] = []
    if kind.steps:
        found.append(Option("num_inference_steps", kind.steps, "Steps", 1, max(100, 2 * kind.steps)))
    if kind.guidance is not None:
        found.append(Option("guidance_scale", kind.guidance, "Faithfulness to the prompt", 0.0, 20.0))
    found += kind.extra
    if kind.strength is not None:
        found.append(Option("strength", kind.strength, "How much may change", 0.05, 1.0))
    if kind.masked:
        found.append(Option(MASK, "", "Only inside"))
    if kind.sized:
        sides = [_sizes(each, step) for each in side]
        found += [Option("height", side[0], "Height", choices=sides[0])] if side[0] else []
        found += [Option("width", side[1], "Width", choices=sides[1])] if side[1] else []
    if kind.seconds:
        longest = sound_seconds or 30.0
        found.append(Option(kind.seconds, min(5.0, longest), "Seconds", min(1.0, longest), longest))
    if kind.frames:
        found.append(Option("num_frames", kind.frames, "Frames", choices=_frames(kind)))
    if kind.negative:
        found.append(Option("negative_prompt", "", "Leave out"))
    return tuple(found)


def _sizes(side: int, step: int) -> tuple[int, ...]:
    sizes = {max(step, round(side * share / step) * step) for share in (0.5, 0.75, 1.25, 1.5)}
    return tuple(sorted({side, *sizes}))


def _frames(kind: Kind) -> tuple[int, ...]:
    by, most = kind.frames_by, kind.frames
    whole = (most - 1) // by if by > 1 else most
    counts = {max(1, round(whole * share)) for share in (0.125, 0.25, 0.5, 0.75, 1)}
    return tuple(sorted({most, *(count * by + 1 if by > 1 else count for count in counts)}))
