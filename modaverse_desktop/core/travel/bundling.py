"""A pack without what lies elsewhere: files of installed Python packages come into its own folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from modaverse_desktop.core.pack import Component, Manifest, PackFile
from modaverse_desktop.core.pack_files import hash_file
from modaverse_desktop.core.travel.cargo import LARGEST_LICENCE, LICENCE_FILE, Carried

_FOLDER = "packages"


def bundled(manifest: Manifest) -> Manifest:
    """The same pack with every file in its own folder: those of the package `p` in ``packages/p``."""
    files = tuple(replace(file, path=_inside(file), package="") for file in manifest.files)
    components = {name: _own(component) for name, component in manifest.components.items()}
    return replace(manifest, files=files, components=components, files_in=None)


def licence_files(manifest: Manifest) -> Mapping[Carried, Path]:
    """The licences that lie in a pack's folder and that its manifest does not name."""
    named = {file.path for file in manifest.files if not file.package}
    found: dict[Carried, Path] = {}
    try:
        paths = sorted(path for path in manifest.folder.iterdir() if LICENCE_FILE.fullmatch(path.name))
        for path in paths:
            if path.name not in named and path.is_file() and path.stat().st_size <= LARGEST_LICENCE:
                found[Carried(f"{manifest.id}/{path.name}", path.stat().st_size, hash_file(path))] = path
    except OSError:
        return found
    return found


def _inside(file: PackFile) -> str:
    return f"{_FOLDER}/{file.package}/{file.path}" if file.package else file.path


def _own(component: Component) -> Component:
    folder = f"{_FOLDER}/{component.package}" + ("" if component.folder == "." else f"/{component.folder}")
    return replace(component, package="", folder=folder) if component.package else component
