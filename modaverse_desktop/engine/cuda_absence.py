"""Why a graphics card is not used, in words that say what to do: its driver is missing or too old, or the card is."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from pathlib import Path

import torch

_DRIVER = Path("/proc/driver/nvidia/gpus")
_OLD = re.compile(r"driver on your system is too old \(found version (\d+)\)", re.IGNORECASE)
_NO_DRIVER = re.compile("no nvidia driver", re.IGNORECASE)
_NO_CARD = re.compile("no cuda gpus are available|no cuda-capable device", re.IGNORECASE)
_LONGEST = 200


@dataclass(frozen=True)
class Absence:
    """`short` goes beside the name of the CPU and is empty where there is simply no card; `reason` is a clause."""

    reason: str
    short: str = ""


def why_no_cuda(driver: Path = _DRIVER) -> Absence:
    """Why torch finds no CUDA device. `driver`: the folder in which NVIDIA's driver for Linux lists its cards."""
    if torch.version.cuda is None:
        if not _has_card(driver):
            return Absence("no CUDA device was found")
        return Absence(
            "there is an NVIDIA card, but the PyTorch that is installed computes on the CPU only; docs/installing.md "
            "says how to get the one for CUDA",
            "PyTorch without CUDA",
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch warns of what it then raises
            torch.cuda.init()
    except (RuntimeError, AssertionError) as error:
        return _understood(str(error))
    return Absence("no CUDA device was found")


def too_old(index: int) -> Absence | None:
    """Whether the installed PyTorch has no code for this card any more."""
    known = [int(name[3:]) for name in torch.cuda.get_arch_list() if name.startswith("sm_") and name[3:].isdigit()]
    major, minor = torch.cuda.get_device_capability(index)
    if not known or major * 10 + minor >= min(known):
        return None
    name = torch.cuda.get_device_name(index)
    return Absence(
        f"{name} is too old for the PyTorch that is installed: it has compute capability {major}.{minor}, and "
        f"{min(known) // 10}.{min(known) % 10} is needed",
        "the graphics card is too old",
    )


def _understood(said: str) -> Absence:
    if found := _OLD.search(said):
        version = int(found[1])
        has = f"{version // 1000}.{version % 1000 // 10}"
        return Absence(
            f"the graphics card's driver is too old: it knows CUDA {has}, and PyTorch needs {torch.version.cuda}; "
            "install a newer driver from NVIDIA or your distribution, and start again",
            "the graphics driver is too old",
        )
    if _NO_DRIVER.search(said):
        return Absence("no driver for an NVIDIA card was found")
    if _NO_CARD.search(said):
        return Absence("no CUDA device was found")
    first = said.strip().partition("\n")[0][:_LONGEST]
    return Absence(f"CUDA does not start ({first}); restarting the computer often helps", "CUDA does not start")


def _has_card(driver: Path) -> bool:
    try:
        return any(driver.iterdir())
    except OSError:
        return False
