"""Two runs in one folder would ask the same twice."""

from __future__ import annotations

import errno
import fcntl
from pathlib import Path

import pytest

from modaverse_desktop.core.claiming import claim, claimed
from modaverse_desktop.core.errors import AppError


def test_a_folder_belongs_to_one_run_until_that_has_ended(tmp_path: Path) -> None:
    with claimed(tmp_path / "run"):
        with pytest.raises(AppError, match="Another run works in this folder") as caught, claimed(tmp_path / "run"):
            pass
        assert "Wait until it has ended" in caught.value.hint
        claim(tmp_path / "another").close()
    claim(tmp_path / "run").close()


def test_where_there_are_no_locks_nobody_is_kept_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(stream: object, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    with claimed(tmp_path), claimed(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AppError, match="could not be written"):
        claim(tmp_path / "file" / "run")
