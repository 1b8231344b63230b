"""The command line as processes of its own: speed, signals, pipes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLI = [sys.executable, "-m", "modaverse_desktop.cli"]

SLOW_ENGINE = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a job in a shell's background would ignore
from modaverse_desktop.cli import session
from modaverse_desktop.cli.entry import main
from modaverse_desktop.core.manifest import Manifest, PackKind, StackParts
from modaverse_desktop.core.packs import Packs
from pathlib import Path

class Engine:
    def warm(self, stack, report):
        print("loading", file=sys.stderr, flush=True)
        time.sleep(60)

there = Path("/")
manifests = {
    "starter": Manifest("starter", PackKind.STACK, "", there, stack=StackParts("words")),
    "words": Manifest("words", PackKind.BACKBONE, "", there),
}
session.find_installed = lambda settings: Packs(manifests)
session.make_engine = lambda packs, settings, debug=False: Engine()
sys.exit(main(["interpret", "--instruction", "x", "--json"]))
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["interpret", "--help"],
        ["convert", "--help"],
        ["generate", "--help"],
        ["packs", "list", "--help"],
        ["packs", "check", "--help"],
        ["train", "--help"],
        ["packs", "list", "--json"],
        ["interpret", "--instruction", "x", "--stack", "none"],
    ],
)
def test_what_needs_no_model_never_imports_a_heavy_library(words: list[str], tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from modaverse_desktop.cli import main\n"
        f"main({words!r})\n"
        "heavy = {'torch', 'transformers', 'diffusers', 'PySide6', 'numpy', 'PIL'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout or "none" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_gives_one_json_object_and_code_130(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_ENGINE], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "loading\n"
        started = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert time.monotonic() - started < 5
    assert process.returncode == 130
    assert json.loads(out)["exit_code"] == 130
    assert "Traceback" not in err


def test_a_reader_that_leaves_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    with open(write, "wb") as closed:  # noqa: PTH123
        done = subprocess.run([*CLI, "packs", "list"], cwd=ROOT, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


def test_usage_errors_are_plain_without_json() -> None:
    done = subprocess.run([*CLI, "interpret"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("An instruction is missing\n")
