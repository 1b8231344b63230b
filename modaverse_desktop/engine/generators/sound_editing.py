"""Changing a sound with a pipeline that takes one, but always buries it in all the noise of its schedule."""

from __future__ import annotations

import inspect
from typing import Any

from torch import Tensor


class SoundEditing:
    """Stable Audio with the argument `strength` besides its own: how much noise is put on the sound to begin with.

    Between the least noise of the schedule and the most, in equal ratios, as the published code's init noise level.
    """

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        self.accepts = frozenset(inspect.signature(pipeline.__call__).parameters) | {"strength"}

    def __call__(self, initial_audio_waveforms: Tensor, strength: float = 0.6, **arguments: Any) -> Any:
        """As the pipeline's own call; `strength` is above 0, to 1."""
        sound = initial_audio_waveforms.to(self._pipeline._execution_device)  # where the pipeline does not put it
        whole = self._pipeline.scheduler
        self._pipeline.scheduler = quieter(whole, strength)
        try:
            return self._pipeline(initial_audio_waveforms=sound, **arguments)
        finally:
            self._pipeline.scheduler = whole


def quieter(scheduler: Any, strength: float) -> Any:
    """A copy of the scheduler whose most noise is what `strength` leaves of it."""
    least, most = scheduler.config.sigma_min, scheduler.config.sigma_max
    return type(scheduler).from_config(scheduler.config, sigma_max=least * (most / least) ** strength)
