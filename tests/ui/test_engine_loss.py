"""`kill -9` of the engine in every phase: one conversion fails with a sentence, everything else goes on."""

from __future__ import annotations

import os
import signal

from modaverse_desktop.core.conversion import State
from tests.ui.conftest import Desk


def kill_engine(desk: Desk) -> None:
    pid = desk.parts.service.engine_pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def assert_works_again(desk: Desk) -> None:
    assert desk.ask("What is this?", State.DONE).artifacts
    desk.until(lambda: desk.window.status.text().startswith("Ready"))


def test_killed_while_interpreting(desk: Desk) -> None:
    waiting = desk.ask("Make a cat", State.PROPOSED)
    view = desk.ask("slow", State.INTERPRETING)
    kill_engine(desk)
    desk.wait_for(view, State.FAILED)
    assert "ended from outside" in view.error.text()
    assert view.error.isVisible()
    assert waiting.conversion.state is State.PROPOSED
    assert_works_again(desk)


def test_killed_while_generating(desk: Desk) -> None:
    view = desk.ask("Make a cat", State.PROPOSED)
    assert view.editor is not None
    view.editor.cards()[0].prompt.setPlainText("slow")
    view.editor.approve_button.click()
    desk.wait_for(view, State.GENERATING)
    kill_engine(desk)
    desk.wait_for(view, State.FAILED)
    assert_works_again(desk)


def test_killed_while_idle_nothing_is_lost(desk: Desk) -> None:
    view = desk.ask("Make a cat", State.PROPOSED)
    kill_engine(desk)
    desk.until(lambda: "starts again" in desk.window.status.text())
    assert view.editor is not None
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)


def test_a_conversion_that_waits_survives_the_loss_of_the_engine(desk: Desk) -> None:
    desk.ask("slow", State.INTERPRETING)
    waiting = desk.ask("What is this?", State.QUEUED)
    kill_engine(desk)
    desk.wait_for(waiting, State.DONE)


def test_a_disk_unplugged_while_it_is_used_is_said_and_the_queue_goes_on(desk: Desk) -> None:
    view = desk.ask("slow", State.INTERPRETING)
    lost = desk.ask("unplug the disk", State.QUEUED)
    waiting = desk.ask("What is this?", State.QUEUED)
    desk.parts.queue.cancel(view.conversion.id)
    desk.wait_for(lost, State.FAILED)
    assert "can no longer be read" in lost.error.text()
    assert "Connect the disk" in lost.error.text()
    desk.wait_for(waiting, State.DONE)
    assert_works_again(desk)
