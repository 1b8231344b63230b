"""An empty Debian in a folder, for `proof.py`: made once (debootstrap), copied for each trial, entered with chroot."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import facts

USER = "maria"
HOME = "/home/Mária Nguyễn"
"""A path with a space and with letters that are not ASCII."""
APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
"""In front of a command: nothing that it starts or mounts outlives it."""
_MIRROR = "http://deb.debian.org/debian"
_SUITE = "bookworm"
_LIMIT = 900
_OURS = (f"{HOME}/ModaVerse", f"{HOME}/.config/{facts.APP}", f"{HOME}/.local/share/{facts.APP}", f"{HOME}/.cache/")
"""What is the user's own, or a cache of the system's libraries."""


class Refused(Exception):
    """Something that must be done in it failed, or did not end; says what it said."""


class System:
    """One such system. Everything that is run in it has the network of whoever runs it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @staticmethod
    def depends(deb: Path) -> list[str]:
        """The packages that a .deb wants to be there: those that any desktop has."""
        done = subprocess.run(["dpkg-deb", "-f", deb, "Depends"], capture_output=True, text=True, check=True)
        return [part.split()[0] for part in done.stdout.split(",")]

    def prepare(self, packages: list[str]) -> None:
        """Make it, once: Debian's minimum, a user, and those packages."""
        done = self.root / "var" / "lib" / "prepared"
        if done.exists() and done.read_text(encoding="utf-8") == " ".join(packages):
            return
        if not (self.root / "var" / "lib" / "dpkg" / "status").exists():
            part = self.root.with_name(f"{self.root.name}.part")
            for leftover in (part, self.root):
                shutil.rmtree(leftover, ignore_errors=True)
            part.parent.mkdir(parents=True, exist_ok=True)
            command = [*APART, "debootstrap", "--variant=minbase", _SUITE, str(part), _MIRROR]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            part.rename(self.root)
        shutil.copy("/etc/resolv.conf", self.root / "etc" / "resolv.conf")
        self.must("apt-get", "-q", "update", user="root")
        self.must("apt-get", "-q", "-y", "install", "--no-install-recommends", *packages, user="root")
        if not self.has("su") or not (self.root / HOME.lstrip("/")).exists():
            self.must("useradd", "--create-home", "--home-dir", HOME, "--shell", "/bin/sh", USER, user="root")
        done.write_text(" ".join(packages), encoding="utf-8")

    @contextmanager
    def copy(self, root: Path) -> Iterator[System]:
        """A copy with /proc and /dev, gone afterwards."""
        shutil.rmtree(root, ignore_errors=True)
        subprocess.run(["cp", "-a", "--reflink=auto", str(self.root), str(root)], check=True)
        sockets = root / "tmp" / ".X11-unix"
        sockets.mkdir(exist_ok=True)
        Path("/tmp/.X11-unix").mkdir(exist_ok=True)
        mounts = [("proc", "proc", root / "proc"), ("none", "tmpfs", root / "dev" / "shm")]
        for source, kind, place in mounts:
            place.mkdir(exist_ok=True)
            subprocess.run(["mount", "-t", kind, source, str(place)], check=True)
        subprocess.run(["mount", "--bind", "/tmp/.X11-unix", str(sockets)], check=True)
        try:
            yield System(root)
        finally:
            for place in [sockets, *(place for _, _, place in mounts)]:
                subprocess.run(["umount", "--lazy", str(place)], check=False)
            shutil.rmtree(root, ignore_errors=True)

    def command(self, *words: str, user: str = USER, display: str = "") -> list[str]:
        """How to run `words` in it, in a clean environment."""
        home = HOME if user == USER else "/root"
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        clean = ["env", "-i", f"HOME={home}", f"PATH={path}", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"]
        clean += [f"DISPLAY={display}"] if display else []
        return ["chroot", f"--userspec={user}", str(self.root), *clean, *words]

    def must(self, *words: str, user: str = USER, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run it; if it fails, say what it said.

        Raises:
            Refused: it failed.
        """
        done = self.attempt(*words, user=user, stdin=stdin)
        if done.returncode != 0:
            raise Refused(f"{' '.join(words)} failed ({done.returncode}):\n{done.stdout}{done.stderr}")
        return done

    def attempt(self, *words: str, user: str = USER, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run it, however it ends."""
        return self._run(self.command(*words, user=user), stdin)

    def traced(self, log: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """Run it with all calls that concern sockets written to `log`, those of its children too."""
        return self._run([*strace(log), *self.command(*words)])

    def has(self, program: str) -> bool:
        """Whether a program is there."""
        return self._run(self.command("sh", "-c", f"command -v {program}", user="root")).returncode == 0

    def listing(self) -> set[str]:
        """The paths of everything in it that is neither the user's own nor the system's notes."""
        done = subprocess.run(
            ["find", ".", "-xdev", "(", "-path", "./proc", "-o", "-path", "./dev", "-o", "-path", "./tmp", "-o",
             "-path", "./var/lib/dpkg", "-o", "-path", "./var/log", ")", "-prune", "-o", "-print"],
            cwd=self.root, capture_output=True, text=True, check=True,
        )  # fmt: skip
        paths = {line.removeprefix(".") for line in done.stdout.splitlines()}
        own = [f"{place.rstrip('/')}/" for place in _OURS]
        return {
            path
            for path in paths
            if not any(f"{path}/".startswith(each) or each.startswith(f"{path}/") for each in own)
        }

    def _run(self, command: list[str], stdin: str = "") -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=_LIMIT, check=False)
        except subprocess.TimeoutExpired as problem:
            raise Refused(f"{' '.join(command)} did not end in {_LIMIT} s") from problem


def strace(log: Path) -> list[str]:
    """A command in front of another that writes down its calls about sockets."""
    return ["strace", "--follow-forks", "--seccomp-bpf", "--trace=%network", f"--output={log}", "--"]
