"""The clip generator's pack: its own temporal blocks, and by name the weights that lie in the picture generator's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from diffusers import AutoencoderKL, DPMSolverMultistepScheduler, LattePipeline, LatteTransformer3DModel
from safetensors import safe_open
from safetensors.torch import save_file

from modaverse_desktop.core.manifest import Component, Manifest, Option, PackKind, write_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.denoiser import TIMESTEPS
from modaverse_desktop.training.motion import TEMPORAL
from modaverse_desktop.training.starter.clips import FRAMES
from modaverse_desktop.training.starter.minilm import FOLDER, PACKAGE, load_minilm
from modaverse_desktop.training.starter.pack import foreign_files, own_files

ID = "starter-video-generator"
STEPS, GUIDANCE, FPS, SIZE = 12, 3.0, 8, 128
NEIGHBOUR = "image-generator"
"""The folder of the pack whose weights this one shares."""
WEIGHTS = "diffusion_pytorch_model.safetensors"
MOTION, STILL = "motion.safetensors", "still.safetensors"
"""The transformer's two files: the temporal blocks, and a link to all the others in the neighbouring folder."""


def export_clips(transformer: LatteTransformer3DModel, folder: Path) -> None:
    """Write a folder that `diffusers.DiffusionPipeline.from_pretrained` loads, in float16.

    What was not trained is not written again: the transformer's index and the autoencoder name links to the weights of
    the picture generator, whose folder lies beside this one.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    encoder, tokenizer = load_minilm()
    autoencoder = AutoencoderKL.from_pretrained(folder.parent / NEIGHBOUR / "vae", local_files_only=True)
    pipeline = LattePipeline(tokenizer, encoder, autoencoder, transformer, make_scheduler())  # type: ignore[arg-type]
    pipeline.save_config(folder)
    pipeline.scheduler.save_pretrained(folder / "scheduler")
    autoencoder.save_config(folder / "vae")
    _link(folder, "vae", WEIGHTS)
    transformer.save_config(folder / "transformer")
    _link(folder, "transformer", STILL)
    own = {name: tensor for name, tensor in transformer.state_dict().items() if name.startswith(TEMPORAL)}
    save_file({name: tensor.half().contiguous() for name, tensor in own.items()}, folder / "transformer" / MOTION)
    _write_index(folder / "transformer")


def make_scheduler() -> DPMSolverMultistepScheduler:
    """As the picture generator's. `variance_type` tells Latte's pipeline that the transformer gives no second half."""
    return DPMSolverMultistepScheduler(
        num_train_timesteps=TIMESTEPS,
        prediction_type="flow_prediction",
        use_flow_sigmas=True,
        flow_shift=1.0,
        solver_order=2,
        final_sigmas_type="zero",
        variance_type="learned",
    )


def _link(folder: Path, part: str, name: str) -> None:
    (folder / part / name).symlink_to(f"../../{NEIGHBOUR}/{part}/{WEIGHTS}")


def _write_index(folder: Path) -> None:
    """Which tensor lies in which file, as diffusers writes it for weights in several files."""
    places: dict[str, str] = {}
    for name in (STILL, MOTION):
        with safe_open(folder / name, "pt") as file:
            places |= dict.fromkeys(file.keys(), name)
    size = sum((folder / name).stat().st_size for name in (STILL, MOTION))
    index = {"metadata": {"total_size": size}, "weight_map": dict(sorted(places.items()))}
    (folder / f"{WEIGHTS}.index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def write_clip_pack(folder: Path) -> Path:
    """Write pack.toml beside the weights, for the files that are in `folder` now."""
    return write_manifest(_manifest(folder))


def _manifest(folder: Path) -> Manifest:
    return Manifest(
        id=ID,
        kind=PackKind.GENERATOR,
        name="Starter clips",
        folder=folder,
        version="1",
        summary="Two seconds that loop, 128 pixels wide: plain things in the style of 3D emoji, which move a little.",
        licence="Apache-2.0; trained on animated Fluent Emoji (MIT); text encoder all-MiniLM-L6-v2 (Apache-2.0)",
        source="Trained by `make starter`",
        entry_point="diffusers",
        task=Modality.VIDEO,
        ram_mb=600,
        files=(*own_files(folder), *foreign_files()),
        options=(
            Option("num_inference_steps", STEPS, "Steps", 4, 50),
            Option("guidance_scale", GUIDANCE, "Faithfulness to the prompt", 1.0, 8.0),
            Option("fps", FPS, "Frames a second", 2, 24),
            Option("format", "mp4", "Kind of file", choices=("mp4", "gif", "webp")),
        ),
        constants={"height": SIZE, "width": SIZE, "video_length": FRAMES, "clean_caption": False},
        components={
            "text_encoder": Component(PACKAGE, FOLDER, "BertModel"),
            "tokenizer": Component(PACKAGE, FOLDER, "BertTokenizer"),
        },
        config={"noise": "shared"},
    )
