"""At full size, the names and numbers are those of the published files."""

from __future__ import annotations

from math import prod

from transformers import LlamaConfig

from modaverse_desktop.engine.encoders.imagebind.published import own_name, published_name
from modaverse_desktop.engine.release.expected import MEDIA, Trained, backbone_shapes, encoder_shapes, trained_shapes

VICUNA = LlamaConfig(
    vocab_size=32000, hidden_size=4096, intermediate_size=11008, num_hidden_layers=32, num_attention_heads=32
)


def test_projection_and_lora_are_the_papers_38_million() -> None:
    shapes = trained_shapes(Trained({"linear_proj": MEDIA}, 1024, 32), VICUNA, 32006)
    tables = {name: shape for name, shape in shapes.items() if shape[0] == 32006}
    assert sorted(tables) == ["LLM.base_model.model.lm_head.weight", "LLM.base_model.model.model.embed_tokens.weight"]
    assert sum(prod(shape) for name, shape in shapes.items() if name not in tables) == 37_752_832
    assert shapes["LLM.base_model.model.model.layers.31.self_attn.o_proj.lora_A.default.weight"] == (32, 4096)


def test_the_language_model_has_seven_billion() -> None:
    assert sum(prod(shape) for shape in backbone_shapes(VICUNA).values()) == 6_738_415_616


def test_vision_and_audio_of_imagebind_huge() -> None:
    shapes = encoder_shapes({}, {})
    assert len(shapes) == 568  # and a constant
    assert shapes["modality_preprocessors.vision.rgbt_stem.proj.1.weight"] == (1280, 3, 2, 14, 14)
    assert shapes["modality_trunks.vision.blocks.31.mlp.fc1.weight"] == (5120, 1280)
    assert shapes["modality_trunks.audio.blocks.11.attn.bias_k"] == (1, 1, 768)
    assert shapes["modality_heads.audio.2.weight"] == (1024, 768)
    assert all(published_name(own_name(name)) == name for name in shapes)
