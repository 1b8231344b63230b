"""The licences of everything in the bundle: collected into it, listed for the About page and for the SBOM."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import contents
import facts
import needs

sys.path.insert(0, str(facts.ROOT))

FOLDER = "licences"
INDEX = "bundled.json"
"""Read by modaverse_desktop/service/licences.py."""
_DOC = Path("/usr/share/doc")
_COMMON = Path("/usr/share/common-licenses")
_FONT_PACKAGES = ("fonts-noto-color-emoji", "fonts-dejavu-core")
_LICENCE = re.compile(r"^License: *(\S.*)$", re.MULTILINE)
_MOST_NAMES = 6


@dataclass(frozen=True)
class Component:
    """A part of the bundle. `origin` is ``pypi``, ``deb`` or ``generic``; `file` its licence, if it lies apart."""

    name: str
    version: str
    licence: str
    origin: str
    file: str = ""
    source: str = ""
    """Debian: the source package and its version, where the sources are to be had."""


def collect(folder: Path) -> list[Component]:
    """Put the licences of what is not a Python package below `folder`, with a list; returns all components.

    Python packages carry theirs in their .dist-info, which is in the bundle.
    """
    target = folder / "_internal" / FOLDER
    target.mkdir(exist_ok=True)
    apart = [_python(target), _loader(target), *_debian(folder / "_internal", target)]
    for common in ("GPL-2", "GPL-3", "LGPL-2", "LGPL-2.1", "LGPL-3", "Apache-2.0", "MPL-1.1", "MPL-2.0", "Artistic"):
        if (_COMMON / common).exists():
            (target / "common-licenses").mkdir(exist_ok=True)
            shutil.copy(_COMMON / common, target / "common-licenses" / common)
    index = [asdict(component) for component in apart]
    (target / INDEX).write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return [*_packages(), *apart]


def _packages() -> list[Component]:
    from modaverse_desktop.service.licences import licence_name

    return [
        Component(package.metadata["Name"], package.version, licence_name(package), "pypi")
        for package in contents.packages()
    ]


def _python(target: Path) -> Component:
    """The language itself; where its licence lies depends on who built it."""
    version = sysconfig.get_python_version()
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", _DOC / f"python{version}" / "copyright"]
    return _copied("Python", ".".join(map(str, sys.version_info[:3])), "PSF-2.0", places, target)


def _loader(target: Path) -> Component:
    package = contents.installed("pyinstaller")
    assert package is not None, "this runs after PyInstaller"
    places = [Path(str(package.locate_file(file))) for file in package.files or () if file.name == "COPYING.txt"]
    return _copied(
        "PyInstaller's loader", package.version, "GPL-2.0 with an exception for what it loads", places, target
    )


def _copied(name: str, version: str, licence: str, places: Iterable[Path], target: Path) -> Component:
    """A component whose licence is the first of the files that exists."""
    found = next((place for place in places if place.is_file()), None)
    file = re.sub(r"[^a-z0-9]+", "-", name.lower()) + ".txt"
    if found is not None:
        shutil.copy(found, target / file)
    return Component(name, version, licence, "generic", file if found else "")


def _debian(inside: Path, target: Path) -> list[Component]:
    """The Debian packages that libraries and programs in the bundle come from."""
    if shutil.which("dpkg-query") is None:
        return []
    natives = [file for file in [*inside.glob("*.so*"), *inside.glob("programs/**/*")] if file.is_file()]
    names = {file.name for file in natives if not file.is_symlink()}
    found: list[Component] = []
    for package in sorted(owners(names) | set(_FONT_PACKAGES)):
        copyright_file = _DOC / package / "copyright"
        facts_of = _query(package)
        if copyright_file.is_file() and facts_of:
            shutil.copy(copyright_file, target / f"{package}.txt")
            text = copyright_file.read_text(encoding="utf-8", errors="replace")
            version, source = facts_of
            found.append(Component(package, version, _names(text), "deb", f"{package}.txt", source))
    return found


def owners(names: Iterable[str]) -> set[str]:
    """The installed Debian packages that have a library or program with one of these names."""
    return {package for name in names for package in needs.debian_owners().get(name, ())}


def _query(package: str) -> tuple[str, str] | None:
    form = "${Version}\t${source:Package} ${source:Version}\n"
    done = subprocess.run(["dpkg-query", "-W", "-f", form, package], capture_output=True, text=True, check=False)
    first = done.stdout.splitlines()[0] if done.stdout else ""
    version, _, source = first.partition("\t")
    return (version, source) if version else None


def _names(text: str) -> str:
    """The names of the licences in a copyright file, as far as it is one that programs can read."""
    names = list(dict.fromkeys(name.strip() for name in _LICENCE.findall(text)))
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more
