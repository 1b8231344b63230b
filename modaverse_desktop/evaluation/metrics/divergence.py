"""Metrics over the logits of a classifier: the inception score, and the divergence of paired samples."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SPLITS = 10
_SHUFFLE_SEED = 2020
_TINY = 1e-6


def inception_score(logits: NDArray[np.floating], splits: int = _SPLITS) -> float:
    """The mean over `splits` parts of exp(E KL(p(y|x) || p(y))), over the rows of `logits` (N, classes).

    Shuffled before as torch-fidelity and audioldm_eval do, with their seed.

    Raises:
        ValueError: there are fewer rows than splits.
    """
    if len(logits) < splits:
        raise ValueError(f"{splits} parts need {splits} samples at least")
    order = np.random.RandomState(_SHUFFLE_SEED).permutation(len(logits))
    log_shares = _log_softmax(np.asarray(logits, np.float64)[order])
    scores = []
    for part in range(splits):
        rows = log_shares[part * len(logits) // splits : (part + 1) * len(logits) // splits]
        shares = np.exp(rows)
        scores.append(np.exp((shares * (rows - np.log(shares.mean(axis=0)))).sum(axis=1).mean()))
    return float(np.mean(scores))


def paired_divergence(originals: NDArray[np.floating], generated: NDArray[np.floating]) -> float:
    """The mean of KL(original || generated) over paired rows of logits (N, classes), as audioldm_eval's kl_softmax.

    With its 1e-6 inside the logarithm of the generated shares.
    """
    if originals.shape != generated.shape or not len(originals):
        raise ValueError(f"{originals.shape} and {generated.shape} are not pairs")
    log_shares = _log_softmax(np.asarray(originals, np.float64))
    others = np.log(np.exp(_log_softmax(np.asarray(generated, np.float64))) + _TINY)
    return float((np.exp(log_shares) * (log_shares - others)).sum(axis=1).mean())


def _log_softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
