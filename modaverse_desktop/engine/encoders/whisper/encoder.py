"""Whisper's ear as the encoder of a stack: files in, probabilities of what the sound is out."""

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
from modaverse_desktop.core.manifest import Manifest, locate
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders.whisper.melspectrogram import BANDS, HOP, RATE, log_mel
from modaverse_desktop.engine.encoders.whisper.network import WIDTH, WhisperEncoder
from modaverse_desktop.engine.encoders.whisper.published import read_encoder
from modaverse_desktop.media.sound import read_sound

HEARD = Excerpts(clips=3, clip_seconds=3.0)
DEPTH = 3
"""Blocks that are used: the last one thinks of words (of 124 held-out sounds 38 % were named with it left out, 34 % by
it)."""
FEATURES = 2 * BANDS + 2 * WIDTH
_SILENCE_AFTER = RATE // 2
_FAINTEST = 1e-4
"""Of the loudest power: what is fainter (40 dB) is a pause, and not counted."""
_FEWEST = 4
"""Positions of 20 ms that are looked at of the shortest sound."""


class SoundNames(nn.Module):
    """A classifier that this project trained on the frozen features."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(classes, FEATURES))
        self.bias = nn.Parameter(torch.zeros(classes))

    def forward(self, features: Tensor) -> Tensor:
        """(..., 928) to probabilities (..., classes)."""
        return functional.linear(features, self.weight, self.bias).softmax(-1)


class WhisperSoundEncoder:
    """An `Encoder` of sounds: the mean over three clips of the names' probabilities, and 1 for the sound of a video,
    0 for a sound of its own. Without a names head: the mean of the clips' features (928)."""

    modalities = frozenset({Modality.AUDIO})

    def __init__(self, network: WhisperEncoder, device: torch.device, head: SoundNames | None = None) -> None:
        self.dimension = FEATURES if head is None else len(head.bias) + 1
        self._head = head.eval().requires_grad_(False).to(device) if head is not None else None
        self._network = network.eval().requires_grad_(False).to(device)
        self._device = device

    def embed_media(self, media: Media) -> Tensor:
        """See `Encoder`; of a video it hears the sound."""
        return self.embed_clips(read_sound(media.path, RATE, HEARD), media.modality is Modality.VIDEO)

    def embed_clips(self, clips: list[NDArray[np.float32]], of_video: bool = False) -> Tensor:
        """Clips of one sound, each mono at 16 kHz (samples,), to (dimension,)."""
        return self.with_names(torch.stack([self.features(torch.from_numpy(clip)) for clip in clips]), of_video)

    @torch.no_grad()
    def with_names(self, features: Tensor, of_video: bool = False) -> Tensor:
        """Features of one sound's clips (clips, 928) to its embedding (dimension,)."""
        if self._head is None:
            return features.mean(0)
        found = self._head(features).mean(0)
        return torch.cat((found, found.new_tensor([float(of_video)])))

    @torch.no_grad()
    def features(self, samples: Tensor) -> Tensor:
        """Mono at 16 kHz (samples,) to mean and deviation of spectrum and network, over all but the pauses: (928,)."""
        positions = max(_FEWEST, len(samples) // (2 * HOP))
        mel = log_mel(functional.pad(samples, (0, _SILENCE_AFTER))).to(self._device)
        hidden = self._network(mel.unsqueeze(0), DEPTH)[0, :positions]  # (T, 384)
        spectrum = mel[:, : 2 * positions].T  # (2 T, 80)
        power = (10 ** (4 * spectrum - 4)).sum(1)
        loud = (power > _FAINTEST * power.max()).view(positions, 2).any(1)
        return torch.cat((*_spread(spectrum[loud.repeat_interleave(2)]), *_spread(hidden[loud])))


def _spread(values: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and deviation (width,) of (T, width)."""
    return values.mean(0), values.std(0, correction=0)


def load_network(path: Path) -> WhisperEncoder:
    """The network with the weights of `path`. Raises AppError(MODEL) naming what is missing or does not fit."""
    network = WhisperEncoder()
    try:
        network.load_state_dict(read_encoder(path), strict=True)
    except RuntimeError as error:
        hint = "Run `make run` again: it installs the starter weights."
        raise AppError("The sound encoder's weights do not fit", str(error)[:500], hint, ErrorKind.MODEL) from error
    return network


def load_head(path: Path) -> SoundNames:
    """A names head from safetensors. Raises AppError(MODEL) for a missing, damaged or different file."""
    try:
        state = {name: tensor.float() for name, tensor in load_file(path).items()}
        head = SoundNames(len(state["bias"]))
        head.load_state_dict(state, strict=True)
    except Exception as error:  # KeyError, the OS, safetensors and torch each have their own
        title = "The sound encoder's list of names cannot be loaded"
        raise AppError(title, f"{path.name}: {error}"[:500], "Install the pack again.", ErrorKind.MODEL) from error
    return head


def load(manifest: Manifest, device: torch.device) -> WhisperSoundEncoder:
    """The encoder of a pack: the network's weights and, if there is a second file, the names head."""
    paths = [locate(manifest, file) for file in manifest.files]
    return WhisperSoundEncoder(load_network(paths[0]), device, load_head(paths[1]) if len(paths) > 1 else None)
