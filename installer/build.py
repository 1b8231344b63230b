"""`make installer`: from a checkout to a .deb and a .run that install without a network, in build/installer/packages.

Steps: gather programs and icons, freeze (PyInstaller), finish, pack, say what takes the room. On Windows it freezes and
writes what Inno Setup needs.
"""

from __future__ import annotations

import argparse
import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import facts

TOOLS = {
    "objdump": "binutils",
    "strip": "binutils",
    "readelf": "binutils",
    "patchelf": "patchelf",
    "ffmpeg": "ffmpeg",
    "zstd": "zstd",
}
"""Programs that building needs, and their Debian packages."""
BUNDLE = facts.BUILD / "dist" / facts.APP
PACKAGES = facts.BUILD / "packages"
NO_ROOM, KILLED = 75, 128 + signal.SIGKILL
"""Exit codes for what is no fault of the checkout: .ci/packages knows them."""


def main() -> int:
    """Build what was asked for; returns the exit code."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--cuda", action="store_true", help="with the CUDA build of torch (fetched; several GB)")
    words.add_argument("--fast", action="store_true", help="compress less: for trying out")
    words.add_argument("--skip-freeze", action="store_true", help="pack what is frozen already")
    asked = words.parse_args()
    linux = sys.platform == "linux"
    if linux and (missing := sorted({package for tool, package in TOOLS.items() if shutil.which(tool) is None})):
        print(f"To build, install: sudo apt-get install --no-install-recommends {' '.join(missing)}", file=sys.stderr)
        return 1
    if asked.cuda and not has_cuda():
        return again_with_cuda(facts.BUILD / "cuda")
    if any(os.environ.get(name) != value for name, value in environment().items()):
        return again_in(environment())
    try:
        if not asked.skip_freeze:
            timed("gathering programs and icons", gather)
            timed("freezing", freeze)
            if linux:
                timed("finishing", finish)
        if linux:
            pack(fast=asked.fast)
    except (OSError, subprocess.CalledProcessError, BrokenProcessPool) as problem:
        return told(problem)
    return 0


def told(problem: Exception) -> int:
    """Say that the disk is full, or that the system ended a part of the work; the exit code for it.

    Raises:
        Exception: it is something else.
    """
    full = isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT)
    ended = isinstance(problem, BrokenProcessPool) or getattr(problem, "returncode", 0) in (-signal.SIGKILL, KILLED)
    if not full and not ended:
        raise problem
    print(problem, file=sys.stderr)
    return NO_ROOM if full else KILLED


def timed(what: str, work: Callable[[], object]) -> None:
    """Do it, and say how long it took."""
    started = time.monotonic()
    print(f"{what} …", flush=True)
    work()
    print(f"{what}: {time.monotonic() - started:.0f} s", flush=True)


def environment() -> dict[str, str]:
    """So that the same checkout gives the same bytes, and icons are drawn without a screen."""
    return {"SOURCE_DATE_EPOCH": str(facts.epoch()), "PYTHONHASHSEED": "0", "QT_QPA_PLATFORM": "offscreen", "TZ": "UTC"}


def again_in(surroundings: dict[str, str]) -> int:
    """The same once more: Python reads its seed for hashes as it starts, and the order of sets in compiled modules
    follows from it.
    """
    command = [sys.executable, str(Path(__file__)), *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, **surroundings}, check=False).returncode


def gather() -> None:
    """What the recipe takes along: ffmpeg; on Windows icon and version resource (ffmpeg is put there by hand)."""
    import programs
    import windows

    facts.BUILD.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        windows.write_resources(facts.BUILD)
    else:
        programs.gather(facts.BUILD / "programs")


def freeze() -> None:
    """Run PyInstaller on modaverse.spec."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(BUNDLE.parent), "--workpath", str(facts.BUILD / "work")]
    subprocess.run([*command, str(facts.ROOT / "installer" / "modaverse.spec")], check=True)


def finish() -> None:
    """Complete the bundle, and keep what it needs for the packages."""
    from finish import finish as complete

    complete(BUNDLE)


def pack(*, fast: bool) -> None:
    """The .deb and the .run, with their checksums, and the table of sizes."""
    import deb
    import finish
    import needs
    import self_extracting
    import sizes

    PACKAGES.mkdir(parents=True, exist_ok=True)
    found = needs.find_needs(BUNDLE)
    level = 3 if fast else 19
    timed("making the .deb", lambda: deb.build(BUNDLE, found, PACKAGES, level))
    timed("making the .run", lambda: self_extracting.build(BUNDLE, found.glibc, PACKAGES, level))
    made = sorted(file for file in PACKAGES.iterdir() if facts.version() in file.name)
    shutil.copy(BUNDLE / "sbom.cdx.json", PACKAGES / "sbom.cdx.json")
    (PACKAGES / "SHA256SUMS").write_text(finish.sums(made), encoding="utf-8")
    (PACKAGES / "sizes.md").write_text(sizes.table(BUNDLE, made), encoding="utf-8")
    for file in made:
        print(f"{file.relative_to(facts.ROOT)}: {file.stat().st_size / 1e6:.0f} MB")


def has_cuda() -> bool:
    """Whether the torch that is installed here is one for CUDA."""
    from importlib.metadata import version

    return "+cpu" not in version("torch")


def again_with_cuda(place: Path) -> int:
    """The same in an environment of its own in the folder `place`, where torch is PyPI's build for CUDA."""
    if Path(sys.prefix) == place:
        print(f"The torch in {place} is not one for CUDA.", file=sys.stderr)
        return 1
    python = place / "bin" / "python"
    torch = next(line for line in facts.dependencies() if line.startswith("torch=="))
    pip = [str(python), "-m", "pip", "install", "--quiet"]
    locks = [part for name in ("runtime", "starter", "build") for part in ("-r", f"requirements/{name}.txt")]
    # === and not ==, which a build for the CPU, 2.13.0+cpu, would satisfy as well where pip finds one
    for command in (
        [sys.executable, "-m", "venv", str(place)],
        [*pip, torch.replace("==", "===")],
        [*pip, "--no-deps", "--require-hashes", *locks],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", "."],
        [str(python), str(Path(__file__)), *sys.argv[1:]],
    ):
        if subprocess.run(command, cwd=facts.ROOT, check=False).returncode != 0:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
