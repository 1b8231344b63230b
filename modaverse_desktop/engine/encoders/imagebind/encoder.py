"""ImageBind as the encoder of a stack: files in, embeddings out."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack_config import config_of, paths_of
from modaverse_desktop.engine.encoders.imagebind.melspectrogram import HEARD, RATE, mel_of
from modaverse_desktop.engine.encoders.imagebind.network import ImageBind
from modaverse_desktop.engine.encoders.imagebind.pictures import SEEN, film, still
from modaverse_desktop.engine.encoders.imagebind.whole_numbers import WholeNumberLinear, in_precision
from modaverse_desktop.engine.residency import is_out_of_memory
from modaverse_desktop.media.decode import decode_image
from modaverse_desktop.media.frames import read_frames
from modaverse_desktop.media.sound import read_sound

_WORTH_IT = 1.3
"""So many times as fast bfloat16 or whole numbers must be on a CPU to be chosen: they cost a little precision."""

_RUNS, _PATIENCE = 10, 0.2
"""Runs and seconds at most that a kind of product is tried."""


class ImageBindEncoder:
    """An `Encoder` of image, video and audio."""

    modalities = frozenset({Modality.IMAGE, Modality.VIDEO, Modality.AUDIO})

    def __init__(self, network: ImageBind, device: torch.device, dtype: torch.dtype = torch.float32) -> None:
        self.dimension = network.dimension
        self._network = in_precision(network.eval().requires_grad_(False), dtype).to(device)

    def embed_media(self, media: Media) -> Tensor:
        """See `Encoder`."""
        return self._network.embed(media.modality, _READERS[media.modality](media).unsqueeze(0))[0]

    def embed(self, image: NDArray[np.uint8]) -> Tensor:
        """uint8 RGB (H, W, 3) of any size to (dimension,), float32."""
        return self._network.embed(Modality.IMAGE, still(image).unsqueeze(0))[0]


def _still(media: Media) -> Tensor:
    return still(decode_image(media.path))


def _film(media: Media) -> Tensor:
    return film(read_frames(media.path, SEEN, media.part))


def _clips(media: Media) -> Tensor:
    return torch.stack([mel_of(torch.from_numpy(clip)) for clip in read_sound(media.path, RATE, HEARD, media.part)])


_READERS: dict[Modality, Callable[[Media], Tensor]] = {
    Modality.IMAGE: _still,
    Modality.VIDEO: _film,
    Modality.AUDIO: _clips,
}


def load(manifest: Manifest, device: torch.device) -> ImageBindEncoder:
    """The encoder of a pack: one safetensors file with the published names; `config.network` are `ImageBind`'s
    arguments. Raises AppError(MODEL) naming what is missing or unexpected."""
    network = _arguments(manifest)
    try:
        with torch.device("meta"):
            model = ImageBind(**network)  # type: ignore[arg-type]
        model.load_published(load_file(paths_of(manifest)[0]))
    except AppError:
        raise
    except Exception as error:  # the OS, safetensors and torch each have their own
        if is_out_of_memory(error):
            raise
        title, hint = f"The encoder {manifest.name} cannot be loaded", "Install the pack again."
        raise AppError(title, f"{type(error).__name__}: {error}"[:500], hint, ErrorKind.MODEL) from error
    return ImageBindEncoder(model, device, fast_dtype(device, model.vision.class_token.shape[-1]))


def _arguments(manifest: Manifest) -> Mapping[str, object]:
    table = config_of(manifest).table("network")
    arguments = dict(table.rest())
    for name, known in inspect.signature(ImageBind).parameters.items():
        if type(known.default) is int and table.has(name):
            table.count(name)
    return arguments


def fast_dtype(device: torch.device, width: int) -> torch.dtype:
    """What the device multiplies matrices of this width fastest in; on a CPU it is measured, in some milliseconds.

    Some CPUs have bfloat16 and are twice as fast in it, others a hundred times slower. Many of those are quick in
    8-bit whole numbers, which `torch.int8` stands for (`whole_numbers`).
    """
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16
    if device.type != "cpu" or width < 512:  # small ones are quick anyway
        return torch.float32
    layer = nn.Linear(width, width).requires_grad_(False)
    x = torch.randn(256, width)
    seconds = {
        torch.float32: _seconds(layer, x) / _WORTH_IT,
        torch.int8: _seconds(WholeNumberLinear(layer), x),
        torch.bfloat16: _seconds(layer.bfloat16(), x.bfloat16()),
    }
    return min(seconds, key=lambda dtype: seconds[dtype])


def _seconds(layer: nn.Module, x: Tensor) -> float:
    """The best of some runs; a slow one is not waited for more often than it takes to know."""
    taken: list[float] = []
    while len(taken) < _RUNS and sum(taken) < _PATIENCE:
        started = time.perf_counter()
        layer(x)
        taken.append(time.perf_counter() - started)
    return min(taken)
