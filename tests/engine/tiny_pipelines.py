"""Every kind of diffusers pipeline that the README names, tiny, with random weights, saved by diffusers itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import diffusers as d
import torch
import transformers as t

from tests.engine.tiny import tiny_tokenizer
from tests.engine.tiny_packs import tiny_vae

VOCABULARY = len(tiny_tokenizer())
LENGTH = 16


def _bpe(cls: Any, **special: str) -> Any:
    model = json.loads(tiny_tokenizer().backend_tokenizer.to_str())["model"]
    ends = dict.fromkeys(("bos_token", "eos_token", "unk_token", "pad_token"), "<eos>")
    merges = [tuple(merge) for merge in model["merges"]]
    return cls(vocab=dict(model["vocab"]), merges=merges, model_max_length=LENGTH, **ends, **special)


def clip_tokenizer() -> Any:
    return _bpe(t.CLIPTokenizer)


def roberta_tokenizer() -> Any:
    return _bpe(t.RobertaTokenizer, sep_token="<eos>", cls_token="<eos>", mask_token="<Media>")


def t5_tokenizer() -> Any:
    letters = [(chr(code), -3.0) for code in range(33, 127)]
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0), *letters, ("▁cat", -1.0)]
    return t.T5Tokenizer(vocab=pieces, extra_ids=0, model_max_length=LENGTH)


def clip_text(width: int = 8, *, projected: bool = False, words: int = VOCABULARY) -> Any:
    """With `words` of CLIP's size it reads as many positions as CLIP, and knows CLIP's marks."""
    is_own = words == VOCABULARY
    config = t.CLIPTextConfig(
        vocab_size=words,
        hidden_size=width,
        projection_dim=width,
        num_hidden_layers=2,
        num_attention_heads=1,
        intermediate_size=8,
        max_position_embeddings=LENGTH if is_own else 77,
        bos_token_id=0 if is_own else words - 2,
        eos_token_id=0 if is_own else words - 1,
        pad_token_id=0,
    )
    return t.CLIPTextModelWithProjection(config) if projected else t.CLIPTextModel(config)


def t5(width: int = 8) -> Any:
    config = t.T5Config(
        vocab_size=VOCABULARY,
        d_model=width,
        d_kv=4,
        d_ff=8,
        num_layers=1,
        num_heads=2,
        pad_token_id=0,
        eos_token_id=0,
        decoder_start_token_id=0,
    )
    return t.T5EncoderModel(config)


def umt5() -> Any:
    config = t.UMT5Config(
        vocab_size=VOCABULARY, d_model=8, d_kv=4, d_ff=8, num_layers=1, num_heads=2, pad_token_id=0, eos_token_id=0
    )
    return t.UMT5EncoderModel(config)


def unet(inputs: int = 4, width: int = 8, **more: Any) -> Any:
    settings: dict[str, Any] = {
        "block_out_channels": (8, 16),
        "layers_per_block": 1,
        "sample_size": 16,
        "in_channels": inputs,
        "out_channels": 4,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
        "cross_attention_dim": width,
        "attention_head_dim": 2,
        "norm_num_groups": 4,
    }
    return d.UNet2DConditionModel(**{**settings, **more})


def ddim() -> Any:
    return d.DDIMScheduler(clip_sample=False, set_alpha_to_one=False, steps_offset=1)


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
    return stable_diffusion(scheduler=d.EulerDiscreteScheduler(timestep_spacing="trailing"))


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
    network = d.PixArtTransformer2DModel(
        num_attention_heads=2,
        attention_head_dim=4,
        num_layers=1,
        cross_attention_dim=8,
        sample_size=16,
        patch_size=2,
        caption_channels=8,
        in_channels=4,
        out_channels=8,
        norm_num_groups=4,
        use_additional_conditions=False,
    )
    return d.PixArtSigmaPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=t5(),
        vae=tiny_vae(),
        transformer=network,
        scheduler=d.DPMSolverMultistepScheduler(),
    )


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


def audioldm() -> Any:
    network = unet(
        class_embed_type="simple_projection",
        projection_class_embeddings_input_dim=8,
        class_embeddings_concat=True,
        cross_attention_dim=(8, 16),
    )
    return d.AudioLDMPipeline(
        vae=_sound_vae(),
        text_encoder=t.ClapTextModelWithProjection(_clap()[1]),
        tokenizer=roberta_tokenizer(),
        unet=network,
        scheduler=ddim(),
        vocoder=_vocoder(),
    )


def musicldm() -> Any:
    network = unet(
        class_embed_type="simple_projection",
        projection_class_embeddings_input_dim=8,
        class_embeddings_concat=True,
        cross_attention_dim=(8, 16),
    )
    return d.MusicLDMPipeline(
        vae=_sound_vae(),
        text_encoder=t.ClapModel(_clap()[0]),
        tokenizer=roberta_tokenizer(),
        feature_extractor=t.ClapFeatureExtractor(feature_size=8, hop_length=480, max_length_s=1, nb_max_samples=480),
        unet=network,
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
        feature_extractor=t.ClapFeatureExtractor(feature_size=8, hop_length=480, max_length_s=1, nb_max_samples=480),
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


def text_to_video() -> Any:
    network = d.UNet3DConditionModel(
        block_out_channels=(8, 16),
        layers_per_block=1,
        sample_size=16,
        in_channels=4,
        out_channels=4,
        down_block_types=("CrossAttnDownBlock3D", "DownBlock3D"),
        up_block_types=("UpBlock3D", "CrossAttnUpBlock3D"),
        cross_attention_dim=8,
        attention_head_dim=4,
        norm_num_groups=4,
    )
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
    network = d.WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=16,
        out_channels=16,
        text_dim=8,
        freq_dim=16,
        ffn_dim=16,
        num_layers=1,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        rope_max_seq_len=32,
    )
    vae = d.AutoencoderKLWan(
        base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
    )
    return d.WanPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=umt5(),
        vae=vae,
        scheduler=d.FlowMatchEulerDiscreteScheduler(shift=7.0),
        transformer=network,
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


BUILDERS: Mapping[str, Callable[[], Any]] = {
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
    "audioldm": audioldm,
    "audioldm2": audioldm2,
    "musicldm": musicldm,
    "stable-audio": stable_audio,
    "text-to-video": text_to_video,
    "animate-diff": animate_diff,
    "ltx": ltx,
    "wan": wan,
    "cogvideox": cogvideox,
}
