"""The licences in the bundle and the list of its parts."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "installer"))
import contents
import licences
import sbom

from modaverse_desktop.service.licences import bundled

COMPONENTS = [
    licences.Component("numpy", "2.4.6", "BSD-3-Clause", "pypi"),
    licences.Component("libx265-199", "3.5-2+b1", "GPL-2+", "deb", "libx265-199.txt", "x265 3.5-2"),
    licences.Component("Python", "3.11.7", "PSF-2.0", "generic", "python.txt"),
]


def test_every_python_package_is_listed_with_a_licence() -> None:
    found = {component.name: component for component in licences._packages()}
    assert set(found) == {package.metadata["Name"] for package in contents.packages()}
    assert found["numpy"].licence


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="dpkg is Debian's")
def test_the_package_of_a_system_library_is_found() -> None:
    assert "libc6" in licences.owners({"libc.so.6"})
    assert licences.owners({"libthere-is-none.so.9"}) == set()


def test_licence_names_are_read_from_a_copyright_file() -> None:
    text = "Files: *\nLicense: GPL-2+\n text\n\nFiles: x\nLicense: BSD\n\nLicense: GPL-2+\n long text\n"
    assert licences._names(text) == "GPL-2+, BSD"


def test_the_list_of_parts_is_cyclonedx_and_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        sbom.write(COMPONENTS, tmp_path / name)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    listed = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    assert {part["purl"] for part in listed["components"]} == {
        "pkg:pypi/numpy@2.4.6",
        "pkg:deb/debian/libx265-199@3.5-2%2Bb1",
        "pkg:generic/Python@3.11.7",
    }
    assert listed["metadata"]["component"]["name"] == "modaverse-desktop"


def test_the_about_page_gets_what_the_installer_collected(tmp_path: Path) -> None:
    (tmp_path / licences.INDEX).write_text(json.dumps([vars(part) for part in COMPONENTS[1:]]), encoding="utf-8")
    (tmp_path / "libx265-199.txt").write_text("the text", encoding="utf-8")
    first, second = bundled(tmp_path)
    assert (first.name, first.licence) == ("libx265-199", "GPL-2+")
    assert "Debian source package: x265 3.5-2" in first.text
    assert "the text" in first.text
    assert (second.name, second.text) == ("Python", "")


def test_from_the_sources_nothing_is_bundled(tmp_path: Path) -> None:
    assert bundled() == []
    assert bundled(tmp_path) == []
