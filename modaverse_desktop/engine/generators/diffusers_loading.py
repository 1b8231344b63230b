"""A diffusers folder as a pipeline, with no tensor missing and none left over: diffusers itself only warns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers
from diffusers.models.modeling_utils import ModelMixin
from diffusers.utils import logging as diffusers_logging

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Component, Manifest, package_folder
from modaverse_desktop.engine.device import Device
from modaverse_desktop.engine.residency import is_out_of_memory, no_collection

INDEX = "model_index.json"
_LIBRARIES = {"diffusers": diffusers, "transformers": transformers}
_SHOWN = 3


def load_pipeline(manifest: Manifest, device: Device) -> Any:
    """The pipeline of the pack's folder, its `components` taken from installed packages, on `device`.

    Raises AppError(MODEL) naming what is missing, unexpected or unreadable.
    """
    quiet()
    try:
        with no_collection():
            parts = _parts(manifest, device.dtype)
            pipeline = diffusers.DiffusionPipeline.from_pretrained(
                str(manifest.folder), local_files_only=True, use_safetensors=True, dtype=device.dtype, **parts
            )
            pipeline.set_progress_bar_config(disable=True)
            return pipeline.to(device.torch)
    except AppError:
        raise
    except Exception as error:  # the OS, json, safetensors, diffusers and transformers each have their own
        if is_out_of_memory(error):
            raise
        raise _cannot_load(manifest, f"{type(error).__name__}: {error}"[:500]) from error


def quiet() -> None:
    """No bars and no warnings on stderr: what matters comes as events and errors."""
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    diffusers_logging.set_verbosity_error()
    diffusers_logging.disable_progress_bar()


def _parts(manifest: Manifest, dtype: torch.dtype) -> dict[str, Any]:
    """Every part that has weights, loaded strictly, and those that lie in installed packages."""
    index = json.loads((manifest.folder / INDEX).read_text(encoding="utf-8"))
    if unknown := sorted(manifest.components.keys() - index.keys()):
        raise _cannot_load(manifest, f"pack.toml gives components that {INDEX} lacks: {', '.join(unknown)}")
    parts: dict[str, Any] = {}
    for name, entry in index.items():
        if name in manifest.components:
            parts[name] = _from_package(manifest, manifest.components[name], dtype)
        elif isinstance(entry, list) and len(entry) == 2:
            loader = getattr(_LIBRARIES.get(str(entry[0])), str(entry[1]), None)
            if _has_weights(loader):
                parts[name] = _strictly(manifest, name, loader, manifest.folder / name, dtype)
    return parts


def _from_package(manifest: Manifest, component: Component, dtype: torch.dtype) -> Any:
    home = package_folder(component.package) if component.package else manifest.folder
    folder = home / component.folder
    loader = getattr(transformers, component.loader, None)
    if loader is None:
        raise _cannot_load(manifest, f"there is no {component.loader} in transformers")
    if _has_weights(loader):
        return _strictly(manifest, component.loader, loader, folder, dtype)
    return loader.from_pretrained(str(folder), local_files_only=True)


def _has_weights(loader: Any) -> bool:
    return isinstance(loader, type) and issubclass(loader, ModelMixin | transformers.PreTrainedModel)


def _strictly(manifest: Manifest, name: str, loader: Any, folder: Path, dtype: torch.dtype) -> Any:
    model, info = loader.from_pretrained(
        str(folder), local_files_only=True, use_safetensors=True, dtype=dtype, output_loading_info=True
    )
    tied = set(getattr(model, "all_tied_weights_keys", None) or ())
    wrong = {
        "missing": sorted(set(info["missing_keys"]) - tied),
        "unexpected": sorted(info["unexpected_keys"]),
        "of another shape": sorted(str(each) for each in info["mismatched_keys"]),
    }
    said = [f"{len(keys)} {what} ({', '.join(keys[:_SHOWN])}…)" for what, keys in wrong.items() if keys]
    if said:
        raise _cannot_load(manifest, f"tensors of {name}: {'; '.join(said)}")
    return model.eval()


def _cannot_load(manifest: Manifest, detail: str) -> AppError:
    return AppError(
        f"The model {manifest.name} cannot be loaded",
        detail,
        "Install the model again: get its files anew from where it came.",
        ErrorKind.MODEL,
    )
