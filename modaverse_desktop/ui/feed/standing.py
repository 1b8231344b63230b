"""Where a conversion stands in the queue, in words: what happens now, who is before it, how long it takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.service.outlook import Outlook
from modaverse_desktop.ui.language import heard
from modaverse_desktop.ui.words import task_word


@dataclass(frozen=True)
class Standing:
    """What a conversion's value alone does not tell."""

    ahead: int = 0
    """How many are done before it."""
    first: bool = True
    """Of those that wait it is the next one, or it does not wait."""
    paused: bool = False
    """Nothing more is given to the engine for now."""
    outlook: Outlook = field(default_factory=Outlook)


def doing_now(conversion: Conversion, standing: Standing) -> str:
    """What happens to a running or waiting conversion, in words."""
    if conversion.step:
        step = heard(conversion.step)
        return step if step.endswith("…") else f"{step}…"
    if conversion.state in (State.QUEUED, State.APPROVED):
        return _waits(standing)
    if conversion.state is State.INTERPRETING:
        return _tr("The model reads it…")
    return _makes(conversion)


def running_words(conversion: Conversion, standing: Standing) -> str:
    """What happens now, and how long it still takes, as far as that is known."""
    now = doing_now(conversion, standing)
    if conversion.state in (State.QUEUED, State.APPROVED):
        return now
    if standing.outlook.late:
        return _tr("{now} It takes longer than usual.").format(now=now)
    if standing.outlook.seconds is None:
        return now
    return f"{now} {time_left(standing.outlook.seconds)}"


def time_left(seconds: float) -> str:
    """A time that is only foretold, as roughly as it is known."""
    if seconds < 8:
        return _tr("A few seconds left")
    if seconds < 55:
        return _tr("About {n} s left").format(n=5 * round(seconds / 5))
    if seconds < 90:
        return _tr("About a minute left")
    if seconds < 90 * 60:
        return _tr("About {n} min left").format(n=round(seconds / 60))
    return _tr("About {n} h left").format(n=round(seconds / 3600))


def _waits(standing: Standing) -> str:
    match standing.ahead, standing.paused:
        case _, True:
            return _tr("It waits: the queue is paused")
        case 0, False:
            return _tr("Waits for the model…")
        case 1, False:
            return _tr("Waits for another one")
        case ahead, False:
            return _tr("Waits for {count} others").format(count=ahead)


def _makes(conversion: Conversion) -> str:
    if conversion.running is None or conversion.running >= len(conversion.invocations):
        return _tr("Works…")
    task = task_word(conversion.invocations[conversion.running].task).lower()
    count = len(conversion.approved)
    if count == 1:
        return _tr("Makes the {task}…").format(task=task)
    number = conversion.running - conversion.settled + 1
    return _tr("Makes the {task} ({number} of {count})…").format(task=task, number=number, count=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("standing", text)
