"""The machine that the numbers come from, and the memory of a process."""

from __future__ import annotations

import os
import re
from pathlib import Path


def machine() -> dict[str, object]:
    """Processor, cores, memory, load and versions. Linux."""
    import platform  # here: the window's own process imports this module too
    from importlib.metadata import version

    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    total = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(encoding="utf-8"))
    return {
        "processor": cpu.group(1) if cpu else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(int(total.group(1)) / 1e6, 1) if total else None,
        "load": os.getloadavg()[0],
        "system": platform.platform(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("torch", "transformers", "diffusers", "PySide6-Essentials")},
    }


def memory_mb(pid: int, field: str = "VmRSS") -> float:
    """Memory of a process in MB (10^6 bytes): `VmRSS` now, `VmHWM` at its highest."""
    found = re.search(rf"{field}:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    return int(found.group(1)) * 1024 / 1e6 if found else 0.0
