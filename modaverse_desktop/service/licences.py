"""What the program is made of, and under which licences: read from the installed packages, not from a list of ours."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from modaverse_desktop.core.pack import Manifest
from modaverse_desktop.core.packs import Packs

APPLICATION = "modaverse-desktop"
_LICENCE_FILES = re.compile(r"(^|/)(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
_LONGEST_NAME = 60
"""Some packages put the whole text where the licence's name belongs."""


@dataclass(frozen=True)
class Component:
    """A part of the program. `licence` is a name, `text` the licence itself or what is known of it."""

    name: str
    version: str
    licence: str
    text: str = ""


def application() -> Component | None:
    """The program itself; None if it was never installed."""
    return next(iter(_components([APPLICATION])), None)


def libraries() -> list[Component]:
    """All packages that the program needs, and those that they need, by name. Reads files for some 100 ms."""
    needed: dict[str, None] = {}
    waiting = [APPLICATION]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = None
            waiting += _requirements(name)
    return sorted(_components(name for name in needed if name != APPLICATION), key=lambda one: one.name.lower())


def bundled(folder: Path | None = None) -> list[Component]:
    """What an installed application brings besides Python packages, as installer/licences.py listed it in `folder`.

    Empty for one that runs from its sources: there the system brings these.
    """
    place = folder or Path(getattr(sys, "_MEIPASS", ""), "licences")
    if folder is None and not getattr(sys, "frozen", False):
        return []
    try:
        listed = json.loads((place / "bundled.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [_bundled(place, facts) for facts in listed]


def _bundled(place: Path, facts: dict[str, str]) -> Component:
    try:
        text = (place / facts["file"]).read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    source = f"Debian source package: {facts['source']}" if facts.get("source") else ""
    return Component(facts["name"], facts["version"], facts["licence"], "\n\n".join(filter(None, (source, text))))


def models(packs: Packs) -> list[Component]:
    """The installed packs."""
    return [_model(manifest) for manifest in sorted(packs.manifests.values(), key=lambda pack: pack.name.lower())]


def _model(manifest: Manifest) -> Component:
    facts = (manifest.summary, manifest.licence, manifest.source, str(manifest.folder))
    return Component(manifest.name, manifest.version, manifest.licence, "\n\n".join(fact for fact in facts if fact))


def _components(names: Iterable[str]) -> list[Component]:
    found: list[Component] = []
    for name in names:
        try:
            package = distribution(name)
        except PackageNotFoundError:  # meant for another system
            continue
        found.append(Component(package.metadata["Name"], package.version, licence_name(package), _text(package)))
    return found


def _requirements(name: str) -> list[str]:
    """Without those that only an extra asks for."""
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:
        return []
    plain = [line for line in lines if "extra ==" not in line and "extra==" not in line]
    return [re.split(r"[ ;<>=!~\[(]", line, maxsplit=1)[0].lower().replace("_", "-") for line in plain]


def licence_name(package: Distribution) -> str:
    """The name of a package's licence; empty if it gives none."""
    named = _fact(package, "License-Expression") or _fact(package, "License")
    if named != "UNKNOWN" and "\n" not in named and 0 < len(named) <= _LONGEST_NAME:
        return named
    classifiers = _facts(package, "Classifier")
    return ", ".join(line.split(" :: ")[-1] for line in classifiers if line.startswith("License ::"))


def _text(package: Distribution) -> str:
    texts: list[str] = []
    for file in package.files or ():
        if _LICENCE_FILES.search(file.as_posix()) and file.suffix.lower() not in (".py", ".pyc", ".html"):
            try:
                texts.append(file.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                continue
    return "\n\n".join(dict.fromkeys(texts)) or _fact(package, "License")


def _fact(package: Distribution, name: str) -> str:
    return next(iter(_facts(package, name)), "")


def _facts(package: Distribution, name: str) -> list[str]:
    return package.metadata.get_all(name) or []
