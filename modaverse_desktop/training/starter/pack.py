"""The manifest of the picture generator's pack, with the sizes and hashes of what lies in its folder."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core.invocation import MASK
from modaverse_desktop.core.manifest import FILE_NAME, Component, Manifest, Option, PackFile, PackKind, write_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.records import sha256_of
from modaverse_desktop.training.starter.captions import MAX_TOKENS
from modaverse_desktop.training.starter.minilm import FOLDER, PACKAGE, minilm_folder

ID = "starter-image-generator"
TEXT_ENCODER_FILES = ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocab.txt")
STEPS, GUIDANCE, STRENGTH = 12, 3.0, 0.85


def make_manifest(folder: Path) -> Manifest:
    """The manifest for the files that are in `folder` now."""
    return Manifest(
        id=ID,
        kind=PackKind.GENERATOR,
        name="Starter pictures",
        folder=folder,
        version="1",
        summary="Small pictures of several hundred plain things, in the style of 3D emoji. Runs on a CPU in seconds.",
        licence="Apache-2.0; trained on Fluent Emoji (MIT); text encoder all-MiniLM-L6-v2 (Apache-2.0)",
        source="Trained by `make starter`",
        entry_point="diffusers",
        task=Modality.IMAGE,
        modalities=(Modality.IMAGE,),
        ram_mb=400,
        files=tuple(own_files(folder) + foreign_files()),
        options=(
            Option("num_inference_steps", STEPS, "Steps", 4, 50),
            Option("guidance_scale", GUIDANCE, "Faithfulness to the prompt", 1.0, 8.0),
            Option("strength", STRENGTH, "How much may change", 0.05, 1.0),
            Option(MASK, "", "Only inside"),
        ),
        constants={"use_resolution_binning": False, "clean_caption": False, "max_sequence_length": MAX_TOKENS},
        components={
            "text_encoder": Component(PACKAGE, FOLDER, "BertModel"),
            "tokenizer": Component(PACKAGE, FOLDER, "BertTokenizer"),
        },
    )


def write_pack(folder: Path) -> Path:
    """Write pack.toml beside the weights."""
    return write_manifest(make_manifest(folder))


def own_files(folder: Path) -> list[PackFile]:
    """Every file of a pack's folder but its manifest."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != FILE_NAME)
    return [PackFile(each.relative_to(folder).as_posix(), each.stat().st_size, sha256_of(each)) for each in found]


def foreign_files() -> list[PackFile]:
    """The text encoder's, in its installed package."""
    root = minilm_folder()
    paths = [root / name for name in TEXT_ENCODER_FILES]
    return [PackFile(f"{FOLDER}/{each.name}", each.stat().st_size, sha256_of(each), PACKAGE) for each in paths]
