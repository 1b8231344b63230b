"""How well pictures agree with their captions, from CLIP's embeddings of both."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def clip_score(pictures: NDArray[np.floating], captions: NDArray[np.floating]) -> float:
    """The mean of 100 times the cosine of paired rows (N, D), negative ones counted as 0.

    After Hessel et al. 2021 with the weight 100 that torchmetrics uses (theirs is 2.5 times the cosine).
    """
    return float(100 * np.clip(_cosines(pictures, captions), 0, None).mean())


def clip_similarity(frames: NDArray[np.floating], captions: NDArray[np.floating]) -> float:
    """CLIPSIM: the mean cosine between the frames of each clip (N, frames, D) and its caption (N, D).

    After Wu et al. 2021 (GODIVA), not relative to the originals'.
    """
    return float(_cosines(frames, captions[:, None, :]).mean())


def _cosines(one: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.float64]:
    left, right = np.asarray(one, np.float64), np.asarray(other, np.float64)
    lengths = np.linalg.norm(left, axis=-1) * np.linalg.norm(right, axis=-1)
    return (left * right).sum(axis=-1) / np.maximum(lengths, 1e-12)
