"""Pipelines that make clips, of a prompt alone or of a picture, tiny, with random weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import diffusers as d
import transformers as t

from tests.engine.tiny_packs import tiny_vae
from tests.engine.tiny_parts import LENGTH, clip_text, clip_tokenizer, ddim, t5, t5_tokenizer, umt5, unet


def _blocks_3d() -> dict[str, Any]:
    """What two networks for clips have alike."""
    return {
        "block_out_channels": (8, 16),
        "layers_per_block": 1,
        "sample_size": 16,
        "down_block_types": ("CrossAttnDownBlock3D", "DownBlock3D"),
        "up_block_types": ("UpBlock3D", "CrossAttnUpBlock3D"),
        "cross_attention_dim": 8,
        "attention_head_dim": 4,
    }


def _wan_network(inputs: int, **more: Any) -> Any:
    return d.WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=inputs,
        out_channels=16,
        text_dim=8,
        freq_dim=16,
        ffn_dim=16,
        num_layers=1,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        rope_max_seq_len=32,
        **more,
    )


def text_to_video() -> Any:
    network = d.UNet3DConditionModel(in_channels=4, out_channels=4, norm_num_groups=4, **_blocks_3d())
    return d.TextToVideoSDPipeline(
        vae=tiny_vae(), text_encoder=clip_text(), tokenizer=clip_tokenizer(), unet=network, scheduler=ddim()
    )


def animate_diff() -> Any:
    motion = d.MotionAdapter(
        block_out_channels=(8, 16),
        motion_layers_per_block=1,
        motion_norm_num_groups=2,
        motion_num_attention_heads=2,
        use_motion_mid_block=True,
    )
    return d.AnimateDiffPipeline(
        vae=tiny_vae(),
        text_encoder=clip_text(),
        tokenizer=clip_tokenizer(),
        unet=unet(),
        motion_adapter=motion,
        scheduler=d.DDIMScheduler(clip_sample=False, beta_schedule="linear"),
    )


def ltx() -> Any:
    network = d.LTXVideoTransformer3DModel(
        in_channels=8,
        out_channels=8,
        num_attention_heads=2,
        attention_head_dim=8,
        cross_attention_dim=16,
        num_layers=1,
        caption_channels=8,
    )
    vae = d.AutoencoderKLLTXVideo(
        latent_channels=8,
        block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8, 8),
        layers_per_block=(1, 1, 1, 1, 1),
        decoder_layers_per_block=(1, 1, 1, 1, 1),
        spatio_temporal_scaling=(True, True, False, False),
        decoder_spatio_temporal_scaling=(True, True, False, False),
        decoder_inject_noise=(False, False, False, False, False),
        upsample_residual=(False, False, False, False),
        upsample_factor=(1, 1, 1, 1),
        timestep_conditioning=False,
        patch_size=1,
        patch_size_t=1,
        encoder_causal=True,
        decoder_causal=False,
    )
    vae.use_framewise_encoding = False
    vae.use_framewise_decoding = False
    return d.LTXPipeline(
        scheduler=d.FlowMatchEulerDiscreteScheduler(),
        vae=vae,
        text_encoder=t5(),
        tokenizer=t5_tokenizer(),
        transformer=network,
    )


def wan() -> Any:
    vae = d.AutoencoderKLWan(
        base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
    )
    return d.WanPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=umt5(),
        vae=vae,
        scheduler=d.FlowMatchEulerDiscreteScheduler(shift=7.0),
        transformer=_wan_network(16),
    )


def cogvideox() -> Any:
    network = d.CogVideoXTransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=16,
        in_channels=4,
        out_channels=4,
        time_embed_dim=2,
        text_embed_dim=8,
        num_layers=1,
        sample_width=2,
        sample_height=2,
        sample_frames=9,
        patch_size=2,
        temporal_compression_ratio=4,
        max_text_seq_length=LENGTH,
    )
    vae = d.AutoencoderKLCogVideoX(
        block_out_channels=(8, 8, 8, 8),
        down_block_types=("CogVideoXDownBlock3D",) * 4,
        up_block_types=("CogVideoXUpBlock3D",) * 4,
        latent_channels=4,
        layers_per_block=1,
        norm_num_groups=2,
        temporal_compression_ratio=4,
    )
    return d.CogVideoXPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=t5(),
        vae=vae,
        transformer=network,
        scheduler=d.CogVideoXDDIMScheduler(),
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
    network = d.I2VGenXLUNet(num_attention_heads=None, norm_num_groups=2, **_blocks_3d())
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
    parts = {**wan().components, "transformer": _wan_network(36, image_dim=8, added_kv_proj_dim=24)}
    return d.WanImageToVideoPipeline(
        **{name: part for name, part in parts.items() if part is not None},
        image_encoder=_eye(32, t.CLIPVisionModel),
        image_processor=_processor(32),
    )


def cogvideox_of_picture() -> Any:
    plain = cogvideox()
    settings = {name: value for name, value in plain.transformer.config.items() if not name.startswith("_")}
    network = d.CogVideoXTransformer3DModel(**{**settings, "in_channels": 8, "max_text_seq_length": LENGTH})
    parts = {**plain.components, "transformer": network}
    return d.CogVideoXImageToVideoPipeline(**parts)


CLIPS: Mapping[str, Callable[[], Any]] = {
    "text-to-video": text_to_video,
    "animate-diff": animate_diff,
    "ltx": ltx,
    "wan": wan,
    "cogvideox": cogvideox,
    "stable-video": stable_video,
    "i2vgen-xl": i2vgen,
    "ltx-image": ltx_of_picture,
    "wan-image": wan_of_picture,
    "cogvideox-image": cogvideox_of_picture,
}
