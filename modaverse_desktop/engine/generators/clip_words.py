"""CLIP's tokenizer, which single checkpoint files lack, made of the table that the package open_clip_torch brings.

The table is OpenAI's (Radford and others, 2021): a line is two pieces that are joined, the most frequent first.
"""

from __future__ import annotations

import gzip
from functools import cache

from transformers import CLIPTokenizer

from modaverse_desktop.core.manifest import package_folder

PACKAGE = "open_clip"
_TABLE = "bpe_simple_vocab_16e6.txt.gz"
_WORDS = 49_408
START, END = "<|startoftext|>", "<|endoftext|>"
_LENGTH = 77


def clip_tokenizer(pad: str) -> CLIPTokenizer:
    """The tokenizer of 49408 tokens that pads with `pad` to 77."""
    vocabulary, merges = _table()
    marks = {"bos_token": START, "eos_token": END, "unk_token": END, "pad_token": pad}
    return CLIPTokenizer(vocab=dict(vocabulary), merges=list(merges), model_max_length=_LENGTH, **marks)


@cache
def _table() -> tuple[dict[str, int], tuple[tuple[str, str], ...]]:
    """Tokens with their numbers, and what is joined: bytes, bytes that end a word, what joins make, two marks."""
    packed = (package_folder(PACKAGE) / _TABLE).read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").split("\n")[1:]  # the first says what it is
    letters = _letters()
    joins = _WORDS - 2 * len(letters) - 2
    merges = tuple((left, right) for left, right in (line.split() for line in lines[:joins]))
    tokens = [*letters, *(f"{letter}</w>" for letter in letters), *(left + right for left, right in merges), START, END]
    return {token: number for number, token in enumerate(tokens)}, merges


def _letters() -> list[str]:
    """A visible letter for each byte, in the table's order: the visible ones, then the others from U+0100 on."""
    visible = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = 256 - len(visible)
    return [*map(chr, visible), *(chr(0x100 + number) for number in range(others))]
