"""The tokens are those of sentencepiece itself, whatever the text; pieces begin anew after added tokens."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sentencepiece import SentencePieceProcessor

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.meta_response import Spelling, format_meta_response, parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.grammar import grammar_of
from modaverse_desktop.engine.sentencepiece_tokenizer import SentencePieceTokenizer
from tests.engine.release.made_up import TOKENS, tokenizer_model, vocabulary


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> SentencePieceTokenizer:
    path: Path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.model"
    path.write_bytes(tokenizer_model())
    return SentencePieceTokenizer(path, {token: vocabulary() + position for position, token in enumerate(TOKENS)})


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
def test_every_text_gets_sentencepieces_own_tokens(tokenizer: SentencePieceTokenizer, text: str) -> None:
    pieces = SentencePieceProcessor(model_proto=tokenizer_model())
    assert tokenizer.encode(text, split_special_tokens=True) == pieces.encode(text)


def test_every_piece_between_added_tokens_begins_with_the_prefix(tokenizer: SentencePieceTokenizer) -> None:
    flag = tokenizer.convert_tokens_to_ids("[IMAGE]")
    whole = tokenizer.encode("Modality: [IMAGE] Prompt: a cat ###")
    assert whole == [*tokenizer.encode("Modality:"), flag, *tokenizer.encode("Prompt: a cat ###")]
    assert tokenizer.decode(whole) == "Modality: [IMAGE] Prompt: a cat ###"
    assert tokenizer.encode("a", add_special_tokens=True) == [1, *tokenizer.encode("a")]
    assert len(tokenizer) == vocabulary() + 6


def test_half_a_character_is_decoded_as_unknown(tokenizer: SentencePieceTokenizer) -> None:
    ids = tokenizer.encode("😺")
    assert tokenizer.decode(ids) == "😺"
    assert "\ufffd" in tokenizer.decode(ids[:-1])


def test_the_grammar_of_a_meta_response_is_made_of_its_tokens(tokenizer: SentencePieceTokenizer) -> None:
    grammar = grammar_of(tokenizer, Spelling.RELEASED)
    assert grammar.end == 2
    assert set(tokenizer.get_added_vocab().values()) < grammar.banned
    prompt = tokenizer.encode("a dog ###")
    written = tokenizer.decode([*grammar.openings[Modality.AUDIO], *prompt])
    assert written == format_meta_response([Invocation(Modality.AUDIO, "a dog")], Spelling.RELEASED)
    assert parse_meta_response(written).unread == ()


def test_every_token_has_its_name(tokenizer: SentencePieceTokenizer) -> None:
    names = tokenizer.get_vocab()
    assert len(names) == len(tokenizer)
    assert {name: names[name] for name in TOKENS} == tokenizer.get_added_vocab()
    assert names[SentencePieceProcessor(model_proto=tokenizer_model()).id_to_piece(5)] == 5
