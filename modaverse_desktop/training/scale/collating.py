"""From samples of token files to a batch for the composite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.modaverse import IGNORED
from modaverse_desktop.training.preparation.shards import Shards
from modaverse_desktop.training.preparation.tokens import Tokenised


def collate(samples: list[Tokenised], shards: Mapping[Modality, Shards]) -> dict[str, Any]:
    """A batch for `ModaVerse.loss`, padded on the right. A modality without media comes too, with none of them: so that
    each projector has a gradient in every process, and all exchange the same."""
    width = max(len(sample.ids) for sample in samples)
    ids = torch.zeros(len(samples), width, dtype=torch.long)
    labels = torch.full((len(samples), width), IGNORED)
    found: dict[Modality, list[tuple[int, int, NDArray[np.float16]]]] = {modality: [] for modality in shards}
    for row, sample in enumerate(samples):
        values = torch.tensor(sample.ids)
        ids[row, : len(values)] = values
        labels[row, sample.answer : len(values)] = values[sample.answer :]
        for modality, start, position in sample.media:
            found[modality].append((row, start, shards[modality].row(position)))
    batch: dict[str, Any] = {"ids": ids, "labels": labels}
    for modality, media in found.items():
        vectors = np.zeros((len(media), shards[modality].dimension), np.float32)
        for number, (_, _, vector) in enumerate(media):
            vectors[number] = vector
        name = modality.value
        batch[f"{name}_rows"] = torch.tensor([row for row, _, _ in media], dtype=torch.long)
        batch[f"{name}_starts"] = torch.tensor([start for _, start, _ in media], dtype=torch.long)
        batch[f"{name}_embeddings"] = torch.from_numpy(vectors)
    return batch
