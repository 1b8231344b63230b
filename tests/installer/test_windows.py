"""What Windows is told, as far as it can be read without Windows."""

from __future__ import annotations

import ast
import io
import re
import sys
from pathlib import Path

import pytest
from PIL import Image

sys.path.append(str(Path(__file__).resolve().parents[2] / "installer"))
import facts
import windows


@pytest.fixture(scope="module")
def folder(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("windows")
    windows.write_resources(folder)
    return folder


def test_the_icon_has_every_size(folder: Path) -> None:
    with Image.open(io.BytesIO((folder / "modaverse.ico").read_bytes())) as icon:
        assert {(side, side) for side in (16, 24, 32, 48, 64, 128, 256)} == set(icon.info["sizes"])
        icon.load()


def test_the_version_resource_can_be_read_and_has_the_version(folder: Path) -> None:
    text = (folder / "version.txt").read_text(encoding="utf-8")
    ast.parse(text, mode="eval")
    assert f'StringStruct("ProductVersion", "{facts.version()}")' in text
    assert f"filevers=({', '.join(str(number) for number in windows.numbers())})" in text


def test_the_set_up_is_for_one_user_in_pieces_for_small_disks(folder: Path) -> None:
    text = (folder / "modaverse.iss").read_text(encoding="utf-8-sig")
    setup = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    assert setup["AppVersion"] == facts.version()
    assert setup["PrivilegesRequired"] == "lowest"
    assert setup["DefaultDirName"].startswith("{localappdata}")
    assert (setup["DiskSpanning"], setup["DiskSliceSize"]) == ("yes", "max")


def test_nothing_is_left_to_be_filled_in(folder: Path) -> None:
    for name in ("modaverse.iss", "version.txt"):
        text = (folder / name).read_text(encoding="utf-8-sig")
        assert re.findall(r"@[A-Z_]+@", text) == []


def test_every_file_that_the_set_up_names_is_one_that_is_made(folder: Path) -> None:
    text = (folder / "modaverse.iss").read_text(encoding="utf-8-sig")
    assert f'Source: "dist\\{facts.APP}\\*"' in text
    assert (folder / re.findall(r"^SetupIconFile=(.*)$", text, re.MULTILINE)[0]).exists()
    programs = set(re.findall(r"\{app\}\\([\w-]+\.exe)", text))
    assert programs == {f"{facts.APP}.exe"}


def test_packs_open_with_the_application(folder: Path) -> None:
    text = (folder / "modaverse.iss").read_text(encoding="utf-8-sig")
    assert f'Software\\Classes\\{facts.PACK_SUFFIX}"' in text
    assert '"""{app}\\modaverse-desktop.exe"" ""%1"""' in text
