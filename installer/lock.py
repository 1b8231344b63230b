"""Writes requirements/*.txt from pyproject.toml: every package pinned with its hashes. Needs pip-tools: `make lock`."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
APART = ("torch", "setuptools", "pip", "pycocotools", "scipy", "torchvision", "timm")
"""Not locked: torch is installed first by installer/setup.sh, as its CPU build where there is one; pycocoevalcap names
pycocotools for a reader of files that is not used here, torchsde names scipy, which it never imports, and of
open_clip_torch only a table of words is read."""

HEADER = """# Written by `make lock` from pyproject.toml; do not edit. Without torch, see installer/setup.sh.
"""


def main() -> int:
    """Lock the packages that running needs, then those that the tests and the installer need on top of them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    running = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    extras = project["project"]["optional-dependencies"]
    runtime = FOLDER / "runtime.txt"
    FOLDER.mkdir(exist_ok=True)
    _compile(running, runtime)
    for extra in ("dev", "wheel", "build"):
        _compile([*extras[extra], "-c " + str(runtime)], FOLDER / f"{extra}.txt")
    return 0


def _compile(requirements: list[str], target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.txt"
        source.write_text("\n".join(requirements) + "\n", encoding="utf-8")
        locked = Path(folder) / "out.txt"
        apart = [argument for name in APART for argument in ("--unsafe-package", name)]
        quiet = ["--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
        command = [sys.executable, "-m", "piptools", "compile", "--generate-hashes", "--strip-extras", *quiet, *apart]
        subprocess.run([*command, "--no-emit-options", "-o", str(locked), str(source)], check=True)
        target.write_text(HEADER + _without_unlocked(locked.read_text(encoding="utf-8")), encoding="utf-8")


def _without_unlocked(text: str) -> str:
    """Drop the trailer that names the packages left out."""
    return re.split(r"^# (?:WARNING|The following packages)", text, maxsplit=1, flags=re.MULTILINE)[0].rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
