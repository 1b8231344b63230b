"""From a training to one folder that `diffusers.DiffusionPipeline.from_pretrained` loads, for sounds."""

from __future__ import annotations

from pathlib import Path

import torch
from diffusers import (
    EDMDPMSolverMultistepScheduler,
    StableAudioDiTModel,
    StableAudioPipeline,
    StableAudioProjectionModel,
)
from torch import nn

from modaverse_desktop.engine.generators.spectrogram_codec import SpectrogramCodec


def make_sound_scheduler() -> EDMDPMSolverMultistepScheduler:
    """A second-order solver without chance, for models trained as `sound_denoiser` does."""
    return EDMDPMSolverMultistepScheduler(
        sigma_min=0.03,
        sigma_max=30.0,
        sigma_data=1.0,
        sigma_schedule="exponential",
        prediction_type="v_prediction",
        solver_order=2,
    )


def make_sound_pipeline(
    transformer: StableAudioDiTModel,
    projection: StableAudioProjectionModel,
    codec: SpectrogramCodec,
    encoder: nn.Module,
    tokenizer: object,
) -> StableAudioPipeline:
    """The whole generator. Text encoder and codec aren't of the classes that it was made for, but are called alike."""
    pipeline = StableAudioPipeline(
        vae=codec,  # type: ignore[arg-type]
        text_encoder=encoder,  # type: ignore[arg-type]
        projection_model=projection,
        tokenizer=tokenizer,  # type: ignore[arg-type]
        transformer=transformer,
        scheduler=make_sound_scheduler(),
    )
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def save_sound_pipeline(pipeline: StableAudioPipeline, folder: Path, dtype: torch.dtype = torch.float16) -> None:
    """Write model_index.json and what was trained; text encoder and tokenizer are somebody else's and stay out."""
    folder.mkdir(parents=True, exist_ok=True)
    pipeline.save_config(folder)
    for name in ("vae", "transformer", "projection_model"):
        part = getattr(pipeline, name)
        part.to(dtype=dtype).save_pretrained(folder / name, safe_serialization=True)
        part.to(dtype=torch.float32)
    pipeline.scheduler.save_pretrained(folder / "scheduler")
