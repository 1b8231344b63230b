"""The `.run` file with a program of two lines in it: into odd homes, over older and newer ones, damaged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "installer"))
import facts
import self_extracting

ROOT = Path(__file__).resolve().parents[2]

HOME = 'Mária "$HOME" 100% Nguyễn'
APP = ".local/lib/modaverse-desktop"


@dataclass
class Home:
    """A user's home, and what was installed into it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        own = {"HOME": str(self.folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        self.environment = own | self.environment

    def run(self, *words: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(word) for word in words],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def install(self, file: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return self.run("sh", file, *words)

    @property
    def app(self) -> Path:
        return self.folder / APP

    @property
    def content(self) -> set[str]:
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*")}


def make(folder: Path, version: str = "1.2.0", glibc: str = "2.17") -> Path:
    """A `.run` file whose program says its version."""
    bundle = folder / f"bundle-{version}"
    (bundle / "share" / "desktop" / "applications").mkdir(parents=True)
    for name in ("modaverse", "modaverse-desktop"):
        (bundle / name).write_text(f"#!/bin/sh\necho {name} {version}\n", encoding="utf-8")
    (bundle / "version").write_text(f"{version}\n", encoding="utf-8")
    (bundle / "share" / "desktop" / "applications" / "modaverse-desktop.desktop").write_text(
        "[Desktop Entry]\nExec=modaverse-desktop %F\nTryExec=modaverse-desktop\n", encoding="utf-8"
    )
    for name in ("share/menu.sh", "share/missing.sh", "uninstall.sh"):
        shutil.copy(ROOT / "installer" / "linux" / Path(name).name, bundle / name)
    for file in bundle.rglob("*"):
        file.chmod(0o644 if file.suffix == ".desktop" or file.name == "version" else 0o755)
    out = folder / f"out-{version}"
    out.mkdir()
    return self_extracting.build(bundle, glibc, out, 1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / HOME)


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(facts, "BUILD", tmp_path)


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(facts, "version", lambda: "1.9.0")
    return make(tmp_path, "1.9.0")


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(facts, "version", lambda: "1.10.0")
    return make(tmp_path, "1.10.0")


def test_it_installs_into_a_home_with_an_odd_name_and_leaves_nothing_behind(home: Home, newer: Path) -> None:
    (home.folder / "mine.png").write_bytes(b"mine")
    done = home.install(newer)
    assert done.returncode == 0, done.stderr
    assert home.run(home.folder / ".local/bin/modaverse").stdout == "modaverse 1.10.0\n"
    removed = home.run(home.app / "uninstall.sh")
    assert removed.returncode == 0, removed.stderr
    assert home.content == {"mine.png"}


def test_the_menu_entry_names_the_program_where_it_is(home: Home, newer: Path) -> None:
    home.install(newer)
    text = (home.folder / ".local/share/applications/modaverse-desktop.desktop").read_text(encoding="utf-8")
    quoted = str(home.app).replace("\\", "\\\\").replace('"', '\\\\"').replace("$", "\\\\$").replace("%", "%%")
    assert f'Exec="{quoted}/modaverse-desktop" %F\n' in text
    assert f"TryExec={home.app}/modaverse-desktop\n" in text


def test_a_newer_one_replaces_an_older_one_and_not_the_other_way(home: Home, older: Path, newer: Path) -> None:
    assert home.install(older).returncode == 0
    leftover = home.app / "of-the-old-version"
    leftover.write_text("", encoding="utf-8")
    (home.folder / ".config").mkdir()
    (home.folder / ".config" / "settings.json").write_text("{}", encoding="utf-8")
    done = home.install(newer)
    assert (done.returncode, "Replacing ModaVerse 1.9.0" in done.stdout) == (0, True)
    assert not leftover.exists()
    assert (home.folder / ".config" / "settings.json").exists()
    refused = home.install(older)
    assert refused.returncode == 1
    assert "1.10.0 is installed, which is newer than 1.9.0. Nothing was changed." in refused.stderr
    assert not [path for path in home.content if "lock" in path]
    assert (home.app / "version").read_text(encoding="utf-8") == "1.10.0\n"
    assert home.install(older, "--force").returncode == 0
    assert (home.app / "version").read_text(encoding="utf-8") == "1.9.0\n"


def test_installing_twice_changes_nothing(home: Home, newer: Path) -> None:
    assert home.install(newer).returncode == 0
    first = home.content
    assert home.install(newer).returncode == 0
    assert home.content == first


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_a_damaged_file_is_refused_and_nothing_is_installed(home: Home, newer: Path, damage: str) -> None:
    data = bytearray(newer.read_bytes())
    if damage == "cut":
        del data[-100:]
    else:
        data[-100] ^= 1
    newer.write_bytes(data)
    for words in ((), ("--check",)):
        done = home.install(newer, *words)
        assert done.returncode == 1
        assert ("is not whole" if damage == "cut" else "is damaged") in done.stderr
        assert "Copy it again." in done.stderr
    assert home.content <= {".local"}


def test_a_whole_file_is_said_to_be_whole(home: Home, newer: Path) -> None:
    done = home.install(newer, "--check")
    assert (done.returncode, "This file is whole." in done.stdout) == (0, True)
    assert home.content == set()


def test_an_older_glibc_is_named(home: Home, tmp_path: Path) -> None:
    done = home.install(make(tmp_path, glibc="99.1"))
    assert done.returncode == 1
    assert "ModaVerse needs 99.1 or newer" in done.stderr
    assert home.content == set()


def test_too_little_room_is_said_with_numbers(home: Home, tmp_path: Path) -> None:
    payload, file = tmp_path / "payload", tmp_path / "huge.run"
    payload.write_bytes(b"")
    self_extracting.assemble(payload, "2.17", 99_999_999_999, file)
    done = home.install(file)
    assert done.returncode == 1
    assert "There is too little room" in done.stderr
    assert "97656249 MB are needed" in done.stderr
    assert not [path for path in home.content if "modaverse" in path]


def test_a_place_that_cannot_be_written_is_said(home: Home, newer: Path) -> None:
    (home.folder / "file").write_text("", encoding="utf-8")
    done = home.install(newer, "--target", home.folder / "file" / "app")
    assert done.returncode == 1
    assert "cannot be made" in done.stderr
    assert "--target FOLDER" in done.stderr


def test_somebody_elses_folder_is_not_replaced(home: Home, newer: Path) -> None:
    other = home.folder / "other"
    other.mkdir()
    (other / "precious").write_text("", encoding="utf-8")
    done = home.install(newer, "--target", other)
    assert (done.returncode, "is there and is not ModaVerse" in done.stderr) == (1, True)
    assert (other / "precious").exists()


def test_neither_installed_nor_removed_while_it_runs(home: Home, newer: Path) -> None:
    home.install(newer)
    program = home.app / "running"
    shutil.copy("/bin/cat", program)
    with subprocess.Popen([program], stdin=subprocess.PIPE) as running:
        done = home.install(newer)
        assert (done.returncode, done.stderr) == (1, "ModaVerse is running. Close it, then repeat this.\n")
        removed = home.run(home.app / "uninstall.sh")
        assert (removed.returncode, "is running" in removed.stderr) == (1, True)
        running.communicate()
    assert home.run(home.app / "uninstall.sh").returncode == 0


def test_a_program_that_does_not_run_here_is_not_installed(
    home: Home, older: Path, newer: Path, tmp_path: Path
) -> None:
    assert home.install(older).returncode == 0
    program = tmp_path / "bundle-1.10.0" / "modaverse"
    program.write_text("#!/bin/sh\necho libexample.so.1 is missing\nexit 127\n", encoding="utf-8")
    broken = self_extracting.build(program.parent, "2.17", tmp_path, 1)
    done = home.install(broken)
    assert (done.returncode, "libexample.so.1 is missing" in done.stderr) == (1, True)
    assert home.run(home.folder / ".local/bin/modaverse").stdout == "modaverse 1.9.0\n"


@pytest.mark.parametrize(("answer", "stays"), [("y\n", False), ("\n", True), ("", True)])
def test_purging_asks_before_it_removes_what_is_the_users(home: Home, newer: Path, answer: str, stays: bool) -> None:
    home.install(newer)
    for kind in (".config", ".local/share", ".cache"):
        (home.folder / kind / "modaverse-desktop").mkdir(parents=True)
    (home.folder / "ModaVerse").mkdir()
    done = home.run(home.app / "uninstall.sh", "--purge", stdin=answer)
    assert done.returncode == 0
    assert not home.app.exists()
    assert (home.folder / ".config" / "modaverse-desktop").exists() is stays
    assert (home.folder / "ModaVerse").exists()


def test_another_programs_command_is_left_alone(home: Home, newer: Path) -> None:
    own = home.folder / ".local" / "bin" / "modaverse"
    own.parent.mkdir(parents=True)
    own.write_text("mine", encoding="utf-8")
    home.install(newer)
    home.run(home.app / "uninstall.sh")
    assert own.read_text(encoding="utf-8") == "mine"


def test_the_same_bundle_gives_the_same_file(newer: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    os.utime(tmp_path / "bundle-1.10.0" / "modaverse", (1, 1))
    assert self_extracting.build(tmp_path / "bundle-1.10.0", "2.17", again, 1).read_bytes() == newer.read_bytes()


def test_unknown_words_and_help(home: Home, newer: Path) -> None:
    assert "--target FOLDER" in home.install(newer, "--help").stdout
    assert home.install(newer, "--version").stdout == "1.10.0\n"
    assert home.install(newer, "--wrong").returncode == 1
