"""The formulas agree with the published tools on fixed inputs, and with what can be derived by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from modaverse_desktop.evaluation.metrics.agreement import clip_score, clip_similarity
from modaverse_desktop.evaluation.metrics.divergence import inception_score, paired_divergence
from modaverse_desktop.evaluation.metrics.frechet import frechet_distance


def features(seed: int, count: int, shift: float, scale: float) -> NDArray[np.float64]:
    width = 24
    mixed = np.eye(width) + 0.3 * np.triu(np.ones((width, width))) / width
    return shift + scale * np.random.RandomState(seed).randn(count, width) @ mixed


def logits(seed: int) -> NDArray[np.float64]:
    return np.random.RandomState(seed).randn(45, 30) * 2


def test_the_frechet_distance_agrees_with_pytorch_fid() -> None:
    """19.164… by pytorch-fid 0.3.0's calculate_frechet_distance on these features, with scipy 1.17.1."""
    one, other = features(1, 200, 0.0, 1.0), features(2, 150, 0.4, 1.7)
    assert frechet_distance(one, other) == pytest.approx(19.16440180797541, rel=1e-6)


def test_it_agrees_also_where_covariances_are_singular() -> None:
    """75.426… likewise, of 10 and 12 rows in 24 dimensions."""
    one, other = features(1, 200, 0.0, 1.0)[:10], features(2, 150, 0.4, 1.7)[:12]
    assert frechet_distance(one, other) == pytest.approx(75.42640712631308, rel=1e-6)


def test_of_independent_dimensions_it_is_what_can_be_written_down() -> None:
    """For diagonal covariances: the squared distance of the means, plus that of the standard deviations."""
    corners = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])  # variance 4/3 each, covariance 0
    moved = 3 * corners + np.array([5.0, 0.0])
    assert frechet_distance(corners, moved) == pytest.approx(25 + 2 * (2 * math.sqrt(4 / 3)) ** 2, rel=1e-12)
    assert frechet_distance(corners, corners) == pytest.approx(0, abs=1e-12)


def test_one_sample_has_no_covariance() -> None:
    with pytest.raises(ValueError, match="two samples"):
        frechet_distance(np.zeros((1, 3)), np.zeros((5, 3)))


def test_the_inception_score_agrees_with_torch_fidelity() -> None:
    """2.2398… by torch-fidelity 0.4.0's isc_features_to_metric on these logits."""
    assert inception_score(logits(3)) == pytest.approx(2.239892036354905, rel=1e-6)


def test_sure_and_varied_classes_score_their_number() -> None:
    assert inception_score(np.tile(np.eye(4) * 1000, (5, 1)), splits=1) == pytest.approx(4)
    with pytest.raises(ValueError, match="10 samples"):
        inception_score(np.zeros((9, 3)))


def test_the_divergence_agrees_with_audioldm_eval() -> None:
    """2.9718… by its formula in torch: kl_div((generated.softmax(1) + 1e-6).log(), original.softmax(1)).sum() / N."""
    assert paired_divergence(logits(3), logits(4)) == pytest.approx(2.971825951627648, rel=1e-6)
    with pytest.raises(ValueError, match="not pairs"):
        paired_divergence(logits(3), logits(4)[:2])


def test_clip_metrics_are_cosines() -> None:
    """By hand: angles of 0, 60 and 180 degrees; what points away counts nothing in the score."""
    pictures = np.array([[2.0, 0.0], [1.0, math.sqrt(3)], [-1.0, 0.0]])
    captions = np.array([[1.0, 0.0], [3.0, 0.0], [1.0, 0.0]])
    assert clip_score(pictures, captions) == pytest.approx(100 * (1 + 0.5 + 0) / 3)
    frames = np.stack([pictures[:2], pictures[1:]])
    assert clip_similarity(frames, captions[:2]) == pytest.approx((1 + 0.5 + 0.5 - 1) / 4)
