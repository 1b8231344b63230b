"""The steps that make the starter stack, each from the files of the one before. All can be repeated."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL, PixArtTransformer2DModel

from modaverse_desktop.training.checkpoint import latest_checkpoint
from modaverse_desktop.training.export import make_pipeline, make_scheduler, save_pipeline
from modaverse_desktop.training.loop import Progress
from modaverse_desktop.training.patches import encode_by_autoencoder, encode_with_mirrors, fit_patches
from modaverse_desktop.training.starter import captions as captions_of
from modaverse_desktop.training.starter import pictures as pictures_of
from modaverse_desktop.training.starter.alignment import build_alignment
from modaverse_desktop.training.starter.clip_generator import recipe as clips
from modaverse_desktop.training.starter.clip_generator.words import read_doings
from modaverse_desktop.training.starter.minilm import load_minilm
from modaverse_desktop.training.starter.pack import write_pack
from modaverse_desktop.training.starter.sheet import draw_sheet
from modaverse_desktop.training.starter.sound_generator import recipe as sounds
from modaverse_desktop.training.starter.sources import fetch, read_sources
from modaverse_desktop.training.train import train

SIZE, PATCH, COMPONENTS = 128, 8, 8
FLOW_SHIFT = 1.0
CONFIGS = Path(__file__).parent


@dataclass(frozen=True)
class Places:
    """Where the recipe works (`root`, not in git), where the pack goes and where the sheet of pictures goes."""

    root: Path = Path("build/starter")
    pack: Path = Path("resources/starter/image-generator")
    sheet: Path = Path("docs/starter/pictures.png")

    @property
    def data(self) -> Path:
        """Unpacked sources."""
        return self.root / "data"

    @property
    def concepts(self) -> Path:
        """The index of what the generator learns."""
        return self.root / "concepts.jsonl"

    @property
    def autoencoder(self) -> Path:
        """The trained autoencoder."""
        return self.root / "autoencoder/export"

    @property
    def denoiser(self) -> Path:
        """The trained denoiser."""
        return self.root / "denoiser/export"


def fetch_sources(places: Places) -> None:
    """Download and unpack the training data."""
    for source in read_sources():
        fetch(source, places.root)


def draw_pictures(places: Places) -> None:
    """Index all pictures, choose the concepts and write them as one array."""
    found = pictures_of.index_pictures(places.data)
    pictures_of.write_index(found, places.root / "pictures.jsonl")
    concepts = pictures_of.choose_concepts(found)
    pictures_of.write_index(concepts, places.concepts)
    pictures_of.pack_pictures(concepts, places.data, SIZE, places.root / f"concepts-{SIZE}.npy")


def encode_latents(places: Places) -> None:
    """Write the latents of all pictures and of their mirror images: of the pack that the denoiser starts from, if there
    is one, whose weights mean these, else the pictures' principal components."""
    pictures = np.load(places.root / f"concepts-{SIZE}.npy", mmap_mode="r")
    if (places.pack / "vae").is_dir():
        latents = encode_by_autoencoder(AutoencoderKL.from_pretrained(places.pack / "vae"), pictures)
    else:
        basis = fit_patches(pictures, PATCH, COMPONENTS)
        basis.save(places.root / "patches.safetensors")
        latents = encode_with_mirrors(basis, pictures)
    np.save(places.root / "latents.npy", latents.contiguous().numpy())


def encode_captions(places: Places) -> None:
    """Write every concept's captions, as the text encoder sees them."""
    concepts = pictures_of.read_index(places.concepts)
    captions = captions_of.write_captions(concepts, captions_of.read_aliases(), read_doings())
    captions_of.encode_captions(captions, *load_minilm(), places.root / "captions.safetensors")


def train_autoencoder(places: Places) -> None:
    """Stage one."""
    train(CONFIGS / "autoencoder.toml", resume=True, report=_tell)


def train_denoiser(places: Places) -> None:
    """Stage two."""
    train(CONFIGS / "denoiser.toml", resume=True, report=_tell)


def export_pack(places: Places) -> None:
    """Write the pack: a standard diffusers folder in float16, the records of both trainings and the manifest.

    Its autoencoder stays if none was trained.
    """
    encoder, tokenizer = load_minilm()
    trained = places.autoencoder if places.autoencoder.is_dir() else places.pack / "vae"
    autoencoder = AutoencoderKL.from_pretrained(trained)
    denoiser = PixArtTransformer2DModel.from_pretrained(places.denoiser)
    pipeline = make_pipeline(autoencoder, denoiser, encoder, tokenizer, make_scheduler(FLOW_SHIFT))
    save_pipeline(pipeline, places.pack, torch.float16)
    for stage in ("autoencoder", "denoiser"):
        if found := latest_checkpoint(places.root / stage / "checkpoints"):
            shutil.copyfile(found / "records.json", places.pack / f"{stage}-record.json")
    write_pack(places.pack)


def draw_examples(places: Places) -> None:
    """Draw the sheet of example pictures from the pack as it is shipped."""
    draw_sheet(places.pack, places.sheet)


def align(places: Places) -> None:
    """The language model's alignment: encoder's names, projector, adapter, and the packs of the whole stack."""

    def tell(line: str) -> None:
        sys.stdout.write(line + "\n")

    build_alignment(tell)


STEPS: dict[str, Callable[[Places], None]] = {
    "fetch": fetch_sources,
    "pictures": draw_pictures,
    "alignment": align,
    "latents": encode_latents,
    "captions": encode_captions,
    "autoencoder": train_autoencoder,
    "denoiser": train_denoiser,
    "export": export_pack,
    "sheet": draw_examples,
    "clips": lambda places: clips.encode_clips(_for_clips(places), _say),
    "clip-captions": lambda places: clips.encode_clip_captions(_for_clips(places)),
    "motion": lambda places: clips.train_motion(_tell),
    "clip-pack": lambda places: clips.export_clip_pack(_for_clips(places)),
    "clip-sheet": lambda places: clips.draw_clip_examples(_for_clips(places)),
    "clip-verdict": lambda places: clips.judge_clips(_for_clips(places), _say),
    "sounds": lambda places: sounds.make_sounds(_for_sounds(places)),
    "sound-latents": lambda places: sounds.encode_sounds(_for_sounds(places)),
    "sound-captions": lambda places: sounds.encode_sound_captions(_for_sounds(places)),
    "sound-denoiser": lambda places: sounds.train_sounds(_tell),
    "sound-export": lambda places: sounds.export_sounds(_for_sounds(places)),
    "sound-sheet": lambda places: sounds.draw_sounds(_for_sounds(places)),
    "sound-verdict": lambda places: sounds.judge_sounds(_for_sounds(places), _say),
}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _for_clips(places: Places) -> clips.ClipPlaces:
    return clips.ClipPlaces(places.root)


def _for_sounds(places: Places) -> sounds.SoundPlaces:
    return sounds.SoundPlaces(places.root)


def _tell(progress: Progress) -> None:
    speed = f"{progress.samples_per_second:.1f} samples/s"
    sys.stdout.write(f"{progress.step}/{progress.steps} loss {progress.loss:.4f} {speed}\n")
    sys.stdout.flush()
