"""A classifier on the frozen sound encoder's features, and sounds for the alignment that are made of its names."""

from __future__ import annotations

import csv
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

from modaverse_desktop.core.manifest import locate, package_folder, read_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders.yamnet.encoder import YamnetEncoder, best_class, load_network
from modaverse_desktop.training.alignment import KEY, cache_of
from modaverse_desktop.training.embeddings import EmbeddingCache, Wanted
from modaverse_desktop.training.starter import packs
from modaverse_desktop.training.starter.hearing import vary
from modaverse_desktop.training.starter.pictured import Shown
from modaverse_desktop.training.starter.sounds import Kind, read_kinds, waveforms

Samples = NDArray[np.float32]
Say = Callable[[str], None]
VARIATIONS = 12
"""Of each kind, by which so many of its recordings, or all of them several times, are heard."""
PSEUDO_PER_KIND = 40
HOLD = 1.0
"""How strongly the classifier stays with what YAMNet knows by itself: there are few recordings of each kind."""
_ROUNDS = 80
_SUREST, _LEAST_SURE = 1.0, 0.3
_OF_VIDEO = 0.15
"""How many sounds are said to be a clip's own."""
_SEED = 1
_CLASSES = "res/models/yamnet_base/assets/yamnet_class_map.csv"


def make_sound_names(root: Path, target: Path, report: Say) -> None:
    """Hear all kinds of sound in the data below `root`, and write the names head and its pack into `target`."""
    manifest = packs.write_sound_encoder(root / "plain", 0)
    network = load_network(*(locate(manifest, file) for file in manifest.files))
    encoder = YamnetEncoder(network, torch.device("cpu"))
    cache = cache_of(manifest, root / "embeddings")
    heard = {name: sounds for name, sounds in waveforms(root / "data", _SEED).items() if sounds}
    report(f"{sum(map(len, heard.values()))} sounds of {len(heard)} kinds")
    cache.fill(wanted(heard), lambda samples: encoder.features(torch.from_numpy(samples)))
    names = [kind.name for kind in read_kinds()]
    features, kinds = _samples(cache, names)
    classes = class_table(read_class_names(), read_kinds())
    with torch.no_grad():
        known = best_class(network.classes(features), classes)
    weight, bias = corrected(features, known, kinds)
    folder = target / "sound-encoder"
    folder.mkdir(parents=True, exist_ok=True)
    state = {"weight": weight.half().contiguous(), "bias": bias.half().contiguous(), "classes": classes}
    save_file(state, folder / packs.HEAD_FILE)
    packs.write_sound_encoder(target, len(names))


def read_class_names() -> list[str]:
    """AudioSet's classes in YAMNet's order."""
    with (package_folder(packs.SOUND_PACKAGE[0]) / _CLASSES).open(encoding="utf-8", newline="") as stream:
        return [row["display_name"] for row in csv.DictReader(stream)]


def class_table(names: Sequence[str], kinds: Sequence[Kind]) -> Tensor:
    """Which of the classes are which kinds: bool (K, classes)."""
    table = torch.zeros(len(kinds), len(names), dtype=torch.bool)
    for row, kind in enumerate(kinds):
        table[row, [names.index(each) for each in kind.classes]] = True
    return table


def wanted(heard: Mapping[str, Sequence[Samples]]) -> Iterator[Wanted]:
    """Each kind as often as `VARIATIONS` says, all kinds in turn, so that an interrupted run leaves a fair sample."""
    behind = [sound for sounds in heard.values() for sound in sounds[:2]]
    for variation in range(VARIATIONS):
        for name, sounds in heard.items():
            yield Wanted(_key(name, variation), partial(_varied, name, variation, sounds, behind))


def corrected(features: Tensor, known: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
    """What to add to the scores `known` (N, K) for features (N, F) of kinds (N,), all of them equally likely, in a
    regression that is held (`HOLD`) at adding nothing: weight (K, F), bias (K,)."""
    count = known.shape[1]
    shares = 1 / torch.bincount(kinds, minlength=count).clamp(min=1)[kinds]
    shares = shares / shares.sum()
    weight = torch.zeros(count, features.shape[1], requires_grad=True)
    bias = torch.zeros(count, requires_grad=True)
    search = torch.optim.LBFGS([weight, bias], max_iter=_ROUNDS, history_size=8, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        search.zero_grad()
        scores = known + functional.linear(features, weight, bias)
        missed = (shares * functional.cross_entropy(scores, kinds, reduction="none")).sum()
        found = missed + HOLD / count * (weight.square().sum() + 0.1 * bias.square().sum())
        found.backward()
        return found

    search.step(loss)  # pyright: ignore[reportArgumentType]  # it takes a closure that gives a tensor
    return weight.detach(), bias.detach()


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
