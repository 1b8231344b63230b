"""From PyInstaller's folder to what is installed: fonts, compiled modules, menu files, licences."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import facts
import licences
import needs
import sbom
import share
from compiling import compile_modules

FONTS = (
    "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
)
"""Debian's fonts-noto-color-emoji and fonts-dejavu-core: emoji, and all letters of Vietnamese."""
STRIPPED = (
    "libpython3*.so*",
    "python3*/lib-dynload/*.so",
    "torch/lib/libtorch_cpu.so",
    "torch/lib/libtorch_python.so",
    "tokenizers/tokenizers.abi3.so",
)
LINUX = facts.ROOT / "installer" / "linux"
_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">.</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def finish(folder: Path) -> None:
    """Complete the bundle in `folder`."""
    inside = folder / "_internal"
    if (facts.BUILD / "programs" / "lib").is_dir():
        shutil.copytree(facts.BUILD / "programs" / "lib", inside / "programs" / "lib", dirs_exist_ok=True)
    add_fonts(inside / "fonts")
    strip_symbols(inside)
    compile_modules(inside, facts.BUILD / "compiled")
    found = needs.find_needs(folder)
    components = licences.collect(folder)
    sbom.write(components, folder / "sbom.cdx.json")
    share.write_share(folder / "share" / "desktop")
    packages = needs.debian_packages(found.libraries)
    lines = [f"{library} {packages.get(library, '')}".rstrip() + "\n" for library in found.libraries]
    (folder / "share" / "system-libraries").write_text("".join(lines), encoding="utf-8")
    for name in ("menu.sh", "missing.sh"):
        shutil.copy(LINUX / name, folder / "share" / name)
    shutil.copy(LINUX / "uninstall.sh", folder / "uninstall.sh")
    (folder / "version").write_text(facts.version() + "\n", encoding="utf-8")
    set_modes(folder)
    (folder / "share" / "files.sha256").write_text(sums(all_files(folder), folder), encoding="utf-8")
    set_modes(folder)


def add_fonts(folder: Path) -> None:
    """Put the fonts there, and a configuration that adds them to the system's."""
    folder.mkdir(exist_ok=True)
    for font in FONTS:
        shutil.copy(font, folder)
    (folder / "fonts.conf").write_text(_FONTS_CONF, encoding="utf-8")


def strip_symbols(inside: Path) -> None:
    """Python's own libraries and torch's carry tables for debuggers, torch's 98 MB of them; other wheels' makers
    leave little to take away.
    """
    found = [file for pattern in STRIPPED for file in inside.glob(pattern)]
    files = [str(file) for file in found if not file.is_symlink()]
    subprocess.run(["strip", "--strip-unneeded", *files], check=True)


def set_modes(folder: Path) -> None:
    """The same modes and times everywhere, whatever the umask and the clock of this machine were."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            continue
        executable = path.is_dir() or path.stat().st_mode & 0o100 or path.suffix == ".sh"
        path.chmod(0o755 if executable else 0o644)
        os.utime(path, (facts.epoch(), facts.epoch()))


def all_files(folder: Path) -> Iterator[Path]:
    """Every file that is not a link, in an order that does not depend on the disk."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def sums(files: Iterable[Path], folder: Path | None = None) -> str:
    """sha256 and path of each file, relative to `folder` or the bare name, as `sha256sum --check` reads it."""
    lines: list[str] = []
    for file in files:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        lines.append(f"{digest}  {file.relative_to(folder or file.parent).as_posix()}\n")
    return "".join(lines)
