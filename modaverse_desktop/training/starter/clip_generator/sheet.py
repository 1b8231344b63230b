"""A sheet of example clips, some frames of each in a row: fixed prompts, fixed seed, nothing picked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import Generator, load_generator

PROMPTS = (
    "a dog running",
    "a cat",
    "a horse",
    "a penguin",
    "a butterfly",
    "a whale",
    "a dragon",
    "a happy face",
    "a crying face",
    "a woman dancing",
    "a waving hand",
    "a fire truck",
    "a space rocket",
    "a rainbow",
    "a red apple",
    "a grand piano",
    "a cat jumping",
    "a ball bouncing",
    "a rocket taking off",
    "a fish swimming",
    "a spinning coin",
    "a flower opening",
    "a snowman melting",
    "a balloon exploding",
)
SHOWN = (0, 2, 4, 6, 8, 10, 12, 14)
CELL, LABEL = 96, 130
SEED = 1


def draw_clips(pack: Path, path: Path, prompts: Sequence[str] = PROMPTS) -> None:
    """Generate every prompt as the pack's manifest says by default and write them all as one PNG."""
    generator = load_generator(read_manifest(pack), pick_device("cpu"))
    with TemporaryDirectory() as place:
        clips = [film(generator, prompt, SEED, Path(place)) for prompt in prompts]
    path.parent.mkdir(parents=True, exist_ok=True)
    arrange_clips(clips, prompts).quantize(256).save(path, optimize=True)


def film(generator: Generator, prompt: str, seed: int, folder: Path) -> np.ndarray:
    """A clip of the prompt: uint8 (frames, height, width, 3)."""
    invocation = Invocation(Modality.VIDEO, prompt, parameters={"format": "webp"})
    path = generator.generate(invocation, (), seed, lambda step, fraction: None, folder, "clip")
    with Image.open(path) as image:
        frames = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            frames.append(np.asarray(image.convert("RGB")))
    return np.stack(frames)


def arrange_clips(clips: Sequence[np.ndarray], captions: Sequence[str]) -> Image.Image:
    """One row a clip, with its caption before it."""
    sheet = Image.new("RGB", (LABEL + len(SHOWN) * CELL, len(clips) * CELL), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(13)
    for row, (clip, caption) in enumerate(zip(clips, captions, strict=True)):
        draw.text((LABEL // 2, row * CELL + CELL // 2), caption, fill="black", font=font, anchor="mm")
        for column, number in enumerate(SHOWN):
            frame = Image.fromarray(clip[number % len(clip)]).resize((CELL, CELL), Image.Resampling.LANCZOS)
            sheet.paste(frame, (LABEL + column * CELL, row * CELL))
    return sheet
