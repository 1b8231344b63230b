from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest

from modaverse_desktop.ui.first_picture import import_the_rest, rest_collecting, resume_collecting


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_while_the_window_starts() -> None:
    rest_collecting()
    assert not gc.isenabled()


def test_what_was_made_at_the_start_is_not_looked_through_again() -> None:
    rest_collecting()
    stays = [["one of many"]]
    resume_collecting()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert not any(each is stays for each in gc.get_objects())


def test_the_modules_of_the_other_pages_come_afterwards() -> None:
    import_the_rest()
    pages = {"settings_panel", "about.about_panel", "history.history_page", "feed.conversion_view"}
    assert {f"modaverse_desktop.ui.{page}" for page in pages} <= set(sys.modules)
