"""The engine as the user's settings want it."""

from __future__ import annotations

from collections.abc import Callable

from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.pipeline import Engine


def configured_engine(packs: Packs | Callable[[], Packs], settings: Settings) -> Engine:
    """An engine on the device, and within the memory, that the user chose."""
    engine = Engine(packs, pick_device(settings.device))
    engine.configure(settings.device, settings.memory_mb)
    return engine
