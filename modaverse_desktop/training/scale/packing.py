"""What was trained as packs: an adapter, a projector for each modality, and a stack that names them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from peft import PeftModel

from modaverse_desktop.core.manifest import (
    Manifest,
    PackFile,
    PackKind,
    StackParts,
    hash_file,
    read_manifest,
    write_manifest,
)
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.modaverse import ModaVerse
from modaverse_desktop.training.adapter import export_adapter, export_projector
from modaverse_desktop.training.preparation.prepare import encoder_packs
from modaverse_desktop.training.preparation.settings import PreparedConfig

_MB = 1_000_000


def write_packs(model: ModaVerse, config: PreparedConfig, folder: Path, name: str) -> Path:
    """Write the packs into `folder`, which can be put among the models; returns the stack's folder.

    Their ids begin with `name`. Backbone, encoders and generators are those of the stack that was trained on.
    """
    stack, backbone = read_manifest(config.stack), read_manifest(config.backbone)
    adapter = _adapter(model, folder / f"{name}-adapter") if isinstance(model.llm, PeftModel) else None
    projectors = [
        _projector(model, modality, folder / f"{name}-{modality.value}-projector")
        for modality in (Modality(key) for key in model.projectors)
    ]
    parts = StackParts(
        backbone.id,
        adapter.id if adapter else "",
        tuple(pack.id for pack in encoder_packs(config)),
        tuple(each.id for each in projectors),
        stack.stack.generators if stack.stack else {},
    )
    template = replace(stack.template, spelling=config.spelling or stack.template.spelling)
    about = {"summary": "Trained on this machine.", "licence": backbone.licence}
    made = Manifest(name, PackKind.STACK, name, folder / name, stack=parts, template=template, **about)
    made.folder.mkdir(parents=True, exist_ok=True)
    write_manifest(made)
    return made.folder


def _adapter(model: ModaVerse, folder: Path) -> Manifest:
    export_adapter(model, folder)
    files = _files(folder, ("adapter_model.safetensors", "adapter_config.json"))
    about = {"entry_point": "peft", "ram_mb": files[0].size // _MB + 1, "summary": "Trained on this machine."}
    made = Manifest(folder.name, PackKind.ADAPTER, folder.name, folder, files=files, **about)
    write_manifest(made)
    return made


def _projector(model: ModaVerse, modality: Modality, folder: Path) -> Manifest:
    projector = model.projector(modality)
    export_projector(projector, folder)
    sizes = {"inputs": projector.linear.in_features, "tokens": projector.tokens, "width": projector.width}
    files = _files(folder, ("projector.safetensors",))
    about = {"entry_point": "linear", "ram_mb": files[0].size // _MB + 1, "summary": "Trained on this machine."}
    made = Manifest(
        folder.name, PackKind.PROJECTOR, folder.name, folder, modalities=(modality,), files=files, config=sizes, **about
    )
    write_manifest(made)
    return made


def _files(folder: Path, names: tuple[str, ...]) -> tuple[PackFile, ...]:
    return tuple(PackFile(name, (folder / name).stat().st_size, hash_file(folder / name)) for name in names)
