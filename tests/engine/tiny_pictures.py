"""Pipelines that make pictures, tiny, with random weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import diffusers as d

from tests.engine.tiny_packs import tiny_pixart, tiny_vae
from tests.engine.tiny_parts import clip_text, clip_tokenizer, ddim, t5, t5_tokenizer, unet


def stable_diffusion(cls: Any = d.StableDiffusionPipeline, inputs: int = 4, scheduler: Any = None, **more: Any) -> Any:
    return cls(
        vae=tiny_vae(),
        text_encoder=clip_text(),
        tokenizer=clip_tokenizer(),
        unet=unet(inputs, **more),
        scheduler=scheduler or ddim(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def stable_diffusion_2() -> Any:
    scheduler = d.DDIMScheduler(
        clip_sample=False, set_alpha_to_one=False, steps_offset=1, prediction_type="v_prediction"
    )
    return stable_diffusion(scheduler=scheduler, use_linear_projection=True)


def turbo() -> Any:
    return stable_diffusion(scheduler=d.EulerDiscreteScheduler(timestep_spacing="trailing", steps_offset=1))


def lcm() -> Any:
    return stable_diffusion(d.LatentConsistencyModelPipeline, scheduler=d.LCMScheduler(), time_cond_proj_dim=8)


def inpainting() -> Any:
    return stable_diffusion(d.StableDiffusionInpaintPipeline, inputs=9)


def instruct() -> Any:
    return stable_diffusion(d.StableDiffusionInstructPix2PixPipeline, inputs=8)


def sdxl(second: int = 8) -> Any:
    """`second`: the width of its second text encoder."""
    network = unet(
        width=8 + second,
        addition_embed_type="text_time",
        addition_time_embed_dim=4,
        transformer_layers_per_block=(1, 1),
        projection_class_embeddings_input_dim=6 * 4 + second,
        use_linear_projection=True,
    )
    return d.StableDiffusionXLPipeline(
        vae=tiny_vae(),
        text_encoder=clip_text(),
        text_encoder_2=clip_text(second, projected=True),
        tokenizer=clip_tokenizer(),
        tokenizer_2=clip_tokenizer(),
        unet=network,
        scheduler=d.EulerDiscreteScheduler(),
    )


def _flow_vae(channels: int) -> Any:
    return d.AutoencoderKL(
        block_out_channels=(8, 8),
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        layers_per_block=1,
        latent_channels=channels,
        norm_num_groups=4,
        sample_size=32,
        shift_factor=0.1,
        use_quant_conv=False,
        use_post_quant_conv=False,
    )


def sd3() -> Any:
    network = d.SD3Transformer2DModel(
        sample_size=16,
        patch_size=2,
        in_channels=4,
        num_layers=1,
        attention_head_dim=8,
        num_attention_heads=2,
        joint_attention_dim=16,
        caption_projection_dim=16,
        pooled_projection_dim=16,
        out_channels=4,
        pos_embed_max_size=16,
    )
    return d.StableDiffusion3Pipeline(
        transformer=network,
        scheduler=d.FlowMatchEulerDiscreteScheduler(),
        vae=_flow_vae(4),
        text_encoder=clip_text(projected=True),
        tokenizer=clip_tokenizer(),
        text_encoder_2=clip_text(projected=True),
        tokenizer_2=clip_tokenizer(),
        text_encoder_3=t5(16),
        tokenizer_3=t5_tokenizer(),
    )


def flux() -> Any:
    network = d.FluxTransformer2DModel(
        patch_size=1,
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=8,
        pooled_projection_dim=8,
        axes_dims_rope=(4, 4, 8),
        guidance_embeds=True,
    )
    return d.FluxPipeline(
        scheduler=d.FlowMatchEulerDiscreteScheduler(),
        vae=_flow_vae(4),
        text_encoder=clip_text(),
        tokenizer=clip_tokenizer(),
        text_encoder_2=t5(),
        tokenizer_2=t5_tokenizer(),
        transformer=network,
    )


def pixart() -> Any:
    network = tiny_pixart(8)
    return d.PixArtSigmaPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=t5(),
        vae=tiny_vae(),
        transformer=network,
        scheduler=d.DPMSolverMultistepScheduler(),
    )


PICTURES: Mapping[str, Callable[[], Any]] = {
    "stable-diffusion-1": stable_diffusion,
    "stable-diffusion-2": stable_diffusion_2,
    "turbo": turbo,
    "lcm": lcm,
    "inpainting": inpainting,
    "instruct-pix2pix": instruct,
    "sdxl": sdxl,
    "sd3": sd3,
    "flux": flux,
    "pixart": pixart,
}
