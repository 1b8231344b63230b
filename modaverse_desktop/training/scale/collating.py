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
    """A batch for `ModaVerse.loss`, padded on the right."""
    width = max(len(sample.ids) for sample in samples)
    ids = torch.zeros(len(samples), width, dtype=torch.long)
    labels = torch.full((len(samples), width), IGNORED)
    found: dict[str, list[tuple[int, int, NDArray[np.float16]]]] = {}
    for row, sample in enumerate(samples):
        values = torch.tensor(sample.ids)
        ids[row, : len(values)] = values
        labels[row, sample.answer : len(values)] = values[sample.answer :]
        for modality, start, position in sample.media:
            found.setdefault(modality.value, []).append((row, start, shards[modality].row(position)))
    batch: dict[str, Any] = {"ids": ids, "labels": labels}
    for name, media in found.items():
        rows, starts, vectors = zip(*media, strict=True)
        batch[f"{name}_rows"], batch[f"{name}_starts"] = torch.tensor(rows), torch.tensor(starts)
        batch[f"{name}_embeddings"] = torch.from_numpy(np.stack(vectors).astype(np.float32))
    return batch
