"""A single checkpoint file as a pipeline: a diffusers folder of its kind, or one of ours, says how it is built."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import diffusers
import torch

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.offers.single_file import is_described
from modaverse_desktop.core.pack_config import config_of, paths_of
from modaverse_desktop.core.paths import resources_folder
from modaverse_desktop.engine.generators.clip_words import END, clip_tokenizer
from modaverse_desktop.engine.generators.diffusers_loading import INDEX, cannot_load, from_folder, load_parts

_WHOLE = frozenset(("sd1", "sd2", "sdxl"))
"""Families whose files hold every part; those of the others hold the transformer alone."""
_TRANSFORMER = "transformer"
FAMILIES = "families"
"""Folder in the resources, with one folder a family."""


def assemble(manifest: Manifest, dtype: torch.dtype) -> Any:
    """The pipeline of a pack with `config.family`, and `config.like` where we do not know how it is built.

    Raises AppError(MODEL) if the folder is not there, or a tensor is missing.
    """
    words: dict[str, Any] = {}
    like = Path(str(manifest.config.get("like", "")))
    if "like" not in manifest.config and is_described(manifest):
        like = resources_folder() / FAMILIES / str(manifest.config["family"])
        words = _tokenizers(like)
    if not (like / INDEX).is_file():
        raise cannot_load(manifest, f"The folder that says how it is built is not there: {like}")
    file = str(paths_of(manifest)[0])
    if manifest.config["family"] in _WHOLE:
        cls = _pipeline(manifest)
        pipeline = cls.from_single_file(file, config=str(like), local_files_only=True, dtype=dtype, **words)
    else:
        index = json.loads((like / INDEX).read_text(encoding="utf-8"))
        cls = getattr(diffusers, index[_TRANSFORMER][1])
        network = cls.from_single_file(
            file, config=str(like), subfolder=_TRANSFORMER, local_files_only=True, dtype=dtype
        )
        parts = load_parts(manifest, dtype, like, without=_TRANSFORMER)
        pipeline = from_folder(manifest, like, dtype, {**parts, _TRANSFORMER: network})
    if missing := sorted(_without_numbers(pipeline)):
        raise _incomplete(manifest, missing)
    return pipeline


def _pipeline(manifest: Manifest) -> Any:
    """The class that `config.pipeline` names. Raises AppError(MODEL) if it names none."""
    config = config_of(manifest)
    name = config.text("pipeline")
    return getattr(diffusers, name, None) or config.wrong("pipeline", f"diffusers has no {name}")


def _tokenizers(folder: Path) -> dict[str, Any]:
    """CLIP's, for each that the pipeline names. OpenCLIP's model fills with ``!`` what OpenAI's fills with the end."""
    names = [name for name in json.loads((folder / INDEX).read_text(encoding="utf-8")) if name.startswith("tokenizer")]
    return {name: clip_tokenizer("!" if name.endswith("_2") else END) for name in names}


def _without_numbers(pipeline: Any) -> Iterator[str]:
    for name, part in pipeline.components.items():
        if isinstance(part, torch.nn.Module):
            yield from (f"{name}.{each}" for each, tensor in part.named_parameters() if tensor.is_meta)


def _incomplete(manifest: Manifest, missing: list[str]) -> AppError:
    return cannot_load(manifest, f"{len(missing)} tensors are missing ({', '.join(missing[:3])}…)")
