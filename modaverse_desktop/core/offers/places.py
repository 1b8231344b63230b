"""Where models usually lie: Hugging Face caches, the folders of ComfyUI and A1111, and what the user names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.offers.describing import describe_model
from modaverse_desktop.core.offers.offer import INDEX, Offer
from modaverse_desktop.core.offers.safetensors_header import SUFFIX

_DEPTH = 4
_MOST = 5000
"""Folders that are looked into below one place: a models folder has far fewer."""
_FOLDERS = (
    "ComfyUI/models",
    "comfyui/models",
    "stable-diffusion-webui/models",
    "stable-diffusion-webui-forge/models",
    "stable-diffusion-webui-reForge/models",
    "sd.next/models",
    "automatic/models",
    "StabilityMatrix/Models",
)
_SKIPPED = frozenset(("blobs", "refs", ".locks", "vae", "VAE", "controlnet", "ControlNet", "clip", "text_encoders"))


def usual_places(home: Path, environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Folders of other programs that exist on this machine and may hold models."""
    cache = Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "huggingface"
    hub = environment.get("HF_HUB_CACHE") or environment.get("HUGGINGFACE_HUB_CACHE")
    named = [Path(hub)] if hub else [Path(environment.get("HF_HOME") or cache) / "hub"]
    named += [Path(environment[name]) / "models" for name in ("COMFYUI_PATH", "COMFYUI_HOME") if environment.get(name)]
    for root in (home, home / "Documents", home / "Documents" / "GitHub", home / "git", home / "src"):
        named += [root / folder for folder in _FOLDERS]
    found: dict[Path, Path] = {}
    for place in named:
        if place.is_dir():
            found.setdefault(place.resolve(), place)
    return tuple(found.values())


def find_offers(places: Iterable[Path], known: Iterable[Path] = ()) -> Iterator[Offer | AppError]:
    """What in these places could become a pack, as it is found; a model that is not whole comes as its error.

    `known` are the files and folders that installed packs read already: they are left out.
    """
    seen = {path.resolve() for path in known}
    for place in places:
        for path in _candidates(place):
            resolved = path.resolve()
            if resolved in seen:
                continue
            seen.add(resolved)
            try:
                yield describe_model(path)
            except AppError as error:
                if (path / INDEX).is_file() or "damaged" in error.title:
                    yield error


def _candidates(place: Path) -> Iterator[Path]:
    """Folders with an index, and single safetensors files that are no part of one."""
    left = _MOST
    waiting = [(place, _DEPTH)]
    while waiting and left:
        folder, depth = waiting.pop(0)
        left -= 1
        if (folder / INDEX).is_file():
            yield folder
            continue
        try:
            inside = sorted(folder.iterdir())
        except OSError:
            continue
        if any(path.name == "config.json" for path in inside):
            continue  # one part alone, or a language model
        for path in inside:
            if path.suffix == SUFFIX and path.is_file():
                yield path
            elif depth and path.name not in _SKIPPED and not path.name.startswith(".") and path.is_dir():
                waiting.append((path, depth - 1))
