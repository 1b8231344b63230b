"""A release with the published names and layout, a real sentencepiece tokenizer, and tiny random weights."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import torch
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer
from transformers import LlamaConfig, LlamaForCausalLM

from tests.engine.imagebind.tiny import CONFIG, published_state

TOKENS = ("<Media>", "</Media>", "[TEXT]", "[IMAGE]", "[AUDIO]", "[VIDEO]")
WIDTH, LAYERS, RANK = 32, 2, 4
TRAINED = "ModaVerse-7b/pytorch_model.pt"
ENCODER = "imagebind_huge.pth"
_SENTENCES = (
    "Modality: [IMAGE] Prompt: a photo of a cat ###",
    "Modality: [TEXT] Prompt: It is a cat in the rain. ###",
    "### Human: make a picture of the animal that you hear",
    "### Assistant: a dog barks, the sea, the sun, a film of waves",
)


@cache
def tokenizer_model() -> bytes:
    """Of Llama's kind: BPE with bytes, nothing normalised, `###` a piece of its own as in Llama's."""
    written = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(_SENTENCES * 20),
        model_writer=written,
        model_type="bpe",
        vocab_size=360,
        hard_vocab_limit=False,
        byte_fallback=True,
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        minloglevel=2,
    )
    return written.getvalue()


def vocabulary() -> int:
    """Pieces of the tokenizer, without the added six."""
    return SentencePieceProcessor(model_proto=tokenizer_model()).get_piece_size()


def llama_config(rows: int) -> LlamaConfig:
    return LlamaConfig(
        vocab_size=rows,
        hidden_size=WIDTH,
        intermediate_size=48,
        num_hidden_layers=LAYERS,
        num_attention_heads=4,
        num_key_value_heads=4,
        max_position_embeddings=1024,
        bos_token_id=1,
        eos_token_id=2,
        tie_word_embeddings=False,
    )


def trained_state(*, shared: bool = True) -> dict[str, torch.Tensor]:
    """What ``pytorch_model.pt`` holds: projection, LoRA, and two tables with six rows more."""
    torch.manual_seed(2)
    names = ["linear_proj"] if shared else [f"linear_proj.{kind}" for kind in ("image", "video", "audio")]
    state: dict[str, torch.Tensor] = {}
    for name in names:
        state[f"{name}.weight"] = torch.randn(WIDTH, CONFIG["out_embed_dim"])
        state[f"{name}.bias"] = torch.randn(WIDTH)
    for layer in range(LAYERS):
        for target in "qkvo":
            lora = f"LLM.base_model.model.model.layers.{layer}.self_attn.{target}_proj"
            state[f"{lora}.lora_A.default.weight"] = torch.randn(RANK, WIDTH)
            state[f"{lora}.lora_B.default.weight"] = torch.randn(WIDTH, RANK) * 0.1
    for table in ("model.embed_tokens", "lm_head"):
        state[f"LLM.base_model.model.{table}.weight"] = torch.randn(vocabulary() + len(TOKENS), WIDTH)
    return state


def save_release(folder: Path, *, shared: bool = True) -> Path:
    """The whole release below `folder`: Vicuna in two shards of the old kind, with the buffers of the old kind."""
    backbone = folder / "7b_v0"
    backbone.mkdir(parents=True)
    torch.manual_seed(1)
    config = llama_config(vocabulary())
    state = dict(LlamaForCausalLM(config).state_dict())
    state |= {f"model.layers.{layer}.self_attn.rotary_emb.inv_freq": torch.ones(4) for layer in range(LAYERS)}
    shards = ("pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin")
    places = {name: shards[position % 2] for position, name in enumerate(state)}
    for shard in shards:
        torch.save({name: state[name].clone() for name in state if places[name] == shard}, backbone / shard)
    (backbone / "pytorch_model.bin.index.json").write_text(json.dumps({"metadata": {}, "weight_map": places}))
    (backbone / "config.json").write_text(config.to_json_string())
    (backbone / "tokenizer.model").write_bytes(tokenizer_model())

    torch.manual_seed(3)
    encoder = published_state(lambda name, shape: torch.randn(shape) * 0.2)
    others = {f"modality_trunks.{kind}.blocks.0.norm_1.weight": torch.ones(4) for kind in ("text", "depth", "imu")}
    torch.save(encoder | others, folder / ENCODER)

    trained = folder / "ModaVerse-7b"
    trained.mkdir()
    torch.save(trained_state(shared=shared), folder / TRAINED)
    (trained / "tokenizer.model").write_bytes(tokenizer_model())
    added = {token: vocabulary() + position for position, token in enumerate(TOKENS)}
    (trained / "added_tokens.json").write_text(json.dumps(added))
    return folder


def change(path: Path, edit: Callable[[dict[str, torch.Tensor]], object]) -> None:
    """Edit the state dict of a torch file."""
    state = torch.load(path, weights_only=True)
    edit(state)
    torch.save(state, path)
