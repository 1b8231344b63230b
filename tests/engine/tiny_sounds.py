"""Pipelines that make sounds, tiny, with random weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import diffusers as d
import torch
import transformers as t

from tests.engine.tiny_parts import VOCABULARY, ddim, roberta_tokenizer, t5, t5_tokenizer, unet


def _sound_vae() -> Any:
    return d.AutoencoderKL(
        block_out_channels=(8, 8),
        in_channels=1,
        out_channels=1,
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=4,
    )


def _vocoder() -> Any:
    config = t.SpeechT5HifiGanConfig(
        model_in_dim=8,
        sampling_rate=16000,
        upsample_initial_channel=16,
        upsample_rates=[2, 2],
        upsample_kernel_sizes=[4, 4],
        resblock_kernel_sizes=[3, 7],
        resblock_dilation_sizes=[[1, 3, 5], [1, 3, 5]],
        normalize_before=False,
    )
    vocoder = t.SpeechT5HifiGan(config)
    with torch.no_grad():
        for parameter in vocoder.conv_post.parameters():
            parameter.mul_(1000)  # untrained it is silent
    return vocoder


def _clap() -> Any:
    text = t.ClapTextConfig(
        vocab_size=VOCABULARY,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        projection_dim=8,
        max_position_embeddings=64,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
    )
    audio = t.ClapAudioConfig(
        spec_size=8,
        window_size=4,
        num_mel_bins=8,
        depths=[1, 1],
        num_attention_heads=[1, 1],
        num_hidden_layers=2,
        hidden_size=16,
        projection_dim=8,
        patch_size=2,
        patch_stride=2,
        patch_embed_input_channels=4,
        patch_embeds_hidden_size=8,
    )
    return t.ClapConfig(text_config=text.to_dict(), audio_config=audio.to_dict(), projection_dim=8), text


def _ear() -> Any:
    return t.ClapFeatureExtractor(feature_size=8, hop_length=480, max_length_s=1, nb_max_samples=480)


def _heard_unet() -> Any:
    """Which is told by CLAP's embedding what to make."""
    return unet(
        class_embed_type="simple_projection",
        projection_class_embeddings_input_dim=8,
        class_embeddings_concat=True,
        cross_attention_dim=(8, 16),
    )


def audioldm() -> Any:
    return d.AudioLDMPipeline(
        vae=_sound_vae(),
        text_encoder=t.ClapTextModelWithProjection(_clap()[1]),
        tokenizer=roberta_tokenizer(),
        unet=_heard_unet(),
        scheduler=ddim(),
        vocoder=_vocoder(),
    )


def musicldm() -> Any:
    return d.MusicLDMPipeline(
        vae=_sound_vae(),
        text_encoder=t.ClapModel(_clap()[0]),
        tokenizer=roberta_tokenizer(),
        feature_extractor=_ear(),
        unet=_heard_unet(),
        scheduler=ddim(),
        vocoder=_vocoder(),
    )


def audioldm2() -> Any:
    network = d.AudioLDM2UNet2DConditionModel(
        block_out_channels=(8, 16),
        layers_per_block=1,
        norm_num_groups=4,
        sample_size=16,
        in_channels=4,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=(8, 8),
        attention_head_dim=2,
    )
    language = t.GPT2Model(t.GPT2Config(n_embd=8, n_head=2, n_layer=1, n_positions=64, n_ctx=64, vocab_size=VOCABULARY))
    return d.AudioLDM2Pipeline(
        vae=_sound_vae(),
        text_encoder=t.ClapModel(_clap()[0]),
        text_encoder_2=t5(),
        projection_model=d.AudioLDM2ProjectionModel(text_encoder_dim=8, text_encoder_1_dim=8, langauge_model_dim=8),
        language_model=language,
        tokenizer=roberta_tokenizer(),
        tokenizer_2=t5_tokenizer(),
        feature_extractor=_ear(),
        unet=network,
        scheduler=ddim(),
        vocoder=_vocoder(),
    )


def stable_audio() -> Any:
    network = d.StableAudioDiTModel(
        sample_size=64,
        in_channels=4,
        num_layers=1,
        attention_head_dim=4,
        num_attention_heads=2,
        num_key_value_attention_heads=2,
        out_channels=4,
        cross_attention_dim=8,
        cross_attention_input_dim=8,
        global_states_input_dim=16,
        time_proj_dim=8,
    )
    vae = d.AutoencoderOobleck(
        encoder_hidden_size=8,
        downsampling_ratios=[2, 4],
        channel_multiples=[1, 2],
        decoder_channels=8,
        decoder_input_channels=4,
        audio_channels=2,
        sampling_rate=512,
    )
    return d.StableAudioPipeline(
        vae=vae,
        text_encoder=t5(),
        projection_model=d.StableAudioProjectionModel(8, 8, 0, 512),
        tokenizer=t5_tokenizer(),
        transformer=network,
        scheduler=d.EDMDPMSolverMultistepScheduler(),
    )


def stable_audio_as_published() -> Any:
    plain = stable_audio()
    return d.StableAudioPipeline(**{**plain.components, "scheduler": d.CosineDPMSolverMultistepScheduler()})


SOUNDS: Mapping[str, Callable[[], Any]] = {
    "audioldm": audioldm,
    "audioldm2": audioldm2,
    "musicldm": musicldm,
    "stable-audio": stable_audio,
    "stable-audio-published": stable_audio_as_published,
}
