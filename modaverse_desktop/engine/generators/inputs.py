"""What a pipeline is given besides the prompt: a picture, a mask on it, a sound; of the size that suits the model."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.invocation import MASK, Invocation, Parameter
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.generators.ways import Ways, accepted
from modaverse_desktop.media.decode import decode_image
from modaverse_desktop.media.mask import read_mask
from modaverse_desktop.media.sound import read_sound

_MULTIPLE = 16
_LARGEST_SIDE = 1024
"""Pixels, where nothing says what the model was made for."""


def chosen_input(invocation: Invocation, media: Sequence[Media], ways: Ways, manifest: Manifest) -> Media | None:
    """The one input that the pipeline is given; None if the invocation names none.

    Raises:
        AppError: INPUT, it can use none of those that are named, or needs one, or a mask lies on nothing.
    """
    given = [media[position] for position in invocation.inputs if 0 <= position < len(media)]
    usable = [each for each in given if ways.takes(each.modality)]
    if invocation.inputs and not usable:
        kinds = [each.value for each in (Modality.IMAGE, Modality.AUDIO) if ways.takes(each)]
        raise AppError(
            f"{manifest.name} cannot use this input",
            f"It takes a prompt and: {', '.join(kinds)}." if kinds else "It takes a prompt only.",
            "Remove the input, or choose another generator.",
            ErrorKind.INPUT,
        )
    if not usable and (manifest.config.get("needs_input") or invocation.parameters.get(MASK)):
        raise AppError(
            f"{manifest.name} changes what it is given, and nothing was given",
            "",
            "Tick the file that it should use, or choose another generator.",
            ErrorKind.INPUT,
        )
    return usable[0] if usable else None


def picture_arguments(
    source: Media, options: Mapping[str, Parameter], ways: Ways, manifest: Manifest
) -> dict[str, Any]:
    """`image` and, with a mask, `mask_image`: both of the size that the model works at.

    Raises:
        AppError: INPUT, one of them cannot be read, or the mask is empty or of another size than the picture.
    """
    picture = Image.fromarray(decode_image(source.path))
    size = working_size(picture.size, options, manifest, ways)
    arguments: dict[str, Any] = {"image": _covering(picture, size)}
    if path := options.get(MASK):
        mask = Image.fromarray(read_mask(Path(str(path)), source.path, picture.size))
        arguments["mask_image"] = _covering(mask, size)
    elif ways.takes_mask() and manifest.config.get("needs_input"):
        arguments["mask_image"] = Image.new("L", size, 255)
    return arguments


def sound_arguments(source: Media, ways: Ways) -> dict[str, Any]:
    """The sound, in the model's own rate and number of channels."""
    vae = ways.plain.vae
    rate = int(vae.config.sampling_rate)
    (samples, *_) = read_sound(source.path, rate, Excerpts(), source.part)
    wave = torch.from_numpy(samples).to(vae.dtype)[None, None].repeat(1, int(vae.config.audio_channels), 1)
    return {"initial_audio_waveforms": wave, "initial_audio_sampling_rate": rate}


def working_size(
    size: tuple[int, int], options: Mapping[str, Parameter], manifest: Manifest, ways: Ways
) -> tuple[int, int]:
    """Width and height to work at: as the user chose; else, of what the pack allows, what is most like the picture.

    A pack that offers no sizes works at its own.
    """
    offered = {option.name: option for option in manifest.options if option.name in ("width", "height")}
    if len(offered) == 2:
        wanted = tuple(int(options.get(name, offered[name].default)) for name in ("width", "height"))
        standard = tuple(int(offered[name].default) for name in ("width", "height"))
        return _likest(size, offered, standard) if wanted == standard else wanted  # type: ignore[return-value]
    fixed = tuple(manifest.constants.get(name) for name in ("width", "height"))
    if all(isinstance(side, int) for side in fixed):
        return fixed  # type: ignore[return-value]
    return _own_size(size, ways)


def _likest(size: tuple[int, int], offered: Mapping[str, Any], standard: tuple[int, ...]) -> tuple[int, int]:
    most = standard[0] * standard[1]
    choices = {name: option.choices or (option.default,) for name, option in offered.items()}
    pairs = [(w, h) for w in choices["width"] for h in choices["height"] if w * h <= most]
    aspect = size[0] / size[1]
    return min(pairs, key=lambda pair: (round(abs(math.log(pair[0] / pair[1] / aspect)), 2), -pair[0] * pair[1]))


def _own_size(size: tuple[int, int], ways: Ways) -> tuple[int, int]:
    """Of a pipeline that only knows one size, that one; else the picture's, not too large, in whole latents."""
    network = getattr(ways.plain, "unet", None) or getattr(ways.plain, "transformer", None)
    side = getattr(getattr(network, "config", None), "sample_size", None)
    scale = int(getattr(ways.plain, "vae_scale_factor", 8))
    if isinstance(side, int) and "image" not in accepted(ways.plain):
        return side * scale, side * scale
    largest = side * scale if isinstance(side, int) else _LARGEST_SIDE
    shrink = min(1.0, largest / max(size))
    width, height = (max(_MULTIPLE, round(length * shrink / _MULTIPLE) * _MULTIPLE) for length in size)
    return width, height


def _covering(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture scaled until it covers `size`, and what is left over cut off at both sides alike."""
    scale = max(size[0] / picture.width, size[1] / picture.height)
    scaled = picture.resize(
        (max(size[0], round(picture.width * scale)), max(size[1], round(picture.height * scale))),
        Image.Resampling.LANCZOS,
    )
    left, top = (scaled.width - size[0]) // 2, (scaled.height - size[1]) // 2
    return scaled.crop((left, top, left + size[0], top + size[1]))


def spared(images: Any, before: Image.Image, mask: Image.Image) -> NDArray[np.float32]:
    """The made pictures (N, H, W, 3) in 0..1 where the mask is white, and the picture as it was elsewhere."""
    white = np.asarray(mask.convert("L"), dtype=np.float32)[..., None] / 255
    kept = np.asarray(before.convert("RGB"), dtype=np.float32) / 255
    return (np.asarray(images) * white + kept * (1 - white)).astype(np.float32)
