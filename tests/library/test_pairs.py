"""Corrections become training pairs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Part
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.library import pairs
from modaverse_desktop.library.entry import Filter
from modaverse_desktop.library.history import History
from modaverse_desktop.library.pairs import write_pairs
from tests.library.making import answer, at, picture


def test_what_was_edited_and_done_becomes_a_pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "_PAGE", 2)
    photo = tmp_path / "a.png"
    photo.write_bytes(b"pixels")
    history = History(tmp_path / "history.sqlite")
    first = picture("first", edited="a red cat ###", media=(photo,))
    history.save(replace(first, media=(replace(first.media[0], part=Part(1.5, 4)),)), at(0))
    history.save(picture("as proposed"), at(1))
    history.save(answer("text"), at(2))
    history.save(replace(picture("stopped", edited="no"), state=State.CANCELLED), at(3))
    history.save(picture("second", "Draw it", edited="a dog"), at(4))
    history.save(picture("third", "Something else", edited="a bird"), at(5))
    target = tmp_path / "edits.jsonl"
    assert write_pairs(history, Filter("draw"), target) == 1
    assert write_pairs(history, Filter(), target) == 3
    third, second, first = map(json.loads, target.read_text().splitlines())
    assert [pair["id"] for pair in (third, second, first)] == ["third", "second", "first"]
    assert first["instruction"] == "Make an icon of this"
    assert first["media"] == [{"path": str(photo), "modality": "image", "sha256": None, "part": [1.5, 4]}]
    assert first["proposed"] == "Modality: [IMAGE] Prompt: a cat ###"
    (wanted,) = parse_meta_response(first["response"]).invocations
    assert wanted.prompt == "a red cat ##"
    history.close()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    history = History(tmp_path / "history.sqlite")
    with pytest.raises(AppError, match="could not be written"):
        write_pairs(history, Filter(), tmp_path / "file" / "edits.jsonl")
    history.close()
