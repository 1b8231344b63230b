"""The clip generator's pack: what says how a picture moves, and links to the picture generator that draws it."""

from __future__ import annotations

import shutil
from pathlib import Path

import torch
from diffusers import AutoencoderKL, PixArtTransformer2DModel
from diffusers.models.modeling_utils import ModelMixin

from modaverse_desktop.core.manifest import Component, Manifest, Option, PackKind, write_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.generators.moving_picture.motion import MotionCodec
from modaverse_desktop.engine.generators.moving_picture.network import MotionTransformer
from modaverse_desktop.engine.generators.moving_picture.pipeline import MovingPicturePipeline
from modaverse_desktop.training.export import make_scheduler
from modaverse_desktop.training.starter.minilm import FOLDER, PACKAGE, load_minilm
from modaverse_desktop.training.starter.pack import foreign_files, own_files

ID = "starter-video-generator"
STEPS, GUIDANCE, FPS = 12, 3.0, 8
FLOW_SHIFT = 1.0
NEIGHBOUR = "image-generator"
"""The folder of the pack whose weights this one shares, and its parts by what they are called here."""
SHARED = {"vae": "vae", "denoiser": "transformer"}
WEIGHTS = "diffusion_pytorch_model.safetensors"


def export_clips(mover: MotionTransformer, codec: MotionCodec, folder: Path) -> None:
    """Write a folder that `MovingPicturePipeline.from_pretrained` loads, in float16.

    The picture generator's weights are not written again: links lead to its folder, which lies beside this one.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    encoder, tokenizer = load_minilm()
    drawing = folder.parent / NEIGHBOUR
    parts: dict[str, ModelMixin] = {
        "vae": AutoencoderKL.from_pretrained(drawing / SHARED["vae"], local_files_only=True),
        "denoiser": PixArtTransformer2DModel.from_pretrained(drawing / SHARED["denoiser"], local_files_only=True),
    }
    scheduler = make_scheduler(FLOW_SHIFT)
    pipeline = MovingPicturePipeline(tokenizer, encoder, mover=mover, codec=codec, scheduler=scheduler, **parts)  # type: ignore[arg-type]
    pipeline.save_config(folder)
    scheduler.save_pretrained(folder / "scheduler")
    for name, part in parts.items():
        part.save_config(folder / name)  # type: ignore[attr-defined]
        (folder / name / WEIGHTS).symlink_to(f"../../{NEIGHBOUR}/{SHARED[name]}/{WEIGHTS}")
    mover.to(dtype=torch.float16).save_pretrained(folder / "mover")
    codec.to(dtype=torch.float16).save_pretrained(folder / "codec")


def write_clip_pack(folder: Path) -> Path:
    """Write pack.toml beside the weights, for the files that are in `folder` now."""
    return write_manifest(_manifest(folder))


def _manifest(folder: Path) -> Manifest:
    return Manifest(
        id=ID,
        kind=PackKind.GENERATOR,
        name="Starter clips",
        folder=folder,
        version="2",
        summary="Two seconds that loop, 160 pixels wide: plain things in the style of 3D emoji, and what they do; or a "
        "picture of yours that moves.",
        licence="Apache-2.0; trained on animated Fluent Emoji (MIT); text encoder all-MiniLM-L6-v2 (Apache-2.0)",
        source="Trained by `make starter`",
        entry_point="diffusers",
        task=Modality.VIDEO,
        modalities=(Modality.IMAGE,),
        ram_mb=600,
        files=(*own_files(folder), *foreign_files()),
        options=(
            Option("num_inference_steps", STEPS, "Steps", 4, 50),
            Option("guidance_scale", GUIDANCE, "Faithfulness to the prompt", 1.0, 8.0),
            Option("fps", FPS, "Frames a second", 2, 24),
            Option("format", "mp4", "Kind of file", choices=("mp4", "gif", "webp")),
        ),
        components={
            "text_encoder": Component(PACKAGE, FOLDER, "BertModel"),
            "tokenizer": Component(PACKAGE, FOLDER, "BertTokenizer"),
        },
    )
