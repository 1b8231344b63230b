"""A sheet of example sounds as spectrograms: fixed prompts, fixed seed, nothing picked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from modaverse_desktop.core.invocation import SEED as SEED_OPTION
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import Generator, load_generator
from modaverse_desktop.engine.generators.spectrogram_codec import SpectrogramCodec
from modaverse_desktop.training.starter.sound_generator.clips import RATE, load

PROMPTS = (
    "a cat meowing",
    "a dog barking",
    "a cow mooing",
    "a rooster crowing",
    "a bird singing",
    "a piano playing",
    "a violin playing",
    "a trumpet playing",
    "drums playing",
    "a police siren",
    "a telephone ringing",
    "a church bell",
    "rain falling",
    "thunder rumbling",
    "a train passing",
    "a clock ticking",
)
SEED = 1
COLUMNS, WIDTH, HEIGHT, LABEL = 4, 260, 120, 20
QUIETEST, LOUDEST = -7.0, 0.0
_STOPS = np.array([[0, 0, 4], [60, 15, 110], [150, 40, 110], [225, 90, 45], [250, 190, 60], [252, 255, 200]])


def load_pack(folder: Path) -> Generator:
    """The pack's generator on the CPU, as the application loads it."""
    return load_generator(read_manifest(folder), pick_device("cpu"))


def make(generator: Generator, prompt: str, seed: int, folder: Path) -> NDArray[np.float32]:
    """The sound of a prompt with the pack's own options: the file as it is saved, read again (samples,)."""
    invocation = Invocation(Modality.AUDIO, prompt, parameters={SEED_OPTION: seed})
    path = generator.generate(invocation, (), seed, lambda words, done: None, folder, "sound")
    return load(path)


def draw_sheet(sounds: Sequence[NDArray[np.float32]], captions: Sequence[str], path: Path) -> None:
    """Write the spectrograms of the sounds, each with its caption below, as one PNG."""
    rows = -(-len(sounds) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * WIDTH, rows * (HEIGHT + LABEL)), "white")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(13)
    for index, (sound, caption) in enumerate(zip(sounds, captions, strict=True)):
        left, top = index % COLUMNS * WIDTH, index // COLUMNS * (HEIGHT + LABEL)
        sheet.paste(spectrogram(sound).resize((WIDTH - 4, HEIGHT - 2)), (left + 2, top + 2))
        draw.text((left + WIDTH // 2, top + HEIGHT), caption, fill="black", font=font, anchor="ma")
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path, optimize=True)


def spectrogram(sound: NDArray[np.float32]) -> Image.Image:
    """The log-mel spectrogram of a sound at 16 kHz, low at the bottom, bright for loud: three seconds for its width."""
    span = 3 * RATE
    padded = np.pad(sound[:span], (0, max(0, span - len(sound))))
    levels = SpectrogramCodec(mels=96).log_mel(torch.from_numpy(padded)[None])[0].numpy().T[::-1]
    places = (levels - QUIETEST).clip(0, LOUDEST - QUIETEST) / (LOUDEST - QUIETEST) * (len(_STOPS) - 1)
    colours = np.stack([np.interp(places, np.arange(len(_STOPS)), _STOPS[:, part]) for part in range(3)], axis=-1)
    return Image.fromarray(colours.astype(np.uint8))
