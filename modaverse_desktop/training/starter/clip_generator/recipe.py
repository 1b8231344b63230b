"""The steps that make the starter's clip generator, each from the files of the one before. All can be repeated."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators.diffusers_loading import load_pipeline
from modaverse_desktop.engine.generators.moving_picture.motion import MotionCodec
from modaverse_desktop.engine.generators.moving_picture.network import MotionTransformer
from modaverse_desktop.training.checkpoint import latest_checkpoint
from modaverse_desktop.training.loop import Progress
from modaverse_desktop.training.starter import captions as captions_of
from modaverse_desktop.training.starter.clip_generator.captions import write_clip_captions
from modaverse_desktop.training.starter.clip_generator.clips import find_own, make_clips, write_clips
from modaverse_desktop.training.starter.clip_generator.pack import export_clips, write_clip_pack
from modaverse_desktop.training.starter.clip_generator.sheet import draw_clips
from modaverse_desktop.training.starter.clip_generator.verdict import judged, write_verdict
from modaverse_desktop.training.starter.minilm import load_minilm
from modaverse_desktop.training.starter.pictures import read_index
from modaverse_desktop.training.train import train

CONFIG = Path(__file__).parent / "motion.toml"
COMPONENTS = 57
"""Of bends."""


@dataclass(frozen=True)
class ClipPlaces:
    """Where the recipe works (`root`, not in git), where the pack goes and where the sheet of clips goes."""

    root: Path = Path("build/starter")
    pack: Path = Path("resources/starter/video-generator")
    sheet: Path = Path("docs/starter/clips.png")
    verdict: Path = Path("docs/starter/clips.json")


def encode_clips(places: ClipPlaces, report: Callable[[str], None]) -> None:
    """Find how the animated concepts move and write everything that moves as latents."""
    concepts = read_index(places.root / "concepts.jsonl")
    pictures = np.load(places.root / "concepts-128.npy", mmap_mode="r")
    own = find_own(concepts, pictures, places.root / "data")
    clips = make_clips(concepts, own)
    kept = write_clips(clips, COMPONENTS, places.root / "motion-codec", places.root / "clips.safetensors")
    report(f"{len(own)} concepts are animated; of all bends, {kept:.1%} of the variance is kept")


def encode_clip_captions(places: ClipPlaces) -> None:
    """Write every clip's captions, as the text encoder sees them."""
    concepts = read_index(places.root / "concepts.jsonl")
    captions = write_clip_captions(make_clips(concepts, {}), concepts, captions_of.read_aliases())
    captions_of.encode_captions(captions, *load_minilm(), places.root / "clip-captions.safetensors")


def train_motion(report: Callable[[Progress], None]) -> None:
    """Stage three."""
    train(CONFIG, resume=True, report=report)


def export_clip_pack(places: ClipPlaces) -> None:
    """Write the clip generator's pack beside the picture generator's, whose weights it shares."""
    mover = MotionTransformer.from_pretrained(places.root / "motion/export")
    export_clips(mover, MotionCodec.from_pretrained(places.root / "motion-codec"), places.pack)
    if found := latest_checkpoint(places.root / "motion/checkpoints"):
        shutil.copyfile(found / "records.json", places.pack / "motion-record.json")
    write_clip_pack(places.pack)


def draw_clip_examples(places: ClipPlaces) -> None:
    """Draw the sheet of example clips from the pack as it is shipped."""
    draw_clips(places.pack, places.sheet)


def judge_clips(places: ClipPlaces, report: Callable[[str], None]) -> None:
    """Ask the pack as it is shipped for every motion, and write down which it made."""
    write_verdict(places.verdict, judged(load_pipeline(read_manifest(places.pack), pick_device("cpu")), report))
