"""An unplugged disk does not wipe the list, and a moved folder is found again."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.known_packs import KnownPack, forgotten, relinked, remember
from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.core.settings import Settings
from tests.core.travel.making import save_pack


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    save_pack(tmp_path / "disk" / "painter", "painter")
    save_pack(tmp_path / "disk" / "writer", "writer")
    return tmp_path / "disk"


def look(folder: Path, *folders: Path) -> list[str]:
    """What is away, by id."""
    return [known.id for known in remember(find_packs(folders), folders, folder / "known.json")]


def test_what_is_there_is_not_away(tmp_path: Path, disk: Path) -> None:
    assert look(tmp_path, disk) == []


@pytest.mark.parametrize("mount_point_stays", [False, True])
def test_an_unplugged_disk_leaves_its_packs_in_the_list(tmp_path: Path, disk: Path, mount_point_stays: bool) -> None:
    look(tmp_path, disk)
    disk.rename(tmp_path / "unplugged")
    if mount_point_stays:
        disk.mkdir()
    assert look(tmp_path, disk) == ["painter", "writer"]
    assert look(tmp_path, disk) == ["painter", "writer"]
    (known,) = [each for each in remember(find_packs([]), [disk], tmp_path / "known.json") if each.id == "painter"]
    assert known == KnownPack("painter", "generator", "Painter", "image", "MIT", 1_048_578, str(disk))


def test_a_pack_that_was_taken_out_of_a_folder_that_is_there_is_forgotten(tmp_path: Path, disk: Path) -> None:
    look(tmp_path, disk)
    (disk / "painter").rename(tmp_path / "elsewhere")
    assert look(tmp_path, disk) == []


def test_a_folder_that_is_no_models_folder_any_more_is_forgotten(tmp_path: Path, disk: Path) -> None:
    look(tmp_path, disk)
    disk.rename(tmp_path / "unplugged")
    assert look(tmp_path) == []


@pytest.mark.parametrize("content", ["{", "[1]", '[{"id": 1}]', '{"a": 1}', "null"])
def test_a_damaged_list_is_begun_anew(tmp_path: Path, disk: Path, content: str) -> None:
    (tmp_path / "known.json").write_text(content)
    assert look(tmp_path, disk) == []
    disk.rename(tmp_path / "unplugged")
    assert look(tmp_path, disk) == ["painter", "writer"]


@pytest.mark.parametrize("chosen", ["", "painter"])
def test_a_moved_folder_takes_the_place_of_the_old_one(tmp_path: Path, disk: Path, chosen: str) -> None:
    look(tmp_path, disk)
    moved = disk.rename(tmp_path / "new place")
    away = remember(find_packs([disk]), [disk], tmp_path / "known.json")
    changed = relinked(Settings(model_folders=(disk,)), away, "painter", moved / chosen)
    # the writer still waits for the old one, if only the painter's own folder was shown
    assert changed.model_folders == ((disk, moved / "painter") if chosen else (moved,))
    assert "painter" in find_packs(changed.model_folders).manifests


def test_a_folder_without_the_pack_is_not_taken(tmp_path: Path, disk: Path) -> None:
    look(tmp_path, disk)
    disk.rename(tmp_path / "new place")
    away = remember(find_packs([disk]), [disk], tmp_path / "known.json")
    with pytest.raises(AppError, match="is not in that folder") as caught:
        relinked(Settings(model_folders=(disk,)), away, "painter", tmp_path / "new place" / "writer")
    assert caught.value.kind is ErrorKind.INPUT
    with pytest.raises(AppError, match="is not missing"):
        relinked(Settings(), away, "unheard-of", tmp_path)


def test_a_folder_that_is_gone_for_good_can_be_forgotten(disk: Path) -> None:
    assert forgotten(Settings(model_folders=(disk, disk / "x")), disk).model_folders == (disk / "x",)
