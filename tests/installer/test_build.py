"""The same checkout gives the same bytes: a fixed seed, and compiled modules without a trace of where they lay."""

from __future__ import annotations

import subprocess
import sys
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
