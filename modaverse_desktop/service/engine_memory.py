"""What the engine said last about the models that it holds."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from modaverse_desktop.core.memory import Memory
from modaverse_desktop.service.conversion_queue import ConversionQueue


class EngineMemory(QObject):
    """Lives on the window's thread."""

    changed = Signal()

    def __init__(self, queue: ConversionQueue) -> None:
        super().__init__()
        self._memory: Memory | None = None
        queue.memory_changed.connect(self._take)

    def now(self) -> Memory | None:
        """None before the engine has said anything."""
        return self._memory

    @Slot(object)
    def _take(self, memory: Memory) -> None:
        self._memory = memory
        self.changed.emit()
