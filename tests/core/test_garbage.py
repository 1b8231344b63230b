"""What is due is collected, and no more."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from modaverse_desktop.core.garbage import collect_all, collect_due

PICTURES = """
import gc
from modaverse_desktop.core.garbage import give_back_what_is_free
def memory():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
{}
del_me = bytearray(16 << 20)
del del_me  # by itself the measure is 16 MB from now on
pictures, between = [], []
for _ in range(40):
    pictures.append(bytearray(1 << 20))
    between.append(bytearray(2000))
full = memory()
pictures.clear()
print((full - memory()) >> 20)
"""


def test_the_oldest_generation_that_is_due_is_collected() -> None:
    gc.collect()
    before = [each["collections"] for each in gc.get_stats()]
    collect_due()
    assert [each["collections"] for each in gc.get_stats()] == before
    kept = [[number] for number in range(2000)]
    collect_due()
    assert [each["collections"] for each in gc.get_stats()] == [before[0] + 1, *before[1:]]
    del kept


def test_everything_is_collected_when_it_is_asked_for() -> None:
    before = gc.get_stats()[2]["collections"]
    collect_all()
    assert gc.get_stats()[2]["collections"] == before + 1


@pytest.mark.skipif(sys.platform != "linux", reason="another malloc")
def test_the_memory_of_pictures_goes_back_to_the_system_when_they_go() -> None:
    script = [sys.executable, "-c", PICTURES.format("give_back_what_is_free()")]
    assert int(subprocess.run(script, capture_output=True, check=True).stdout) >= 38
