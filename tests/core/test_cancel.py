"""Progress and cancel are one thing."""

from __future__ import annotations

import threading

import pytest

from modaverse_desktop.core.cancel import CancelToken, cancellable
from modaverse_desktop.core.errors import Interrupted
from modaverse_desktop.core.events import Event, Progress


def test_reports_are_forwarded_until_somebody_cancels() -> None:
    seen: list[Event] = []
    token = CancelToken()
    report = cancellable(seen.append, token)
    report(Progress("a", "drawing", 0.5))
    token.cancel()
    with pytest.raises(Interrupted):
        report(Progress("a", "drawing", 0.6))
    assert seen == [Progress("a", "drawing", 0.5)]


def test_another_thread_can_cancel() -> None:
    token = CancelToken()
    assert not token.cancelled
    thread = threading.Thread(target=token.cancel)
    thread.start()
    thread.join()
    assert token.cancelled
    with pytest.raises(Interrupted):
        token.check()
