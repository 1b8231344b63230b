"""What is wrong with a training's configuration is said in words of the file, not of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.training.config import Kind, load_config
from modaverse_desktop.training.preparation.settings import read_prepared

GOOD = 'kind = "prepared"\noutput = "run"\n[loop]\nsteps = 3\nlearning_rate = 1\n'


def test_a_file_that_windows_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "train.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    found = load_config(path)
    assert (found.kind, found.output, found.loop.learning_rate) == (Kind.PREPARED, Path("run"), 1.0)


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        ('"prepared"', '"preparred"', "`kind` must be one of alignment, prepared, "),
        ("steps = 3\n", 'steps = 3\ndecay = "sine"\n', "`decay` must be one of constant, linear, cosine, not 'sine'"),
        ("steps = 3\n", "", "lacks steps"),
        ("steps = 3\n", "step = 3\n", "unknown entries: step"),
        ('output = "run"\n', "", "lacks 'output'"),
    ],
)
def test_a_wrong_entry_is_named_with_what_may_stand_there(tmp_path: Path, good: str, bad: str, words: str) -> None:
    path = tmp_path / "train.toml"
    path.write_text(GOOD.replace(good, bad))
    with pytest.raises(AppError) as caught:
        load_config(path)
    assert words in str(caught.value)


def test_a_table_that_is_not_there_lacks_its_entries() -> None:
    with pytest.raises(AppError) as caught:
        read_prepared({})
    assert "lacks instructions, prepared, encoders, backbone, stack" in caught.value.detail
