"""What can go wrong with the real packages, for `proof.py`: each must be refused in words and change nothing, and what
the user made and chose must stay.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import facts
from proof_screen import while_open
from proof_system import HOME, USER, System

RUN, DEB = "/tmp/app.run", "/tmp/app.deb"
"""Where the packages lie in the system."""
_APP = f"{HOME}/.local/lib/{facts.APP}"
_OWN = (f"{HOME}/.config/{facts.APP}", f"{HOME}/.local/share/{facts.APP}", f"{HOME}/ModaVerse")
_NEWER, _OLDER = "99.0.0", "0.0.1"
_LOST = 1000
_HIDDEN = "libxcb.so.1"


class Mishaps:
    """They happen in one `system`; `expect` takes whether something is as it must be, and what it is."""

    def __init__(self, system: System, expect: Callable[[bool, str], None]) -> None:
        self.system = system
        self.expect = expect

    def before(self, name: str) -> None:
        """With a package, ``run`` or ``deb``, that is not installed yet."""
        {"run": self._before_run, "deb": self._before_deb}[name]()

    def after(self, name: str) -> None:
        """With a package that is installed."""
        {"run": self._after_run, "deb": self._after_deb}[name]()

    def _before_run(self) -> None:
        """Damaged, cut off, no room, no right to write, an old system."""
        file = self.inside(RUN)
        with changed(file):
            self.refused("a .run with one byte changed", "is damaged", "sh", RUN)
        with cut(file):
            self.refused("a .run that was cut off", "is not whole", "sh", RUN)
        for what, options, sentence in (
            ("a disk with too little room", "size=50m,mode=777", "There is too little room"),
            ("a disk that is full halfway", "size=8g,nr_inodes=500,mode=777", "Nothing was changed."),
            ("a disk that is read-only", "ro,mode=777", "read-only"),
        ):
            with disk(self.inside("/tmp/disk"), options) as place:
                self.refused(what, sentence, "sh", RUN, "--target", "/tmp/disk/app")
                self.expect(not any(place.iterdir()), f"{what}: nothing is left on it")
        with self.stand_in("getconf", "echo glibc 2.31") as path:
            self.refused("an older glibc", "glibc is 2.31, and ModaVerse needs", "env", path, "sh", RUN)

    def _after_run(self) -> None:
        """Under an open window, over a newer one and an older one, without a library; and "no" to losing one's own."""
        version = self.inside(f"{_APP}/version")
        with while_open(self.system, f"{_APP}/{facts.APP}"):
            self.refused("installing while the window is open", "ModaVerse is running", "sh", RUN)
            self.refused("removing while the window is open", "ModaVerse is running", f"{_APP}/uninstall.sh")
        own = self.own_files()
        version.write_text(f"{_NEWER}\n", encoding="utf-8")
        self.refused("an older version over a newer one", f"{_NEWER} is installed, which is newer", "sh", RUN)
        version.write_text(f"{_OLDER}\n", encoding="utf-8")
        before = self.system.listing()
        self.inside(f"{_APP}/of-the-older-version").touch()
        said = self.system.must("sh", RUN).stdout
        self.expect(f"Replacing ModaVerse {_OLDER}" in said, "run: an update over an older version")
        self.expect(self.system.listing() == before, "run: after an update, the same files as after installing")
        self.expect(self.own_files() == own, "run: after an update, settings, history and results are as they were")
        with self.hidden(_HIDDEN):
            told = self.system.must("sh", f"{_APP}/share/missing.sh", _APP).stdout
        self.expect(f"{_HIDDEN}  (Debian and Ubuntu: " in told, "run: a missing library is told with its package")
        kept = self.system.must(f"{_APP}/uninstall.sh", "--data-only", stdin="n\n").stdout
        self.expect("They stay." in kept and self.own_files() == own, "run: asked about the user's own, no is no")

    def _before_deb(self) -> None:
        """No room for it."""
        with disk(self.inside("/opt"), "size=50m"):
            self.refused("a .deb on a full disk", "No space left on device", "dpkg", "-i", DEB, user="root")
        self.system.attempt("dpkg", "--purge", "--force-remove-reinstreq", facts.APP, user="root")

    def _after_deb(self) -> None:
        """Damaged, under an open window, over a newer one and an older one."""
        install = ("dpkg", "-i", DEB)
        with changed(self.inside(DEB)):
            self.refused("a .deb with one byte changed", "dpkg", *install, user="root")
        with while_open(self.system, f"/usr/bin/{facts.APP}"):
            self.refused("a .deb while the window is open", "ModaVerse is running", *install, user="root")
            remove = ("dpkg", "--remove", facts.APP)
            self.refused("removing the .deb while the window is open", "ModaVerse is running", *remove, user="root")
        own = self.own_files()
        with self.pretended_version(_NEWER):
            self.refused(
                "an older .deb over a newer one", f"{_NEWER} is installed, which is newer", *install, user="root"
            )
        with self.pretended_version(_OLDER):
            self.system.must(*install, user="root")
        self.expect(self.own_files() == own, "deb: after an update, settings, history and results are as they were")

    def refused(self, what: str, sentence: str, *words: str, user: str = USER) -> None:
        """A command must fail with a sentence, and leave all paths of the system as they were."""
        before = self.system.listing()
        done = self.system.attempt(*words, user=user)
        said = f"{done.stdout}{done.stderr}"
        self.expect(done.returncode != 0 and sentence in said, f"{what}: refused{_unless(sentence, said)}")
        others = sorted(self.system.listing() ^ before)
        self.expect(not others, f"{what}: nothing was changed{': ' if others else ''}{', '.join(others[:5])}")

    def inside(self, path: str) -> Path:
        """A path of the system as this process sees it."""
        return Path(f"{self.system.root}{path}")

    def own_files(self) -> dict[str, str]:
        """What the user has made and chosen, but for logs: paths and sha256."""
        files = [file for place in _OWN for file in sorted(self.inside(place).rglob("*")) if file.is_file()]
        return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files if "logs" not in file.parts}

    @contextmanager
    def stand_in(self, name: str, does: str) -> Iterator[str]:
        """A program of the system replaced by a line of shell; gives the PATH that finds it."""
        folder = self.inside("/tmp/instead")
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
        yield "PATH=/tmp/instead:/usr/bin:/bin"

    @contextmanager
    def hidden(self, library: str) -> Iterator[None]:
        """The system without one of its libraries."""
        found = list(self.inside("/usr/lib").rglob(f"{library}*"))
        for file in found:
            file.rename(file.with_name(f"away-{file.name}"))
        try:
            yield
        finally:
            for file in found:
                file.with_name(f"away-{file.name}").rename(file)

    @contextmanager
    def pretended_version(self, version: str) -> Iterator[None]:
        """Let dpkg believe that another version is installed."""
        status = self.inside("/var/lib/dpkg/status")
        before = status.read_text(encoding="utf-8")
        head, name, rest = before.partition(f"Package: {facts.APP}\n")
        status.write_text(head + name + rest.replace(f"Version: {facts.version()}\n", f"Version: {version}\n", 1))
        yield
        if f"Version: {version}\n" in status.read_text(encoding="utf-8"):
            status.write_text(before, encoding="utf-8")


@contextmanager
def changed(file: Path) -> Iterator[None]:
    """A file with another byte in its middle."""
    middle = file.stat().st_size // 2

    def flip() -> None:
        with file.open("r+b") as opened:
            opened.seek(middle)
            byte = opened.read(1)[0]
            opened.seek(middle)
            opened.write(bytes([byte ^ 1]))

    flip()
    yield
    flip()


@contextmanager
def cut(file: Path) -> Iterator[None]:
    """A file without its end."""
    with file.open("r+b") as opened:
        opened.seek(-_LOST, 2)
        end = opened.read()
        opened.truncate(file.stat().st_size - _LOST)
    yield
    with file.open("ab") as opened:
        opened.write(end)


@contextmanager
def disk(place: Path, options: str) -> Iterator[Path]:
    """An empty disk there, with these options of tmpfs."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def _unless(sentence: str, said: str) -> str:
    return "" if sentence in said else f", but it says: {said.strip()[-300:]}"
