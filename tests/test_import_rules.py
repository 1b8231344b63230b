"""Who may import what: the design's table, checked on the source, imports inside functions included."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "modaverse_desktop"

QT = frozenset({"PySide6", "shiboken6", "qasync"})
TORCH = frozenset({"torch", "transformers", "diffusers", "peft", "accelerate", "safetensors", "gguf", "sentencepiece"})
MEDIA_LIBRARIES = frozenset({"numpy", "PIL", "ffmpeg"})
DESKTOP = frozenset({"jeepney"})
FOLDERS = frozenset({"platformdirs", "send2trash"})
RECIPE = frozenset({"resvg_py"})
CAPTIONS = frozenset({"pycocoevalcap"})
CONSTRUCTION = frozenset({"openai", "tensorboardX"})


@dataclass(frozen=True)
class Rule:
    """What the modules of one folder may import besides the standard library and their own folder."""

    ours: frozenset[str]
    theirs: frozenset[str]
    qt: frozenset[str] = frozenset()
    """Modules of PySide6; with "*", all of them."""


RULES = {
    "core": Rule(frozenset(), frozenset()),
    "media": Rule(frozenset({"core"}), MEDIA_LIBRARIES),
    "library": Rule(frozenset({"core", "media"}), MEDIA_LIBRARIES),
    "engine": Rule(frozenset({"core", "media"}), TORCH | MEDIA_LIBRARIES),
    "service": Rule(
        frozenset({"core", "library"}), frozenset({"PySide6", "psutil"}) | FOLDERS, frozenset({"QtCore", "QtNetwork"})
    ),
    "ui": Rule(
        frozenset({"core", "media", "library", "service"}), QT | MEDIA_LIBRARIES | FOLDERS | DESKTOP, frozenset({"*"})
    ),
    "training": Rule(frozenset({"core", "media", "engine"}), TORCH | MEDIA_LIBRARIES | RECIPE | CONSTRUCTION),
    "evaluation": Rule(frozenset({"core", "media", "engine"}), TORCH | MEDIA_LIBRARIES | CAPTIONS),
}
COMPOSITION_ROOTS = frozenset({"cli", "app", "__init__", "__main__"})
HEAVY = QT | TORCH


@dataclass(frozen=True)
class Import:
    """One imported module, as ``PySide6.QtCore``, and where."""

    module: str
    line: int
    lazy: bool

    @property
    def top(self) -> str:
        return self.module.split(".")[0]


def imports_of(tree: ast.AST, *, lazy: bool = False) -> Iterator[Import]:
    """Every import in the tree; those below a function, or for the type checker alone, are lazy."""
    for node in ast.iter_child_nodes(tree):
        inside = lazy or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        inside = inside or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, lazy) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            yield from (Import(f"{node.module}.{alias.name}", node.lineno, lazy) for alias in node.names)
        else:
            yield from imports_of(node, lazy=inside)


def breaches(folder: str, source: str) -> list[str]:
    """What in `source`, a module of `folder`, the table forbids."""
    rule = RULES[folder]
    found: list[str] = []
    for item in imports_of(ast.parse(source)):
        parts = item.module.split(".")
        if item.top in sys.stdlib_module_names:
            continue
        if item.top == "modaverse_desktop":
            inner = parts[1] if len(parts) > 1 else ""
            allowed = inner in rule.ours | {folder, "__version__"}
        else:
            allowed = item.top in rule.theirs
            if allowed and item.top == "PySide6":
                allowed = "*" in rule.qt or (len(parts) > 1 and parts[1] in rule.qt)
        if not allowed:
            found.append(f"line {item.line}: {item.module}")
    return found


def modules() -> list[tuple[str, Path]]:
    """Every module of the package that lies in a folder, with that folder's name."""
    files = sorted(PACKAGE.rglob("*.py"))
    inner = [(file.relative_to(PACKAGE).parts[0], file) for file in files if file.parent != PACKAGE]
    return [(folder, file) for folder, file in inner if folder not in COMPOSITION_ROOTS]


@pytest.mark.parametrize(("folder", "file"), [pytest.param(*m, id=str(m[1].relative_to(PACKAGE))) for m in modules()])
def test_a_module_imports_only_what_its_folder_may(folder: str, file: Path) -> None:
    assert folder in RULES, f"{folder}/ is not in the design's table"
    assert breaches(folder, file.read_text(encoding="utf-8")) == []


def test_composition_roots_import_the_heavy_libraries_lazily() -> None:
    roots = [*PACKAGE.glob("*.py"), *PACKAGE.glob("cli/*.py"), ROOT / "main.py"]
    heavy = HEAVY | {f"modaverse_desktop.{folder}" for folder in ("engine", "ui", "service", "training")}
    for file in roots:
        for item in imports_of(ast.parse(file.read_text(encoding="utf-8"))):
            named = {item.top, ".".join(item.module.split(".")[:2])}
            assert item.lazy or not named & heavy, f"{file.name}, line {item.line}: {item.module} at module level"


def test_every_other_package_is_declared_in_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    declared = {requirement.split("==")[0].lower().replace("-", "_") for requirement in requirements}
    names = {"PIL": "pillow", "ffmpeg": "ffmpeg_python", "PySide6": "pyside6_essentials"}
    for file in PACKAGE.rglob("*.py"):
        for item in imports_of(ast.parse(file.read_text(encoding="utf-8"))):
            if item.top not in sys.stdlib_module_names | {"modaverse_desktop"}:
                name = names.get(item.top, item.top.lower())
                assert name in declared, f"{file.name}, line {item.line}: {item.module}"


@pytest.mark.parametrize(
    ("folder", "source"),
    [
        ("core", "import numpy"),
        ("core", "def f():\n    import torch"),
        ("core", "from modaverse_desktop.media import probe"),
        ("media", "from PySide6.QtGui import QImage"),
        ("library", "from PySide6.QtCore import QObject"),
        ("library", "from modaverse_desktop.service import history_service"),
        ("engine", "import PySide6.QtCore"),
        ("engine", "if True:\n    from modaverse_desktop import service"),
        ("service", "from PySide6.QtGui import QImage"),
        ("service", "from PySide6 import QtWidgets"),
        ("service", "from modaverse_desktop.engine import host"),
        ("ui", "def f():\n    from modaverse_desktop.engine.host import main"),
        ("ui", "class A:\n    async def f(self):\n        import diffusers.utils"),
        ("training", "import qasync"),
    ],
)
def test_the_check_sees_what_is_forbidden(folder: str, source: str) -> None:
    assert len(breaches(folder, source)) == 1


@pytest.mark.parametrize(
    ("folder", "source"),
    [
        ("core", "import json\nfrom modaverse_desktop.core.errors import AppError"),
        ("service", "from PySide6.QtCore import QObject\nfrom modaverse_desktop.core import events"),
        ("ui", "from PySide6.QtMultimedia import QVideoSink\nimport modaverse_desktop.media.probe"),
        ("engine", "import torch.nn.functional as F\nfrom modaverse_desktop import __version__"),
    ],
)
def test_the_check_lets_pass_what_is_allowed(folder: str, source: str) -> None:
    assert breaches(folder, source) == []
