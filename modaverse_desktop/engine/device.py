"""What the models run on, in which precision, and why: said in words, since people ask."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import torch

MB = 1 << 20


@dataclass(frozen=True)
class Device:
    """`kind` is ``cpu`` or ``cuda``; `reason` says in one sentence why this one, and why this precision."""

    kind: str
    dtype: torch.dtype
    name: str
    reason: str
    index: int = 0
    """Which of several CUDA devices."""

    @property
    def torch(self) -> torch.device:
        """For `Module.to`."""
        return torch.device(self.kind, self.index) if self.kind == "cuda" else torch.device(self.kind)


CPU = Device("cpu", torch.float32, "CPU", "The CPU.")
"""For what has no room on a GPU."""


def pick_device(wanted: str = "auto") -> Device:
    """What `core.settings` calls ``auto``, ``cpu``, ``cuda`` or ``cuda:1``; the CPU where that is not there."""
    index = int(wanted.partition(":")[2] or 0)
    count = torch.cuda.device_count() if wanted != "cpu" and torch.cuda.is_available() else 0
    if index < count:
        name = torch.cuda.get_device_name(index)
        with torch.cuda.device(index):
            is_fast = torch.cuda.is_bf16_supported(including_emulation=False)
        if is_fast:
            why = f"{name} computes bfloat16 fast, in half the memory."
            return Device("cuda", torch.bfloat16, name, why, index)
        return Device("cuda", torch.float16, name, f"{name} has no bfloat16; float16 takes half the memory.", index)
    why = {"cpu": "it was asked for", "auto": "no CUDA device was found"}.get(wanted, f"{wanted} was not found")
    name = f"CPU, {torch.get_num_threads()} threads"
    return Device("cpu", torch.float32, name, f"The CPU, because {why}; float32, because every CPU is fast in it.")


def use_all_cores() -> int:
    """Let torch use the cores this process may run on, unless `OMP_NUM_THREADS` says otherwise; returns how many."""
    if "OMP_NUM_THREADS" not in os.environ:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        torch.set_num_threads(max(1, min(cores, 16)))
    return torch.get_num_threads()


def available_mb(device: Device) -> int:
    """Memory that models may still take on the device, in MB, by what the system says now."""
    if device.kind == "cuda":
        return torch.cuda.mem_get_info(device.index)[0] // MB
    return _available_kb() // 1024


def _available_kb() -> int:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1])
    except (OSError, ValueError):
        pass
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2048  # half of it may be in use
    return 4 * MB
