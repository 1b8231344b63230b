"""The set-up script, with stand-ins for apt, dpkg and Python, in a folder whose path has spaces."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = [
    line.split()[1]
    for line in (ROOT / "installer" / "system-packages.txt").read_text(encoding="utf-8").splitlines()
    if line.startswith("run ")
]


@dataclass
class Checkout:
    """A copy of what the script reads, and the programs that it finds."""

    folder: Path
    programs: Path

    @property
    def log(self) -> list[str]:
        """What the stand-ins were called with."""
        file = self.programs / "log"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    def program(self, name: str, does: str, folder: Path | None = None) -> None:
        file = (folder or self.programs) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.programs}/log"\n{does}\n', encoding="utf-8")
        file.chmod(0o755)

    def installed(self, *names: str) -> None:
        self.program("dpkg-query", f"printf 'ii  %s\\n' {' '.join(names)} bash")

    def user(self, number: int) -> None:
        self.program("id", f"echo {number}")

    def set_up(self, purpose: str = "run") -> subprocess.CompletedProcess[str]:
        path = f"{self.programs}:{os.environ['PATH']}"
        return subprocess.run(
            ["bash", str(self.folder / "installer" / "setup.sh"), purpose],
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    folder = tmp_path / "a folder" / "with spaces"
    for name in ("installer", "requirements"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    made = Checkout(folder, tmp_path / "programs")
    made.installed(*LIBRARIES, "xvfb", "xauth", "xdotool", "dbus-daemon")
    made.user(1000)
    made.program("apt-get", "exit 0")
    made.program("sleep", "exit 0")
    made.program("python", 'case "$*" in *version*) echo 2.13.0+cpu ;; esac', folder / ".venv" / "bin")
    return made


def test_without_root_the_exact_line_is_printed_and_nothing_is_installed(checkout: Checkout) -> None:
    checkout.installed(*(name for name in LIBRARIES if name not in ("libegl1", "ffmpeg")))
    done = checkout.set_up()
    assert done.returncode == 1
    assert "sudo apt-get update && sudo apt-get install --no-install-recommends ffmpeg libegl1\n" in done.stderr
    assert not [call for call in checkout.log if call.startswith(("apt-get", "python"))]


def test_as_root_only_what_is_missing_is_installed(checkout: Checkout) -> None:
    checkout.installed(*(name for name in LIBRARIES if name != "libegl1"))
    checkout.user(0)
    assert checkout.set_up().returncode == 0
    calls = [call for call in checkout.log if call.startswith("apt-get")]
    install = "apt-get install -q -y -o DPkg::Lock::Timeout=120 --no-install-recommends libegl1"
    assert calls == ["apt-get update -q", install]


def test_the_tests_need_a_screen_and_running_does_not(checkout: Checkout) -> None:
    checkout.installed(*LIBRARIES)
    assert checkout.set_up("run").returncode == 0
    assert "install --no-install-recommends xvfb xauth xdotool dbus-daemon" in checkout.set_up("test").stderr


def test_a_library_may_have_its_newer_name(checkout: Checkout) -> None:
    checkout.installed(*(name for name in LIBRARIES if name != "libglib2.0-0"), "libglib2.0-0t64")
    assert checkout.set_up().returncode == 0


def test_a_second_start_calls_neither_pip_nor_apt(checkout: Checkout) -> None:
    assert checkout.set_up().returncode == 0
    installs = [call for call in checkout.log if "pip install" in call]
    assert len(installs) == 3
    assert all("--no-deps" in call for call in installs)
    assert sum("--require-hashes" in call for call in installs) == 2
    (checkout.programs / "log").unlink()
    again = checkout.set_up()
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert not [call for call in checkout.log if call.startswith(("apt-get", "python"))]


def test_an_interrupted_set_up_is_taken_up_again(checkout: Checkout) -> None:
    python = checkout.folder / ".venv" / "bin"
    checkout.program("python", 'case "$*" in *starter.txt*) kill -9 $PPID ;; *version*) echo 2.13.0 ;; esac', python)
    assert checkout.set_up().returncode == -9
    checkout.program("python", 'case "$*" in *version*) echo 2.13.0 ;; esac', python)
    (checkout.programs / "log").unlink()
    assert checkout.set_up().returncode == 0
    assert any("starter.txt" in call for call in checkout.log)


def test_a_changed_lock_is_installed_and_a_moved_checkout_made_anew(checkout: Checkout) -> None:
    assert checkout.set_up().returncode == 0
    lock = checkout.folder / "requirements" / "runtime.txt"
    lock.write_text(lock.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    (checkout.programs / "log").unlink()
    assert checkout.set_up().returncode == 0
    assert any("runtime.txt" in call for call in checkout.log)
    checkout.program("python3.11", 'test "$1" = -c')
    moved = checkout.folder.with_name("moved")
    checkout.folder.rename(moved)
    Checkout(moved, checkout.programs).set_up()
    assert any(call.startswith("python3.11 -m venv --clear .venv") for call in checkout.log)


def test_torch_is_always_the_build_for_the_cpu_and_pip_is_asked_twice(checkout: Checkout) -> None:
    python = checkout.folder / ".venv" / "bin"
    checkout.program("python", 'case "$*" in *"pip install"*torch*) exit 1 ;; esac', python)
    done = checkout.set_up()
    assert done.returncode == 1
    installs = [call for call in checkout.log if "pip install" in call]
    assert len(installs) == 3
    assert all(call.endswith("torch==2.13.0+cpu") for call in installs)
    assert "PIP_FIND_LINKS" in done.stderr
