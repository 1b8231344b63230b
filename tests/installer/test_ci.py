"""What CI makes of its steps, with stand-ins for them: of the packages', only what goes wrong twice is a failure."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = "Left out on this machine"
STAND_IN = """#!/bin/sh
# Ends each time with the next of the codes that stand in a file with the program's name; then with 0.
name="$(basename "$1" .py)"
echo "$*" >> calls
code="$(head -n 1 "$name.codes" 2> /dev/null)"
sed -i 1d "$name.codes" 2> /dev/null
exit "${code:-0}"
"""


@dataclass
class Checkout:
    """A folder with the script, and the codes that its steps end with."""

    folder: Path

    def ends(self, step: str, *codes: int) -> None:
        (self.folder / f"{step}.codes").write_text("".join(f"{code}\n" for code in codes), encoding="utf-8")

    def run(self) -> tuple[int, str]:
        done = subprocess.run(
            ["bash", self.folder / ".ci" / "packages"],
            env={**os.environ, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    @property
    def calls(self) -> list[str]:
        lines = (self.folder / "calls").read_text(encoding="utf-8").splitlines()
        return [Path(line.split()[0]).stem for line in lines]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    for name in (".ci", "installer", ".venv/bin"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "packages", tmp_path / ".ci" / "packages")
    (tmp_path / "installer" / "setup.sh").write_text('sh .venv/bin/python setup "$@"\n', encoding="utf-8")
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(STAND_IN, encoding="utf-8")
    python.chmod(0o755)
    return Checkout(tmp_path)


def test_packages_are_built_and_proved(checkout: Checkout) -> None:
    assert checkout.run() == (0, "")
    assert checkout.calls == ["setup", "conditions", "build", "proof"]


@pytest.mark.parametrize(
    ("step", "code"), [("setup", 1), ("conditions", 75), ("build", 75), ("build", 137), ("proof", 75), ("proof", 137)]
)
def test_what_the_machine_lacks_is_told_and_is_no_failure(checkout: Checkout, step: str, code: int) -> None:
    checkout.ends(step, code)
    ended, said = checkout.run()
    assert (ended, LEFT_OUT in said) == (0, True)
    assert checkout.calls[-1] == step


@pytest.mark.parametrize("step", ["build", "proof"])
def test_what_fails_twice_is_a_failure_and_once_is_not(checkout: Checkout, step: str) -> None:
    checkout.ends(step, 1)
    ended, said = checkout.run()
    assert (ended, "The first try" in said, "The second try" in said) == (0, True, False)
    checkout.ends(step, 1, 1)
    ended, said = checkout.run()
    assert (ended, "The second try" in said, LEFT_OUT in said) == (1, True, False)


@pytest.mark.parametrize(("ends", "code"), [(0, 0), (1, 1), (137, 0)])
def test_the_packages_decide_after_the_tests_but_for_the_time_that_they_take(
    checkout: Checkout, ends: int, code: int
) -> None:
    (checkout.folder / ".ci" / "packages").write_text(f"exit {ends}\n", encoding="utf-8")
    assert run_all(checkout, tests_end=0) == (code, ["run", "test"])


def test_tests_that_fail_end_it(checkout: Checkout) -> None:
    (checkout.folder / ".ci" / "packages").write_text("touch packages-were-built\n", encoding="utf-8")
    assert run_all(checkout, tests_end=1) == (1, ["run", "test"])
    assert not (checkout.folder / "packages-were-built").exists()


def run_all(checkout: Checkout, tests_end: int) -> tuple[int, list[str]]:
    """The code that all of CI ends with, and what `make` was told to do."""
    shutil.copy(ROOT / ".ci" / "run", checkout.folder / ".ci" / "run")
    make = checkout.folder / "make"
    make.write_text(f'#!/bin/sh\necho "$1" >> made\n[ "$1" = run ] || exit {tests_end}\n', encoding="utf-8")
    make.chmod(0o755)
    environment = {**os.environ, "PATH": f"{checkout.folder}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", checkout.folder / ".ci" / "run"], env=environment, capture_output=True, check=False)
    return done.returncode, (checkout.folder / "made").read_text(encoding="utf-8").split()
