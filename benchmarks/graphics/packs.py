"""The whole stack as packs with random weights, in the formats of the published files: what the engine then loads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers
from safetensors.torch import save_file
from torch import Tensor, nn

from benchmarks.graphics.sizes import Size
from benchmarks.graphics.vocabulary import clip_tokenizer, language_tokenizer, roberta_tokenizer
from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind, StackParts, hash_file
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.offers import describe_model, hashed
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.engine.encoders.imagebind import ImageBind
from modaverse_desktop.engine.encoders.imagebind.published import published_name
from modaverse_desktop.engine.generators.diffusers_loading import quiet
from modaverse_desktop.engine.projector import Projector
from modaverse_desktop.engine.release.expected import MEDIA
from modaverse_desktop.engine.release.manifests import TEMPLATE

STACK = "random"
_SPREAD = 0.02
_SHARD_BYTES = 2 << 30
_TARGETS = ("q_proj", "k_proj", "v_proj", "o_proj")
_MB = 1_000_000


def save_packs(size: Size, folder: Path, device: torch.device, tell: Callable[[str], None]) -> Packs:
    """Write every part of the chain; weights are drawn on `device`. Takes as much disk as the size says: 22 GB."""
    torch.manual_seed(0)
    quiet()
    made: list[Manifest] = []
    saved = (_backbone, _adapter, _projector, _encoder, _picture, _sound, _clip)
    for save in saved:
        tell(f"writing random weights: {save.__name__.lstrip('_')}")
        made.append(save(size, folder / save.__name__.lstrip("_"), device))
    ids = [manifest.id for manifest in made]
    generators = dict(zip((Modality.IMAGE, Modality.AUDIO, Modality.VIDEO), ids[4:], strict=True))
    parts = StackParts(ids[0], adapter=ids[1], projectors=(ids[2],), encoders=(ids[3],), generators=generators)
    stack = Manifest(STACK, PackKind.STACK, "Random", folder / "stack", stack=parts, template=TEMPLATE)
    return Packs({manifest.id: manifest for manifest in [*made, stack]})


def language_model(size: Size) -> transformers.LlamaForCausalLM:
    """Its shapes; call it inside ``torch.device("meta")`` where no numbers are needed."""
    return transformers.LlamaForCausalLM(transformers.LlamaConfig(**size.llama))


def _backbone(size: Size, folder: Path, device: torch.device) -> Manifest:
    with torch.device("meta"):
        model = language_model(size)
    folder.mkdir(parents=True)
    model.config.dtype = "bfloat16"
    model.config.save_pretrained(folder)
    language_tokenizer(model.config.vocab_size).save_pretrained(folder)
    shapes = {name: tensor.shape for name, tensor in model.state_dict().items()}
    weights = _write_shards(folder, _drawn(shapes, device))
    return _manifest(folder, PackKind.BACKBONE, "llama", [*weights, *_small_files(folder)], on_cpu=2.0)


def _adapter(size: Size, folder: Path, device: torch.device) -> Manifest:
    config = transformers.LlamaConfig(**size.llama)
    folder.mkdir(parents=True)
    said = {"peft_type": "LORA", "task_type": "CAUSAL_LM", "bias": "none", "inference_mode": True, "r": size.rank}
    said |= {"lora_alpha": size.rank, "lora_dropout": 0.1, "target_modules": list(_TARGETS)}
    (folder / "adapter_config.json").write_text(json.dumps(said), encoding="utf-8")
    shapes: dict[str, tuple[int, ...]] = {}
    for layer in range(config.num_hidden_layers):
        for target in _TARGETS:
            name = f"base_model.model.model.layers.{layer}.self_attn.{target}"
            shapes[f"{name}.lora_A.weight"] = (size.rank, config.hidden_size)
            shapes[f"{name}.lora_B.weight"] = (config.hidden_size, size.rank)
    save_file(dict(_drawn(shapes, device)), folder / "adapter_model.safetensors")
    files = [folder / "adapter_model.safetensors", folder / "adapter_config.json"]
    return _manifest(folder, PackKind.ADAPTER, "peft", files)


def _projector(size: Size, folder: Path, device: torch.device) -> Manifest:
    width = transformers.LlamaConfig(**size.llama).hidden_size
    inputs = int(size.imagebind.get("out_embed_dim", 1024))
    folder.mkdir(parents=True)
    save_file(Projector(inputs, 1, width).state_dict(), folder / "projector.safetensors")
    made = _manifest(folder, PackKind.PROJECTOR, "linear", [folder / "projector.safetensors"])
    return replace(made, modalities=MEDIA, config={"inputs": inputs, "tokens": 1, "width": width})


def _encoder(size: Size, folder: Path, device: torch.device) -> Manifest:
    folder.mkdir(parents=True)
    save_file(published_state(size, device), folder / "imagebind.safetensors")
    made = _manifest(folder, PackKind.ENCODER, "imagebind", [folder / "imagebind.safetensors"], on_cpu=2.0)
    return replace(made, modalities=MEDIA, config={"network": dict(size.imagebind)})


def published_state(size: Size, device: torch.device) -> dict[str, Tensor]:
    """ImageBind's tensors for vision and audio, by their published names, 16-bit."""
    with torch.device(device):
        network = ImageBind(**size.imagebind)
    return {published_name(name): each.to(torch.bfloat16).cpu() for name, each in network.state_dict().items()}


