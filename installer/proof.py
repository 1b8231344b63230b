"""`make offline-proof`: the packages of build/installer/packages in an empty Debian, with no network but itself.

Installs the .deb and the .run there, converts, opens the window, removes both again, and has every system call that
concerns sockets written down: one to another computer, or an attempt at one, fails the proof. What the machine lacks
is told (conditions.py), with an exit code of its own. `--any-speed` tells the times and does not judge them.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import conditions
import facts
from proof_mishaps import DEB, RUN, Mishaps
from proof_screen import look_at_window, start_times
from proof_system import HOME, Refused, System

PLACE = facts.BUILD / "proof"
PACKAGES = facts.BUILD / "packages"
_INTERNET = re.compile(r"\b(connect|sendto|sendmsg|bind|socket)\(.*AF_INET6?\b.*")
_REFUSED = re.compile(r"socket\(AF_INET6?,.*= -1 EACCES")
_LONGEST_START = 1.5
_ROOM_GB = 6.0
"""For the empty system, a copy of it, and a package in it."""
_FORBIDDEN = ("python3", "python", "ffmpeg")


def main() -> int:
    """Prove it, or say what stands against it; returns the exit code."""
    if "--inside" in sys.argv:
        return inside(any_speed="--any-speed" in sys.argv)
    deb, _ = packages()
    wanted = System.depends(deb)
    if stands_against := conditions.missing(facts.BUILD, _ROOM_GB) or cannot_prepare(wanted):
        print(stands_against, file=sys.stderr)
        return conditions.MISSING
    # From here on there is no network: a namespace of our own, whose only interface is the loopback.
    command = [*conditions.NAMESPACES, sys.executable, __file__, "--inside", *sys.argv[1:]]
    return subprocess.run(command, check=False).returncode


def cannot_prepare(wanted: list[str]) -> str:
    """Make the empty system that both packages are tried in, with the packages that they want to be there; why it
    cannot be made, or nothing.
    """
    try:
        System(PLACE / "base").prepare(wanted)
    except (OSError, subprocess.SubprocessError, Refused) as problem:
        return f"An empty Debian could not be made here: {problem}"
    return ""


def inside(*, any_speed: bool) -> int:
    """The proof itself; returns the exit code. A disk that is full or a mount that is refused is the machine's."""
    try:
        return Proof(any_speed=any_speed).all()
    except Refused as wrong:
        print(f"Wrong: {wrong}", file=sys.stderr)
        return 1
    except (OSError, subprocess.CalledProcessError) as problem:
        print(f"The proof could not be made here: {problem}", file=sys.stderr)
        return conditions.MISSING


def packages() -> tuple[Path, Path]:
    """The newest .deb and .run that were built.

    Raises:
        SystemExit: there are none.
    """
    found = [sorted(PACKAGES.glob(f"*{facts.version()}*{suffix}")) for suffix in (".deb", ".run")]
    if not all(found):
        raise SystemExit("There are no packages yet: make installer")
    return found[0][-1], found[1][-1]


