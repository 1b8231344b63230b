"""The verdict on the sound generator's pack as it is shipped: every kind by its plainest words, several seeds each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from numpy.typing import NDArray

from modaverse_desktop.core.manifest import locate, read_manifest
from modaverse_desktop.engine.encoders.yamnet.encoder import YamnetEncoder, load_network
from modaverse_desktop.engine.generators import Generator
from modaverse_desktop.training.starter.sound_generator.clips import RATE, SoundKind
from modaverse_desktop.training.starter.sound_generator.sheet import PROMPTS, SEED, make
from modaverse_desktop.training.starter.sound_generator.verdict import Guess, Judge

REAL, KEPT_APART = 6, 2
"""Clips of a kind that its mean is made of, and clips that the judge is tried on."""
SEEDS = (1, 2)
HEARD = 3 * RATE
Embed = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""A sound at 16 kHz (samples,) to its embedding (dimensions,)."""


def embedding(pack: Path) -> Embed:
    """What YAMNet hears in a sound, by the sound encoder's pack: without the names head, which knows other kinds.

    Raises AppError if its weights cannot be read.
    """
    manifest = read_manifest(pack)
    index, data = (locate(manifest, file) for file in manifest.files[:2])
    encoder = YamnetEncoder(load_network(index, data), torch.device("cpu"))
    return lambda sound: encoder.features(torch.tensor(sound)).numpy()


def judged(
    kinds: Sequence[SoundKind],
    clips: NDArray[np.int16],
    generator: Generator,
    embed: Embed,
    report: Callable[[str], None],
) -> tuple[list[Guess], list[Guess], list[Guess]]:
    """What real clips that were kept apart, what generated sounds, and what the sheet's sounds are taken for.

    `clips` (kinds, clips, samples) at 16 kHz; of each its first three seconds are heard, as of generated sounds.
    """
    heard = clips[:, : REAL + KEPT_APART, :HEARD].astype(np.float32) / 32768
    embeddings = np.stack([[embed(clip) for clip in kind] for kind in heard])
    judge = Judge([kind.name for kind in kinds], embeddings[:, :REAL])
    real, made, sheet = [], [], []
    with TemporaryDirectory() as folder:
        for kind, apart in zip(kinds, embeddings[:, REAL:], strict=True):
            real += [judge.guess(kind.name, each) for each in apart]
            sounds = [make(generator, kind.says[0], seed, Path(folder)) for seed in SEEDS]
            made += [judge.guess(kind.name, embed(sound[:HEARD])) for sound in sounds]
            report(f"{kind.name}: taken for {', '.join(guess.taken_for[0] for guess in made[-len(SEEDS) :])}")
        for prompt, kind in asked_for(PROMPTS, kinds):
            sheet.append(judge.guess(kind.name, embed(make(generator, prompt, SEED, Path(folder))[:HEARD])))
            report(f"{prompt}: {', '.join(sheet[-1].taken_for)}")
    return real, made, sheet


def asked_for(prompts: Sequence[str], kinds: Sequence[SoundKind]) -> list[tuple[str, SoundKind]]:
    """Each prompt that is among the words of a kind, with it."""
    return [(prompt, kind) for prompt in prompts for kind in kinds if prompt in kind.says]
