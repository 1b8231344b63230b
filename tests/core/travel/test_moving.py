"""A pack moves: by name on one disk, by copy to another, and never away before it is there."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, Interrupted
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.travel import moving
from modaverse_desktop.core.travel.moving import move_pack
from tests.core.travel.making import content_of, save_pack, say_nothing


@pytest.fixture
def pack(tmp_path: Path) -> Manifest:
    return save_pack(tmp_path / "here" / "painter")


@pytest.fixture
def other_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Renaming from one folder to another does not work."""
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "painter" and self.parent.name == "here":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(moving.Path, "rename", refuse)


def test_on_one_disk_the_folder_is_renamed_with_all_that_is_in_it(tmp_path: Path, pack: Manifest) -> None:
    (pack.folder / "notes.txt").write_text("mine")
    before = content_of(pack.folder)
    assert move_pack(pack, tmp_path / "there", say_nothing).folder == tmp_path / "there" / "painter"
    assert content_of(tmp_path / "there" / "painter") == before
    assert not pack.folder.exists()


@pytest.mark.usefixtures("other_disk")
def test_to_another_disk_it_is_copied_and_what_the_pack_does_not_name_stays(tmp_path: Path, pack: Manifest) -> None:
    before = content_of(pack.folder)
    (pack.folder / "notes.txt").write_text("mine")
    moved = move_pack(pack, tmp_path / "there", say_nothing)
    assert content_of(tmp_path / "there" / "painter") == before
    assert moved.left == ("notes.txt",)
    assert content_of(pack.folder) == {"notes.txt": b"mine"}


@pytest.mark.usefixtures("other_disk")
def test_it_stays_where_it_is_when_moving_is_stopped_or_it_is_damaged(tmp_path: Path, pack: Manifest) -> None:
    def stop(event: EngineProgress) -> None:
        raise Interrupted

    before = content_of(pack.folder)
    with pytest.raises(Interrupted):
        move_pack(pack, tmp_path / "there", stop)
    assert content_of(pack.folder) == before
    (pack.folder / "unet" / "weights.safetensors").write_bytes(bytes(1_048_576))
    with pytest.raises(AppError, match="damaged"):
        move_pack(pack, tmp_path / "there", say_nothing)
    assert (pack.folder / "pack.toml").exists()


@pytest.mark.parametrize("target", ["here", "here/painter", "taken"])
def test_where_it_cannot_go_is_said(tmp_path: Path, pack: Manifest, target: str) -> None:
    (tmp_path / "taken" / "painter").mkdir(parents=True)
    with pytest.raises(AppError):
        move_pack(pack, tmp_path / target, say_nothing)
    assert (pack.folder / "pack.toml").exists()
