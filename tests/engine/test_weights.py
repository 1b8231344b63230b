"""One changed byte is noticed; what was hashed once is not hashed again."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind
from modaverse_desktop.engine.weights import Verified, seal

CONTENT = bytes(range(256)) * 5000


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(CONTENT)
    file = PackFile("model.safetensors", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    return Manifest("tiny", PackKind.BACKBONE, "Tiny", folder, files=(file,))


def hashed(verified: Verified, manifest: Manifest) -> bool:
    """Whether the file had to be read."""
    told: list[float] = []
    verified.require(manifest, told.append)
    return bool(told)


def test_a_file_is_hashed_once_also_over_restarts(manifest: Manifest, tmp_path: Path) -> None:
    assert hashed(Verified(tmp_path / "cache"), manifest)
    assert not hashed(Verified(tmp_path / "cache"), manifest)


def test_two_that_share_a_cache_folder_keep_what_the_other_knows(manifest: Manifest, tmp_path: Path) -> None:
    one, two = Verified(tmp_path / "cache"), Verified(tmp_path / "cache")
    one.intact(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "a").write_bytes(b"a")
    seal(other)
    two.require(manifest)
    assert one.intact(other)
    assert not hashed(Verified(tmp_path / "cache"), manifest)


@pytest.mark.parametrize("known", [False, True])
def test_one_changed_byte_is_noticed_even_with_its_old_date(manifest: Manifest, tmp_path: Path, known: bool) -> None:
    path = manifest.folder / "model.safetensors"
    if known:
        Verified(tmp_path / "cache").require(manifest)
    dates = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    with path.open("r+b") as file:
        file.seek(4711)
        file.write(b"\xff")
    os.utime(path, ns=dates)
    with pytest.raises(AppError, match=r"damaged: model\.safetensors") as caught:
        Verified(tmp_path / "cache").require(manifest)
    assert caught.value.kind is ErrorKind.MODEL
    assert caught.value.hint


def test_a_missing_and_a_shorter_file_are_named(manifest: Manifest, tmp_path: Path) -> None:
    path = manifest.folder / "model.safetensors"
    path.write_bytes(CONTENT[:-1])
    with pytest.raises(AppError, match="damaged"):
        Verified(tmp_path / "cache").require(manifest)
    path.unlink()
    with pytest.raises(AppError, match="missing") as caught:
        Verified(tmp_path / "cache").require(manifest)
    assert "disk" not in caught.value.hint
    manifest.folder.rename(tmp_path / "unplugged")
    with pytest.raises(AppError, match="missing") as caught:
        Verified(tmp_path / "cache").require(manifest)
    assert "Is the disk connected?" in caught.value.hint


def test_a_new_version_of_the_pack_is_hashed_again(manifest: Manifest, tmp_path: Path) -> None:
    Verified(tmp_path / "cache").require(manifest)
    (file,) = manifest.files
    with pytest.raises(AppError, match="damaged"):
        Verified(tmp_path / "cache").require(replace(manifest, files=(replace(file, sha256="0" * 64),)))


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b'{"a": 1}'])
def test_a_broken_memory_costs_only_time(manifest: Manifest, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "verified.json").write_bytes(content)
    assert hashed(Verified(tmp_path / "cache"), manifest)
    assert not hashed(Verified(tmp_path / "cache"), manifest)


def test_without_a_cache_folder_it_still_works(manifest: Manifest, tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"not a folder")
    assert hashed(Verified(tmp_path / "cache"), manifest)


def test_the_user_may_stop_while_it_reads(manifest: Manifest, tmp_path: Path) -> None:
    def stop(fraction: float) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        Verified(tmp_path / "cache").require(manifest, stop)


def test_a_sealed_folder_is_intact_until_one_of_its_files_changes(manifest: Manifest, tmp_path: Path) -> None:
    assert not Verified(tmp_path / "cache").intact(manifest.folder)
    seal(manifest.folder)
    assert Verified(tmp_path / "cache").intact(manifest.folder)
    content = bytearray(CONTENT)
    content[99] ^= 1
    (manifest.folder / "model.safetensors").write_bytes(content)
    assert not Verified(tmp_path / "cache").intact(manifest.folder)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"model.safetensors": 1}', b'{"../x": [1, "0"]}'])
def test_a_broken_seal_is_no_seal(manifest: Manifest, tmp_path: Path, content: bytes) -> None:
    (manifest.folder / "sums.json").write_bytes(content)
    assert not Verified(tmp_path / "cache").intact(manifest.folder)
