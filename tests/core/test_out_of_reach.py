"""A disk that goes away under a model: told in a sentence, whether a file says so or the process ends by it."""

from __future__ import annotations

import errno
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.known_packs import found_again
from modaverse_desktop.core.manifest import PackFile, read_manifest
from modaverse_desktop.core.out_of_reach import ended_by_lost_files, files_are_away, lost_files, out_of_reach
from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.core.settings import Settings
from tests.core.travel.making import save_pack, save_pack_of


def test_a_pack_whose_files_can_be_read_is_within_reach(tmp_path: Path) -> None:
    manifest = save_pack(tmp_path / "painter", content={"empty": b"", "weights": b"12"})
    assert out_of_reach(manifest) is None
    assert not files_are_away(manifest)


def test_a_file_that_can_be_read_no_more_is_named_with_what_to_do(tmp_path: Path) -> None:
    manifest = save_pack(tmp_path / "painter")
    (tmp_path / "painter" / "unet" / "weights.safetensors").unlink()
    lost = out_of_reach(manifest)
    assert lost is not None
    assert lost.kind is ErrorKind.MODEL
    assert "Painter" in lost.title
    assert "unet/weights.safetensors" in lost.detail
    assert "disk" in lost.hint


def test_a_disk_that_fails_behind_the_first_byte_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = save_pack(tmp_path / "painter", content={"weights": b"12345"})

    class Failing:
        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *_: object) -> None: ...

        def seek(self, place: int, whence: int = 0) -> int:
            self.at = 5 if whence else place
            return self.at

        def read(self, size: int) -> bytes:
            if getattr(self, "at", 0) == 4:
                raise OSError(5, "Input/output error")
            return b"1"

    monkeypatch.setattr(Path, "open", lambda *_: Failing())
    lost = out_of_reach(manifest)
    assert lost is not None
    assert lost.detail == "weights: Input/output error"


@pytest.mark.parametrize(("number", "away"), [(errno.EIO, True), (errno.ENODEV, True), (errno.EACCES, False)])
def test_a_pack_whose_disk_does_not_answer_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, away: bool
) -> None:
    manifest = save_pack(tmp_path / "painter")

    def fails(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(Path, "open", fails)
    assert files_are_away(manifest) is away


def test_a_file_that_is_missing_on_a_disk_that_is_there_is_no_disk_that_is_away(tmp_path: Path) -> None:
    manifest = save_pack(tmp_path / "painter")
    (tmp_path / "painter" / "unet" / "weights.safetensors").unlink()
    assert not files_are_away(manifest)


def test_a_description_on_a_disk_that_does_not_answer_asks_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_pack(tmp_path / "painter")

    def fails(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "open", fails)
    with pytest.raises(AppError) as caught:
        read_manifest(tmp_path / "painter")
    assert caught.value.hint.startswith("Is the disk connected?")


def test_a_package_that_is_not_installed_is_another_matter(tmp_path: Path) -> None:
    manifest = save_pack(tmp_path / "painter", content={})
    assert out_of_reach(replace(manifest, files=(PackFile("a", 1, "0" * 64, "no_such_package"),))) is None


@pytest.mark.parametrize(
    ("code", "lost"), [(-signal.SIGBUS, True), (0xC0000006, True), (-signal.SIGKILL, False), (0, False), (None, False)]
)
def test_how_a_process_ends_that_looks_at_a_lost_file(code: int | None, lost: bool) -> None:
    assert ended_by_lost_files(code) is lost
    assert lost_files().hint.startswith("Connect the disk")


def test_files_elsewhere_are_away_with_their_disk_and_found_again_in_another_place(tmp_path: Path) -> None:
    disk, models = tmp_path / "disk", tmp_path / "models"
    whole = save_pack_of(disk / "painter", models / "painter")
    assert not files_are_away(whole)
    disk.rename(tmp_path / "elsewhere")
    packs = find_packs([models])
    assert files_are_away(packs.manifests["painter"])
    with pytest.raises(AppError, match="not in that folder"):
        found_again(packs, Settings(), "painter", tmp_path)
    assert found_again(packs, Settings(), "painter", tmp_path / "elsewhere" / "painter") == Settings()
    back = read_manifest(models / "painter")
    assert not files_are_away(back)
    assert back.files == whole.files
