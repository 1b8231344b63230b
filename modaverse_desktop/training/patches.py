"""Latents without training: the principal components of a picture's patches. A decoder then learns to undo them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True)
class PatchBasis:
    """`kernel` (components, 3, patch, patch) and `bias` (components) of the convolution that gives latents.

    Latents have zero mean. Their spread falls with the fourth root of the component's variance (mean square 1), so that
    colours and outlines, which come first, stand out of the noise before the texture does.
    """

    kernel: Tensor
    bias: Tensor

    @property
    def patch(self) -> int:
        """Side of a patch in pixels."""
        return self.kernel.shape[-1]

    def encode(self, images: Tensor) -> Tensor:
        """Float32 (n, 3, height, width) from -1 to 1, sides multiples of `patch`, to latents (n, components, h, w)."""
        return functional.conv2d(images, self.kernel, self.bias, stride=self.patch)

    def save(self, path: Path) -> None:
        """As safetensors."""
        save_file({"kernel": self.kernel.contiguous(), "bias": self.bias.contiguous()}, path)

    @classmethod
    def load(cls, path: Path) -> PatchBasis:
        """The inverse of `save`."""
        tensors = load_file(path)
        return cls(tensors["kernel"], tensors["bias"])


def fit_patches(pictures: np.ndarray, patch: int, components: int) -> PatchBasis:
    """The leading principal components of the patches of pictures, uint8 (count, size, size, 3), and their mirrors."""
    count, size = pictures.shape[:2]
    side = size // patch
    covariance, total = np.zeros((3 * patch**2,) * 2), np.zeros(3 * patch**2)
    for picture in pictures:
        for image in (picture, picture[:, ::-1]):
            parts = image.astype(np.float64).reshape(side, patch, side, patch, 3).transpose(0, 2, 4, 1, 3)
            flat = parts.reshape(side * side, -1) / 127.5 - 1
            covariance += flat.T @ flat
            total += flat.sum(0)
    samples = 2 * count * side * side
    mean = total / samples
    values, vectors = np.linalg.eigh(covariance / samples - np.outer(mean, mean))
    values, vectors = values[::-1][:components], vectors[:, ::-1][:, :components]
    vectors = vectors * np.sign(vectors.sum(0))  # eigenvectors have no sign of their own
    spread = values**0.25
    spread /= np.sqrt(np.mean(spread**2))
    kernel = (vectors * spread / np.sqrt(values)).T
    return PatchBasis(
        torch.from_numpy(kernel.reshape(components, 3, patch, patch).copy()).float(),
        torch.from_numpy(-(kernel @ mean)).float(),
    )


def encode_with_mirrors(basis: PatchBasis, pictures: np.ndarray) -> Tensor:
    """Latents of pictures and of their mirror images: (2, count, components, h, w)."""
    return _with_mirrors(basis.encode, pictures)


@torch.no_grad()
def encode_by_autoencoder(autoencoder: AutoencoderKL, pictures: np.ndarray) -> Tensor:
    """The same by a trained autoencoder's encoder."""
    return _with_mirrors(lambda images: autoencoder.encode(images).latent_dist.mode(), pictures)  # type: ignore[union-attr]


def _with_mirrors(encode: Callable[[Tensor], Tensor], pictures: np.ndarray) -> Tensor:
    images = torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2)
    both = ([encode(part.float() / 127.5 - 1) for part in each.split(64)] for each in (images, images.flip(-1)))
    return torch.stack([torch.cat(parts) for parts in both])
