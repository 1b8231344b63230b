"""The verdict on the sound generator's pack as it is shipped: every kind by its plainest words, several seeds each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.encoders import load_encoder
from modaverse_desktop.engine.generators import Generator
from modaverse_desktop.media.encode_sound import save_sound
from modaverse_desktop.training.starter.sound_generator.clips import RATE, SoundKind
from modaverse_desktop.training.starter.sound_generator.sheet import make
from modaverse_desktop.training.starter.sound_generator.verdict import Guess, Judge

REAL, KEPT_APART = 6, 2
"""Clips of a kind that its mean is made of, and clips that the judge is tried on."""
SEEDS = (1, 2, 3)
HEARD = 3 * RATE
Embed = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""A sound at 16 kHz (samples,) to its embedding (dimensions,)."""


def embedding(pack: Path, folder: Path) -> Embed:
    """The encoder of a pack, given sounds as files in `folder`. Raises AppError if it cannot be loaded."""
    encoder = load_encoder(read_manifest(pack), pick_device("cpu").torch)

    def embed(sound: NDArray[np.float32]) -> NDArray[np.float32]:
        path = save_sound(sound, RATE, folder, "heard")
        try:
            return encoder.embed_media(Media(path, Modality.AUDIO)).numpy()
        finally:
            path.unlink()

    return embed


def judged(
    kinds: Sequence[SoundKind],
    clips: NDArray[np.int16],
    generator: Generator,
    embed: Embed,
    report: Callable[[str], None],
) -> tuple[list[Guess], list[Guess]]:
    """What real clips that were kept apart, and what generated sounds are taken for.

    `clips` (kinds, clips, samples) at 16 kHz; of each its first three seconds are heard, as of generated sounds.
    """
    heard = clips[:, : REAL + KEPT_APART, :HEARD].astype(np.float32) / 32768
    embeddings = np.stack([[embed(clip) for clip in kind] for kind in heard])
    judge = Judge([kind.name for kind in kinds], embeddings[:, :REAL])
    real, made = [], []
    with TemporaryDirectory() as folder:
        for kind, apart in zip(kinds, embeddings[:, REAL:], strict=True):
            real += [judge.guess(kind.name, each) for each in apart]
            sounds = [make(generator, kind.says[0], seed, Path(folder)) for seed in SEEDS]
            made += [judge.guess(kind.name, embed(sound[:HEARD])) for sound in sounds]
            report(f"{kind.name}: taken for {', '.join(guess.taken_for[0] for guess in made[-len(SEEDS) :])}")
    return real, made
