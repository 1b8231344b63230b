"""A sound saved in the other lossless form: the same samples, and what it says about its making comes along."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.media import provenance
from modaverse_desktop.media.encode_sound import save_sound
from modaverse_desktop.media.sound import read_sound
from modaverse_desktop.media.sound_forms import changes_form, save_in_form
from tests.media.provenance.test_containers import RECORD

RATE = 16_000
TONE = 0.5 * np.sin(np.arange(RATE // 4) * 0.2).astype(np.float32)


@pytest.mark.parametrize(("before", "after"), [("wav", "flac"), ("flac", "wav")])
def test_the_other_form_has_the_same_samples_and_the_same_record(tmp_path: Path, before: str, after: str) -> None:
    source, target = save_sound(TONE, RATE, tmp_path, "tone", before), tmp_path / f"copy.{after}"
    provenance.write(source, RECORD)
    assert changes_form(source, target)
    save_in_form(source, target)
    (first,), (second,) = (read_sound(path, RATE, Excerpts()) for path in (source, target))
    assert np.array_equal(first, second)
    assert provenance.read(target) == RECORD
    save_in_form(source, target, plain=True)
    assert provenance.read(target) is None


def test_other_names_are_copies_as_they_are() -> None:
    assert not changes_form(Path("a.wav"), Path("b.WAV"))
    assert not changes_form(Path("a.wav"), Path("b.mp3"))
    assert not changes_form(Path("a.png"), Path("b.flac"))


def test_what_is_no_sound_leaves_no_file(tmp_path: Path) -> None:
    source = tmp_path / "broken.wav"
    source.write_bytes(b"RIFF\x00\x00\x00\x00WAVEnothing")
    with pytest.raises(AppError):
        save_in_form(source, tmp_path / "copy.flac")
    assert not (tmp_path / "copy.flac").exists()
