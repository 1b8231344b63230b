"""Packs into a .mvpack and out of it again; the format as docs/mvpack.md describes it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tarfile
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.manifest import verify
from modaverse_desktop.core.packs import Packs, find_packs
from modaverse_desktop.core.travel import exporting, room
from modaverse_desktop.core.travel.adding import add, look
from modaverse_desktop.core.travel.exporting import export_pack
from tests.core.travel.making import CONTENT, content_of, save_pack, save_stack, say_nothing

SPLIT = 1_000_000


def test_a_pack_comes_out_as_it_went_in(tmp_path: Path) -> None:
    save_pack(tmp_path / "here" / "painter")
    (tmp_path / "here" / "painter" / "LICENSE").write_text("do what you like")
    export_pack(find_packs([tmp_path / "here"]), "painter", tmp_path / "usb é 1" / "p.mvpack", say_nothing)
    added = add(look(tmp_path / "usb é 1" / "p.mvpack", Packs()), tmp_path / "there", say_nothing)
    assert added.ids == ("painter",)
    assert content_of(tmp_path / "there" / "painter") == content_of(tmp_path / "here" / "painter")
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["painter"]


def test_a_stack_travels_with_all_that_it_names_and_says_what_is_missing(tmp_path: Path) -> None:
    save_stack(tmp_path / "here")
    made = export_pack(find_packs([tmp_path / "here"]), "whole", tmp_path / "w.mvpack", say_nothing)
    assert made.packs == ("words", "painter", "whole")
    assert made.notes == ("singer is named by whole and not installed: it is not in the file",)
    add(look(tmp_path / "w.mvpack", Packs()), tmp_path / "there", say_nothing)
    packs = find_packs([tmp_path / "there"])
    assert packs.stack("whole").backbone.folder == tmp_path / "there" / "whole" / "words"
    assert not [problem for manifest in packs.manifests.values() for problem in verify(manifest)]


def test_files_of_python_packages_are_carried_in_the_packs_own_folder(tmp_path: Path, monkeypatch) -> None:
    package = tmp_path / "site" / "somebodys_weights"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "model" / "a.safetensors").write_bytes(b"theirs")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    folder = tmp_path / "here" / "painter"
    save_pack(folder, content={"model_index.json": b"{}"})
    with (folder / "pack.toml").open("a") as file:
        file.write(
            f'\n[[files]]\npath = "model/a.safetensors"\nsize = 6\nsha256 = "{hashlib.sha256(b"theirs").hexdigest()}"\n'
            'package = "somebodys_weights"\n[components.text_encoder]\npackage = "somebodys_weights"\n'
            'folder = "model"\nloader = "BertModel"\n'
        )
    export_pack(find_packs([tmp_path / "here"]), "painter", tmp_path / "p.mvpack", say_nothing)
    add(look(tmp_path / "p.mvpack", Packs()), tmp_path / "there", say_nothing)
    (manifest,) = find_packs([tmp_path / "there"]).manifests.values()
    assert (manifest.folder / "packages" / "somebodys_weights" / "model" / "a.safetensors").read_bytes() == b"theirs"
    assert (manifest.files[1].package, manifest.components["text_encoder"].package) == ("", "")
    assert manifest.components["text_encoder"].folder == "packages/somebodys_weights/model"
    assert verify(manifest) == ()


def test_it_is_a_tar_whose_first_entry_says_all(tmp_path: Path) -> None:
    manifest = save_pack(tmp_path / "here" / "painter")
    export_pack(find_packs([tmp_path / "here"]), "painter", tmp_path / "p.mvpack", say_nothing)
    with tarfile.open(tmp_path / "p.mvpack", "r:") as tar:
        names = tar.getnames()
        index = json.loads(tar.extractfile(names[0]).read())
    assert names == ["mvpack.json", "painter/model_index.json", "painter/unet/weights.safetensors"]
    assert (index["format"], index["version"], index["id"], index["part"]) == ("mvpack", 1, "painter", 1)
    assert index["packs"] == [{"folder": "painter", "manifest": (manifest.folder / "pack.toml").read_text()}]
    assert index["files"] == [[f"painter/{file.path}", file.size, file.sha256] for file in manifest.files]
    assert index["parts"] == [[[0, 0, 2], [1, 0, len(CONTENT["unet/weights.safetensors"])]]]


def test_parts_are_no_larger_than_asked_and_together_are_the_pack(tmp_path: Path) -> None:
    save_pack(tmp_path / "here" / "painter", content={"a.safetensors": bytes(range(251)) * 10_000, "b.json": b""})
    packs = find_packs([tmp_path / "here"])
    made = export_pack(packs, "painter", tmp_path / "p.mvpack", say_nothing, SPLIT)
    assert [path.name for path in made.files] == ["p.001.mvpack", "p.002.mvpack", "p.003.mvpack"]
    assert all(path.stat().st_size <= SPLIT for path in made.files)
    add(look(made.files[1], Packs()), tmp_path / "there", say_nothing)
    assert content_of(tmp_path / "there" / "painter") == content_of(tmp_path / "here" / "painter")


def test_the_same_pack_gives_the_same_bytes(tmp_path: Path) -> None:
    save_pack(tmp_path / "here" / "painter")
    for name in ("1", "2"):
        export_pack(find_packs([tmp_path / "here"]), "painter", tmp_path / name / "p.mvpack", say_nothing)
    assert (tmp_path / "1" / "p.mvpack").read_bytes() == (tmp_path / "2" / "p.mvpack").read_bytes()


@pytest.mark.parametrize("split", [0, SPLIT])
def test_a_stopped_export_appears_nowhere_and_is_continued(tmp_path: Path, split: int) -> None:
    save_pack(tmp_path / "here" / "painter", content={"a.safetensors": bytes(range(251)) * 10_000})
    packs = find_packs([tmp_path / "here"])

    def stop(event: EngineProgress) -> None:
        if (event.fraction or 0) > 0.7:
            raise Interrupted

    with pytest.raises(Interrupted):
        export_pack(packs, "painter", tmp_path / "p.mvpack", stop, split)
    shown = [path.name for path in tmp_path.glob("*.mvpack")]
    assert shown == (["p.001.mvpack"] if split else [])
    (begun,) = tmp_path.glob(".p*.begun")
    with begun.open("r+b") as file:  # a tail that never came to the disk
        file.seek(max(0, begun.stat().st_size - 50_000))
        file.write(bytes(1000))
    whole = export_pack(packs, "painter", tmp_path / "p.mvpack", say_nothing, split)
    again = export_pack(packs, "painter", tmp_path / "again" / "p.mvpack", say_nothing, split)
    assert [path.read_bytes() for path in whole.files] == [path.read_bytes() for path in again.files]
    assert not list(tmp_path.glob(".p*"))


def test_a_damaged_pack_is_not_passed_on(tmp_path: Path) -> None:
    manifest = save_pack(tmp_path / "here" / "painter")
    (manifest.folder / "model_index.json").write_bytes(b"[]")
    with pytest.raises(AppError, match="damaged: painter/model_index.json"):
        export_pack(find_packs([tmp_path / "here"]), "painter", tmp_path / "p.mvpack", say_nothing)
    assert not list(tmp_path.glob("*.mvpack"))


def test_what_is_there_already_is_not_overwritten(tmp_path: Path) -> None:
    save_pack(tmp_path / "here" / "painter")
    (tmp_path / "p.mvpack").write_bytes(b"somebody's")
    with pytest.raises(AppError, match="there already"):
        export_pack(find_packs([tmp_path / "here"]), "painter", tmp_path / "p.mvpack", say_nothing)
    assert (tmp_path / "p.mvpack").read_bytes() == b"somebody's"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_where_the_file_should_go_is_refused_at_once_and_stays(tmp_path: Path) -> None:
    save_pack(tmp_path / "here" / "painter")
    os.mkfifo(tmp_path / "p.mvpack")
    with pytest.raises(AppError, match="not a file") as caught:
        export_pack(find_packs([tmp_path / "here"]), "painter", tmp_path / "p.mvpack", say_nothing)
    assert caught.value.kind is ErrorKind.USAGE
    assert (tmp_path / "p.mvpack").is_fifo()


def test_room_is_asked_for_before_the_first_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_pack(tmp_path / "here" / "painter")
    monkeypatch.setattr(exporting, "free_bytes", lambda folder: 1000)
    with pytest.raises(AppError) as caught:
        export_pack(find_packs([tmp_path / "here"]), "painter", tmp_path / "p.mvpack", say_nothing)
    assert caught.value.kind is ErrorKind.RESOURCES
    assert not list(tmp_path.glob("*p.*"))


def test_fat_is_known_by_its_name_and_large_files_are_refused_there(tmp_path: Path, monkeypatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\n/dev/b {str(tmp_path).replace(' ', chr(92) + '040')} vfat rw 0 0\n")
    assert room.file_system(tmp_path / "not yet there", mounts) == "vfat"
    assert room.file_system(Path("/"), mounts) == "ext4"
    monkeypatch.setattr(room, "file_system", lambda folder: "vfat")
    room.check_size(tmp_path, (4 << 30) - 1)
    with pytest.raises(AppError, match="FAT32"):
        room.check_size(tmp_path, 4 << 30)


@pytest.mark.parametrize(("name", "split"), [("p.zip", 0), ("p.mvpack", 1000)])
def test_what_cannot_be_written_is_a_mistake_of_usage(tmp_path: Path, name: str, split: int) -> None:
    save_pack(tmp_path / "here" / "painter")
    with pytest.raises(AppError) as caught:
        export_pack(find_packs([tmp_path / "here"]), "painter", tmp_path / name, say_nothing, split)
    assert caught.value.kind is ErrorKind.USAGE


def test_the_documentation_names_every_key_of_the_index(tmp_path: Path) -> None:
    save_pack(tmp_path / "here" / "painter")
    export_pack(find_packs([tmp_path / "here"]), "painter", tmp_path / "p.mvpack", say_nothing)
    with tarfile.open(tmp_path / "p.mvpack", "r:") as tar:
        index = json.loads(tar.extractfile("mvpack.json").read())
    text = (Path(__file__).resolve().parents[3] / "docs" / "mvpack.md").read_text(encoding="utf-8")
    table = text.partition("| key | holds |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (.*?) \|", table, re.MULTILINE)))) == set(index)
