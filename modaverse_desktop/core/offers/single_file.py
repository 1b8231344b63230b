"""A single safetensors file, recognised by its tensors' names and shapes: a whole checkpoint, or LoRA on top of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest, Option
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.offers.kinds import kind_of, options_of
from modaverse_desktop.core.offers.offer import INDEX, UNKNOWN_LICENCE, Offer, files_of, generator
from modaverse_desktop.core.offers.safetensors_header import SUFFIX, Header, read_header

LORA = "lora"
LORA_SCALE = "lora_scale"
_CROSS = re.compile(r"model\.diffusion_model\.input_blocks\.\d+\.1\.transformer_blocks\.0\.attn2\.to_k\.weight")
_LORA_KEYS = (".lora_down.weight", ".lora_A.weight", ".lora_A.default.weight", ".lora.down.weight")
_PICKLES = frozenset((".ckpt", ".pt", ".pth", ".bin"))
_FAST = re.compile("turbo|lightning|schnell|hyper|lcm", re.IGNORECASE)


@dataclass(frozen=True)
class Family:
    """A family of checkpoints: the pipeline that runs it, and the side of the pictures that it was trained on."""

    name: str
    pipeline: str
    side: int


FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family("sd1", "StableDiffusionPipeline", 512),
        Family("sd2", "StableDiffusionPipeline", 768),
        Family("sdxl", "StableDiffusionXLPipeline", 1024),
        Family("sd3", "StableDiffusion3Pipeline", 1024),
        Family("flux", "FluxPipeline", 1024),
    )
}


_DESCRIBED = ("sd1", "sdxl")
"""Families whose configurations lie in resources/families."""


def describe_file(path: Path) -> Offer:
    """The pack that this file would be. LoRA comes with `config.lora`, and needs `on_base` before it is one.

    Raises:
        AppError: MODEL, it is no safetensors file, is not whole, or holds nothing that is known here.
    """
    if path.suffix in _PICKLES:
        raise AppError(
            f"“{path.name}” may hold code, and is not opened",
            "Files of its kind can run whatever their maker wanted.",
            "Get the model as .safetensors; nearly every model is published so, too.",
            ErrorKind.MODEL,
        )
    if path.suffix != SUFFIX:
        raise _unknown(path, f"It is no {SUFFIX} file.")
    header = read_header(path)
    if any(name.endswith(_LORA_KEYS) for name in header.shapes):
        return _lora(path)
    family = family_of(header)
    if family is None:
        raise _unknown(path, "Its tensors are those of no model that is known here, or of a part of one.")
    return _checkpoint(path, header, FAMILIES[family])


def family_of(header: Header) -> str | None:
    """Which of `FAMILIES` a checkpoint belongs to; None for anything else."""
    names = header.shapes
    if any("double_blocks.0.img_attn.qkv.weight" in name for name in names):
        return "flux"
    if any("joint_blocks.0.context_block.attn.qkv.weight" in name for name in names):
        return "sd3"
    if "model.diffusion_model.input_blocks.0.0.weight" not in names:
        return None
    if any(name.startswith("conditioner.embedders.1.") for name in names):
        return "sdxl"
    if any(name.startswith("conditioner.") for name in names):
        return None  # the refiner, which draws nothing alone
    if any(name.startswith("cond_stage_model.model.") for name in names):
        return "sd2"
    wide = [shape[1] for name, shape in names.items() if _CROSS.fullmatch(name) and len(shape) == 2]
    return "sd1" if wide else None


def _checkpoint(path: Path, header: Header, family: Family) -> Offer:
    pipeline = family.pipeline
    notes = ["The memory was guessed from the size of the weights.", "Its licence is not in the file."]
    first = header.shapes.get("model.diffusion_model.input_blocks.0.0.weight", (0, 0))
    if len(first) > 1 and first[1] > 4:
        pipeline = f"{family.pipeline.removesuffix('Pipeline')}InpaintPipeline"
    kind = kind_of(pipeline)
    if _FAST.search(path.name):
        kind = replace(kind, steps=4, guidance=1.0)
        notes.append("It seems to be distilled (turbo): four steps, nearly no guidance.")
    mb = round(header.numbers * 2 / 1e6)
    work = 100 + round(700 * family.side**2 / 512**2)
    manifest = generator(
        path.stem,
        path.parent,
        summary=f"{family.name.upper()} checkpoint, {mb} MB in 16 bit",
        licence=UNKNOWN_LICENCE,
        source=str(path),
        task=kind.task,
        modalities=kind.takes,
        ram_mb=2 * (mb + work),
        vram_mb=mb + work,
        files=files_of([path], path.parent),
        options=options_of(kind, (family.side, family.side), 64, 0.0),
        config={"pipeline": pipeline, "family": family.name, **({"needs_input": True} if kind.needs_input else {})},
    )
    return Offer(manifest, tuple(notes))


def _lora(path: Path) -> Offer:
    manifest = generator(
        path.stem,
        path.parent,
        summary="LoRA: small weights that change another model",
        licence=UNKNOWN_LICENCE,
        source=str(path),
        task=Modality.IMAGE,
        files=files_of([path], path.parent),
        config={LORA: True},
    )
    return Offer(manifest, ())


def is_lora(manifest: Manifest) -> bool:
    """Whether a pack is LoRA on top of another generator."""
    return bool(manifest.config.get(LORA))


def on_base(offer: Offer, base: Manifest) -> Offer:
    """LoRA as a generator of its own: all that `base` does, changed by the LoRA, whose strength is one more option."""
    manifest = replace(
        offer.manifest,
        name=f"{base.name} with {offer.manifest.name}",
        task=base.task,
        modalities=base.modalities,
        ram_mb=base.ram_mb + 2 * _mb(offer.manifest),
        vram_mb=base.vram_mb and base.vram_mb + _mb(offer.manifest),
        options=(*base.options, Option(LORA_SCALE, 1.0, "Strength of the LoRA", 0.0, 2.0)),
        constants=base.constants,
        config={**base.config, LORA: True, "base": base.id},
    )
    return Offer(manifest, ("Its licence is not in the file.",))


def like(offer: Offer, whole: Offer | None) -> Offer:
    """A checkpoint with the folder that has what it lacks: configurations, and parts. Folders stay as they are, and so
    do files of which all that they lack comes with the application.

    Raises:
        AppError: USAGE, it lacks something and `whole` is None or of another kind.
    """
    family = FAMILIES.get(str(offer.manifest.config.get("family", "")))
    if family is None or (whole is None and is_described(offer.manifest)):
        return offer
    if whole is None:
        raise AppError(
            f"“{offer.manifest.name}” needs a folder of its kind",
            f"A single {family.name.upper()} file does not say how its parts are built, nor how it reads words.",
            f"Name a diffusers folder of the same kind with --like DIR: one whose {INDEX} says {family.pipeline}.",
            ErrorKind.USAGE,
        )
    if whole.manifest.config.get("pipeline") != family.pipeline:
        raise AppError(
            "The two do not belong together",
            f"{offer.manifest.name} is for {family.pipeline}, {whole.manifest.name} says {whole.manifest.summary}.",
            "Choose another folder.",
            ErrorKind.USAGE,
        )
    base = whole.manifest
    manifest = replace(
        offer.manifest,
        options=base.options,
        ram_mb=max(offer.manifest.ram_mb, base.ram_mb),
        vram_mb=max(offer.manifest.vram_mb, base.vram_mb),
        config={**base.config, **offer.manifest.config, "like": str(base.root)},
    )
    return replace(offer, manifest=manifest)


def is_described(manifest: Manifest) -> bool:
    """Whether the application itself knows how the parts of this single file are built: not for inpainting, nor for
    Stable Diffusion 2, whose two variants look alike."""
    family = FAMILIES.get(str(manifest.config.get("family", "")))
    return family is not None and family.name in _DESCRIBED and manifest.config.get("pipeline") == family.pipeline


def _mb(manifest: Manifest) -> int:
    return max(1, manifest.size // 1_000_000)


def _unknown(path: Path, detail: str) -> AppError:
    return AppError(
        f"“{path.name}” is not a model that can be used",
        f"{path}: {detail}",
        "Choose a folder that diffusers can load, or a checkpoint or LoRA as .safetensors.",
        ErrorKind.MODEL,
    )
