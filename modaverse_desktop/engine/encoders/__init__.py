"""Frozen encoders: media to embeddings. A pack's entry point says which module loads it."""

from __future__ import annotations

from typing import Protocol, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality


class Encoder(Protocol):
    """Turns a medium into one embedding."""

    dimension: int
    modalities: frozenset[Modality]

    def embed_media(self, media: Media) -> Tensor:
        """A file of one of its modalities to (dimension,), float32; what it sees or hears of it, it reads itself.

        Raises AppError(INPUT) when the file cannot be read.
        """
        ...


class PictureEncoder(Encoder, Protocol):
    """An encoder that also takes pictures that lie in no file: what training and evaluation need."""

    def embed(self, image: NDArray[np.uint8]) -> Tensor:
        """uint8 RGB (H, W, 3) of any size to (dimension,), float32."""
        ...


def load_encoder(manifest: Manifest, device: torch.device) -> Encoder:
    """The encoder of a pack. Raises AppError(MODEL) if nothing here reads its entry point, or its files are bad."""
    if manifest.entry_point == "efficientnet_lite":
        from modaverse_desktop.engine.encoders import efficientnet_lite

        return efficientnet_lite.load(manifest, device)
    if manifest.entry_point == "yamnet":
        from modaverse_desktop.engine.encoders.yamnet import encoder as yamnet

        return yamnet.load(manifest, device)
    if manifest.entry_point == "imagebind":
        from modaverse_desktop.engine.encoders.imagebind import encoder

        return encoder.load(manifest, device)
    raise AppError(
        f"The pack {manifest.id} needs a loader that this version does not have",
        f"entry_point = {manifest.entry_point!r}",
        "Update the application, or correct the pack's pack.toml.",
        ErrorKind.MODEL,
    )


def load_picture_encoder(manifest: Manifest, device: torch.device) -> PictureEncoder:
    """The encoder of a pack that takes pictures. Raises AppError(MODEL) if it cannot be loaded, or takes none."""
    encoder = load_encoder(manifest, device)
    if Modality.IMAGE not in encoder.modalities:
        raise AppError(f"The pack {manifest.id} takes no pictures", "", "Choose another encoder.", ErrorKind.MODEL)
    return cast(PictureEncoder, encoder)
