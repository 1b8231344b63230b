"""Packs in zip and tar files, and archives that were made to do harm."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.travel.adding import What, add, look, what_is
from tests.core.travel.making import content_of, save_pack, say_nothing


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = save_pack(tmp_path / "here" / "painter").folder
    (folder / "LICENSE.txt").write_text("do what you like")
    return folder


def refusal(path: Path) -> AppError:
    """What is said; nothing comes to lie anywhere."""
    models = path.parent / "models"
    with pytest.raises(AppError) as caught:
        add(look(path, Packs()), models, say_nothing)
    assert not list(models.glob("[!.]*"))
    return caught.value


@pytest.mark.parametrize("top", ["", "painter-1.0/"])
@pytest.mark.parametrize("kind", ["zip", "stored", "tar", "tar.gz", "tar.xz"])
def test_a_pack_comes_out_of_every_kind_of_archive(tmp_path: Path, pack: Path, kind: str, top: str) -> None:
    path = tmp_path / "archive"
    (pack / "thumbs.db").write_bytes(b"nobody's")
    if kind in ("zip", "stored"):
        way = zipfile.ZIP_DEFLATED if kind == "zip" else zipfile.ZIP_STORED
        with zipfile.ZipFile(path, "w", way) as packed:
            for file in sorted(pack.rglob("*"), reverse=True):
                packed.write(file, top + str(file.relative_to(pack)))
    else:
        with tarfile.open(path, f"w:{kind.partition('.')[2]}") as tar:
            tar.add(pack, top or ".")
    add(look(path, Packs()), tmp_path / "models", say_nothing)
    wanted = {name: data for name, data in content_of(pack).items() if name != "thumbs.db"}
    assert content_of(tmp_path / "models" / "painter") == wanted


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "C:\\evil", "a\\evil"])
def test_names_that_leave_the_folder_are_refused(tmp_path: Path, pack: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for file in pack.rglob("*"):
            packed.write(file, str(file.relative_to(pack)))
        packed.writestr(name, "evil")
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        tar.add(pack, "painter")
        tar.addfile(tarfile.TarInfo(name), io.BytesIO())
    for path in (tmp_path / "a.zip", tmp_path / "a.tar"):
        assert "would leave the folder" in refusal(path).detail


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(tmp_path: Path, pack: Path, kind: bytes) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        tar.add(pack, "painter")
        entry = tarfile.TarInfo("painter/link")
        entry.type, entry.linkname = kind, "/etc/passwd"
        tar.addfile(entry)
    assert refusal(tmp_path / "a.tar").detail == "“painter/link” is a link or a device"


def test_a_link_in_a_zip_is_refused(tmp_path: Path, pack: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.write(pack / "pack.toml", "pack.toml")
        link = zipfile.ZipInfo("model_index.json")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    assert refusal(tmp_path / "a.zip").detail == "“model_index.json” is a link or a device"


@pytest.mark.parametrize("kind", ["zip", "gz", "xz"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, pack: Path, kind: str) -> None:
    zeros, path = bytes(16 << 20), tmp_path / "bomb"
    if kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.write(pack / "pack.toml", "pack.toml")
            packed.writestr("unet/weights.safetensors", zeros)
    else:
        with tarfile.open(path, f"w:{kind}") as tar:
            entry = tarfile.TarInfo("painter/unet/weights.safetensors")
            entry.size = len(zeros)
            tar.addfile(entry, io.BytesIO(zeros))
            tar.add(pack / "pack.toml", "painter/pack.toml")
    assert refusal(path).detail == "It would unpack to far more than it is"


def test_a_file_that_is_larger_than_its_manifest_says_is_damage(tmp_path: Path, pack: Path) -> None:
    with (pack / "model_index.json").open("ab") as file:
        file.write(b"more")
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        tar.add(pack, "painter")
    assert "has 6 bytes and should have 2" in refusal(tmp_path / "a.tar").detail


def test_changed_content_is_found_while_copying(tmp_path: Path, pack: Path) -> None:
    (pack / "model_index.json").write_bytes(b"[]")
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        tar.add(pack, "painter")
    assert "sha256 differs" in refusal(tmp_path / "a.tar").detail


@pytest.mark.parametrize("keep", [100, 2000, -300])
def test_an_archive_that_was_cut_short_is_a_sentence(tmp_path: Path, pack: Path, keep: int) -> None:
    for name, mode in (("a.tar", "w"), ("a.tgz", "w:gz")):
        with tarfile.open(tmp_path / name, mode) as tar:  # type: ignore[call-overload]
            tar.add(pack, "painter")
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[: keep if keep > 0 else -12_000])
        assert refusal(tmp_path / name).kind in (ErrorKind.INPUT, ErrorKind.MODEL)


def test_a_zip_that_was_cut_short_is_still_known_for_one(tmp_path: Path, pack: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.write(pack / "pack.toml", "pack.toml")
    (tmp_path / "a.zip").write_bytes((tmp_path / "a.zip").read_bytes()[:-40])
    assert what_is(tmp_path / "a.zip") is What.ARCHIVE
    assert "“a.zip” is damaged" in refusal(tmp_path / "a.zip").title


def test_an_archive_without_a_pack_says_what_to_do(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("readme.txt", "nothing")
    error = refusal(tmp_path / "a.zip")
    assert error.title == "“a.zip” holds no pack"
    assert error.hint == "Unpack it, and add the folder that is the model."


def test_a_password_is_a_sentence(tmp_path: Path, pack: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.write(pack / "pack.toml", "pack.toml")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    for magic in (b"PK\x03\x04", b"PK\x01\x02"):
        place = data.index(magic)
        data[place + (6 if magic == b"PK\x03\x04" else 8)] |= 1  # the flag for encrypted content
    (tmp_path / "a.zip").write_bytes(data)
    assert "password" in refusal(tmp_path / "a.zip").detail
