"""The core runs where nothing but Python is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import importlib, pkgutil, sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "modaverse_desktop":
            raise ModuleNotFoundError(f"blocked: {name}")

sys.meta_path.insert(0, Blocker())
try:
    import hypothesis
except ModuleNotFoundError:
    print("blocking")
import modaverse_desktop.core as core
for module in pkgutil.walk_packages(core.__path__, "modaverse_desktop.core."):
    importlib.import_module(module.name)
    print(module.name)
"""


def test_every_module_of_the_core_imports_with_the_standard_library_alone() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    printed = done.stdout.split()
    assert printed[0] == "blocking"
    files = [path.relative_to(ROOT) for path in (ROOT / "modaverse_desktop/core").rglob("*.py")]
    names = {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in files}
    assert set(printed[1:]) == names - {"modaverse_desktop.core"}
