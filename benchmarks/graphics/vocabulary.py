"""Tokenizers of the published sizes with made-up words: every token can be written, few are ever read."""

from __future__ import annotations

from itertools import count, islice, product
from string import ascii_lowercase
from typing import Any

from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from transformers import CLIPTokenizer, PreTrainedTokenizerFast, RobertaTokenizer

from modaverse_desktop.core.modality import Modality

ADDED = ("<Media>", "</Media>", *(modality.flag for modality in Modality))
_ENDS = ("bos_token", "eos_token", "unk_token", "pad_token")


def language_tokenizer(words: int) -> PreTrainedTokenizerFast:
    """Of `words` tokens with the release's six added ones, the last."""
    vocabulary = _vocabulary(("<s>", "</s>", "<unk>"), words - len(ADDED))
    tokenizer = Tokenizer(BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    made = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        clean_up_tokenization_spaces=False,
    )
    made.add_tokens(list(ADDED))
    return made


def clip_tokenizer(words: int) -> Any:
    """CLIP's, which ends each word with a mark."""
    special = dict.fromkeys(_ENDS, "<end>")
    letters = [f"{letter}</w>" for letter in ascii_lowercase]
    return CLIPTokenizer(vocab=_vocabulary(("<end>", *letters), words), merges=[], model_max_length=77, **special)


def roberta_tokenizer(words: int) -> Any:
    """CLAP's."""
    special = {**dict.fromkeys(_ENDS, "<end>"), "sep_token": "<end>", "cls_token": "<end>", "mask_token": "<mask>"}
    vocabulary = _vocabulary(("<end>", "<mask>"), words)
    return RobertaTokenizer(vocab=vocabulary, merges=[], model_max_length=77, **special)


def _vocabulary(first: tuple[str, ...], words: int) -> dict[str, int]:
    made = ("".join(letters) for length in count(2) for letters in product(ascii_lowercase, repeat=length))
    tokens = [*first, *sorted(pre_tokenizers.ByteLevel.alphabet())]
    tokens += islice(made, max(0, words - len(tokens)))
    return {token: number for number, token in enumerate(tokens)}
