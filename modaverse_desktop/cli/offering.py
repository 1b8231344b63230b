"""`packs add` and `packs find` for models that are no packs yet: diffusers folders, single files, LoRA."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from modaverse_desktop.cli.arguments import usage
from modaverse_desktop.cli.output import Output
from modaverse_desktop.cli.pack_care import ask_about
from modaverse_desktop.cli.session import find_installed, user_settings
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.manifest import Manifest, PackKind, to_toml
from modaverse_desktop.core.offers import Offer, add_offer, describe_model, find_offers, usual_places
from modaverse_desktop.core.offers.adding import added_before, files_in_use
from modaverse_desktop.core.offers.single_file import is_lora, like, on_base
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.paths import models_folder, pack_folders


def add_model(arguments: Namespace, models: Path, output: Output) -> int:
    """Make a pack of a model: its files stay where they are."""
    packs = find_installed(user_settings())
    offer = _completed(describe_model(arguments.path), arguments, packs)
    if arguments.name:
        offer = replace(offer, manifest=replace(offer.manifest, id=arguments.name))
    if arguments.show:
        return _show(offer, output)
    if not arguments.name and (there := added_before(offer, packs.manifests.values())):
        text = f"It is installed already, as {there.id}. To have it a second time, give it another id with --name."
        output.result({"added": [], "there": [there.id], **_data(there)}, text)
        return 0
    manifest = add_offer(
        offer,
        models,
        packs.manifests,
        lambda share: output.progress(f"Reading {offer.manifest.name} {share:.0%}"),
        beside=arguments.beside,
    )
    ask_about([manifest], arguments.accept_licence, output)
    notes = [*offer.notes, *_unseen(manifest.folder)]
    data = {**_data(manifest), "pack": str(manifest.folder / "pack.toml"), "notes": notes}
    text = [f"Added {manifest.id}: {_line(manifest)}", f"It is described in {manifest.folder / 'pack.toml'}: edit it."]
    output.result({"added": [manifest.id], **data}, "\n".join([*text, *(f"note: {note}" for note in notes)]))
    return 0


def find_models(arguments: Namespace, output: Output) -> int:
    """List what could become a pack: in the given folders, or where other programs keep their models."""
    packs = find_installed(user_settings())
    places = [place.absolute() for place in arguments.places] or list(usual_places(Path.home()))
    offers: list[Offer] = []
    problems: list[AppError] = []
    for found in find_offers(places, files_in_use(packs.manifests.values())):
        if isinstance(found, Offer):
            offers.append(found)
            output.progress(f"{len(offers)} models")
        else:
            problems.append(found)
    data = {
        "found": [{**_data(each.manifest), "path": str(_place(each.manifest))} for each in offers],
        "problems": [problem.to_dict() for problem in problems],
        "places": [str(place) for place in places],
    }
    lines = [f"{_place(each.manifest)}\n    {_line(each.manifest)}" for each in offers]
    lines += [f"not whole: {problem}" for problem in problems]
    if offers:
        lines.append("Add one with `modaverse packs add PATH`. Nothing is copied.")
    output.result(data, "\n".join(lines) or f"No models were found in {_joined(places)}.")
    return 0


def _completed(offer: Offer, arguments: Namespace, packs: Packs) -> Offer:
    """With what only the user knows: what LoRA lies on, and where the parts are that a file lacks."""
    if is_lora(offer.manifest):
        if not arguments.on:
            known = ", ".join(each.id for each in packs.of_kind(PackKind.GENERATOR) if not is_lora(each))
            raise usage("It is LoRA, which changes another model: say which with --on ID", f"There are: {known}.")
        return on_base(offer, packs.get(arguments.on, PackKind.GENERATOR))
    if arguments.on:
        raise usage("--on is for LoRA files, and this is none")
    return like(offer, describe_model(arguments.like) if arguments.like else None)


def _show(offer: Offer, output: Output) -> int:
    text = to_toml(offer.manifest)
    output.result({**_data(offer.manifest), "toml": text, "notes": list(offer.notes)}, text.rstrip())
    return 0


def _data(manifest: Manifest) -> dict[str, object]:
    return {
        "id": manifest.id,
        "task": manifest.task.value if manifest.task else None,
        "takes": [modality.value for modality in manifest.modalities],
        "pipeline": manifest.config.get("pipeline"),
        "size": manifest.size,
        "ram_mb": manifest.ram_mb,
        "vram_mb": manifest.vram_mb,
        "licence": manifest.licence,
    }


def _line(manifest: Manifest) -> str:
    task = manifest.task.value if manifest.task else "-"
    memory = f"needs about {manifest.ram_mb} MB on a CPU, {manifest.vram_mb} MB on a GPU"
    return f"{task}, {manifest.summary}; {memory}; licence: {manifest.licence}"


def _place(manifest: Manifest) -> Path:
    return manifest.root / manifest.files[0].path if len(manifest.files) == 1 else manifest.root


def _joined(places: Iterable[Path]) -> str:
    return ", ".join(str(place) for place in places) or "the usual places"


def _unseen(folder: Path) -> list[str]:
    """Said when the application does not look where the pack is."""
    places = (models_folder(), *pack_folders(user_settings()))
    if any(place == folder or place in folder.parents for place in places):
        return []
    return [f"{folder} is in none of your models folders: add it in the settings."]
