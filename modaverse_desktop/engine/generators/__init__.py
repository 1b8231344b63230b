"""Frozen, replaceable models that make artifacts from invocations. A pack's entry point says which module loads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.placement import Placement
from modaverse_desktop.engine.device import Device

Step = Callable[[str, float | None], None]
"""What happens now, in words, and how much of it is done (0 to 1, None if unknown); raises `Interrupted` to stop."""


class Generator(Protocol):
    """Makes files. The same invocation, media and seed give the same bytes on the same machine."""

    def generate(
        self, invocation: Invocation, media: Sequence[Media], seed: int, step: Step, folder: Path, stem: str
    ) -> Path:
        """Write one artifact into `folder` under a free name that begins with `stem`; returns its path.

        Raises:
            AppError: the invocation cannot be carried out, or there is no room for the file.
            Interrupted: `step` said so; nothing is left.
        """
        ...


def load_generator(
    manifest: Manifest, device: Device, base: Manifest | None = None, placement: Placement = Placement.WHOLE
) -> Generator:
    """The generator of a pack; `base` is the pack that it changes, if it is LoRA.

    Raises AppError(MODEL) if nothing here reads its entry point, or its files are bad.
    """
    if manifest.entry_point == "diffusers":
        from modaverse_desktop.engine.generators import diffusers_generator

        return diffusers_generator.load(manifest, device, base, placement)
    raise AppError(
        f"The model {manifest.name} needs a loader that this version does not have",
        f"entry_point = {manifest.entry_point!r}",
        "Update the application, or correct the pack's pack.toml.",
        ErrorKind.MODEL,
    )
