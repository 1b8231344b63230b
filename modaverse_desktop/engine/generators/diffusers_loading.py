"""A diffusers folder as a pipeline, with no tensor missing and none left over: diffusers itself only warns."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers
from diffusers import pipelines
from diffusers.models.modeling_utils import ModelMixin
from diffusers.utils import logging as diffusers_logging

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Component, Manifest, package_folder
from modaverse_desktop.engine.device import Device
from modaverse_desktop.engine.generators import spectrogram_codec
from modaverse_desktop.engine.generators.mending import mend
from modaverse_desktop.engine.generators.moving_picture import motion, network
from modaverse_desktop.engine.generators.prompt_length import limit_prompt
from modaverse_desktop.engine.residency import is_out_of_memory, no_collection

INDEX = "model_index.json"
_OURS = (spectrogram_codec, motion, network)
_LIBRARIES = {"diffusers": diffusers, "transformers": transformers, **{each.__name__: each for each in _OURS}}
_MOVING = "MovingPicturePipeline"
_SHOWN = 3
_VARIANT = re.compile(r"\.(fp16|bf16|fp32)[.-]")


def load_pipeline(manifest: Manifest, device: Device) -> Any:
    """The pipeline of the pack's folder in main memory, its `components` taken from installed packages.

    Raises AppError(MODEL) naming what is missing, unexpected or unreadable.
    """
    quiet()
    try:
        with no_collection():
            pipeline = _assembled(manifest, device.dtype)
    except AppError:
        raise
    except Exception as error:  # the OS, json, safetensors, diffusers and transformers each have their own
        if is_out_of_memory(error):
            raise
        said = str(error).partition(" If you want")[0]  # what follows is for who writes programs
        raise cannot_load(manifest, f"{type(error).__name__}: {said}"[:500]) from error
    mend(pipeline)
    limit_prompt(pipeline, manifest)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def _assembled(manifest: Manifest, dtype: torch.dtype) -> Any:
    if "family" in manifest.config:
        from modaverse_desktop.engine.generators.single_files import assemble

        return assemble(manifest, dtype)
    return from_folder(manifest, manifest.root, dtype, load_parts(manifest, dtype))


def from_folder(manifest: Manifest, folder: Path, dtype: torch.dtype, parts: dict[str, Any]) -> Any:
    """The pipeline of a folder with these parts, and what has no weights read from it."""
    loader: Any = diffusers.DiffusionPipeline
    if json.loads((folder / INDEX).read_text(encoding="utf-8"))["_class_name"] == _MOVING:
        from modaverse_desktop.engine.generators.moving_picture.pipeline import MovingPicturePipeline

        loader = MovingPicturePipeline  # diffusers looks for it among its own only
    return loader.from_pretrained(str(folder), local_files_only=True, dtype=dtype, **parts)


def quiet() -> None:
    """No bars and no warnings on stderr: what matters comes as events and errors."""
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    diffusers_logging.set_verbosity_error()
    diffusers_logging.disable_progress_bar()


def load_parts(manifest: Manifest, dtype: torch.dtype, folder: Path | None = None, without: str = "") -> dict[str, Any]:
    """Every part that has weights, loaded strictly, and those that lie in installed packages; none named `without`."""
    root = folder or manifest.root
    index = json.loads((root / INDEX).read_text(encoding="utf-8"))
    if unknown := sorted(manifest.components.keys() - index.keys()):
        raise cannot_load(manifest, f"pack.toml gives components that {INDEX} lacks: {', '.join(unknown)}")
    parts: dict[str, Any] = {}
    for name, entry in index.items():
        if name in manifest.components:
            parts[name] = _from_package(manifest, manifest.components[name], dtype)
        elif isinstance(entry, list) and len(entry) == 2 and name != without:
            loader = _loader(str(entry[0]), str(entry[1]))
            if _has_weights(loader):
                parts[name] = strictly(manifest, name, loader, root / name, dtype)
    return parts


def _loader(library: str, name: str) -> Any:
    """The class of a part: of one of the two libraries, or of the module of a pipeline that brings its own."""
    return getattr(_LIBRARIES.get(library) or getattr(pipelines, library, None), name, None)


def _from_package(manifest: Manifest, component: Component, dtype: torch.dtype) -> Any:
    home = package_folder(component.package) if component.package else manifest.folder
    folder = home / component.folder
    loader = getattr(transformers, component.loader, None)
    if loader is None:
        raise cannot_load(manifest, f"there is no {component.loader} in transformers")
    if _has_weights(loader):
        return strictly(manifest, component.loader, loader, folder, dtype)
    return loader.from_pretrained(str(folder), local_files_only=True)


def _has_weights(loader: Any) -> bool:
    return isinstance(loader, type) and issubclass(loader, ModelMixin | transformers.PreTrainedModel)


def strictly(manifest: Manifest, name: str, loader: Any, folder: Path, dtype: torch.dtype) -> Any:
    """One part with its weights: those that the manifest names, if there are several.

    Weights that are no safetensors are read by `torch.load(weights_only=True)`, which both libraries do.
    """
    files = [file.path for file in manifest.files if file.path.startswith(f"{name}/")]
    variant = next((found[1] for path in files if (found := _VARIANT.search(path))), None)
    is_safe = not any(path.endswith(".bin") for path in files)
    model, info = loader.from_pretrained(
        str(folder),
        local_files_only=True,
        use_safetensors=is_safe,
        variant=variant,
        dtype=dtype,
        output_loading_info=True,
    )
    require_whole(manifest, name, model, info)
    return model.eval()


def require_whole(manifest: Manifest, name: str, model: Any, info: dict[str, Any]) -> None:
    """Raises AppError(MODEL) if tensors of a part were missing, unexpected or of another shape."""
    tied = set(getattr(model, "all_tied_weights_keys", None) or ())
    wrong = {
        "missing": sorted(set(info["missing_keys"]) - tied),
        "unexpected": sorted(info["unexpected_keys"]),
        "of another shape": sorted(str(each) for each in info["mismatched_keys"]),
    }
    said = [f"{len(keys)} {what} ({', '.join(keys[:_SHOWN])}…)" for what, keys in wrong.items() if keys]
    if said:
        raise cannot_load(manifest, f"tensors of {name}: {'; '.join(said)}")


def cannot_load(manifest: Manifest, detail: str) -> AppError:
    """The error for a pack whose files do not make a model."""
    return AppError(
        f"The model {manifest.name} cannot be loaded",
        detail,
        "Install the model again: get its files anew from where it came.",
        ErrorKind.MODEL,
    )
