"""A window's queue without the window, as a process: it takes some wishes, and is killed as soon as they are kept.

Arguments: the history's file and the queue's file.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from modaverse_desktop.core import events
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.history_service import HistoryService
from modaverse_desktop.service.queue_keeper import QueueKeeper

CATS = (Invocation(Modality.IMAGE, "a cat"), Invocation(Modality.IMAGE, "two cats"))


def propose(queue: ConversionQueue, conversion: str) -> None:
    queue.receive(events.Started(conversion))
    queue.receive(events.Proposed(conversion, "raw", CATS))


def fill(queue: ConversionQueue) -> None:
    """One waits for the user, one has made one of two pictures, four wait; the last of them is to be next."""
    names = [queue.submit(f"wish {number}", []) for number in range(6)]
    propose(queue, names[0])
    propose(queue, names[1])
    queue.approve(names[1])
    queue.move(names[1], 0)
    queue.receive(events.Cancelled(names[2]))
    queue.receive(events.GenerationStarted(names[1], 0))
    queue.receive(events.ArtifactReady(names[1], Artifact(Modality.IMAGE, 0, path=Path("/made/cat.png"))))
    queue.receive(events.GenerationStarted(names[1], 1))
    queue.submit("wish 6", [])
    queue.move(names[5], 0)


def main() -> None:
    app = QCoreApplication([])
    queue = ConversionQueue(
        send=lambda request: None, stack="starter", folder=lambda: Path("/made"), naming=lambda: "stem"
    )
    history = HistoryService(Path(sys.argv[1]))
    keeper = QueueKeeper(queue, history, Path(sys.argv[2]))
    history.left_over.connect(lambda left: fill(queue))
    saved: list[object] = []
    history.left_over.connect(lambda left: history.changed.connect(lambda: saved.append(left)))
    file = Path(sys.argv[2])
    watch = QTimer(app)
    watch.timeout.connect(lambda: saved and file.exists() and os.kill(os.getpid(), signal.SIGKILL))
    watch.start(10)
    keeper.open()
    app.exec()


if __name__ == "__main__":
    main()
