"""The engine as the user's settings want it."""

from __future__ import annotations

from collections.abc import Callable

from modaverse_desktop.core.acceptance import Acceptance
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.pipeline import Engine
from modaverse_desktop.engine.weights import Verified


class Licensed(Verified):
    """Weights whose licence has not been accepted are not loaded either."""

    def require(self, manifest: Manifest, report_fraction: Callable[[float], None] | None = None) -> None:
        """As `Verified.require`; raises AppError(USAGE) about the licence first."""
        Acceptance().require(manifest)
        super().require(manifest, report_fraction)


def configured_engine(packs: Packs | Callable[[], Packs], settings: Settings, *, many_answers: bool = False) -> Engine:
    """An engine on the device, and within the memory, that the user chose."""
    engine = Engine(packs, pick_device(settings.device), verified=Licensed(), many_answers=many_answers)
    engine.configure(settings.device, settings.memory_mb)
    return engine