class Proof:
    """One run; `lines` is the report."""

    def __init__(self, *, any_speed: bool) -> None:
        self.deb, self.run = packages()
        self.any_speed = any_speed
        self.lines: list[str] = []
        self.wrong: list[str] = []

    def all(self) -> int:
        """Both packages, each in a system of its own."""
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        for name, install in (("deb", self.install_deb), ("run", self.install_run)):
            with System(PLACE / "base").copy(PLACE / name) as system:
                self.expect(
                    not any(system.has(program) for program in _FORBIDDEN), "the system has no Python, no ffmpeg"
                )
                self.prove(name, system, install)
        report = "\n".join(self.lines) + "\n"
        (PLACE / "report.md").write_text(report, encoding="utf-8")
        print(f"{report}{'Wrong: ' + '; '.join(self.wrong) if self.wrong else 'Nothing left this computer.'}")
        return int(bool(self.wrong))

    def prove(self, name: str, system: System, install: Callable[[System], str]) -> None:
        """Install, use, look at the sockets, remove; and what must be refused before and after installing."""
        before = system.listing()
        mishaps = Mishaps(system, self.expect)
        shutil.copy(self.deb if name == "deb" else self.run, f"{system.root}{DEB if name == 'deb' else RUN}")
        mishaps.before(name)
        started = time.monotonic()
        folder = install(system)
        installed = time.monotonic() - started
        self.convert(name, system, folder)
        self.say(
            f"{name}: installed in {installed:.0f} s; first picture {time.monotonic() - started:.0f} s after the start"
        )
        shown = look_at_window(
            system,
            f"{folder}/{facts.APP}",
            PLACE / f"{name}-window.png",
            PLACE / f"{name}-window.log",
            until=lambda: engine_log(system).exists(),
        )
        self.expect(shown.opened, f"{name}: the window opened; {shown.seconds:.1f} s under strace")
        self.expect(shown.exit_code == 0, f"{name}: it closed by itself, code {shown.exit_code}")
        self.expect(model_process_is_well(system), f"{name}: the model process started and loaded without an error")
        self.judge_starts(name, start_times(system, f"{folder}/{facts.APP}"))
        for log in (PLACE / f"{name}-convert.log", PLACE / f"{name}-window.log"):
            self.look_at_sockets(log)
        mishaps.after(name)
        self.remove(name, system, folder)
        left = system.listing() - before
        self.expect(not left, f"{name}: after removing it nothing is left but the user's own{': ' if left else ''}"
                    + ", ".join(sorted(left)[:5]))  # fmt: skip

    def judge_starts(self, name: str, times: list[tuple[float, float]]) -> None:
        """How soon the window was there and had answered a key: the medians of some starts."""
        self.expect(bool(times), f"{name}: the window opened again")
        if not times:
            return
        shown, answered = (statistics.median(column) for column in zip(*times, strict=True))
        self.say(f"{name}: medians of {len(times)} starts: window {shown:.2f} s, key answered {answered:.2f} s")
        if not self.any_speed:
            self.expect(shown <= _LONGEST_START, f"{name}: the window is there within {_LONGEST_START} s")

    def install_deb(self, system: System) -> str:
        """As root, with dpkg; returns where the programs are."""
        system.must("dpkg", "-i", DEB, user="root")
        return "/usr/bin"

    def install_run(self, system: System) -> str:
        """As the user, into a home with a space and letters that are not ASCII."""
        self.say("\n".join(f"    {line}" for line in system.must("sh", RUN).stdout.splitlines()))
        return f"{HOME}/.local/bin"

    def convert(self, name: str, system: System, folder: str) -> None:
        """A picture in, a picture out."""
        words = [
            f"{folder}/{facts.COMMAND}",
            "convert",
            "--instruction",
            "Make an icon of this",
            "--media",
            "/tmp/apple.jpg",
        ]
        words += ["--yes", "--output", f"{HOME}/ModaVerse", "--json"]
        shutil.copy(facts.ROOT / "resources" / "samples" / "apple.jpg", system.root / "tmp")
        done = system.traced(PLACE / f"{name}-convert.log", *words)
        made = list(Path(f"{system.root}{HOME}/ModaVerse").glob("*.png"))
        self.expect(
            done.returncode == 0 and len(made) == 1, f"{name}: modaverse convert made a picture{done.stderr[-500:]}"
        )

    def remove(self, name: str, system: System, folder: str) -> None:
        """As its user would; `--purge` is asked and answered."""
        if name == "deb":
            system.must("dpkg", "--purge", facts.APP, user="root")
            return
        script = f"{HOME}/.local/lib/{facts.APP}/uninstall.sh"
        self.expect("Removed." in system.must(script, "--purge", stdin="y\n").stdout, f"{name}: --purge asks first")

    def look_at_sockets(self, log: Path) -> None:
        """No call may concern the internet; what was refused before it began is told."""
        calls = [
            line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if _INTERNET.search(line)
        ]
        refused = [line for line in calls if _REFUSED.search(line)]
        others = [line for line in calls if line not in refused]
        self.expect(
            not others, f"{log.stem}: {len(others)} calls with an address of the internet {others[:3] or ''}".rstrip()
        )
        if refused:
            self.say(f"  {len(refused)} sockets refused by the seal: {refused[0].strip()}")

    def expect(self, right: bool, what: str) -> None:
        """Note something that must be so."""
        self.say(f"{'ok' if right else 'WRONG'}: {what}")
        if not right:
            self.wrong.append(what)

    def say(self, line: str) -> None:
        """Into the report, and at once."""
        self.lines.append(line)
        print(line, flush=True)


def engine_log(system: System) -> Path:
    """What the model process writes down, as soon as it runs."""
    return Path(f"{system.root}{HOME}/.local/share/{facts.APP}/logs/engine.log")


def model_process_is_well(system: System) -> bool:
    """Whether its log is there and has no error: the window would only say that something went wrong."""
    log = engine_log(system)
    if not log.exists():
        return False
    text = log.read_text(encoding="utf-8", errors="replace")
    return "Traceback" not in text and " ERROR " not in text


if __name__ == "__main__":
    sys.exit(main())
