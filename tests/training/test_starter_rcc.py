from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.training.starter.rcc import unpack_rcc

FOLDER, COMPRESSED = 2, 1


def bundle(path: Path, version: int, name: str = "farm", flags: int = 0, content: bytes = b"moo") -> Path:
    """A bundle with one folder, `name`, that holds one file, ``cow.ogg``: written after the format's description."""
    names = b"".join(struct.pack(">HI", len(each), 0) + each.encode("utf-16-be") for each in (name, "cow.ogg"))
    second_name = 6 + 2 * len(name)
    packed = struct.pack(">I", len(content)) + zlib.compress(content) if flags & COMPRESSED else content
    data = struct.pack(">I", len(packed)) + packed
    time = b"" if version == 1 else bytes(8)
    nodes = [
        struct.pack(">IHII", 0, FOLDER, 1, 1) + time,
        struct.pack(">IHII", 0, FOLDER, 1, 2) + time,
        struct.pack(">IHHHI", second_name, flags, 0, 0, 0) + time,
    ]
    head = 20 + (4 if version == 3 else 0)
    tree = b"".join(nodes)
    offsets = (head, head + len(tree), head + len(tree) + len(data))
    start = struct.pack(">4sIIII", b"qres", version, *offsets) + bytes(head - 20)
    path.write_bytes(start + tree + data + names)
    return path


@pytest.mark.parametrize("version", [1, 2, 3])
@pytest.mark.parametrize("flags", [0, COMPRESSED])
def test_the_files_of_a_bundle_are_written_with_their_folders(tmp_path: Path, version: int, flags: int) -> None:
    assert unpack_rcc(bundle(tmp_path / "a.rcc", version, flags=flags), tmp_path / "out") == 1

    assert (tmp_path / "out/farm/cow.ogg").read_bytes() == b"moo"


@pytest.mark.parametrize("name", ["..", "a/b", ""])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(AppError, match="not a resource bundle"):
        unpack_rcc(bundle(tmp_path / "a.rcc", 3, name=name), tmp_path / "out")


def test_a_damaged_bundle_gives_a_sentence(tmp_path: Path) -> None:
    whole = bundle(tmp_path / "a.rcc", 3, flags=COMPRESSED).read_bytes()
    for end in range(0, len(whole), 7):
        (tmp_path / "cut.rcc").write_bytes(whole[:end])
        with pytest.raises(AppError, match=r"cut\.rcc"):
            unpack_rcc(tmp_path / "cut.rcc", tmp_path / "out")


def test_folders_that_hold_themselves_end(tmp_path: Path) -> None:
    path = bundle(tmp_path / "a.rcc", 1)
    data = bytearray(path.read_bytes())
    data[20 + 14 + 10 : 20 + 14 + 14] = struct.pack(">I", 1)
    path.write_bytes(bytes(data))

    with pytest.raises(AppError, match="not a resource bundle"):
        unpack_rcc(path, tmp_path / "out")
