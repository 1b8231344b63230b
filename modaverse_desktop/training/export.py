"""From two trainings to one folder that `diffusers.DiffusionPipeline.from_pretrained` loads."""

from __future__ import annotations

from pathlib import Path

import torch
from diffusers import AutoencoderKL, DPMSolverMultistepScheduler, PixArtSigmaPipeline, PixArtTransformer2DModel
from torch import nn

from modaverse_desktop.training.denoiser import TIMESTEPS


def make_scheduler(shift: float = 1.0) -> DPMSolverMultistepScheduler:
    """A second-order solver for models trained by flow matching; `shift` above 1 spends more steps on the noisy end."""
    return DPMSolverMultistepScheduler(
        num_train_timesteps=TIMESTEPS,
        prediction_type="flow_prediction",
        use_flow_sigmas=True,
        flow_shift=shift,
        solver_order=2,
        final_sigmas_type="zero",
    )


def make_pipeline(
    autoencoder: AutoencoderKL,
    denoiser: PixArtTransformer2DModel,
    encoder: nn.Module,
    tokenizer: object,
    scheduler: DPMSolverMultistepScheduler,
) -> PixArtSigmaPipeline:
    """The whole generator. The text encoder isn't of the class that the pipeline was made for, but is called alike."""
    pipeline = PixArtSigmaPipeline(tokenizer, encoder, autoencoder, denoiser, scheduler)  # type: ignore[arg-type]
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def save_pipeline(pipeline: PixArtSigmaPipeline, folder: Path, dtype: torch.dtype = torch.float16) -> None:
    """Write model_index.json and what was trained; text encoder and tokenizer are somebody else's and stay out."""
    folder.mkdir(parents=True, exist_ok=True)
    pipeline.save_config(folder)
    for name in ("vae", "transformer"):
        part = getattr(pipeline, name)
        part.to(dtype=dtype).save_pretrained(folder / name, safe_serialization=True)
        part.to(dtype=torch.float32)
    pipeline.scheduler.save_pretrained(folder / "scheduler")
