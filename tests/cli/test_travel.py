"""`packs export` and `packs add` through the command line."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.core.travel.making import content_of, save_pack, save_stack


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's files lie; no pack is shipped."""
    (tmp_path / "resources").mkdir()
    monkeypatch.setenv("MODAVERSE_RESOURCES", str(tmp_path / "resources"))
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path / "home é"))
    return tmp_path / "home é"


def test_a_stack_travels_from_one_machine_to_another(run: Run, home: Path, tmp_path: Path, monkeypatch) -> None:
    save_stack(home / "models")
    made = run("packs", "export", "whole", tmp_path / "w.mvpack", "--split", "1MB", "--json").json
    assert [Path(path).name for path in made["files"]] == ["w.001.mvpack", "w.002.mvpack"]
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path / "other"))
    added = run("packs", "add", tmp_path / "w.001.mvpack", "--json").json
    assert added["added"] == ["words", "painter", "whole"]
    assert run("packs", "check", "words", "painter").code == 0
    assert content_of(tmp_path / "other" / "models" / "whole") == content_of(home / "models")


@pytest.mark.parametrize("what", ["folder", "zip"])
def test_folders_and_archives_are_added_too(run: Run, home: Path, tmp_path: Path, what: str) -> None:
    path = save_pack(tmp_path / "a folder").folder
    if what == "zip":
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as packed:
            for file in (tmp_path / "a folder").rglob("*"):
                packed.write(file, file.relative_to(tmp_path / "a folder"))
    assert run("packs", "add", path, "--json").json["added"] == ["painter"]
    assert "installed already" in run("packs", "add", path).err


def test_what_is_no_pack_and_nothing_at_all_are_told_apart(run: Run, home: Path, tmp_path: Path) -> None:
    assert run("packs", "add").code == 2
    assert run("packs", "add", tmp_path, "--from-release", tmp_path).code == 2
    assert run("packs", "add", tmp_path / "nowhere").code == 3
    assert run("packs", "export", "nothing", tmp_path / "x.mvpack").code == 4


@pytest.mark.parametrize(("size", "code"), [("4GB", 0), ("4 GiB", 0), ("1.5MB", 0), ("much", 2), ("-1", 2), ("9k", 2)])
def test_sizes_are_read_as_people_write_them(run: Run, home: Path, tmp_path: Path, size: str, code: int) -> None:
    save_pack(home / "models" / "painter")
    assert run("packs", "export", "painter", tmp_path / "x.mvpack", f"--split={size}").code == code