def _picture(size: Size, folder: Path, device: torch.device) -> Manifest:
    text = transformers.CLIPTextConfig(**size.picture["text"], bos_token_id=0, eos_token_id=0, pad_token_id=0)
    parts = _built(
        device,
        unet=lambda: diffusers.UNet2DConditionModel(**size.picture["unet"]),
        vae=lambda: diffusers.AutoencoderKL(**size.picture["vae"]),
        text_encoder=lambda: transformers.CLIPTextModel(text),
    )
    return _generator(
        diffusers.StableDiffusionPipeline(
            **parts,
            tokenizer=clip_tokenizer(size.picture["text"]["vocab_size"]),
            scheduler=_scheduler(),
            safety_checker=None,
            feature_extractor=None,
            requires_safety_checker=False,
        ),
        folder,
    )


def _sound(size: Size, folder: Path, device: torch.device) -> Manifest:
    text = transformers.ClapTextConfig(**size.sound["text"])
    parts = _built(
        device,
        unet=lambda: diffusers.UNet2DConditionModel(**size.sound["unet"]),
        vae=lambda: diffusers.AutoencoderKL(**size.sound["vae"]),
        text_encoder=lambda: transformers.ClapTextModelWithProjection(text),
        vocoder=lambda: transformers.SpeechT5HifiGan(transformers.SpeechT5HifiGanConfig(**size.sound["vocoder"])),
    )
    with torch.no_grad():
        for parameter in parts["vocoder"].conv_post.parameters():
            parameter.mul_(1000)  # untrained it is silent, and silence is refused
    tokenizer = roberta_tokenizer(text.vocab_size)
    return _generator(diffusers.AudioLDMPipeline(**parts, tokenizer=tokenizer, scheduler=_scheduler()), folder)


def _clip(size: Size, folder: Path, device: torch.device) -> Manifest:
    text = transformers.CLIPTextConfig(**size.clip["text"], bos_token_id=0, eos_token_id=0, pad_token_id=0)
    parts = _built(
        device,
        unet=lambda: diffusers.UNet3DConditionModel(**size.clip["unet"]),
        vae=lambda: diffusers.AutoencoderKL(**size.clip["vae"]),
        text_encoder=lambda: transformers.CLIPTextModel(text),
    )
    tokenizer = clip_tokenizer(size.clip["text"]["vocab_size"])
    return _generator(diffusers.TextToVideoSDPipeline(**parts, tokenizer=tokenizer, scheduler=_scheduler()), folder)


def _scheduler() -> Any:
    return diffusers.DPMSolverMultistepScheduler(
        beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012, steps_offset=1
    )


def _built(device: torch.device, **parts: Callable[[], nn.Module]) -> dict[str, Any]:
    """Parts with the numbers that their libraries begin a training with, drawn on the device, kept in 16 bit."""
    found: dict[str, Any] = {}
    for name, build in parts.items():
        with torch.device(device):
            part = build()
        found[name] = part.to("cpu", torch.bfloat16 if device.type == "cuda" else torch.float32)
    return found


def _generator(pipeline: Any, folder: Path) -> Manifest:
    pipeline.save_pretrained(folder)
    return hashed(describe_model(folder).manifest)


def _drawn(shapes: Mapping[str, Iterable[int]], device: torch.device) -> Iterator[tuple[str, Tensor]]:
    for name, shape in shapes.items():
        drawn = torch.randn(tuple(shape), device=device, dtype=torch.bfloat16).mul_(_SPREAD)
        yield name, (drawn + 1 if "norm" in name else drawn).cpu()


def _write_shards(folder: Path, tensors: Iterator[tuple[str, Tensor]]) -> list[Path]:
    """Files of about 2 GB and the list of what lies where, as transformers wants them; never all in memory."""
    where: dict[str, str] = {}
    held: dict[str, Tensor] = {}
    total = 0
    names: list[str] = []

    def write() -> None:
        names.append(f"model-{len(names) + 1:05}.safetensors")
        save_file(held, folder / names[-1], metadata={"format": "pt"})
        where.update(dict.fromkeys(held, names[-1]))
        held.clear()

    for name, tensor in tensors:
        held[name] = tensor
        total += tensor.nbytes
        if sum(each.nbytes for each in held.values()) >= _SHARD_BYTES:
            write()
    if held:
        write()
    index = folder / "model.safetensors.index.json"
    index.write_text(json.dumps({"metadata": {"total_size": total}, "weight_map": where}), encoding="utf-8")
    return [folder / name for name in names]


def _small_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix == ".json")


def _manifest(folder: Path, kind: PackKind, entry_point: str, paths: list[Path], on_cpu: float = 1.0) -> Manifest:
    files = tuple(PackFile(path.name, path.stat().st_size, hash_file(path)) for path in paths)
    mb = round(sum(file.size for file in files) / _MB) + 1
    return Manifest(
        f"{STACK}-{folder.name}",
        kind,
        f"Random {folder.name}",
        folder,
        entry_point=entry_point,
        files=files,
        ram_mb=round(on_cpu * mb),
        vram_mb=mb,
    )
