"""`coco-images`: text → image. FID over Inception's features, CLIP score between caption and picture."""

from __future__ import annotations

from collections.abc import Sequence

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation.metrics.agreement import clip_score
from modaverse_desktop.evaluation.metrics.frechet import frechet_distance
from modaverse_desktop.evaluation.networks import clip, inception
from modaverse_desktop.evaluation.networks.weights import measured
from modaverse_desktop.evaluation.sets import coco
from modaverse_desktop.evaluation.task import Means, Score
from modaverse_desktop.evaluation.tasks.generating import Generating, Made
from modaverse_desktop.media.decode import decode_image


def measure(made: Sequence[Made], means: Means) -> list[Score]:
    """FID and CLIP score."""

    def fid() -> list[Score]:
        network = inception.load(means)
        generated = network.embed(decode_image(each.path) for each in made)
        originals = network.embed(decode_image(each.original) for each in made)
        return [Score("FID", frechet_distance(generated, originals))]

    def agreement() -> list[Score]:
        network = clip.load(means)
        pictures = network.see(decode_image(each.path) for each in made)
        return [Score("CLIP score", clip_score(pictures, network.read([each.caption for each in made])))]

    return [*measured(("FID",), fid), *measured(("CLIP score",), agreement)]


TASK = Generating("coco-images", Modality.IMAGE, "Generate an image: {caption}", coco, measure, ("inception", "clip"))
