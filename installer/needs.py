"""What the bundle needs of the system: the libraries that it does not bring, and how new a glibc."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+?)\]")
_GLIBC = re.compile(r"Name: GLIBC_(\d+(?:\.\d+)+)")
_AT_ONCE = 100
_MANY_MACHINES = "|libibverbs|librdmacm|libmlx5|libfabric|libmpi|libpmix|libuc[sp]|liboshmem"
"""What CUDA's libraries want where one model runs on several machines."""
OPTIONAL = re.compile("libgtk|libgdk|libOpenCL|libcuda|libnvidia|libva|libvulkan|libwayland" + _MANY_MACHINES)
"""Without these, something does without them; they are no reason not to install."""


@dataclass(frozen=True)
class Needs:
    """Sonames that the system must have, and the lowest glibc, for example ``2.36``."""

    libraries: tuple[str, ...]
    glibc: str


def find_needs(folder: Path) -> Needs:
    """Look at every native file below `folder`. Needs readelf.

    Raises:
        subprocess.CalledProcessError: readelf fails.
    """
    natives = [file for file in sorted(folder.rglob("*")) if file.is_file() and is_elf(file)]
    apart = folder / "_internal" / "programs"  # what lies there is found by ffmpeg only
    names = {file.name for file in folder.rglob("*.so*") if apart not in file.parents}
    needed: set[str] = set()
    versions: set[tuple[int, ...]] = {(2, 17)}
    ours = [file for file in natives if apart / "lib" not in file.parents]
    for start in range(0, len(ours), _AT_ONCE):
        text = _readelf(ours[start : start + _AT_ONCE])
        needed.update(_NEEDED.findall(text))
        versions.update(tuple(int(part) for part in found.split(".")) for found in _GLIBC.findall(text))
    glibc = ".".join(str(part) for part in max(versions))
    return Needs(tuple(sorted(needed - names)), glibc)


def is_elf(file: Path) -> bool:
    """Whether a file is a native program or library of Linux."""
    if file.is_symlink():
        return False
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def _readelf(files: list[Path]) -> str:
    command = ["readelf", "-d", "-V", "-W", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def debian_packages(libraries: Iterable[str]) -> dict[str, str]:
    """The Debian package of each library, as far as it is installed here: those that a package can depend on."""
    return {library: min(owners) for library in libraries if (owners := debian_owners().get(library))}


@cache
def debian_owners() -> dict[str, set[str]]:
    """The installed Debian packages that have a library or program of a name, by its name."""
    done = subprocess.run(["dpkg-query", "-S", "*/lib/*.so*", "*bin/*"], capture_output=True, text=True, check=False)
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for line in done.stdout.splitlines():
        packages, _, path = line.rpartition(": ")
        if not packages.startswith("diversion"):
            owners[path.rsplit("/", 1)[-1]].update(package.split(":")[0] for package in packages.split(", "))
    return dict(owners)
