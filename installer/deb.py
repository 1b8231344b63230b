"""The Debian package: what lies in /opt, with links where programs and desktops look. Needs dpkg-deb."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import facts
import finish
from needs import OPTIONAL, Needs, debian_packages

SCRIPTS = facts.ROOT / "installer" / "linux" / "debian"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_BEYOND = ("libstdc++6", "libgcc-s1")
"""Left to the system on purpose, see `contents.SYSTEM_LIBRARIES`."""


def build(bundle: Path, needed: Needs, target: Path, level: int) -> Path:
    """Make the package in the folder `target`; returns its path. `level` is zstd's, 1 to 19."""
    tree = facts.BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(bundle, tree)
    write_control(tree, control(needed, _kilobytes(tree)))
    for path in [tree, *tree.rglob("*")]:
        os.utime(path, (facts.epoch(), facts.epoch()), follow_symlinks=False)
    package = target / f"{facts.APP}_{facts.version()}_{architecture()}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zzstd", f"-z{level}", "--build", str(tree), str(package)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(facts.epoch())}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return package


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
    for path in [tree, *tree.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


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


def write_control(tree: Path, text: str) -> None:
    """The folder DEBIAN: description, checksums, and what runs before and after."""
    folder = tree / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text(text, encoding="utf-8")
    with (folder / "md5sums").open("w", encoding="utf-8") as sums:
        for file in finish.all_files(tree):
            if folder not in file.parents:
                with file.open("rb") as opened:
                    digest = hashlib.file_digest(opened, "md5").hexdigest()
                sums.write(f"{digest}  {file.relative_to(tree).as_posix()}\n")
    for script in sorted(SCRIPTS.iterdir()):
        filled = script.read_text(encoding="utf-8").replace("@VERSION@", facts.version()).replace("@APP@", facts.APP)
        (folder / script.name).write_text(filled, encoding="utf-8")
        (folder / script.name).chmod(0o755)


def _kilobytes(tree: Path) -> int:
    return sum(max(1, file.stat().st_size + 1023 >> 10) for file in finish.all_files(tree))
