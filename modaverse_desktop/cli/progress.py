"""What happens, in one line of the terminal."""

from __future__ import annotations

from collections.abc import Callable

from modaverse_desktop.cli.output import Output
from modaverse_desktop.core.events import EngineProgress, Event


def reporter(output: Output) -> Callable[[Event], None]:
    """Shows each step, and how much of it is done."""

    def report(event: Event) -> None:
        if isinstance(event, EngineProgress):
            share = "" if event.fraction is None else f" {event.fraction:.0%}"
            output.progress(f"{event.step}{share}")

    return report
