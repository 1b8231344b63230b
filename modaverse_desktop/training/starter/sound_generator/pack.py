"""The manifest of the sound generator's pack, with the sizes and hashes of what lies in its folder."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core.manifest import Component, Manifest, Option, PackKind, write_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.starter.minilm import FOLDER, PACKAGE
from modaverse_desktop.training.starter.pack import foreign_files, own_files

ID = "starter-sound-generator"
STEPS, GUIDANCE, SECONDS = 16, 5.0, 3.0
TEXT_LENGTH = 24
"""Tokens; the captions of the training are cut at as many."""


def make_sound_manifest(folder: Path) -> Manifest:
    """The manifest for the files that are in `folder` now."""
    return Manifest(
        id=ID,
        kind=PackKind.GENERATOR,
        name="Starter sounds",
        folder=folder,
        version="1",
        summary="Sounds of up to four seconds: animals, instruments, weather, machines, alarms. Runs on a CPU.",
        licence="Apache-2.0; trained on sounds of Tux Paint (GPL-2), GCompris (GPL-3, Free Art Licence), 0 A.D. "
        "(CC-BY-SA-3.0), Unknown Horizons (GPL-2, CC-BY-SA-3.0), Sonic Pi (CC0), LMMS (GPL-2), FluidR3 GM (MIT), "
        "TimGM6mb (GPL-2) and eSpeak NG; text encoder all-MiniLM-L6-v2 (Apache-2.0)",
        source="Trained by `make starter`",
        entry_point="diffusers",
        task=Modality.AUDIO,
        ram_mb=250,
        files=tuple(own_files(folder) + foreign_files()),
        options=(
            Option("audio_end_in_s", SECONDS, "Seconds", 1.0, 4.0),
            Option("num_inference_steps", STEPS, "Steps", 8, 50),
            Option("guidance_scale", GUIDANCE, "Faithfulness to the prompt", 1.0, 8.0),
            Option("format", "wav", "File format", choices=("wav", "flac")),
        ),
        components={
            "text_encoder": Component(PACKAGE, FOLDER, "BertModel"),
            "tokenizer": Component(PACKAGE, FOLDER, "BertTokenizer"),
        },
        config={"text_length": TEXT_LENGTH},
    )


def write_sound_pack(folder: Path) -> Path:
    """Write pack.toml beside the weights."""
    return write_manifest(make_sound_manifest(folder))
