"""The `.run` file: a shell script that checks, unpacks and installs what follows it. See linux/stub.sh.

What follows is zstd in a small plain tar, since no system must have it, then the bundle as a tar that it unpacks: a
hundred megabytes less than gzip, and in seconds.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import facts
import finish
from packing import pack, plain

STUB = facts.ROOT / "installer" / "linux" / "stub.sh"


def build(bundle: Path, glibc: str, target: Path, level: int) -> Path:
    """Make the file in the folder `target`; returns its path. `level` is zstd's, 1 to 19.

    Raises:
        FileNotFoundError: zstd is not installed.
        subprocess.CalledProcessError: it failed.
    """
    payload = pack(bundle, facts.BUILD / "payload.tar.zst", level)
    used = sum(max(4096, file.stat().st_size) for file in finish.all_files(bundle)) // 1024
    file = target / f"{facts.TITLE}-{facts.version()}-{os.uname().machine}.run"
    assemble(payload, glibc, used, file)
    payload.unlink()
    return file


def assemble(payload: Path, glibc: str, kilobytes: int, file: Path) -> None:
    """Put the script, which is told what it needs, and what unpacks before the payload."""
    tool = unpacker()
    digest = hashlib.sha256(tool)
    with payload.open("rb") as opened:
        while piece := opened.read(1 << 20):
            digest.update(piece)
    with file.open("wb") as out, payload.open("rb") as opened:
        out.write(stub(glibc, (len(tool), payload.stat().st_size), digest.hexdigest(), kilobytes))
        out.write(tool)
        shutil.copyfileobj(opened, out, 1 << 20)
    file.chmod(0o755)


def unpacker() -> bytes:
    """A tar of the program zstd and of the libraries that it loads, glibc's own aside."""
    program = Path(shutil.which("zstd") or "zstd")
    done = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=True)
    libraries = [Path(path) for path in re.findall(r"=> (/\S+)", done.stdout)]
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for file in (
            program,
            *(each for each in libraries if not each.name.startswith(("libc.", "libpthread.", "libm."))),
        ):
            member = plain(tar.gettarinfo(file.resolve(), file.name))
            with file.open("rb") as opened:
                tar.addfile(member, opened)
    return out.getvalue()


def stub(glibc: str, sizes: tuple[int, int], digest: str, kilobytes: int) -> bytes:
    """The script with its facts filled in; the place where it ends is one of them, so its length must not change."""
    values = {
        "VERSION": facts.version(),
        "APP": facts.APP,
        "MACHINE": os.uname().machine,
        "GLIBC": glibc,
        "TOOL_SIZE": str(sizes[0]),
        "SIZE": str(sum(sizes)),
        "SHA256": digest,
        "UNPACKED_KB": str(kilobytes),
    }
    text = STUB.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    length = len(text.replace("@OFFSET@", "0" * 8).encode())
    return text.replace("@OFFSET@", f"{length + 1:<8}").encode()
