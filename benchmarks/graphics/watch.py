"""A clock that waits for the device, and the most memory that was taken since it was last asked."""

from __future__ import annotations

import os
import time
from pathlib import Path

import torch

from benchmarks.machine import memory_mb

_MB = 1 << 20


def settled(device: torch.device) -> float:
    """The time, in seconds, when the device has done all that it was given."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()


class Peak:
    """The highest memory since it was made: of the CUDA device what tensors took and what was held for them; on a CPU
    that of the process, and how much more than at the beginning."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        if device.type == "cuda":
            torch.cuda.synchronize(device)
            torch.cuda.reset_peak_memory_stats(device)
        else:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
            self._before = memory_mb(os.getpid())

    def measured(self) -> dict[str, float]:
        """In MB."""
        if self._device.type == "cuda":
            torch.cuda.synchronize(self._device)
            return {
                "peak_mb": torch.cuda.max_memory_allocated(self._device) / _MB,
                "peak_held_mb": torch.cuda.max_memory_reserved(self._device) / _MB,
            }
        highest = memory_mb(os.getpid(), "VmHWM")
        return {"peak_mb": highest, "peak_held_mb": highest, "more_than_before_mb": max(0.0, highest - self._before)}
