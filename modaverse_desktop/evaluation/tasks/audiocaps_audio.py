"""`audiocaps-audio`: text → audio. FD, IS and KL over Cnn14's features and classes, FAD over VGGish's features."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation.metrics.divergence import inception_score, paired_divergence
from modaverse_desktop.evaluation.metrics.frechet import frechet_distance
from modaverse_desktop.evaluation.networks import cnn14, vggish
from modaverse_desktop.evaluation.networks.weights import measured
from modaverse_desktop.evaluation.sets import audiocaps
from modaverse_desktop.evaluation.task import Means, Score
from modaverse_desktop.evaluation.tasks.generating import Generating, Made
from modaverse_desktop.media.sound import read_sound

RATE = 16_000


def measure(made: Sequence[Made], means: Means) -> list[Score]:
    """FD, FAD, IS and KL."""

    def by_classes() -> list[Score]:
        network = cnn14.load(means)
        generated, generated_logits = network.embed(_samples(each.path) for each in made)
        originals, original_logits = network.embed(_samples(each.original) for each in made)
        return [
            Score("FD", frechet_distance(generated, originals)),
            Score("IS", inception_score(generated_logits)),
            Score("KL", paired_divergence(original_logits, generated_logits)),
        ]

    def by_embedding() -> list[Score]:
        network = vggish.load(means)
        generated = network.embed(_samples(each.path) for each in made)
        return [Score("FAD", frechet_distance(generated, network.embed(_samples(each.original) for each in made)))]

    return [*measured(("FD", "IS", "KL"), by_classes), *measured(("FAD",), by_embedding)]


def _samples(path: Path) -> NDArray[np.float32]:
    return read_sound(path, RATE, Excerpts())[0]


TASK = Generating(
    "audiocaps-audio", Modality.AUDIO, "Generate a sound: {caption}", audiocaps, measure, ("cnn14", "vggish")
)
