"""Packs of tiny random models that make sounds and clips, saved where a test wants them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch
from diffusers import (
    AudioLDMPipeline,
    AutoencoderKL,
    DDIMScheduler,
    LattePipeline,
    LatteTransformer3DModel,
    UNet2DConditionModel,
)
from transformers import (
    ClapTextConfig,
    ClapTextModelWithProjection,
    SpeechT5HifiGan,
    SpeechT5HifiGanConfig,
)

from modaverse_desktop.core.manifest import Manifest, Option
from modaverse_desktop.core.modality import Modality
from tests.engine.tiny import tiny_tokenizer
from tests.engine.tiny_packs import STEPS, generator_manifest, text_tokenizer, tiny_bert, tiny_vae

FORM = Option("format", "mp4", choices=("mp4", "gif", "webp"))


def save_latte(folder: Path, seed: int = 0) -> Manifest:
    """A Latte with BERT in place of T5: clips of four frames."""
    torch.manual_seed(seed)
    width = 8
    LattePipeline(
        tokenizer=text_tokenizer(),
        text_encoder=tiny_bert(128),
        vae=tiny_vae(),
        transformer=LatteTransformer3DModel(
            num_attention_heads=2,
            attention_head_dim=4,
            num_layers=1,
            cross_attention_dim=width,
            sample_size=16,
            patch_size=2,
            caption_channels=width,
            in_channels=4,
            out_channels=8,
            norm_type="ada_norm_single",
            norm_elementwise_affine=False,
            num_embeds_ada_norm=1000,
            video_length=4,
        ),
        scheduler=DDIMScheduler(clip_sample=False, set_alpha_to_one=False, steps_offset=1),
    ).save_pretrained(folder)
    constants = {"height": 32, "width": 32, "video_length": 4, "clean_caption": False}
    return replace(generator_manifest(folder, constants, (STEPS, FORM)), task=Modality.VIDEO, config={"fps": 5})


def save_audioldm(folder: Path, seed: int = 0) -> Manifest:
    """An AudioLDM: a fraction of a second at 8 kHz."""
    torch.manual_seed(seed)
    width = 8
    AudioLDMPipeline(
        vae=tiny_mel_vae(),
        text_encoder=ClapTextModelWithProjection(
            ClapTextConfig(
                vocab_size=len(tiny_tokenizer()),
                hidden_size=width,
                num_hidden_layers=1,
                num_attention_heads=1,
                intermediate_size=8,
                max_position_embeddings=32,
                projection_dim=width,
                pad_token_id=1,
            )
        ),
        tokenizer=text_tokenizer(),
        unet=UNet2DConditionModel(
            block_out_channels=(8, 16),
            layers_per_block=1,
            sample_size=8,
            in_channels=4,
            out_channels=4,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
            cross_attention_dim=(8, 16),
            class_embed_type="simple_projection",
            projection_class_embeddings_input_dim=width,
            class_embeddings_concat=True,
            attention_head_dim=2,
            norm_num_groups=4,
        ),
        scheduler=DDIMScheduler(clip_sample=False, set_alpha_to_one=False, steps_offset=1),
        vocoder=tiny_vocoder(),
    ).save_pretrained(folder)
    constants = {"audio_length_in_s": 0.25}
    return replace(generator_manifest(folder, constants), task=Modality.AUDIO)


def tiny_mel_vae() -> AutoencoderKL:
    return AutoencoderKL(
        block_out_channels=(8, 8),
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        layers_per_block=1,
        in_channels=1,
        out_channels=1,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=8,
    )


def tiny_vocoder() -> SpeechT5HifiGan:
    """Its untrained weights are so small that nothing would be heard."""
    vocoder = SpeechT5HifiGan(
        SpeechT5HifiGanConfig(
            model_in_dim=8,
            sampling_rate=8000,
            upsample_initial_channel=8,
            upsample_rates=[4, 4],
            upsample_kernel_sizes=[8, 8],
            resblock_kernel_sizes=[3],
            resblock_dilation_sizes=[[1, 3]],
            normalize_before=False,
        )
    )
    with torch.no_grad():
        for parameter in vocoder.parameters():
            parameter.mul_(20)
    return vocoder
