from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

from modaverse_desktop.media.gather import gather


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def found(folder: Path) -> list[str]:
    return [str(file.relative_to(folder)) for file in gather([folder])]


def test_the_files_of_a_folder_come_by_name_and_before_those_below(tmp_path: Path) -> None:
    make(tmp_path, "b.png", "A.png", "sub/deep/1.png", "sub/é 2.png", "ant/3.png")
    assert found(tmp_path) == ["A.png", "b.png", "ant/3.png", "sub/é 2.png", "sub/deep/1.png"]


def test_hidden_files_and_folders_are_left_out_unless_they_are_named(tmp_path: Path) -> None:
    make(tmp_path, ".hidden.png", ".cache/1.png", "seen.png")
    assert found(tmp_path) == ["seen.png"]
    assert list(gather([tmp_path / ".hidden.png"])) == [tmp_path / ".hidden.png"]


def test_a_file_that_is_given_and_lies_in_a_given_folder_comes_once(tmp_path: Path) -> None:
    make(tmp_path, "1.png", "2.png")
    assert [file.name for file in gather([tmp_path / "2.png", tmp_path])] == ["2.png", "1.png"]


def test_links_to_folders_are_not_followed_and_links_to_files_are(tmp_path: Path) -> None:
    make(tmp_path, "1.png")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "2.png").symlink_to(tmp_path / "1.png")
    assert found(tmp_path) == ["1.png", "2.png"]


def test_pipes_missing_files_and_odd_names_are_passed_on_unopened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    make(tmp_path, "-rf %03d #1 😀.png")
    assert found(tmp_path) == ["-rf %03d #1 😀.png", "pipe"]
    assert list(gather([tmp_path / "gone"])) == [tmp_path / "gone"]


def test_a_folder_that_cannot_be_listed_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()

    def denied(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", denied)
    assert list(gather([tmp_path / "locked"])) == [tmp_path / "locked"]


def test_an_endless_number_of_files_is_walked_only_as_far_as_asked(tmp_path: Path) -> None:
    make(tmp_path, *(f"{number}/{number}.png" for number in range(50)))
    listed: list[Path] = []
    for file in itertools.islice(gather([tmp_path]), 3):
        listed.append(file)
    assert len(listed) == 3
