"""A file that is mapped and cut short under the command line: a real SIGBUS, told as any other failure."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

UNPLUGGED = """
import mmap, os, sys, threading
from modaverse_desktop.cli.lost_files import telling_lost_files
from modaverse_desktop.cli.output import Output

with open(sys.argv[1], "w+b") as file:
    file.truncate(1 << 20)
    mapped = mmap.mmap(file.fileno(), 0)
    with Output(as_json=True) as output, telling_lost_files(output, debug="debug" in sys.argv):
        output.result({"first": 1}, "")
        os.truncate(sys.argv[1], 0)
        look = lambda: mapped[1 << 19]
        if "elsewhere" in sys.argv:
            thread = threading.Thread(target=look)
            thread.start()
            thread.join()
        look()
"""
AFTERWARDS = """
import os, signal
from modaverse_desktop.cli.lost_files import telling_lost_files
from modaverse_desktop.cli.output import Output
with Output(as_json=True) as output, telling_lost_files(output):
    pass
os.kill(os.getpid(), signal.SIGBUS)
"""


def run(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("more", [(), ("elsewhere",), ("debug",)])
def test_it_is_said_in_a_sentence_and_in_json_with_the_exit_code_of_a_model(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    done = run(UNPLUGGED, str(tmp_path / "weights"), *more)
    assert done.returncode == 4
    first, last = map(json.loads, done.stdout.splitlines())
    assert first == {"first": 1}
    assert (last["exit_code"], last["error"]["kind"]) == (4, "model")
    assert "can no longer be read" in done.stderr
    assert "Connect the disk" in done.stderr
    assert ("line" in done.stderr) is ("debug" in more)


def test_afterwards_the_signal_is_the_systems_again() -> None:
    assert run(AFTERWARDS).returncode == -signal.SIGBUS
