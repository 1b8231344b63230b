"""The verdict on the sound generator's pack as it is shipped: every kind by its plainest words, several seeds each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from numpy.typing import NDArray

from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.engine.encoders.yamnet.encoder import load
from modaverse_desktop.engine.generators import Generator
from modaverse_desktop.training.starter import sounds
from modaverse_desktop.training.starter.sound_generator.clips import RATE, SoundKind
from modaverse_desktop.training.starter.sound_generator.sheet import PROMPTS, make
from modaverse_desktop.training.starter.sound_generator.verdict import Judge, Judged, likeliest

REAL, KEPT_APART = 6, 2
"""Clips of a kind that its mean is made of, and clips that the judges are tried on."""
SEEDS, SHEET_SEEDS = (1, 2), (1, 2, 3, 4)
"""Of the sounds of every kind, and of those of the sheet's prompts."""
HEARD = 3 * RATE
Hear = Callable[[NDArray[np.float32]], tuple[NDArray[np.float32], NDArray[np.float32]]]
"""A sound at 16 kHz (samples,) to its embedding (dimensions,) and the probability of each of `names`."""


def names() -> list[str]:
    """What the sound encoder calls sounds, in its order."""
    return [kind.name for kind in sounds.read_kinds()]


def hearing(pack: Path) -> Hear:
    """What the sound encoder's pack hears in a sound: YAMNet's features, and its names.

    Raises AppError if its weights cannot be read.
    """
    encoder = load(read_manifest(pack), torch.device("cpu"))

    def hear(sound: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        features = encoder.features(torch.tensor(sound))
        return features.numpy(), encoder.with_names(features[None])[: len(names())].numpy()

    return hear


def judged(
    kinds: Sequence[SoundKind],
    clips: NDArray[np.int16],
    generator: Generator,
    hear: Hear,
    report: Callable[[str], None],
) -> tuple[list[Judged], list[Judged], list[Judged]]:
    """What real clips that were kept apart, what generated sounds, and what the sheet's sounds are taken for.

    `clips` (kinds, clips, samples) at 16 kHz; of each its first three seconds are heard, as of generated sounds.
    """
    real = [[hear(clip.astype(np.float32) / 32768) for clip in each[: REAL + KEPT_APART, :HEARD]] for each in clips]
    means = np.stack([[embedding for embedding, _ in heard[:REAL]] for heard in real])
    judge, called = Judge([kind.name for kind in kinds], means), names()

    def decided(kind: SoundKind, heard: tuple[NDArray[np.float32], NDArray[np.float32]]) -> Judged:
        embedding, likeness = heard
        return Judged(kind.name, judge.guess(kind.name, embedding), likeliest(called, likeness, kind.heard))

    with TemporaryDirectory() as folder:

        def generated(kind: SoundKind, prompt: str, seeds: Sequence[int]) -> list[Judged]:
            made = [make(generator, prompt, seed, Path(folder)) for seed in seeds]
            found = [decided(kind, hear(sound[:HEARD])) for sound in made]
            firsts = (f"{each.mean.taken_for[0]} ({each.name.taken_for[0]})" for each in found)
            report(f"{prompt}: {', '.join(firsts)}")
            return found

        apart = [decided(kind, each) for kind, heard in zip(kinds, real, strict=True) for each in heard[REAL:]]
        made = [each for kind in kinds for each in generated(kind, kind.says[0], SEEDS)]
        asked = asked_for(PROMPTS, kinds)
        sheet = [each for prompt, kind in asked for each in generated(kind, prompt, SHEET_SEEDS)]
    return apart, made, sheet


def asked_for(prompts: Sequence[str], kinds: Sequence[SoundKind]) -> list[tuple[str, SoundKind]]:
    """Each prompt that is among the words of a kind, with it."""
    return [(prompt, kind) for prompt in prompts for kind in kinds if prompt in kind.says]
