"""Which folders go when a pack is removed: only the user's own, and no part that another stack needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.packs import Packs


@dataclass(frozen=True)
class Removal:
    """The packs that go, and stacks that will lack one of them."""

    packs: tuple[Manifest, ...]
    lacking: tuple[str, ...] = ()

    @property
    def folders(self) -> tuple[Path, ...]:
        """What goes from the disk."""
        return tuple(manifest.folder for manifest in self.packs)

    @property
    def size(self) -> int:
        """Bytes that become free."""
        inside = [manifest for manifest in self.packs if manifest.files_in is None]
        return sum(file.size for manifest in inside for file in manifest.files if not file.package)


def plan_removal(packs: Packs, name: str, models: Path, *, with_parts: bool = False) -> Removal:
    """What removing the pack `name` means; with its parts, if it is a stack, that are needed by no other.

    Raises:
        AppError: MODEL, it is not installed; USAGE, it is not in the user's models folder `models`.
    """
    manifest = packs.get(name)
    if not is_own(manifest, models):
        raise AppError(
            f"{manifest.name} is not yours to remove here",
            f"It lies in {manifest.folder}, and only what is in {models} is removed",
            "Take its folder out of the model folders in the settings, or remove it with your file manager.",
            ErrorKind.USAGE,
        )
    parts = [packs.manifests[part] for part in _parts(manifest) if part in packs.manifests] if with_parts else []
    needed = {part for stack in packs.manifests.values() if stack.id != name for part in _parts(stack)}
    gone = (*(part for part in parts if part.id not in needed and is_own(part, models)), manifest)
    ids = {each.id for each in gone}
    lacking = [each.id for each in packs.manifests.values() if each.id not in ids and ids & set(_parts(each))]
    return Removal(gone, tuple(sorted(lacking)))


def is_own(manifest: Manifest, models: Path) -> bool:
    """Whether a pack lies below the user's models folder, and is not that folder itself."""
    folder, models = manifest.folder.resolve(), models.resolve()
    return folder != models and folder.is_relative_to(models)


def tidy(folders: Sequence[Path], models: Path) -> None:
    """Remove folders between `models` and what was removed that are empty now."""
    for folder in folders:
        above = folder.parent
        while above != models and above.is_relative_to(models):
            try:
                above.rmdir()
            except OSError:
                break
            above = above.parent


def _parts(manifest: Manifest) -> tuple[str, ...]:
    if manifest.stack is None:
        return ()
    parts = manifest.stack
    adapter = (parts.adapter,) if parts.adapter else ()
    return (parts.backbone, *adapter, *parts.encoders, *parts.projectors, *parts.generators.values())
