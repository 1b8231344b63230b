"""What a screen reader is told without being asked."""

from __future__ import annotations

import pytest

from modaverse_desktop.core.conversion import State
from modaverse_desktop.ui import announcer
from tests.ui.conftest import Desk


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(announcer, "announce", lambda source, words, urgent=False: heard.append(words))
    return heard


def test_a_plan_that_waits_is_announced_once(desk: Desk, said: list[str]) -> None:
    view = desk.ask("Make two pets", State.PROPOSED)
    assert [words for words in said if "waits for your approval" in words and "Make two pets" in words] == said
    assert len(said) == 1
    desk.parts.queue.edit(view.conversion.id, view.conversion.invocations[:1])
    assert len(said) == 1


def test_an_answer_is_read_out(desk: Desk, said: list[str]) -> None:
    view = desk.ask("What is this?", State.DONE)
    answer = view.conversion.artifacts[0].text
    assert answer
    assert said[-1].startswith("Done: What is this?")
    assert answer in said[-1]


def test_a_failure_is_announced_with_its_reason(desk: Desk, said: list[str]) -> None:
    view = desk.ask("error", State.FAILED)
    assert view.conversion.error is not None
    assert said == [f"Failed: error. {view.conversion.error.title}"]


def test_an_announcement_can_be_made_of_any_part_of_the_window(desk: Desk) -> None:
    announcer.announce(desk.window, "Something happened", urgent=True)
