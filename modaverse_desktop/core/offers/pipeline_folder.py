"""A folder that `diffusers.DiffusionPipeline.from_pretrained` can load, described by its configuration files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Parameter
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.offers.kinds import Kind, is_known, kind_of, options_of
from modaverse_desktop.core.offers.offer import INDEX, UNKNOWN_LICENCE, Offer, files_of, generator, name_of
from modaverse_desktop.core.offers.weights import Weights, find_weights, half_mb

_KEPT = frozenset((".json", ".txt", ".model"))
_LARGEST = 64 << 20
_FAST = re.compile("turbo|lightning|schnell|hyper", re.IGNORECASE)
_LICENCE = re.compile(r"^license:\s*[\"']?([\w.+ -]+)", re.MULTILINE)
_WITHOUT_WEIGHTS = re.compile("Tokenizer|Processor|Extractor|Scheduler")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_BASE_MB = 100
"""What every pipeline needs besides its weights and the picture itself."""

Config = Mapping[str, object]


def describe_folder(folder: Path) -> Offer:
    """The pack that this folder would be.

    Raises:
        AppError: MODEL, it is no such folder, parts are missing or damaged, or it brings code of its own.
    """
    index = _read(folder / INDEX)
    pipeline = index.get("_class_name")
    if not isinstance(pipeline, str) or not _NAME.fullmatch(pipeline):
        raise _refused(folder, f"{INDEX} names no class of diffusers, or one that lies in the folder itself")
    parts = _parts(folder, index)
    weights = {name: found for name in parts if (found := find_weights(folder / name))}
    if not weights:
        raise _refused(folder, "none of its parts has weights")
    if lacking := [name for name in parts if name not in weights and _wants_weights(folder / name, index[name])]:
        raise _refused(folder, f"there are no weights of its parts {', '.join(lacking)}")
    configs = {name: _config(folder / name) for name in parts}
    kind, notes = _kind(folder, pipeline, configs)
    side, step = _side(configs)
    mb = half_mb(weights)
    work = _BASE_MB + _work_mb(kind, side)
    name = name_of(folder)
    manifest = generator(
        name,
        folder,
        summary=f"{pipeline}, {_size(sum(mb.values()))} in 16 bit",
        licence=_licence(folder) or UNKNOWN_LICENCE,
        source=str(folder),
        task=kind.task,
        modalities=kind.takes,
        ram_mb=2 * (sum(mb.values()) + work),
        vram_mb=sum(mb.values()) + work,
        files=files_of(_files(folder, parts, weights), folder),
        options=options_of(kind, side, step, _sound_seconds(configs)),
        constants=_constants(pipeline, configs),
        config=_facts(pipeline, kind, mb),
    )
    if not is_known(pipeline):
        notes.append(f"{pipeline} has not been tried with this application; its task was guessed by its name.")
    if any(file.suffix == ".bin" for each in weights.values() for file in each.files):
        notes.append("Some of its weights are .bin files: they are read without running what may be in them.")
    if manifest.licence == UNKNOWN_LICENCE:
        notes.append("Its files do not say under which licence it is: look where it came from.")
    notes.append("The memory was guessed from the size of the weights.")
    return Offer(manifest, tuple(notes))


def _facts(pipeline: str, kind: Kind, mb: Mapping[str, int]) -> dict[str, object]:
    facts: dict[str, object] = {"pipeline": pipeline, "parts_mb": dict(mb)}
    if kind.needs_input:
        facts["needs_input"] = True
    if kind.rate:
        facts["fps"] = kind.rate
    return facts


def _parts(folder: Path, index: Config) -> list[str]:
    """The names of the parts that the pipeline has."""
    found: list[str] = []
    for name, entry in index.items():
        words = _list(entry)
        if len(words) != 2 or not all(isinstance(word, str) for word in words):
            continue
        if not _NAME.fullmatch(name):
            raise _refused(folder, f"“{name}” is no name of a part")
        if list((folder / name).glob("*.py")) or (folder / f"{words[0]}.py").is_file():
            raise _refused(folder, f"its part {name} brings code of its own, which is never run")
        if not (folder / name).is_dir():
            raise _refused(folder, f"the folder of its part {name} is missing")
        found.append(name)
    return found


def _wants_weights(part: Path, entry: object) -> bool:
    """Whether a part is a network: a download that was broken off leaves its configuration alone."""
    return (part / "config.json").is_file() and not _WITHOUT_WEIGHTS.search(str(_list(entry)[-1]))


def _files(folder: Path, parts: list[str], weights: Mapping[str, Weights]) -> list[Path]:
    found = [folder / INDEX]
    for name in parts:
        files = weights[name].files if name in weights else ()
        inside = [path for path in sorted((folder / name).rglob("*")) if path.suffix in _KEPT and path.is_file()]
        found += [*(path for path in inside if ".index." not in path.name or path in files)]
        found += [path for path in files if path not in inside]
    return found


def _kind(folder: Path, pipeline: str, configs: Mapping[str, Config]) -> tuple[Kind, list[str]]:
    """The class's kind, with the few steps of a distilled model where its files show that it is one."""
    kind = kind_of(pipeline)
    scheduler = str(configs.get("scheduler", {}).get("_class_name", ""))
    spacing = configs.get("scheduler", {}).get("timestep_spacing")
    guided = configs.get("transformer", {}).get("guidance_embeds")
    if scheduler == "LCMScheduler" and pipeline != "LatentConsistencyModelPipeline":
        return replace(kind, steps=4, guidance=1.0), ["It is a consistency model: four steps do."]
    is_turbo = spacing == "trailing" and scheduler.startswith("Euler") and pipeline.startswith("StableDiffusion")
    if kind.task is Modality.IMAGE and (guided is False or is_turbo or _FAST.search(name_of(folder))):
        return replace(kind, steps=4, guidance=0.0), ["It seems to be distilled (turbo): four steps, no guidance."]
    return kind, []


