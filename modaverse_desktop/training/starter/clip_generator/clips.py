"""What the clip generator learns: every concept as it moves by itself, and doing everything that motions.toml has."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from modaverse_desktop.engine.generators.moving_picture.motion import ROOM, Motion, MotionCodec
from modaverse_desktop.training.motion_fitting import find_motion, fit_codec
from modaverse_desktop.training.starter.clip_generator.motions import FRAMES, MOTIONS, computed, mirrored, with_own
from modaverse_desktop.training.starter.clip_generator.words import own_motion
from modaverse_desktop.training.starter.pictures import Picture, emoji_key

SOURCES = tuple(f"fluent-anim-{number}" for number in range(1, 5))
FOLDER = "package/assets"
EXPLAINED = 0.6
"""An animation of whose change warping explains less is not learned."""
CARRIED = frozenset({"run", "walk", "fly", "rise", "fall", "float", "swim", "approach", "jump"})
"""Motions in which what is animated goes on moving by itself."""
BY_ITSELF, DOING, ANYTHING = 6.0, 1.0, 4.0
"""How often each is drawn, relative to the others."""
ANY = "it"
"""Motions of no concept in particular: of whatever picture there is."""
FITTED = 64
"""Pixels at a picture's side when its motion is sought."""


@dataclass(frozen=True)
class Clip:
    """What moves how: an index into the concepts, -1 for any, and a motion's name, "" for moving by itself."""

    concept: int
    name: str
    motion: Motion
    weight: float


def find_moving(data: Path) -> dict[str, Path]:
    """The animated pictures by emoji key."""
    found: dict[str, Path] = {}
    for source in SOURCES:
        for path in sorted((data / source / FOLDER).glob("*.webp")):
            with Image.open(path) as image:
                if getattr(image, "n_frames", 1) >= FRAMES:
                    found[emoji_key(path.stem)] = path
    return found


def moving_frames(path: Path, size: int) -> np.ndarray:
    """Frames of an animation at equal distances, on white: uint8 (FRAMES, size, size, 3)."""
    with Image.open(path) as image:
        count = getattr(image, "n_frames", 1)
        wanted = {round(number * count / FRAMES): number for number in range(FRAMES)}
        frames = [np.zeros(0)] * FRAMES
        for position in range(count):  # each is drawn over the one before
            image.seek(position)
            if position in wanted:
                white = Image.new("RGBA", image.size, "white")
                white.alpha_composite(image.convert("RGBA"))
                small = white.convert("RGB").resize((size, size), Image.Resampling.LANCZOS)
                frames[wanted[position]] = np.asarray(small)
    return np.stack(frames)


def find_own(concepts: Sequence[Picture], pictures: np.ndarray, data: Path) -> dict[int, Motion]:
    """The motions of the animated concepts, by index, found between their `pictures`, uint8 (count, size, size, 3), and
    their frames."""
    moving, found = find_moving(data), {}
    for index, concept in enumerate(concepts):
        if concept.key in moving:
            frames = small(moving_frames(moving[concept.key], pictures.shape[1]))
            rim = round(FITTED * (1 / ROOM - 1) / 2)
            frames = functional.pad(frames, (rim,) * 4, value=1.0)
            motion, explained = find_motion(small(pictures[index][None])[0], frames)
            if explained >= EXPLAINED:
                found[index] = motion
    return found


def small(pictures: np.ndarray) -> Tensor:
    """Uint8 (count, size, size, 3) as (count, 3, FITTED, FITTED) from -1 to 1."""
    tensor = torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1
    return functional.interpolate(tensor, (FITTED, FITTED), mode="area")


def make_clips(concepts: Sequence[Picture], own: dict[int, Motion]) -> list[Clip]:
    """Every concept by itself and doing everything, and everything done by any picture; the same every time."""
    found = list(_of_anything())
    for index, concept in enumerate(concepts):
        by_itself = own.get(index)
        usual = by_itself or computed(own_motion(concept), _seed(concept.key))
        found.append(Clip(index, "", usual, BY_ITSELF))
        for name in MOTIONS:
            motion = computed(name, _seed(f"{concept.key} {name}"))
            if by_itself is not None and name in CARRIED:
                motion = with_own(motion, by_itself)
            found.append(Clip(index, name, motion, DOING))
    return found


def _of_anything() -> Iterator[Clip]:
    for name in MOTIONS:
        yield from (Clip(-1, name, computed(name, _seed(f"{ANY} {name} {number}")), ANYTHING) for number in range(8))


def _seed(text: str) -> int:
    return zlib.crc32(text.encode())


def write_clips(clips: Sequence[Clip], components: int, codec_folder: Path, path: Path) -> float:
    """Fit the codec to the clips and write it, and the clips' latents and their mirror images', float16 (count, 2,
    FRAMES, channels), whose they are and how often each is drawn. Returns the share of the bends' variance that is
    kept."""
    codec = MotionCodec(components)
    kept = fit_codec(codec, [clip.motion for clip in clips])
    codec.save_pretrained(codec_folder)
    both = [torch.stack([codec.encode(each) for each in (clip.motion, mirrored(clip.motion))]) for clip in clips]
    tensors = {
        "latents": torch.stack(both).half(),
        "concept": torch.tensor([clip.concept for clip in clips]),
        "weight": torch.tensor([clip.weight for clip in clips]),
    }
    save_file(tensors, path)
    return kept
