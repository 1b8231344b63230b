"""The same checkout gives the same bytes: a fixed seed, and compiled modules without a trace of where they lay."""

from __future__ import annotations

import errno
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "installer"))
import build

ROOT = Path(__file__).resolve().parents[2]

COMPILE = """
import sys
sys.path.append(sys.argv[1])
from compiling import compile_modules
from pathlib import Path
compile_modules(Path(sys.argv[2]), Path(sys.argv[3]))
"""


def test_building_starts_again_with_a_fixed_seed_for_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[dict[str, str]] = []

    def run(command: list[str], env: dict[str, str], **_: object) -> subprocess.CompletedProcess[str]:
        started.append(env)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(build, "TOOLS", {})
    monkeypatch.setattr(sys, "argv", ["build.py", "--skip-freeze"])
    monkeypatch.delenv("PYTHONHASHSEED", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "5")
    assert build.main() == 3
    assert [(env["PYTHONHASHSEED"], env["SOURCE_DATE_EPOCH"]) for env in started] == [("0", "5")]


def test_for_cuda_it_starts_again_where_torch_is_pypis_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(build, "TOOLS", {})
    monkeypatch.setattr(build, "has_cuda", lambda: False)
    monkeypatch.setattr(build.facts, "BUILD", tmp_path)
    monkeypatch.setattr(sys, "argv", ["build.py", "--cuda", "--fast"])
    assert build.main() == 0
    _, torch, locks, _, again = commands
    assert torch[-1] == f"torch==={next(line for line in build.facts.dependencies() if line.startswith('torch=='))[7:]}"
    assert {"--no-deps", "--require-hashes", "requirements/runtime.txt", "requirements/build.txt"} <= set(locks)
    assert again[0] == str(tmp_path / "cuda" / "bin" / "python")
    assert again[2:] == ["--cuda", "--fast"]


def test_a_torch_for_the_cpu_in_that_place_is_said_and_not_tried_for_ever(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert build.again_with_cuda(tmp_path) == 1
    assert "not one for CUDA" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 75),
        (subprocess.CalledProcessError(-9, ["PyInstaller"]), 137),
        (BrokenProcessPool("a worker was ended"), 137),
    ],
)
def test_what_the_machine_lacks_has_codes_of_its_own(
    problem: Exception, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(what: str, work: object) -> None:
        raise problem

    monkeypatch.setattr(build, "TOOLS", {})
    monkeypatch.setattr(build, "environment", dict)
    monkeypatch.setattr(build, "timed", fails)
    monkeypatch.setattr(sys, "argv", ["build.py"])
    assert build.main() == code


@pytest.mark.parametrize("problem", [OSError(errno.ENOENT, "gone"), subprocess.CalledProcessError(1, ["PyInstaller"])])
def test_what_is_wrong_with_the_checkout_stays_an_error(problem: Exception) -> None:
    with pytest.raises(type(problem)):
        build.told(problem)


def test_the_same_modules_give_the_same_bytes_wherever_they_lie(tmp_path: Path) -> None:
    found: list[bytes] = []
    for name in ("one", "another place"):
        folder = tmp_path / name / "inside"
        folder.mkdir(parents=True)
        (folder / "module.py").write_text('"""A set."""\nfound = 1 in {"a", "b", "c", "d"}\n', encoding="utf-8")
        words = [sys.executable, "-c", COMPILE, ROOT / "installer", folder, tmp_path / name / "kept"]
        subprocess.run(words, env=build.environment(), check=True)
        found += [file.read_bytes() for file in (folder / "__pycache__").iterdir()]
    assert len(found) == 2
    assert found[0] == found[1]
    assert str(tmp_path).encode() not in found[0]
