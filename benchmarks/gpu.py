"""The ModaVerse-7B chain on a graphics card, at full size with random weights: speed, and memory within limits.

`python -m benchmarks gpu` needs no files and under eight minutes on a card like an H100; 25 GB of disk are used while
it runs. It prints JSON. `--small` is the same work on tiny models, on the CPU, in seconds: it shows that it runs.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.benchmark import Finding
from benchmarks.graphics.decoding import bandwidth, decoding
from benchmarks.graphics.encoding import encoding
from benchmarks.graphics.limits import Chain
from benchmarks.graphics.packs import STACK, published_state, save_packs
from benchmarks.graphics.sizes import FULL, SMALL, Size
from benchmarks.graphics.watch import settled
from benchmarks.machine import machine
from modaverse_desktop.core.fits import model_parts
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.precision import Choice, Precision
from modaverse_desktop.engine.device import Device, pick_device
from modaverse_desktop.engine.fitting import QUANTISER
from modaverse_desktop.engine.modaverse import load_modaverse
from modaverse_desktop.engine.residency import free_memory

WITHOUT_CUDA = (
    "There is no CUDA device here, so nothing was measured. "
    "`python -m benchmarks gpu --small` does the same with tiny models on the CPU."
)
_DISK_GB = 25
_PROMISED = 0.6
"""Of the limit that the memory's bandwidth sets, decoding in 16 bit."""
_LIMIT_SECONDS = 480
_COMPILED_WITHIN = 200
"""Seconds: on a slower machine nothing is compiled, so that the rest is measured in time."""


class GpuWork:
    """Everything about the graphics card; without one it only says so, unless it is to be `small`."""

    name = "gpu"

    def __init__(self, *, small: bool = False) -> None:
        self._size = SMALL if small else FULL
        self._folder: Path | None = None

    def prepare(self) -> None:
        """A folder for what is written."""
        self._folder = Path(tempfile.mkdtemp(prefix="gpu-"))

    def run(self) -> list[Finding]:
        """Measure, print the JSON, and give the figures that are promised."""
        assert self._folder is not None, "run before prepare"
        device = pick_device("cpu" if self._size is SMALL else "cuda")
        if self._size is FULL and device.kind != "cuda":
            print(f"  {WITHOUT_CUDA}")
            return []
        if self._size is FULL and shutil.disk_usage(self._folder).free < _DISK_GB * 10**9:
            print(f"  {_DISK_GB} GB of disk are needed in {tempfile.gettempdir()}; set TMPDIR to where they are.")
            return []
        found = measured(self._size, device, self._folder, lambda words: print(f"  {words}", file=sys.stderr))
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return findings(found)

    def clear(self) -> None:
        """Remove the random weights."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)


def measured(size: Size, device: Device, folder: Path, tell: Callable[[str], None]) -> dict[str, Any]:
    """All figures, as they are printed; what was written into `folder` stays there."""
    started = time.perf_counter()
    seconds: dict[str, float] = {}

    @contextmanager
    def part(name: str) -> Iterator[None]:
        tell(name)
        before = settled(device.torch)
        yield
        free_memory()
        seconds[name] = settled(device.torch) - before

    found: dict[str, Any] = {"device": device.name, "size": size.name, "machine": machine()}
    found["can_quantise"] = importlib.util.find_spec(QUANTISER) is not None
    with part("bandwidth"):
        copied = bandwidth(size, device.torch)
        found["bandwidth_gb_per_s"] = copied / 1e9
    with part("encoder"):
        state = published_state(size, device.torch)
        found["encoder"] = encoding(size, state, device.torch)
        del state
    with part("packs"):
        packs = save_packs(size, folder / "packs", device.torch, tell)
    with part("language model"):
        found["language_model"] = _language_model(packs, size, device, copied, started)
    chain = Chain(packs, size, device, folder)
    with part("picture"):
        found["picture"] = _picture(chain, size, device)
    found["limits"] = []
    for limit in size.limits_mb:
        with part(f"limit of {limit} MB"):
            found["limits"].append(chain.within(limit))
    return {**found, "seconds": seconds, "seconds_in_all": time.perf_counter() - started}


def _language_model(packs: Packs, size: Size, device: Device, copied: float, started: float) -> dict[str, Any]:
    """Loaded as the engine does it, with LoRA merged, in the device's 16 bits."""
    stack = packs.stack(STACK)
    before = settled(device.torch)
    parts = {each.id: each for each in model_parts(stack)}
    precision = Precision.HALF if device.kind == "cuda" else Precision.FULL
    choice = Choice(precision, 0, "it is measured so")
    model = load_modaverse(stack.manifest, parts, device.torch, choice=choice)
    loaded = settled(device.torch) - before
    parameters = sum(each.numel() for each in model.language_model.parameters())
    compiles = device.kind == "cuda" and time.perf_counter() - started < _COMPILED_WITHIN
    found = decoding(model, size, device.torch, copied, compiles=compiles)
    return {"parameters": parameters, "loading_s": loaded, **found}


def _picture(chain: Chain, size: Size, device: Device) -> dict[str, Any]:
    """The second one: the first loads."""
    first = settled(device.torch)
    chain.generated(Modality.IMAGE)
    second = settled(device.torch)
    chain.generated(Modality.IMAGE, num_inference_steps=size.steps)
    options = size.options[Modality.IMAGE.value]
    asked = {"steps": size.steps, "height": options["height"], "width": options["width"]}
    return {**asked, "seconds": settled(device.torch) - second, "first_with_loading_s": second - first}


def findings(found: dict[str, Any]) -> list[Finding]:
    """The figures that stand for the rest; what is promised is promised for the full size only."""
    full = found["size"] == FULL.name
    ways = found["language_model"]["ways"]
    best = max(ways, key=lambda name: ways[name]["tokens_per_s"])
    note = f"{best}; the limit is {found['language_model']['limit_tokens_per_s']:.1f}"
    encoder = found["encoder"]
    smallest = found["limits"][-1]
    peak = max(step["peak_mb"] for step in smallest["steps"])
    return [
        Finding("bandwidth by a copy", found["bandwidth_gb_per_s"], "GB/s", note=found["device"]),
        Finding("tokens a second", ways[best]["tokens_per_s"], "", note=note),
        Finding("share of the bandwidth's limit", ways[best]["share_of_limit"], "", _PROMISED if full else None, True),
        Finding("pictures seen, the published way", encoder["published_way_per_s"], "a second"),
        Finding("pictures seen, ours", encoder["ours_per_s"], "a second", note=encoder["dtype"]),
        Finding("a picture is made", found["picture"]["seconds"], "s", note=f"{found['picture']['steps']} steps"),
        Finding(f"highest within {smallest['limit_mb']} MB", peak, "MB", smallest["limit_mb"] if full else None),
        Finding("all of it", found["seconds_in_all"], "s", _LIMIT_SECONDS if full else None),
    ]
