"""The Debian package: what lies in /opt, with links where programs and desktops look. Needs zstd.

Not made by dpkg-deb, whose zstd looks back 2 to 8 MB only: the same bundle took 14 MB more than as a `.run`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
from collections.abc import Sequence
from pathlib import Path

import facts
import finish
from needs import OPTIONAL, Needs, debian_packages
from packing import pack

SCRIPTS = facts.ROOT / "installer" / "linux" / "debian"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_BEYOND = ("libstdc++6", "libgcc-s1")
"""Left to the system on purpose, see `contents.SYSTEM_LIBRARIES`."""


def build(bundle: Path, needed: Needs, target: Path, level: int) -> Path:
    """Make the package in the folder `target`; returns its path. `level` is zstd's, 1 to 19."""
    place = facts.BUILD / "deb"
    shutil.rmtree(place, ignore_errors=True)
    tree, about = place / "data", place / "control"
    lay_out(bundle, tree)
    write_control(about, tree, control(needed, _kilobytes(tree)))
    form = place / "debian-binary"
    form.write_text("2.0\n", encoding="ascii")
    parts = [pack(each, place / f"{each.name}.tar.zst", level, tarfile.GNU_FORMAT, "./") for each in (about, tree)]
    package = target / f"{facts.APP}_{facts.version()}_{architecture()}.deb"
    join([form, *parts], package)
    shutil.rmtree(place)
    return package


def join(members: Sequence[Path], package: Path) -> None:
    """Put files into an ar archive, as deb(5) describes it."""
    with package.open("wb") as out:
        out.write(b"!<arch>\n")
        for member in members:
            size = member.stat().st_size
            out.write(f"{member.name:<16}{facts.epoch():<12}{0:<6}{0:<6}{100644:<8}{size:<10}`\n".encode("ascii"))
            with member.open("rb") as opened:
                shutil.copyfileobj(opened, out, 1 << 20)
            out.write(b"\n" * (size % 2))


def architecture() -> str:
    """Debian's name of this machine's."""
    return ARCHITECTURES[os.uname().machine]


def lay_out(bundle: Path, tree: Path) -> None:
    """The bundle in /opt without what is for a user's own folder, and what points to it. Files become hard links."""
    home = tree / "opt" / facts.APP
    shutil.copytree(bundle, home, symlinks=True, copy_function=os.link)
    shutil.rmtree(home / "share" / "desktop")
    (home / "share" / "menu.sh").unlink()
    shutil.copytree(bundle / "share" / "desktop", tree / "usr" / "share", copy_function=os.link)
    zsh = tree / "usr" / "share" / "zsh"
    (zsh / "site-functions").rename(zsh / "vendor-completions")
    programs = tree / "usr" / "bin"
    programs.mkdir(parents=True)
    for name in (facts.COMMAND, facts.APP):
        (programs / name).symlink_to(f"../../opt/{facts.APP}/{name}")
    about = tree / "usr" / "share" / "doc" / facts.APP
    about.mkdir(parents=True)
    shutil.copy(facts.ROOT / "LICENSE", about / "copyright")


def control(needed: Needs, kilobytes: int) -> str:
    """The package's description: what it depends on is what the bundle was found to need."""
    libraries = [name for name in needed.libraries if not OPTIONAL.search(name)]
    packages = set(debian_packages(libraries).values()) - {"libc6"} | set(_BEYOND)
    optional = set(debian_packages(name for name in needed.libraries if OPTIONAL.search(name)).values())
    fields = {
        "Package": facts.APP,
        "Version": facts.version(),
        "Architecture": architecture(),
        "Maintainer": facts.MAINTAINER,
        "Installed-Size": str(kilobytes),
        "Depends": ", ".join([f"libc6 (>= {needed.glibc})", *sorted(packages)]),
        "Recommends": ", ".join(sorted({*optional, "fonts-noto-cjk", "xdg-utils"})),
        "Section": "graphics",
        "Priority": "optional",
        "Description": facts.SUMMARY,
    }
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return lines + "\n .\n".join(f" {paragraph}" for paragraph in facts.DESCRIPTION) + "\n"


def write_control(about: Path, tree: Path, text: str) -> None:
    """Description, checksums of what is below `tree`, and what runs before and after, into the folder `about`."""
    about.mkdir()
    (about / "control").write_text(text, encoding="utf-8")
    with (about / "md5sums").open("w", encoding="utf-8") as sums:
        for file in finish.all_files(tree):
            with file.open("rb") as opened:
                digest = hashlib.file_digest(opened, "md5").hexdigest()
            sums.write(f"{digest}  {file.relative_to(tree).as_posix()}\n")
    for script in sorted(SCRIPTS.iterdir()):
        filled = script.read_text(encoding="utf-8").replace("@VERSION@", facts.version()).replace("@APP@", facts.APP)
        (about / script.name).write_text(filled, encoding="utf-8")
        (about / script.name).chmod(0o755)


def _kilobytes(tree: Path) -> int:
    return sum(max(1, file.stat().st_size + 1023 >> 10) for file in finish.all_files(tree))
