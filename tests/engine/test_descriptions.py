"""A hand-written `pack.toml` that lacks what its loader needs: the file and the key are named, whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.backbone import load_backbone
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.encoders import load_encoder
from modaverse_desktop.engine.generators import load_generator
from modaverse_desktop.engine.projector import load_projector
from tests.engine.tiny_packs import save_projector

CPU = torch.device("cpu")
FILE = PackFile("weights.safetensors", 0, "0" * 64)


def projector(manifest: Manifest) -> object:
    return load_projector(manifest, CPU)


def encoder(manifest: Manifest) -> object:
    return load_encoder(manifest, CPU)


def backbone(manifest: Manifest) -> object:
    return load_backbone(manifest, None, CPU)


def generator(manifest: Manifest) -> object:
    return load_generator(manifest, pick_device("cpu"))


SIZES = {"inputs": 3, "tokens": 1, "width": 4}


@pytest.mark.parametrize(
    ("load", "fields", "said"),
    [
        (projector, {"files": (FILE,)}, "config.inputs: is missing"),
        (projector, {"files": (FILE,), "config": {**SIZES, "width": "4"}}, "config.width: must be a whole number"),
        (projector, {"config": SIZES}, "files: this model needs at least one file"),
        (encoder, {"entry_point": "imagebind"}, "files: this model needs at least one file"),
        (encoder, {"entry_point": "yamnet", "files": (FILE,)}, "files: this model needs at least 2 files"),
        (encoder, {"entry_point": "efficientnet_lite"}, "files: this model needs at least one file"),
        (
            encoder,
            {"entry_point": "imagebind", "config": {"network": {"out_embed_dim": "wide"}}},
            "config.network.out_embed_dim: must be a whole number",
        ),
        (backbone, {}, "files: this model needs at least one file"),
        (generator, {"entry_point": "diffusers", "config": {"family": "sd1", "like": "."}}, "files: this model needs"),
        (
            generator,
            {"entry_point": "diffusers", "config": {"family": "sd1", "like": "."}, "files": (FILE,)},
            "config.pipeline: is missing",
        ),
        (
            generator,
            {
                "entry_point": "diffusers",
                "config": {"family": "sd1", "like": ".", "pipeline": "Magic"},
                "files": (FILE,),
            },
            "config.pipeline: diffusers has no Magic",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_named_with_its_file(
    load: Callable[[Manifest], object],
    fields: dict[str, object],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model_index.json").write_text("{}")
    manifest = Manifest("p", PackKind.GENERATOR, "P", tmp_path, task=Modality.IMAGE, **fields)  # type: ignore[arg-type]
    with pytest.raises(AppError) as caught:
        load(manifest)
    assert caught.value.kind is ErrorKind.MODEL
    assert f"{tmp_path / 'pack.toml'}: {said}" in caught.value.detail


def test_a_projector_with_all_its_sizes_loads(tmp_path: Path) -> None:
    assert projector(save_projector(tmp_path / "projector"))
