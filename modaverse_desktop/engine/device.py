"""What the models run on, in which precision, and why: said in words, since people ask."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import torch

from modaverse_desktop.engine.cuda_absence import Absence, too_old, why_no_cuda

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
    """What `core.settings` calls ``auto``, ``cpu``, ``cuda`` or ``cuda:1``; the CPU where that cannot be used."""
    if wanted == "cpu":
        return _processor(Absence("it was asked for"))
    index = int(wanted.partition(":")[2] or 0)
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if index < count:
        try:
            return _too_old(index) or _cuda(index)
        except RuntimeError as error:  # a driver that fails: what it says is all there is
            return _processor(Absence(f"{wanted} does not work ({str(error)[:200]})", "CUDA does not start"))
    if count:
        return _processor(Absence(f"{wanted} was not found"))
    return _processor(why_no_cuda())


def one_of_several(wanted: str, place: int) -> str:
    """The device for one of several processes, by its `place` among them: each has a graphics card of its own, in turn
    if there are fewer cards. A card that is named (``cuda:1``) and the CPU stay as they are `wanted`."""
    cards = torch.cuda.device_count() if wanted in ("auto", "cuda") and torch.cuda.is_available() else 0
    return f"cuda:{place % cards}" if cards > 1 else wanted


def _too_old(index: int) -> Device | None:
    absence = too_old(index)
    return _processor(absence) if absence else None


def _cuda(index: int) -> Device:
    name = torch.cuda.get_device_name(index)
    with torch.cuda.device(index):
        is_fast = torch.cuda.is_bf16_supported(including_emulation=False)
    if is_fast:
        why = f"{name} computes bfloat16 fast, in half the memory."
        return Device("cuda", torch.bfloat16, name, why, index)
    return Device("cuda", torch.float16, name, f"{name} has no bfloat16; float16 takes half the memory.", index)


def _processor(absence: Absence) -> Device:
    """The CPU; beside its name stands why a graphics card that is there is not used."""
    why = f"The CPU, because {absence.reason}; float32, because every CPU is fast in it."
    return Device("cpu", torch.float32, _processor_name(torch.get_num_threads(), absence.short), why)


def _processor_name(threads: int, short: str) -> str:
    if threads == 1:
        return f"CPU, 1 thread; {short}" if short else "CPU, 1 thread"
    return f"CPU, {threads} threads; {short}" if short else f"CPU, {threads} threads"


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
