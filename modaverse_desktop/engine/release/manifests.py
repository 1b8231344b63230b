"""The manifests of a release's packs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind, StackParts, Template
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders.imagebind.melspectrogram import HEARD
from modaverse_desktop.engine.encoders.imagebind.pictures import SEEN
from modaverse_desktop.engine.release.expected import MEDIA
from modaverse_desktop.engine.release.plan import STOP, Plan

TEMPLATE = Template(
    spelling="released",
    before="### Human:",
    after="\n### Assistant:",
    media_open="<Media>",
    media_close="</Media>",
    joined=True,
)
_MB = 1_000_000
_SOURCE = "converted from the published files by `modaverse packs add --from-release`"


def manifests_of(plan: Plan, files: Mapping[str, Sequence[PackFile]], folder: Path, name: str) -> tuple[Manifest, ...]:
    """One for each pack that was written into `folder`, and the stack's, last; ids begin with `name`."""
    backbone = _manifest(
        name, "backbone", PackKind.BACKBONE, "Vicuna 7B v0", folder, files, "llama", "LLaMA licence: research only"
    )
    parts = [_encoder(plan, files, folder, name), _sized(backbone, on_cpu=2.0)]
    for pack in files:
        if pack.startswith("projector"):
            parts.append(_projector(plan, pack, files, folder, name))
    adapter = _manifest(name, "adapter", PackKind.ADAPTER, "ModaVerse 7B adapter", folder, files, "peft", "see release")
    parts.append(_sized(adapter, on_cpu=1.0))
    return (*parts, _stack(plan, parts, folder, name))


def _encoder(plan: Plan, files: Mapping[str, Sequence[PackFile]], folder: Path, name: str) -> Manifest:
    made = _manifest(
        name, "encoder", PackKind.ENCODER, "ImageBind", folder, files, "imagebind", "CC BY-NC-SA 4.0: not commercial"
    )
    sees = {
        modality.value: {"clips": excerpts.clips, "clip_seconds": excerpts.clip_seconds}
        for modality, excerpts in {Modality.VIDEO: SEEN, Modality.AUDIO: HEARD}.items()
    }
    dimension = plan.network.get("out_embed_dim", 1024)
    config = {"dimension": dimension, "network": dict(plan.network), "sees": sees}
    return replace(_sized(made, on_cpu=1.0), modalities=MEDIA, config=config)


def _projector(plan: Plan, pack: str, files: Mapping[str, Sequence[PackFile]], folder: Path, name: str) -> Manifest:
    only = pack.removeprefix("projector").removeprefix("-")
    made = _manifest(name, pack, PackKind.PROJECTOR, "ModaVerse 7B projector", folder, files, "linear", "see release")
    config = {"inputs": plan.trained.inputs, "tokens": 1, "width": int(plan.config.hidden_size)}
    return replace(_sized(made, on_cpu=1.0), modalities=(Modality(only),) if only else MEDIA, config=config)


def _stack(plan: Plan, parts: Sequence[Manifest], folder: Path, name: str) -> Manifest:
    ids = {kind: tuple(part.id for part in parts if part.kind is kind) for kind in PackKind}
    return Manifest(
        id=name,
        kind=PackKind.STACK,
        name="ModaVerse 7B",
        folder=folder / "stack",
        summary="The paper's own models: image, video and sound in, anything out.",
        licence="that of its parts",
        source=_SOURCE,
        config={"stop": STOP, "stop_token": plan.stop_token} if plan.stop_token >= 0 else {"stop": STOP},
        stack=StackParts(
            backbone=ids[PackKind.BACKBONE][0],
            adapter=ids[PackKind.ADAPTER][0],
            encoders=ids[PackKind.ENCODER],
            projectors=ids[PackKind.PROJECTOR],
        ),
        template=TEMPLATE,
    )


def _manifest(
    name: str,
    pack: str,
    kind: PackKind,
    shown: str,
    folder: Path,
    files: Mapping[str, Sequence[PackFile]],
    entry_point: str,
    licence: str,
) -> Manifest:
    return Manifest(
        id=f"{name}-{pack}",
        kind=kind,
        name=shown,
        folder=folder / pack,
        licence=licence,
        source=_SOURCE,
        entry_point=entry_point,
        files=tuple(files[pack]),
    )


def _sized(manifest: Manifest, on_cpu: float) -> Manifest:
    """Memory by what lies on the disk; a CPU computes in float32, which may be twice as much."""
    return replace(manifest, ram_mb=round(on_cpu * manifest.size / _MB) + 1, vram_mb=round(manifest.size / _MB) + 1)
