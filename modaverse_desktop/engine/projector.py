"""The trained bridge: one linear layer from an encoder's embedding into the backbone's embedding space."""

from __future__ import annotations

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.pack_config import paths_of, sizes_of
from modaverse_desktop.engine.network import Network


class Projector(Network):
    """Linear, from one embedding to `tokens` positions of the backbone."""

    def __init__(self, inputs: int, tokens: int, width: int) -> None:
        super().__init__()
        self.tokens = tokens
        self.width = width
        self.linear = nn.Linear(inputs, tokens * width)

    def forward(self, embeddings: Tensor) -> Tensor:
        """(M, inputs) to (M, tokens, width)."""
        projected: Tensor = self.linear(embeddings)
        return projected.view(-1, self.tokens, self.width)


def load_projector(manifest: Manifest, device: torch.device) -> Projector:
    """The projector of a pack, float32; its sizes are `inputs`, `tokens` and `width` in the manifest's config.

    Raises AppError(MODEL) if a size is not there, or the file is missing, damaged or of another shape.
    """
    try:
        projector = Projector(*sizes_of(manifest, "inputs", "tokens", "width"))
        state = load_file(paths_of(manifest)[0])
        projector.load_state_dict(state, strict=True)
    except AppError:
        raise
    except Exception as error:  # the OS, safetensors and torch each have their own
        raise AppError(
            f"The projector {manifest.id} cannot be loaded",
            f"{type(error).__name__}: {error}"[:500],
            "Install the pack again.",
            ErrorKind.MODEL,
        ) from error
    return projector.float().eval().requires_grad_(False).to(device)
