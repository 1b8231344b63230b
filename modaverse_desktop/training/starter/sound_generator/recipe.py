"""The steps that make the starter's sound generator, each from the files of the one before. All can be repeated."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from diffusers import StableAudioDiTModel, StableAudioProjectionModel
from safetensors.torch import save_file

from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.engine.generators.spectrogram_codec import SpectrogramCodec
from modaverse_desktop.training.checkpoint import latest_checkpoint
from modaverse_desktop.training.loop import Progress
from modaverse_desktop.training.sound_export import make_sound_pipeline, save_sound_pipeline
from modaverse_desktop.training.sound_patches import encode_clips, fit_components, fit_patches
from modaverse_desktop.training.starter import captions as captions_of
from modaverse_desktop.training.starter.minilm import load_minilm
from modaverse_desktop.training.starter.sound_generator.captions import write_sound_captions
from modaverse_desktop.training.starter.sound_generator.clips import SAMPLES, make_clips, read_kinds
from modaverse_desktop.training.starter.sound_generator.judging import SEEDS, SHEET_SEEDS, hearing, judged
from modaverse_desktop.training.starter.sound_generator.pack import write_sound_pack
from modaverse_desktop.training.starter.sound_generator.sheet import PROMPTS, SEED, draw_sheet, load_pack, make
from modaverse_desktop.training.starter.sound_generator.verdict import write_verdict
from modaverse_desktop.training.train import train

CONFIG = Path(__file__).parent / "denoiser.toml"
CLIPS = 40
CHANNELS = 96
PATCHES, ROUNDS = 192, 32
"""Of each kind that the codec knows; for the phases."""
JOINING = 400.0
"""How much nearer a patch must be that never came next; chosen by both verdicts on generated sounds."""


@dataclass(frozen=True)
class SoundPlaces:
    """Where the recipe works (`root`, not in git), where the pack goes and where the sheet of spectrograms goes."""

    root: Path = Path("build/starter")
    pack: Path = Path("resources/starter/sound-generator")
    sheet: Path = Path("docs/starter/sounds.png")
    encoder: Path = Path("resources/starter/sound-encoder")
    verdict: Path = Path("docs/starter/sounds.json")

    @property
    def denoiser(self) -> Path:
        """The training of the denoiser."""
        return self.root / "sound-denoiser"


def make_sounds(places: SoundPlaces) -> None:
    """Record, play and compute the clips of all kinds: int16 (kinds, clips, samples), and the seconds of each."""
    kinds = read_kinds()
    seconds = np.zeros((len(kinds), CLIPS), np.float32)
    array = np.lib.format.open_memmap(places.root / "clips.npy", "w+", np.int16, (len(kinds), CLIPS, SAMPLES))
    for place, kind in enumerate(kinds):
        for number, clip in enumerate(make_clips(kind, CLIPS, places.root / "data")):
            array[place, number] = np.round(clip.samples * 32767)
            seconds[place, number] = clip.seconds
    array.flush()
    np.save(places.root / "seconds.npy", seconds)


@torch.no_grad()
def encode_sounds(places: SoundPlaces) -> None:
    """Find the components and the patches of the clips' spectrograms and write the latents of all clips.

    The components are those of the pack that the denoiser starts from, if there is one: its weights mean these.
    """
    clips = np.load(places.root / "clips.npy", mmap_mode="r")
    known = {"groups": len(clips), "patches": PATCHES, "joining": JOINING}
    codec = SpectrogramCodec(CHANNELS, rounds=ROUNDS, momentum=0.0, follow=True, **known)
    if (places.pack / "vae").is_dir():
        before = SpectrogramCodec.from_pretrained(places.pack / "vae").state_dict()
        codec.load_state_dict({**codec.state_dict(), **{name: before[name] for name in ("kernel", "inverse", "mean")}})
    else:
        fit_components(codec, clips)
    fit_patches(codec, clips)
    codec.save_pretrained(places.root / "sound-codec")
    latents = encode_clips(codec, clips).contiguous()
    seconds = torch.from_numpy(np.load(places.root / "seconds.npy"))
    save_file({"latents": latents, "seconds": seconds}, places.root / "sound-latents.safetensors")


def encode_sound_captions(places: SoundPlaces) -> None:
    """Write every kind's captions, as the text encoder sees them."""
    captions = write_sound_captions(read_kinds())
    encoder, tokenizer = load_minilm()
    texts = captions_of.unique_texts(captions)
    states = dict(zip(texts, captions_of.encode_texts(encoder, tokenizer, texts), strict=True))
    empty = captions_of.encode_texts(encoder, tokenizer, [""])[0]
    rows = [states[caption.text] for caption in captions]
    captions_of.save_captions(captions, rows, empty, places.root / "sound-captions.safetensors")


def draw_sounds(places: SoundPlaces) -> None:
    """Make the example sounds from the pack as it is shipped and draw their sheet."""
    generator = load_pack(places.pack)
    with TemporaryDirectory() as folder:
        sounds = [make(generator, prompt, SEED, Path(folder)) for prompt in PROMPTS]
    draw_sheet(sounds, PROMPTS, places.sheet)


def judge_sounds(places: SoundPlaces, report: Callable[[str], None]) -> None:
    """Let the stack's sound encoder say what the sounds of every kind are, and write it all down."""
    clips = np.load(places.root / "clips.npy", mmap_mode="r")
    real, made, sheet = judged(read_kinds(), clips, load_pack(places.pack), hearing(places.encoder), report)
    about = {"judge": read_manifest(places.encoder).name, "seeds": _listed(SEEDS), "sheet_seeds": _listed(SHEET_SEEDS)}
    write_verdict(places.verdict, real, made, sheet, about)


def _listed(seeds: Sequence[int]) -> str:
    return ", ".join(map(str, seeds))


def train_sounds(report: Callable[[Progress], None]) -> None:
    """Stage two."""
    train(CONFIG, resume=True, report=report)


def export_sounds(places: SoundPlaces) -> None:
    """Write the pack: a standard diffusers folder in float16, the record of the training and the manifest."""
    encoder, tokenizer = load_minilm()
    made = places.denoiser / "export"
    transformer = StableAudioDiTModel.from_pretrained(made / "transformer")
    projection = StableAudioProjectionModel.from_pretrained(made / "projection_model")
    codec = SpectrogramCodec.from_pretrained(places.root / "sound-codec")
    save_sound_pipeline(make_sound_pipeline(transformer, projection, codec, encoder, tokenizer), places.pack)
    if found := latest_checkpoint(places.denoiser / "checkpoints"):
        shutil.copyfile(found / "records.json", places.pack / "denoiser-record.json")
    write_sound_pack(places.pack)
