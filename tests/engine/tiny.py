"""A language model and its tokenizer with random weights: small, and different every seed."""

from __future__ import annotations

from functools import cache

import torch
from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

CORPUS = [
    "Modality: [IMAGE] Prompt: a photo of a cat\nModality: [TEXT] Prompt: It is a cat. ###",
    "Modality: [AUDIO] Prompt: a dog barks\nModality: [VIDEO] Prompt: a dog runs in the rain ###",
    '{model: "text-to-image", prompts: "a cat"}\n{model: "text-to-audio", prompts: "a dog"}',
    "### Human: make a picture of the animal that you see\n### Assistant: the sun over the sea, 😀 über",
]


@cache
def tiny_tokenizer() -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=420,
        special_tokens=["<eos>", "<Media>", "</Media>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(CORPUS * 3, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<eos>", clean_up_tokenization_spaces=False)


def tiny_llama(seed: int = 0, scale: float = 8.0) -> LlamaForCausalLM:
    """`scale` sharpens the random logits: 0 draws all tokens alike."""
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=len(tiny_tokenizer()),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        max_position_embeddings=1024,
        eos_token_id=0,
        bos_token_id=0,
        tie_word_embeddings=False,
    )
    model = LlamaForCausalLM(config).eval()
    with torch.no_grad():
        model.lm_head.weight.mul_(scale)
    return model