def _side(configs: Mapping[str, Config]) -> tuple[tuple[int, int], int]:
    """Height and width in pixels that the model was made for, and of what they are multiples; 0 if unknown."""
    vae, net = configs.get("vae", {}), configs.get("unet") or configs.get("transformer") or {}
    blocks = _list(vae.get("block_out_channels")) or _list(vae.get("dim_mult"))
    scale = _number(vae, "spatial_compression_ratio") or 2 ** max(0, len(blocks) - 1)
    height = _number(net, "sample_height") or _number(net, "sample_size")
    width = _number(net, "sample_width") or _number(net, "sample_size")
    step = max(8, scale * max(1, _number(net, "patch_size")))
    return (height * scale, width * scale), min(64, step)


def _sound_seconds(configs: Mapping[str, Config]) -> float:
    """The longest sound of a model that makes all of it at once."""
    vae, net = configs.get("vae", {}), configs.get("transformer", {})
    rate, hop = _number(vae, "sampling_rate"), 1
    for ratio in _list(vae.get("downsampling_ratios")):
        hop *= ratio if isinstance(ratio, int) else 1
    return _number(net, "sample_size") * hop / rate if rate else 0.0


def _work_mb(kind: Kind, side: tuple[int, int]) -> int:
    area = (side[0] or 512) * (side[1] or 512) / 512**2
    return 500 if kind.task is Modality.AUDIO else round((1500 if kind.task is Modality.VIDEO else 700) * area)


def _constants(pipeline: str, configs: Mapping[str, Config]) -> dict[str, Parameter]:
    """Arguments whose standard values do not do: they want packages that are not here, or are for other sizes."""
    found: dict[str, Parameter] = {}
    if pipeline.startswith("PixArt"):
        found |= {"use_resolution_binning": False, "clean_caption": False}
    if pipeline == "AudioLDM2Pipeline":
        found["max_new_tokens"] = _number(configs.get("language_model", {}), "max_new_tokens") or 8
    if length := _number(configs.get("transformer", {}), "max_text_seq_length"):
        found["max_sequence_length"] = length
    return found


def _number(config: Config, key: str) -> int:
    value = config.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _config(part: Path) -> Config:
    for name in ("config.json", "scheduler_config.json"):
        if (part / name).is_file():
            return _read(part / name)
    return {}


def _read(path: Path) -> Config:
    try:
        if path.stat().st_size > _LARGEST:
            raise _refused(path.parent, f"{path.name} is larger than such a file can be")
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _refused(path.parent, f"{path.name} cannot be read ({type(error).__name__})") from error
    if not isinstance(data, dict):
        raise _refused(path.parent, f"{path.name} is not a table")
    return cast("Config", data)


def _licence(folder: Path) -> str:
    try:
        text = (folder / "README.md").read_text(encoding="utf-8", errors="replace")[:20_000]
    except OSError:
        return ""
    found = _LICENCE.search(text) if text.startswith("---") else None
    return found[1].strip() if found else ""


def _size(mb: int) -> str:
    return f"{mb / 1000:.1f} GB" if mb >= 1000 else f"{mb} MB"


def _refused(folder: Path, detail: str) -> AppError:
    return AppError(
        f"“{folder.name}” cannot be used as a model",
        f"{folder}: {detail}.",
        "Get its files anew from where it came, all of them.",
        ErrorKind.MODEL,
    )
