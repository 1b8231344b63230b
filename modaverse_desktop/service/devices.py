"""Which CUDA devices the settings can offer, found without torch."""

from __future__ import annotations

from pathlib import Path

_DRIVER = Path("/proc/driver/nvidia/gpus")


def cuda_devices(driver: Path = _DRIVER) -> tuple[str, ...]:
    """What NVIDIA's driver for Linux calls its devices, in its order; none elsewhere. Reads a few lines."""
    try:
        return tuple(_model(folder / "information") for folder in sorted(driver.iterdir()))
    except OSError:
        return ()


def _model(information: Path) -> str:
    for line in information.read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "Model":
            return value.strip()
    return "NVIDIA"
