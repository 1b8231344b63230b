from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from modaverse_desktop.ui.first_picture import (
    THE_FIRST_CARD,
    THE_OTHER_PAGES,
    bring_in,
    rest_collecting,
)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_nothing_is_collected_while_the_window_starts() -> None:
    rest_collecting()
    assert not gc.isenabled()


_STEPS = """
import sys
import modaverse_desktop.ui.application
from modaverse_desktop.ui import first_picture
for name in (*first_picture.THE_FIRST_CARD, *first_picture.THE_OTHER_PAGES):
    before = set(sys.modules)
    first_picture.importlib.import_module(name)
    print(name, sum(each.startswith("modaverse_desktop") for each in set(sys.modules) - before))
"""


def test_the_modules_of_the_other_pages_come_afterwards_a_few_at_a_time() -> None:
    done = subprocess.run([sys.executable, "-c", _STEPS], capture_output=True, text=True, check=True)
    steps = {name: int(count) for name, count in map(str.split, done.stdout.splitlines())}
    pages = {"settings_panel", "about.about_panel", "history.history_page", "feed.conversion_view"}
    assert {f"modaverse_desktop.ui.{page}" for page in pages} <= set(steps)
    assert max(steps.values()) <= 8, steps


def test_all_of_them_can_be_brought_in() -> None:
    for modules in (THE_FIRST_CARD, THE_OTHER_PAGES):
        asyncio.run(bring_in(modules))
        assert set(modules) <= set(sys.modules)
