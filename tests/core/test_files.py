"""Files are written whole or not at all, and never over another one."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path
from typing import BinaryIO

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import free_name, replacing, write_atomically, write_error, write_new


def test_a_file_is_written_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "a.txt"
    write_atomically(path, b"one")
    write_atomically(path, lambda file: file.write(b"two"))
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def _fills_the_disk(file: BinaryIO) -> None:
    file.write(b"half")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_old_file_and_nothing_half_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with pytest.raises(AppError, match="The disk is full") as caught:
        write_atomically(path, _fills_the_disk)
    assert caught.value.kind is ErrorKind.RESOURCES
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_real_write_to_a_full_device_is_explained() -> None:
    with pytest.raises(OSError, match="No space") as caught, Path("/dev/full").open("wb", buffering=0) as file:
        file.write(b"x")
    assert write_error(Path("a.txt"), caught.value).title == "The disk is full"


def test_another_failure_of_the_writer_passes_and_leaves_nothing(tmp_path: Path) -> None:
    def write() -> None:
        with replacing(tmp_path / "a.png") as part:
            part.write_bytes(b"half")
            assert part.parent == tmp_path
            assert part.suffix == ".png"
            raise KeyError

    with pytest.raises(KeyError):
        write()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for write in (
        lambda: write_atomically(tmp_path / "file" / "a.txt", b""),
        lambda: write_new(tmp_path / "file", "a", ".txt", b""),
        lambda: free_name(tmp_path / "file", "a", ".txt"),
        lambda: free_name(tmp_path / "file" / "deeper", "a", ".txt"),
    ):
        with pytest.raises(AppError, match="could not be written") as caught:
            write()
        assert caught.value.kind is ErrorKind.RESOURCES
        assert caught.value.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_device_a_pipe_and_a_folder_are_never_replaced_by_a_file(tmp_path: Path) -> None:
    pipe, link, folder = tmp_path / "pipe", tmp_path / "link", tmp_path / "folder"
    os.mkfifo(pipe)
    link.symlink_to(os.devnull)
    folder.mkdir()
    for path, what in ((pipe, "a pipe, not a file"), (link, "a device or a pipe"), (folder, "is a folder")):
        with pytest.raises(AppError, match=what) as caught:
            write_atomically(path, b"one")
        assert caught.value.kind is ErrorKind.USAGE
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert sorted(tmp_path.iterdir()) == [folder, link, pipe]


def test_a_free_name_never_takes_an_existing_file(tmp_path: Path) -> None:
    (tmp_path / "cat.png").write_bytes(b"mine")
    (tmp_path / "cat-2.png").mkdir()
    assert free_name(tmp_path, "cat", ".png") == tmp_path / "cat-3.png"
    assert (tmp_path / "cat-3.png").read_bytes() == b""
    assert (tmp_path / "cat.png").read_bytes() == b"mine"


def test_a_new_file_takes_the_first_free_name(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    written = [write_new(folder, "ünï 猫", ".txt", text) for text in (b"1", b"2", lambda file: file.write(b"3"))]
    assert [path.name for path in written] == ["ünï 猫.txt", "ünï 猫-2.txt", "ünï 猫-3.txt"]
    assert [path.read_bytes() for path in written] == [b"1", b"2", b"3"]
    assert sorted(folder.iterdir()) == sorted(written)


def test_a_new_file_on_a_full_disk_leaves_no_empty_file(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="The disk is full"):
        write_new(tmp_path, "cat", ".txt", _fills_the_disk)
    assert list(tmp_path.iterdir()) == []


def test_writers_at_the_same_time_get_different_names(tmp_path: Path) -> None:
    names: list[Path] = []
    start = threading.Barrier(8)

    def write(number: int) -> None:
        start.wait()
        names.append(write_new(tmp_path, "cat", ".txt", str(number).encode()))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(path.read_text() for path in names) == [str(number) for number in range(8)]
    assert len(set(names)) == 8


def test_an_error_without_words_of_the_system_is_still_told() -> None:
    assert write_error(Path("a.txt"), OSError("strange")).detail == "a.txt: strange"


@pytest.mark.parametrize(("number", "asks"), [(errno.EIO, True), (errno.ENODEV, True), (errno.EACCES, False)])
def test_a_disk_that_does_not_answer_is_asked_for(number: int, asks: bool) -> None:
    hint = write_error(Path("a.txt"), OSError(number, "no")).hint
    assert ("Is the disk connected?" in hint) is asks
