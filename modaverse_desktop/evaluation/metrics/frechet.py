"""The Fréchet distance between two sets of features: FID, FD, FAD and FVD are this, over different networks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def frechet_distance(one: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    """Between normal distributions fitted to the rows of `one` (N, D) and `other` (M, D), in float64.

    |mean - mean|² + tr(S + T - 2 (S T)^½), after Heusel et al. 2017 (the published ``fid.py``). The trace of the root
    is that of (S^½ T S^½)^½, whose eigenvalues are real: no imaginary part has to be thrown away.

    Raises:
        ValueError: fewer than two rows.
    """
    if len(one) < 2 or len(other) < 2:
        raise ValueError("a covariance needs two samples at least")
    mean, covariance = _moments(one)
    other_mean, other_covariance = _moments(other)
    root = _root(covariance)
    roots = np.sqrt(np.clip(np.linalg.eigvalsh(root @ other_covariance @ root), 0, None))
    apart = mean - other_mean
    return float(apart @ apart + np.trace(covariance) + np.trace(other_covariance) - 2 * roots.sum())


def _moments(features: NDArray[np.floating]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows = np.asarray(features, np.float64)
    return rows.mean(axis=0), np.atleast_2d(np.cov(rows, rowvar=False))


def _root(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    values, vectors = np.linalg.eigh(covariance)
    return (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T
