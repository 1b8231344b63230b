"""A classifier on the frozen sound encoder's features, and sounds for the alignment that are made of its names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from modaverse_desktop.core.manifest import locate, read_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders.whisper.encoder import WhisperSoundEncoder, load_network
from modaverse_desktop.training.alignment import KEY, cache_of
from modaverse_desktop.training.embeddings import EmbeddingCache, Wanted
from modaverse_desktop.training.starter import packs
from modaverse_desktop.training.starter.hearing import vary
from modaverse_desktop.training.starter.pictured import Shown
from modaverse_desktop.training.starter.sounds import read_kinds, waveforms

Samples = NDArray[np.float32]
Say = Callable[[str], None]
VARIATIONS = 12
"""Of each kind, by which so many of its recordings, or all of them several times, are heard."""
PSEUDO_PER_KIND = 40
SHRINKAGE = 2.0
"""Of the features' covariance within a kind towards independence: there are few recordings of each."""
SURE = 0.85
"""How sure the classifier shall be on average of what it was made from."""
_SUREST, _LEAST_SURE = 1.0, 0.3
_OF_VIDEO = 0.15
"""How many sounds are said to be a clip's own."""
_SEED = 1


def make_sound_names(root: Path, target: Path, report: Say) -> None:
    """Hear all kinds of sound in the data below `root`, and write the names head and its pack into `target`."""
    manifest = packs.write_sound_encoder(root / "plain", 0)
    encoder = WhisperSoundEncoder(load_network(locate(manifest, manifest.files[0])), torch.device("cpu"))
    cache = cache_of(manifest, root / "embeddings")
    heard = waveforms(root / "data", _SEED)
    report(f"{sum(map(len, heard.values()))} sounds of {len(heard)} kinds")
    cache.fill(wanted(heard), lambda samples: encoder.features(torch.from_numpy(samples)))
    features, kinds = _samples(cache, list(heard))
    weight, bias = discriminant(features, kinds)
    folder = target / "sound-encoder"
    folder.mkdir(parents=True, exist_ok=True)
    save_file({"weight": weight.half().contiguous(), "bias": bias.half().contiguous()}, folder / packs.HEAD_FILE)
    packs.write_sound_encoder(target, len(heard))


def wanted(heard: Mapping[str, Sequence[Samples]]) -> Iterator[Wanted]:
    """Each kind as often as `VARIATIONS` says, all kinds in turn, so that an interrupted run leaves a fair sample."""
    behind = [sound for sounds in heard.values() for sound in sounds[:2]]
    for variation in range(VARIATIONS):
        for name, sounds in heard.items():
            yield Wanted(_key(name, variation), partial(_varied, name, variation, sounds, behind))


def discriminant(features: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
    """A linear discriminant on features (N, F) of kinds (N,), all of them equally likely: weight (K, F), bias (K,).

    One covariance serves all kinds (Fisher 1936), shrunk towards independence; the scores are scaled to be `SURE`.
    """
    mean, deviation = features.mean(0), features.std(0) + 1e-3
    known = (features - mean) / deviation
    of_kind = functional.one_hot(kinds).float()
    centres = (of_kind.T @ known) / of_kind.sum(0)[:, None]  # (K, F)
    apart = known - centres[kinds]
    covariance = apart.T @ apart / len(apart) + SHRINKAGE * torch.eye(features.shape[1])
    weight = torch.linalg.solve(covariance, centres.T).T
    bias = -0.5 * (centres * weight).sum(1)
    scores = known @ weight.T + bias
    low, high = 0.01, 10.0
    for _ in range(30):
        middle = (low * high) ** 0.5
        surer = float((middle * scores).softmax(-1).max(-1).values.mean()) > SURE
        low, high = (low, middle) if surer else (middle, high)
    folded = low * weight / deviation
    return folded, low * bias - folded @ mean


def write_sounds(encoder: Path, folder: Path, dice: torch.Generator) -> list[Shown]:
    """Write the embeddings of pseudo-sounds of every kind into the cache of the encoder's pack in `folder`."""
    names = [kind.name for kind in read_kinds()]
    kinds = torch.arange(len(names)).repeat_interleave(PSEUDO_PER_KIND)
    keys = [f"sound:{index}" for index in range(len(kinds))]
    embeddings = pseudo_sounds(kinds, len(names), dice)
    cache_of(read_manifest(encoder), folder).replace(keys, embeddings.half().numpy())
    shown = zip(keys, kinds.tolist(), strict=True)
    return [Shown(KEY + key, names[kind], "", Modality.AUDIO) for key, kind in shown]


def pseudo_sounds(kinds: Tensor, count: int, dice: torch.Generator) -> Tensor:
    """Embeddings (N, count + 1) of sounds of `kinds` (N,): the kind has 0.3 to 1 of the probability, a few others have
    the rest, as where the classifier has not heard this recording before."""
    sure = _LEAST_SURE + (_SUREST - _LEAST_SURE) * torch.rand(len(kinds), 1, generator=dice)
    others = torch.rand(len(kinds), count, generator=dice) ** 12
    others[torch.arange(len(kinds)), kinds] = 0
    others = others / others.sum(1, keepdim=True)
    found = sure * functional.one_hot(kinds, count) + (1 - sure) * others
    own = (torch.rand(len(kinds), 1, generator=dice) < _OF_VIDEO).float()
    return torch.cat((found, own), dim=1)


def _samples(cache: EmbeddingCache, names: Sequence[str]) -> tuple[Tensor, Tensor]:
    """What is in the cache: features (N, F) and kinds (N,)."""
    keys = [(_key(name, variation), place) for place, name in enumerate(names) for variation in range(VARIATIONS)]
    there = [(cache.row(key), place) for key, place in keys if key in cache]
    rows, kinds = zip(*there, strict=True)
    return torch.from_numpy(cache.matrix()[list(rows)].astype(np.float32)), torch.tensor(kinds)


def _varied(name: str, variation: int, sounds: Sequence[Samples], behind: Sequence[Samples]) -> Samples:
    dice = np.random.default_rng((_SEED, crc32(name.encode()), variation))
    return vary(sounds[variation % len(sounds)], dice, behind)


def _key(name: str, variation: int) -> str:
    return f"{name}:{variation}"
