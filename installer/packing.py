"""Tars whose bytes depend on names and contents only, packed with zstd.

Its window is as long as dpkg's and the `.run`'s own unpacker allow, 128 MB: what comes again far away, as the tables of
two ICUs, is found.
"""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path

import facts


def pack(folder: Path, file: Path, level: int, form: int = tarfile.PAX_FORMAT, above: str = "") -> Path:
    """Make `file` a packed tar of `folder`, whose paths all begin with `above`. `level` is zstd's, 1 to 19.

    Raises:
        FileNotFoundError: zstd is not installed.
        subprocess.CalledProcessError: it failed, for want of room for example.
    """
    command = ["zstd", f"-{level}", "--long=27", "-T0", "-q", "-c"]
    with file.open("wb") as out, subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out) as packing:
        assert packing.stdin is not None
        with tarfile.open(fileobj=packing.stdin, mode="w|", format=form) as tar:
            if above:
                tar.add(folder, above, recursive=False, filter=plain)
            for path in sorted(folder.rglob("*")):
                tar.add(path, above + path.relative_to(folder).as_posix(), recursive=False, filter=plain)
        packing.stdin.close()
    if packing.returncode != 0:
        raise subprocess.CalledProcessError(packing.returncode, command)
    return file


def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """The same owner, times and modes whoever packs it, and when."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = facts.epoch()
    member.mode = 0o755 if member.mode & 0o100 else 0o644
    if member.issym():
        member.mode = 0o777
    return member
