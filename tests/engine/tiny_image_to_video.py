"""Pipelines that make a clip of a picture, tiny, with random weights, and Stable Audio as it is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import diffusers as d
import transformers as t

from tests.engine.tiny_packs import tiny_vae
from tests.engine.tiny_pipelines import (
    LENGTH,
    clip_text,
    clip_tokenizer,
    cogvideox,
    ddim,
    ltx,
    stable_audio,
    t5_tokenizer,
    umt5,
    wan,
)


def _eye(side: int, cls: Any = t.CLIPVisionModelWithProjection) -> Any:
    config = t.CLIPVisionConfig(
        hidden_size=8,
        projection_dim=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        image_size=side,
        patch_size=side // 4,
    )
    return cls(config)


def _processor(side: int) -> Any:
    return t.CLIPImageProcessor(size={"shortest_edge": side}, crop_size={"height": side, "width": side})


def stable_video() -> Any:
    network = d.UNetSpatioTemporalConditionModel(
        block_out_channels=(32, 64),
        layers_per_block=1,
        sample_size=16,
        down_block_types=("CrossAttnDownBlockSpatioTemporal", "DownBlockSpatioTemporal"),
        up_block_types=("UpBlockSpatioTemporal", "CrossAttnUpBlockSpatioTemporal"),
        cross_attention_dim=8,
        num_attention_heads=2,
        addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=24,
        num_frames=2,
    )
    vae = d.AutoencoderKLTemporalDecoder(
        block_out_channels=(32, 64),
        down_block_types=("DownEncoderBlock2D",) * 2,
        latent_channels=4,
        layers_per_block=1,
        sample_size=32,
    )
    scheduler = d.EulerDiscreteScheduler(
        prediction_type="v_prediction",
        use_karras_sigmas=True,
        timestep_type="continuous",
        sigma_min=0.002,
        sigma_max=700.0,
        timestep_spacing="leading",
    )
    return d.StableVideoDiffusionPipeline(
        vae=vae, image_encoder=_eye(224), unet=network, scheduler=scheduler, feature_extractor=_processor(224)
    )


def i2vgen() -> Any:
    network = d.I2VGenXLUNet(
        block_out_channels=(8, 16),
        layers_per_block=1,
        sample_size=16,
        down_block_types=("CrossAttnDownBlock3D", "DownBlock3D"),
        up_block_types=("UpBlock3D", "CrossAttnUpBlock3D"),
        cross_attention_dim=8,
        attention_head_dim=4,
        num_attention_heads=None,
        norm_num_groups=2,
    )
    return d.I2VGenXLPipeline(
        vae=tiny_vae(),
        text_encoder=clip_text(),
        tokenizer=clip_tokenizer(),
        image_encoder=_eye(32),
        feature_extractor=_processor(32),
        unet=network,
        scheduler=ddim(),
    )


def ltx_of_picture() -> Any:
    return d.LTXImageToVideoPipeline(**ltx().components)


def wan_of_picture() -> Any:
    """Wan 2.1's, which also looks at the picture with CLIP."""
    plain = wan()
    network = d.WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=36,
        out_channels=16,
        text_dim=8,
        freq_dim=16,
        ffn_dim=16,
        num_layers=1,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        rope_max_seq_len=32,
        image_dim=8,
        added_kv_proj_dim=24,
    )
    return d.WanImageToVideoPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=umt5(),
        vae=plain.vae,
        scheduler=plain.scheduler,
        transformer=network,
        image_encoder=_eye(32, t.CLIPVisionModel),
        image_processor=_processor(32),
    )


def cogvideox_of_picture() -> Any:
    plain = cogvideox()
    settings = {name: value for name, value in plain.transformer.config.items() if not name.startswith("_")}
    network = d.CogVideoXTransformer3DModel(**{**settings, "in_channels": 8, "max_text_seq_length": LENGTH})
    parts = {**plain.components, "transformer": network}
    return d.CogVideoXImageToVideoPipeline(**parts)


def stable_audio_as_published() -> Any:
    plain = stable_audio()
    return d.StableAudioPipeline(**{**plain.components, "scheduler": d.CosineDPMSolverMultistepScheduler()})


BUILDERS: Mapping[str, Callable[[], Any]] = {
    "stable-video": stable_video,
    "i2vgen-xl": i2vgen,
    "ltx-image": ltx_of_picture,
    "wan-image": wan_of_picture,
    "cogvideox-image": cogvideox_of_picture,
    "stable-audio-published": stable_audio_as_published,
}
