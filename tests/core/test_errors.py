"""Errors carry a sentence, a detail and a hint, and an exit code."""

from __future__ import annotations

import copy
import pickle

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind

FULL = AppError("The disk is full", "12 bytes left", "Free some space.", ErrorKind.RESOURCES)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("internal", 1), ("usage", 2), ("input", 3), ("model", 4), ("resources", 5), ("cancelled", 130)],
)
def test_exit_codes_are_the_contract_of_the_command_line(kind: str, code: int) -> None:
    assert ErrorKind(kind).exit_code == code


def test_an_error_reads_as_title_and_detail() -> None:
    assert str(FULL) == "The disk is full: 12 bytes left"
    assert str(AppError("The disk is full")) == "The disk is full"


def test_an_error_survives_dictionaries_pickles_and_copies() -> None:
    for other in (AppError.from_dict(FULL.to_dict()), pickle.loads(pickle.dumps(FULL)), copy.copy(FULL)):
        assert other == FULL
        assert hash(other) == hash(FULL)
        assert (other.title, other.detail, other.hint, other.kind) == (FULL.title, FULL.detail, FULL.hint, FULL.kind)
    assert AppError.from_dict({"title": "Oh"}) == AppError("Oh")


def test_errors_with_different_words_differ() -> None:
    for other in (AppError("The disk is full"), str(FULL)):
        assert other != FULL
