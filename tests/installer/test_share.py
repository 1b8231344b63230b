"""What desktops and shells are told of the application, checked by their own programs where those are installed."""

from __future__ import annotations

import configparser
import gzip
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

sys.path.append(str(Path(__file__).resolve().parents[2] / "installer"))
import facts
import share

ROOT = Path(__file__).resolve().parents[2]

COMMANDS = ("interpret", "convert", "generate", "show", "packs", "train")


@pytest.fixture(scope="module")
def folder(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("share")
    share.write_share(folder)
    return folder


def test_the_menu_entry_names_the_program_and_its_file_types(folder: Path) -> None:
    file = folder / "applications" / "modaverse-desktop.desktop"
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(file, encoding="utf-8")
    entry = parser["Desktop Entry"]
    assert entry["Exec"] == "modaverse-desktop %F"
    assert "application/x-modaverse-pack" in entry["MimeType"].split(";")
    assert entry["Comment[vi]"]
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", "--no-hints", file], check=True)


def test_a_pack_is_known_by_its_name(folder: Path) -> None:
    text = (folder / "mime" / "packages" / "modaverse-desktop.xml").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    spaced = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = root.find(f"{spaced}mime-type")
    assert kind is not None
    glob = kind.find(f"{spaced}glob")
    assert glob is not None
    assert (kind.get("type"), glob.get("pattern")) == ("application/x-modaverse-pack", "*.mvpack")


def test_software_centres_learn_version_and_licence(folder: Path) -> None:
    file = folder / "metainfo" / "org.modaverse.Desktop.metainfo.xml"
    root = ElementTree.parse(file).getroot()
    release = root.find("releases/release")
    assert release is not None
    assert release.get("version") == facts.version()
    assert root.findtext("project_license") == "Apache-2.0"
    if shutil.which("appstreamcli"):
        subprocess.run(["appstreamcli", "validate", "--no-net", file], check=True, capture_output=True)


def test_the_manual_has_every_command_and_no_path_of_this_machine(folder: Path) -> None:
    page = gzip.decompress((folder / "man" / "man1" / "modaverse.1.gz").read_bytes()).decode()
    assert page.startswith('.TH MODAVERSE "1"')
    for command in COMMANDS:
        assert f"modaverse {command}" in page
    assert str(ROOT) not in page


def test_bash_completes_commands_and_options(folder: Path) -> None:
    file = folder / "bash-completion" / "completions" / "modaverse"
    script = f"""
        source '{file}'
        complete_for() {{ COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shtab_modaverse; echo "${{COMPREPLY[@]}}"; }}
        complete_for modaverse conv
        complete_for modaverse convert --instr
    """
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["convert", "--instruction"]


@pytest.mark.parametrize("side", facts.ICON_SIZES)
def test_the_icon_is_there_in_every_size(folder: Path, side: int) -> None:
    image = QImage(str(folder / "icons" / "hicolor" / f"{side}x{side}" / "apps" / "modaverse-desktop.png"))
    assert (image.width(), image.height()) == (side, side)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(side // 2, 2 + side // 20).alpha() == 255


def test_the_same_facts_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    share.write_share(tmp_path)
    for file in (path for path in folder.rglob("*") if path.is_file()):
        assert (tmp_path / file.relative_to(folder)).read_bytes() == file.read_bytes(), file
