"""Llama's tokenizer as it was in 2023: sentencepiece itself, with added tokens between which every piece begins anew.

The tokenizer classes of transformers were rewritten since, and put the first `▁` elsewhere: a model that was trained
on the old tokens must get the old tokens.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sentencepiece import SentencePieceProcessor

MODEL_FILE = "tokenizer.model"
ADDED_FILE = "added_tokens.json"


@dataclass(frozen=True)
class Encoding:
    """What calling a tokenizer gives."""

    input_ids: list[int]

    def __getitem__(self, name: str) -> list[int]:
        return {"input_ids": self.input_ids}[name]


class SentencePieceTokenizer:
    """As much of a transformers tokenizer as this program uses; added tokens are special."""

    def __init__(self, model: Path, added: dict[str, int]) -> None:
        """`added`: tokens that the model file lacks, and their ids. Raises OSError or RuntimeError for a bad file."""
        self._pieces = SentencePieceProcessor()
        self._pieces.load_from_serialized_proto(model.read_bytes())
        self._added = dict(added)
        self._texts = {number: text for text, number in added.items()}
        marks = sorted(added, key=len, reverse=True)
        self._split = re.compile("({})".format("|".join(re.escape(mark) for mark in marks))) if marks else None

    @classmethod
    def from_folder(cls, folder: Path) -> SentencePieceTokenizer:
        """From ``tokenizer.model`` and, where there is one, ``added_tokens.json``. Raises ValueError, too."""
        path = folder / ADDED_FILE
        added = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return cls(folder / MODEL_FILE, {str(token): int(number) for token, number in added.items()})

    def __len__(self) -> int:
        return max([self._pieces.get_piece_size(), *(number + 1 for number in self._texts)])

    @property
    def bos_token_id(self) -> int | None:
        """What every prompt begins with."""
        return _known(self._pieces.bos_id())

    @property
    def eos_token_id(self) -> int | None:
        """What ends a text."""
        return _known(self._pieces.eos_id())

    @property
    def all_special_ids(self) -> list[int]:
        """Tokens that stand for no text."""
        size = self._pieces.get_piece_size()
        return [number for number in range(size) if self._pieces.is_control(number) or self._pieces.is_unknown(number)]

    def get_vocab(self) -> dict[str, int]:
        """Every token and its id."""
        pieces = {self._pieces.id_to_piece(number): number for number in range(self._pieces.get_piece_size())}
        return {**pieces, **self._added}

    def get_added_vocab(self) -> dict[str, int]:
        """Tokens that the model file lacks."""
        return dict(self._added)

    def convert_tokens_to_ids(self, token: str) -> int:
        """The id of a piece, added or not."""
        return self._added.get(token, self._pieces.piece_to_id(token))

    def encode(self, text: str, *, add_special_tokens: bool = False, split_special_tokens: bool = False) -> list[int]:
        """Token ids. Added tokens are seen in the text, and the space round them dropped, unless they are split."""
        start = [self.bos_token_id] if add_special_tokens and self.bos_token_id is not None else []
        if split_special_tokens or self._split is None:
            return [*start, *self._pieces.encode(text)]
        parts = self._split.split(text)
        ids: list[int] = []
        for position, part in enumerate(parts):
            if position % 2:
                ids.append(self._added[part])
                continue
            part = part.lstrip() if position else part
            part = part.rstrip() if position + 1 < len(parts) else part
            ids += self._pieces.encode(part) if part else []
        return [*start, *ids]

    def __call__(self, text: str, *, add_special_tokens: bool = False) -> Encoding:
        """`encode`, as transformers' tokenizers give it when they are called."""
        return Encoding(self.encode(text, add_special_tokens=add_special_tokens))

    def decode(self, ids: Sequence[int]) -> str:
        """The text of token ids; bytes that are no character yet become U+FFFD. Added tokens stand between spaces."""
        parts: list[str] = []
        run: list[int] = []
        size = self._pieces.get_piece_size()
        for number in [int(each) for each in ids]:
            if number < size:
                run.append(number)
                continue
            parts += [self._pieces.decode(run)] if run else []
            parts.append(self._texts.get(number, ""))
            run = []
        parts += [self._pieces.decode(run)] if run else []
        return " ".join(parts)


def _known(number: int) -> int | None:
    return number if number >= 0 else None
