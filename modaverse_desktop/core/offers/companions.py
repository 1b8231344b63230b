"""What some models need another one for: LoRA changes it, a single file is built like it."""

from __future__ import annotations

from collections.abc import Iterable

from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.offers.offer import INDEX, Offer
from modaverse_desktop.core.offers.single_file import FAMILIES, is_described, is_lora, like, on_base


def needs_companion(offer: Offer) -> bool:
    """Whether it can be used only with another model."""
    lacks = "family" in offer.manifest.config and not is_described(offer.manifest)
    return is_lora(offer.manifest) or lacks


def companions(offer: Offer, installed: Iterable[Manifest]) -> tuple[Manifest, ...]:
    """Which of the installed packs may be that other one, by name; those that are away are among them."""
    family = FAMILIES.get(str(offer.manifest.config.get("family", "")))
    if is_lora(offer.manifest):
        usable = [each for each in installed if _may_be_changed(each)]
    else:
        usable = [each for each in installed if family is not None and _is_built_like(each, family.pipeline)]
    return tuple(sorted(usable, key=lambda each: each.name.casefold()))


def completed(offer: Offer, companion: Manifest | None) -> Offer:
    """The offer with the other model that was chosen for it.

    Raises:
        AppError: USAGE, it needs one, or one of another kind.
    """
    if is_lora(offer.manifest) and companion is not None:
        return on_base(offer, companion)
    return like(offer, Offer(companion) if companion is not None else None)


def _may_be_changed(manifest: Manifest) -> bool:
    makes_pictures = manifest.task in (Modality.IMAGE, Modality.VIDEO)
    return makes_pictures and "pipeline" in manifest.config and not is_lora(manifest)


def _is_built_like(manifest: Manifest, pipeline: str) -> bool:
    whole = any(file.path == INDEX for file in manifest.files)
    return whole and manifest.config.get("pipeline") == pipeline
