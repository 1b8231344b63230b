"""`packs licence`, `remove`, `move` and `relink`: what is done with models that are there."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from modaverse_desktop.cli.approval import can_ask, says_yes
from modaverse_desktop.cli.arguments import usage
from modaverse_desktop.cli.output import Output
from modaverse_desktop.cli.progress import reporter
from modaverse_desktop.cli.session import find_installed, user_settings
from modaverse_desktop.core.acceptance import Acceptance, licence_text
from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.known_packs import found_again
from modaverse_desktop.core.manifest import Manifest, PackKind
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.paths import models_folder, pack_folders
from modaverse_desktop.core.removal import is_own, plan_removal, tidy
from modaverse_desktop.core.settings import save_settings, settings_path
from modaverse_desktop.core.travel.moving import move_pack
from modaverse_desktop.core.travel.room import gigabytes


def licence(arguments: Namespace, output: Output) -> int:
    """Show the licences of a pack and its parts, and accept those that are not accepted yet."""
    packs = find_installed(user_settings())
    wanted = with_parts(packs.get(arguments.id), packs)
    acceptance = Acceptance()
    texts = {manifest.id: licence_text(manifest) or "Its licence is not named." for manifest in wanted}
    if not output.as_json:
        output.show("\n\n".join(f"{name}\n{text}" for name, text in texts.items()))
    missing = [manifest for manifest in wanted if not acceptance.has(manifest)]
    if missing and (arguments.accept or (can_ask() and says_yes("Do you accept this?"))):
        acceptance.accept(missing)
    data = {each.id: {"text": texts[each.id], "accepted": acceptance.has(each)} for each in wanted}
    state = "Accepted." if all(map(acceptance.has, wanted)) else "Not accepted yet: repeat with --accept."
    output.result({"licences": data}, f"\n{state}")
    return 0


def ask_about(packs: Sequence[Manifest], accept: bool, output: Output) -> None:
    """Show the licences of packs that are added, and write down that they are accepted.

    At a terminal the user is asked. Elsewhere there is nobody to ask: who types the command accepts by typing it.

    Raises:
        Interrupted: the answer is no.
    """
    acceptance = Acceptance()
    missing = [manifest for manifest in packs if not acceptance.has(manifest)]
    if not missing:
        return
    output.say("\n".join(f"{manifest.id}: {manifest.licence}" for manifest in missing))
    if can_ask() and not accept and not says_yes("Do you accept these licences?"):
        raise Interrupted
    acceptance.accept(missing)


def remove(arguments: Namespace, output: Output) -> int:
    """Move the folders to the trash."""
    from modaverse_desktop.service.trash import to_trash

    models = models_folder()
    plan = plan_removal(find_installed(user_settings()), arguments.id, models, with_parts=arguments.with_parts)
    names = ", ".join(manifest.id for manifest in plan.packs)
    if not arguments.yes:
        if not can_ask():
            raise usage("Nothing was removed", "There is nobody to ask: repeat with --yes.")
        lacking = f" {', '.join(plan.lacking)} will lack it." if plan.lacking else ""
        if not says_yes(f"Move {names} ({gigabytes(plan.size)}) to the trash?{lacking}"):
            raise Interrupted
    to_trash(plan.folders)
    tidy(plan.folders, models)
    data = {"removed": [each.id for each in plan.packs], "size": plan.size, "lacking": list(plan.lacking)}
    output.result(data, f"In the trash: {names} ({gigabytes(plan.size)})")
    return 0


def move(arguments: Namespace, output: Output) -> int:
    """Move a pack that is the user's, and look for models where it is now."""
    settings = user_settings()
    manifest = find_installed(settings).get(arguments.id)
    owners = (models_folder(), *settings.model_folders)
    if not any(is_own(manifest, owner) for owner in owners):
        hint = "Only models in your models folders can be moved."
        raise AppError(f"{manifest.name} is not yours to move here", str(manifest.folder), hint, ErrorKind.USAGE)
    target = arguments.folder.absolute()
    moved = move_pack(manifest, target, reporter(output))
    tidy([manifest.folder], models_folder())
    if not any(moved.folder.is_relative_to(folder) for folder in pack_folders(settings)):
        save_settings(replace(settings, model_folders=(*settings.model_folders, target)), settings_path())
    notes = [f"{name} was left in {manifest.folder}" for name in moved.left]
    data = {"moved": manifest.id, "folder": str(moved.folder), "notes": notes}
    output.result(data, "\n".join([f"{manifest.id} lies in {moved.folder} now", *notes]))
    return 0


def relink(arguments: Namespace, output: Output) -> int:
    """Look for models in another folder instead of one that is not there."""
    settings = user_settings()
    changed = found_again(find_installed(settings), settings, arguments.id, arguments.folder.absolute())
    save_settings(changed, settings_path())
    manifest = find_installed(changed).get(arguments.id)
    data = {"id": manifest.id, "folder": str(manifest.root)}
    output.result(data, f"{manifest.id} was found in {manifest.root}")
    return 0


def with_parts(manifest: Manifest, packs: Packs) -> tuple[Manifest, ...]:
    """All that is loaded with a pack, itself last: the parts of a stack, what LoRA changes.

    Raises AppError(MODEL) if a stack is not complete.
    """
    if manifest.kind is not PackKind.STACK:
        base = packs.manifests.get(str(manifest.config.get("base")))
        return (base, manifest) if base else (manifest,)
    return (*{part.id: part for part in packs.stack(manifest.id).parts}.values(), manifest)
