"""CLIP ViT-B/32, by transformers, from the user's folder: embeddings of pictures and captions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from transformers import CLIPModel, CLIPTokenizer

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.evaluation.networks.weights import locate
from modaverse_desktop.evaluation.task import Means

SIDE = 224
MEAN = (0.48145466, 0.4578275, 0.40821073)
DEVIATION = (0.26862954, 0.26130258, 0.27577711)
LONGEST = 77


@dataclass(frozen=True)
class Clip:
    """The model and its tokenizer."""

    model: Any
    tokenizer: Any

    @torch.inference_mode()
    def see(self, pictures: Iterable[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """Embeddings (N, 512) of RGB pictures (H, W, 3)."""
        rows = [self._see_one(picture) for picture in pictures]
        return np.concatenate(rows) if rows else np.zeros((0, self.model.config.projection_dim), np.float32)

    @torch.inference_mode()
    def read(self, captions: Sequence[str]) -> NDArray[np.float32]:
        """Embeddings (N, 512) of captions, cut at 77 tokens."""
        rows = [self._read_one(caption) for caption in captions]
        return np.concatenate(rows) if rows else np.zeros((0, self.model.config.projection_dim), np.float32)

    def _see_one(self, picture: NDArray[np.uint8]) -> NDArray[np.float32]:
        pixels = torch.from_numpy(prepared(picture))[None].to(self.model.device)
        seen = self.model.vision_model(pixel_values=pixels).pooler_output
        return self.model.visual_projection(seen).float().cpu().numpy()

    def _read_one(self, caption: str) -> NDArray[np.float32]:
        tokens = self.tokenizer(caption, truncation=True, max_length=LONGEST, return_tensors="pt").to(self.model.device)
        read = self.model.text_model(**tokens).pooler_output
        return self.model.text_projection(read).float().cpu().numpy()


def prepared(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(3, 224, 224): the short side to 224 by Pillow's bicubic, the middle cut out, normalised as CLIP's own."""
    image = Image.fromarray(picture)
    scale = SIDE / min(image.size)
    size = (max(SIDE, int(image.width * scale)), max(SIDE, int(image.height * scale)))
    resized = image.resize(size, Image.Resampling.BICUBIC)
    left, top = round((size[0] - SIDE) / 2), round((size[1] - SIDE) / 2)
    pixels = np.asarray(resized.crop((left, top, left + SIDE, top + SIDE)), np.float32) / 255
    mean, deviation = np.asarray(MEAN, np.float32), np.asarray(DEVIATION, np.float32)
    return ((pixels - mean) / deviation).transpose(2, 0, 1).astype(np.float32)


def load(means: Means) -> Clip:
    """From the folder of the weights. Raises NotThere, or AppError(MODEL) if a file of it is missing."""
    folder = locate("clip", means).parent
    try:
        model: Any = CLIPModel.from_pretrained(folder, local_files_only=True, use_safetensors=False)
        tokenizer = CLIPTokenizer.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise AppError("CLIP cannot be loaded", str(error), f"Fetch {folder} again.", ErrorKind.MODEL) from error
    return Clip(model.eval().to(means.device), tokenizer)
