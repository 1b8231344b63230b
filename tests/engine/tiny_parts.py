"""What tiny pipelines are put together from: tokenizers, text encoders and networks with random weights."""

from __future__ import annotations

import json
from typing import Any

import diffusers as d
import transformers as t

from tests.engine.tiny import tiny_tokenizer

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
