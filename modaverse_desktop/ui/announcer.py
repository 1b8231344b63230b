"""Says to a screen reader what happens without the user's doing: a plan is there, something is done or failed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.ui.language import heard

_LONGEST = 80


def announce(source: QObject, words: str, *, urgent: bool = False) -> None:
    """Let a screen reader say `words`; at once if `urgent`, else when it has finished what it says."""
    event = QAccessibleAnnouncementEvent(source, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


class Announcer(QObject):
    """Speaks for the queue, once for each state that a conversion comes to; of a batch, only of its end."""

    def __init__(self, queue: ConversionQueue, parent: QObject) -> None:
        super().__init__(parent)
        self._speaker = parent
        self._queue = queue
        self._states: dict[str, State] = {each.id: each.state for each in queue.conversions()}
        queue.added.connect(self._changed)
        queue.changed.connect(self._changed)
        queue.removed.connect(self._removed)

    @Slot(str)
    def _changed(self, name: str) -> None:
        conversion = self._queue[name]
        if self._states.get(name) is conversion.state:
            return
        self._states[name] = conversion.state
        if conversion.batch and not self._is_last_of(conversion.batch):
            return
        if words := self._words(conversion):
            announce(self._speaker, words, urgent=conversion.state is State.FAILED)

    @Slot(str)
    def _removed(self, name: str) -> None:
        self._states.pop(name, None)

    def _is_last_of(self, batch: str) -> bool:
        """Whether nothing of the batch is to be done any more."""
        busy = (State.QUEUED, State.INTERPRETING, State.APPROVED, State.GENERATING)
        return not any(each.batch == batch and each.state in busy for each in self._queue.conversions())

    def _words(self, conversion: Conversion) -> str:
        said = conversion.instruction
        short = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
        match conversion.state:
            case State.PROPOSED:
                return self.tr("The plan for “{instruction}” waits for your approval").format(instruction=short)
            case State.DONE:
                answers = " ".join(artifact.text for artifact in conversion.artifacts if artifact.text)
                words = self.tr("Done: {instruction}").format(instruction=short)
                return f"{words}. {answers}" if answers else words
            case State.FAILED:
                why = heard(conversion.error.title) if conversion.error else ""
                return self.tr("Failed: {instruction}. {why}").format(instruction=short, why=why)
            case _:
                return ""
