"""YAMNet's ear as the encoder of a stack: files in, probabilities of what the sound is out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack_config import paths_of
from modaverse_desktop.engine.encoders.yamnet.melspectrogram import RATE, patches
from modaverse_desktop.engine.encoders.yamnet.network import CLASSES, WIDTH, Yamnet
from modaverse_desktop.engine.encoders.yamnet.published import read_network
from modaverse_desktop.engine.network import Network
from modaverse_desktop.media.sound import read_sound

HEARD = Excerpts(clips=3, clip_seconds=3.0)
FEATURES = WIDTH
_UNHEARD = -12.0
_FAINTEST = 1e-2
"""Of the magnitude of the loudest second: a second that is fainter (40 dB) is a pause, and not counted."""


class SoundNames(Network):
    """Kinds of sound by our names: the most likely of the AudioSet classes that are one, and what this project learnt
    of recordings about the difference."""

    classes: Tensor

    def __init__(self, kinds: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(kinds, FEATURES))
        self.bias = nn.Parameter(torch.zeros(kinds))
        self.register_buffer("classes", torch.zeros(kinds, CLASSES, dtype=torch.bool))

    def forward(self, features: Tensor, scores: Tensor) -> Tensor:
        """Features (..., 1024) and AudioSet's scores (..., 521) to probabilities (..., kinds)."""
        known = best_class(scores, self.classes)
        return (known + functional.linear(features, self.weight, self.bias)).softmax(-1)


def best_class(scores: Tensor, classes: Tensor) -> Tensor:
    """The highest score (..., kinds) of each kind's classes (kinds, 521); one low score for all that have none."""
    return scores.unsqueeze(-2).masked_fill(~classes, _UNHEARD).amax(-1)


class YamnetEncoder:
    """An `Encoder` of sounds: the mean over three clips of the names' probabilities, and 1 for the sound of a video,
    0 for a sound of its own. Without a names head: the mean of the clips' features (1024)."""

    modalities = frozenset({Modality.AUDIO})

    def __init__(self, network: Yamnet, device: torch.device, head: SoundNames | None = None) -> None:
        self.dimension = FEATURES if head is None else len(head.bias) + 1
        self._head = head.eval().requires_grad_(False).to(device) if head is not None else None
        self._network = network.eval().requires_grad_(False).to(device)
        self._device = device

    def embed_media(self, media: Media) -> Tensor:
        """See `Encoder`; of a video it hears the sound."""
        return self.embed_clips(read_sound(media.path, RATE, HEARD, media.part), media.modality is Modality.VIDEO)

    def embed_clips(self, clips: list[NDArray[np.float32]], of_video: bool = False) -> Tensor:
        """Clips of one sound, each mono at 16 kHz (samples,), to (dimension,)."""
        return self.with_names(torch.stack([self.features(torch.from_numpy(clip)) for clip in clips]), of_video)

    @torch.no_grad()
    def with_names(self, features: Tensor, of_video: bool = False) -> Tensor:
        """Features of one sound's clips (clips, 1024) to its embedding (dimension,)."""
        if self._head is None:
            return features.mean(0)
        found = self._head(features, self._network.classes(features)).mean(0)
        return torch.cat((found, found.new_tensor([float(of_video)])))

    @torch.no_grad()
    def features(self, samples: Tensor) -> Tensor:
        """Mono at 16 kHz (samples,) to the mean, over its seconds but for pauses, of what is heard in each: (1024,)."""
        seconds = patches(samples)
        loudness = seconds.exp().sum((1, 2))
        found, _ = self._network(seconds[loudness > _FAINTEST * loudness.max()].to(self._device))
        return found.mean(0)


def load_network(index: Path, data: Path) -> Yamnet:
    """The network with the weights of both files. Raises AppError(MODEL) naming what is missing or does not fit."""
    network = Yamnet()
    try:
        network.load_state_dict(read_network(index, data), strict=True)
    except RuntimeError as error:
        hint = "Run `make run` again: it installs the starter weights."
        raise AppError("The sound encoder's weights do not fit", str(error)[:500], hint, ErrorKind.MODEL) from error
    return network


def load_head(path: Path) -> SoundNames:
    """A names head from safetensors. Raises AppError(MODEL) for a missing, damaged or different file."""
    try:
        state = load_file(path)
        head = SoundNames(len(state["bias"]))
        head.load_state_dict(state, strict=True)
    except Exception as error:  # KeyError, the OS, safetensors and torch each have their own
        title = "The sound encoder's list of names cannot be loaded"
        raise AppError(title, f"{path.name}: {error}"[:500], "Install the pack again.", ErrorKind.MODEL) from error
    return head


def load(manifest: Manifest, device: torch.device) -> YamnetEncoder:
    """The encoder of a pack: the network's two files and, if there is a third one, the names head."""
    index, data, *head = paths_of(manifest, 2)
    return YamnetEncoder(load_network(index, data), device, load_head(head[0]) if head else None)
