"""Packs come in: looked at, copied, compared, and there all at once; whatever is wrong with them is a sentence."""

from __future__ import annotations

import errno
import json
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.packs import Packs, find_packs
from modaverse_desktop.core.travel import adding, staging
from modaverse_desktop.core.travel.adding import What, add, look, what_is
from modaverse_desktop.core.travel.exporting import export_pack
from modaverse_desktop.core.travel.staging import forget, unfinished
from tests.core.travel.making import CONTENT, Unplugged, content_of, save_pack, save_stack, say_nothing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A pack as one .mvpack."""
    save_pack(tmp_path / "here" / "painter")
    (made,) = export_pack(find_packs([tmp_path / "here"]), "painter", tmp_path / "p.mvpack", say_nothing).files
    return made


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, ...]:
    """One of 2.5 MB in three parts."""
    save_pack(tmp_path / "big" / "painter", content={"a.safetensors": bytes(range(251)) * 10_000})
    return export_pack(find_packs([tmp_path / "big"]), "painter", tmp_path / "p.mvpack", say_nothing, 1_000_000).files


def refusal(path: Path, models: Path) -> AppError:
    """What is said when it is looked at and added; nothing is ever visible."""
    with pytest.raises(AppError) as caught:
        add(look(path, Packs()), models, say_nothing)
    assert find_packs([models]).manifests == {}
    return caught.value


def test_what_a_path_is_is_seen_by_name_and_content(tmp_path: Path, file: Path) -> None:
    (tmp_path / "a.safetensors").write_bytes(b"x")
    with tarfile.open(tmp_path / "packed", "w:gz") as tar:
        tar.add(tmp_path / "here", "here")
    kinds = {name: what_is(tmp_path / name) for name in ("p.mvpack", "here/painter", "packed", "a.safetensors", "here")}
    assert list(kinds.values()) == [What.MVPACK, What.FOLDER, What.ARCHIVE, What.OTHER, What.OTHER]
    assert what_is(tmp_path / "here" / "painter" / "pack.toml") is What.FOLDER


def test_an_offer_tells_licence_and_size_without_reading_the_weights(parts: tuple[Path, ...]) -> None:
    for part in parts[1:]:
        part.unlink()
    offer = look(parts[0], Packs())
    assert (offer.packs[0].licence, offer.cargo.size) == ("MIT", 2_510_000)


def test_a_folder_is_copied_and_stays(tmp_path: Path) -> None:
    folder = save_pack(tmp_path / "here" / "any name").folder
    add(look(folder, Packs()), tmp_path / "there", say_nothing)
    assert content_of(tmp_path / "there" / "painter") == content_of(folder)


def test_progress_goes_up_to_the_end(tmp_path: Path, file: Path) -> None:
    told: list[float] = []
    add(look(file, Packs()), tmp_path / "there", lambda event: told.append(event.fraction or 0))
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("after", [0, 1, 300_000, 1_000_000])
def test_a_disk_that_is_unplugged_midway_is_a_sentence_and_the_next_run_goes_on(tmp_path: Path, after: int) -> None:
    folder = save_pack(tmp_path / "usb" / "painter").folder
    models = tmp_path / "models"
    offer = look(folder, Packs())
    with pytest.raises(AppError, match="cannot be read any more") as caught:
        add(replace(offer, source=Unplugged(offer.source, after)), models, say_nothing)
    assert "what is copied already stays" in caught.value.hint
    assert find_packs([models]).manifests == {}
    (left,) = unfinished(models)
    assert (left.id, left.source) == ("painter", folder)
    assert left.size >= after
    fetched = Counting(offer.source)
    add(replace(offer, source=fetched), models, say_nothing)
    assert fetched.bytes == offer.cargo.size - after
    assert content_of(models / "painter") == content_of(folder)
    assert unfinished(models) == ()


def test_a_folder_that_vanishes_midway_is_said_to_have(tmp_path: Path, file: Path) -> None:
    offer = look(file, Packs())
    file.unlink()
    with pytest.raises(AppError, match="cannot be read any more"):
        add(offer, tmp_path / "models", say_nothing)


def test_stopping_keeps_what_was_copied_until_it_is_forgotten(tmp_path: Path, file: Path) -> None:
    def stop(event: EngineProgress) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        add(look(file, Packs()), tmp_path / "models", stop)
    assert find_packs([tmp_path / "models"]).manifests == {}
    (left,) = unfinished(tmp_path / "models")
    forget(left)
    assert list((tmp_path / "models").iterdir()) == []


def test_what_an_interrupted_run_left_is_compared_again(tmp_path: Path, file: Path) -> None:
    def stop(event: EngineProgress) -> None:
        if event.fraction == 1.0:
            raise Interrupted

    models = tmp_path / "models"
    with pytest.raises(Interrupted):
        add(look(file, Packs()), models, stop)
    (weights,) = models.rglob("weights.safetensors")
    weights.write_bytes(b"?" * weights.stat().st_size)
    add(look(file, Packs()), models, say_nothing)
    assert (models / "painter" / "unet" / "weights.safetensors").read_bytes() == CONTENT["unet/weights.safetensors"]


def test_there_must_be_room_before_anything_is_copied(tmp_path: Path, file: Path, monkeypatch) -> None:
    monkeypatch.setattr(adding, "free_bytes", lambda folder: 2_000_000)
    error = refusal(file, tmp_path / "models")
    assert (error.kind, error.title) == (ErrorKind.RESOURCES, "There is not enough room on the disk")
    assert not (tmp_path / "models").exists()


def test_a_disk_that_fills_up_midway_is_a_sentence(tmp_path: Path, file: Path, monkeypatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(staging.os, "fsync", full)
    assert refusal(file, tmp_path / "models").title == "The disk is full"


def test_one_changed_byte_is_found_while_copying(tmp_path: Path, file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-600_000] ^= 1
    file.write_bytes(data)
    error = refusal(file, tmp_path / "models")
    assert error.title == "“p.mvpack” is damaged"
    assert "unet/weights.safetensors" in error.detail


@pytest.mark.parametrize("keep", [0, 100, 512, 5000, 600_000, -11_000])
def test_a_file_that_was_cut_short_is_damaged(tmp_path: Path, file: Path, keep: int) -> None:
    file.write_bytes(file.read_bytes()[:keep])
    assert "is damaged" in refusal(file, tmp_path / "models").title


def test_a_missing_part_is_named_and_the_rest_can_come_later(tmp_path: Path, parts: tuple[Path, ...]) -> None:
    aside = parts[2].rename(tmp_path / "aside")
    error = refusal(parts[0], tmp_path / "models")
    assert (error.title, error.detail) == ("Part 3 of 3 is missing", f"{parts[2]} is not there")
    aside.rename(parts[2])
    add(look(parts[0], Packs()), tmp_path / "models", say_nothing)
    assert content_of(tmp_path / "models" / "painter") == content_of(tmp_path / "big" / "painter")


def test_a_part_of_something_else_is_not_taken(tmp_path: Path, parts: tuple[Path, ...]) -> None:
    save_pack(tmp_path / "other" / "painter", content={"a.safetensors": bytes(range(250)) * 10_000})
    target = tmp_path / "o" / "p.mvpack"
    others = export_pack(find_packs([tmp_path / "other"]), "painter", target, say_nothing, 1_000_000).files
    parts[1].write_bytes(others[1].read_bytes())
    assert "it is part of something else" in refusal(parts[0], tmp_path / "models").detail


def test_a_part_with_another_name_is_told_its_own(tmp_path: Path, parts: tuple[Path, ...]) -> None:
    renamed = parts[1].rename(tmp_path / "download.mvpack")
    assert refusal(renamed, tmp_path / "models").hint == "Name the parts as they were: …002.mvpack."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda index: index.update(version=2), "newer version"),
        (lambda index: index.update(format="zip"), "not an index"),
        (lambda index: index["files"][0].__setitem__(0, "../evil"), "not what was written"),
        (lambda index: index.pop("packs"), "KeyError"),
    ],
)
def test_an_index_that_was_tampered_with_is_refused(
    tmp_path: Path, file: Path, change: Callable[[dict], object], said: str
) -> None:
    rewrite(file, change, sign=False)
    assert said in refusal(file, tmp_path / "models").detail


@pytest.mark.parametrize(
    "change",
    [
        lambda index: index["files"][0].__setitem__(0, "../evil"),
        lambda index: index["files"][0].__setitem__(0, "/etc/passwd"),
        lambda index: index["files"][0].__setitem__(0, "painter/../../evil"),
        lambda index: index["files"][0].__setitem__(0, "C:\\evil"),
        lambda index: index["files"][0].__setitem__(0, "painter/pack.toml"),
        lambda index: index["files"][0].__setitem__(1, 1 << 50),
        lambda index: index["files"][0].__setitem__(2, "0" * 64),
        lambda index: index["files"].append(["painter/extra.py", 1, "0" * 64]),
        lambda index: index["packs"][0].update(folder="../painter"),
        lambda index: index["packs"][0].update(folder=".hidden"),
        lambda index: index["packs"].append(index["packs"][0]),
        lambda index: index["parts"][0].append([0, 0, 2]),
        lambda index: index["parts"][0].append([7, 0, 2]),
        lambda index: index["parts"][0].pop(),
        lambda index: index.update(id="other"),
    ],
)
def test_an_index_that_was_made_to_do_harm_is_refused(
    tmp_path: Path, file: Path, change: Callable[[dict], object]
) -> None:
    rewrite(file, change, sign=True)
    error = refusal(file, tmp_path / "models")
    assert error.kind is ErrorKind.MODEL
    assert not (tmp_path / "evil").exists()
    assert not (tmp_path / "models").exists()


def test_links_in_place_of_files_are_refused(tmp_path: Path, file: Path) -> None:
    def link(entry: tarfile.TarInfo) -> None:
        if entry.name.endswith("model_index.json"):
            entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"

    rewrite(file, lambda index: None, sign=False, entry_change=link)
    assert refusal(file, tmp_path / "models").kind is ErrorKind.MODEL


def test_a_link_out_of_a_packs_folder_is_refused(tmp_path: Path) -> None:
    folder = save_pack(tmp_path / "here" / "painter").folder
    (tmp_path / "secret").write_bytes(b"{}")
    (folder / "model_index.json").unlink()
    (folder / "model_index.json").symlink_to(tmp_path / "secret")
    assert "leads out of the pack's folder" in refusal(folder, tmp_path / "models").detail


def test_what_is_there_the_same_is_left_out_and_what_is_another_is_refused(tmp_path: Path) -> None:
    save_stack(tmp_path / "here")
    export_pack(find_packs([tmp_path / "here"]), "whole", tmp_path / "w.mvpack", say_nothing)
    save_pack(tmp_path / "models" / "painter")
    installed = find_packs([tmp_path / "models"])
    offer = look(tmp_path / "w.mvpack", installed)
    assert offer.there == ("painter",)
    assert add(offer, tmp_path / "models", say_nothing).ids == ("words", "whole")
    assert find_packs([tmp_path / "models"]).problems == ()

    save_pack(tmp_path / "other" / "painter", content={"model_index.json": b"[]"})
    with pytest.raises(AppError, match="Another painter is installed already"):
        look(tmp_path / "w.mvpack", find_packs([tmp_path / "other"]))


def test_adding_twice_says_so(tmp_path: Path, file: Path) -> None:
    add(look(file, Packs()), tmp_path / "models", say_nothing)
    with pytest.raises(AppError, match="installed already"):
        add(look(file, find_packs([tmp_path / "models"])), tmp_path / "models", say_nothing)


def test_a_folder_in_the_way_is_not_touched(tmp_path: Path, file: Path) -> None:
    (tmp_path / "models" / "painter").mkdir(parents=True)
    (tmp_path / "models" / "painter" / "notes.txt").write_text("mine")
    assert refusal(file, tmp_path / "models").title == "There is a folder called painter already"
    assert (tmp_path / "models" / "painter" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["nowhere.mvpack", "picture.png"])
def test_what_is_no_pack_is_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "picture.png").write_bytes(b"png")
    assert refusal(tmp_path / name, tmp_path / "models").kind is ErrorKind.INPUT


class Counting(Unplugged):
    """Counts the bytes that were asked for."""

    def __init__(self, source: object) -> None:
        super().__init__(source, 0)  # type: ignore[arg-type]
        self.bytes = 0

    def _until_gone(self, stream):
        for piece in stream:
            self.bytes += len(piece)
            yield piece


def rewrite(
    file: Path,
    change: Callable[[dict], object],
    *,
    sign: bool,
    entry_change: Callable[[tarfile.TarInfo], object] = lambda entry: None,
) -> None:
    """Change the index of a .mvpack; with `sign`, as somebody does who knows how its digest is made."""
    import hashlib
    import io

    with tarfile.open(file, "r:") as tar:
        entries = [(member, tar.extractfile(member).read()) for member in tar.getmembers()]  # type: ignore[union-attr]
    index = json.loads(entries[0][1])
    change(index)
    if sign:
        content = {name: index[name] for name in ("id", "packs", "files", "parts")}
        index["digest"] = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    entries[0] = (entries[0][0], json.dumps(index).encode())
    with tarfile.open(file, "w:") as tar:
        for entry, data in entries:
            entry.size = len(data)
            entry_change(entry)
            tar.addfile(entry, io.BytesIO(data))
