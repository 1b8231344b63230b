"""`msrvtt-video`: text → video. FID over frames, FVD over whole clips, CLIPSIM between caption and frames."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation.frames import spread_frames
from modaverse_desktop.evaluation.metrics.agreement import clip_similarity
from modaverse_desktop.evaluation.metrics.frechet import frechet_distance
from modaverse_desktop.evaluation.networks import clip, i3d, inception
from modaverse_desktop.evaluation.networks.weights import measured
from modaverse_desktop.evaluation.sets import msrvtt
from modaverse_desktop.evaluation.task import Means, Score
from modaverse_desktop.evaluation.tasks.generating import Generating, Made

FRAMES = 16


def measure(made: Sequence[Made], means: Means) -> list[Score]:
    """FID, FVD and CLIPSIM."""

    def fid() -> list[Score]:
        network = inception.load(means)
        generated = network.embed(frame for each in made for frame in spread_frames(each.path, FRAMES))
        originals = network.embed(frame for each in made for frame in spread_frames(each.original, FRAMES))
        return [Score("FID", frechet_distance(generated, originals))]

    def fvd() -> list[Score]:
        network = i3d.load(means)
        generated = network.embed(spread_frames(each.path, FRAMES) for each in made)
        originals = network.embed(spread_frames(each.original, FRAMES) for each in made)
        return [Score("FVD", frechet_distance(generated, originals))]

    def agreement() -> list[Score]:
        network = clip.load(means)
        frames = [network.see(spread_frames(each.path, FRAMES)) for each in made]
        return [Score("CLIPSIM", clip_similarity(np.stack(frames), network.read([each.caption for each in made])))]

    return [*measured(("FID",), fid), *measured(("FVD",), fvd), *measured(("CLIPSIM",), agreement)]


TASK = Generating(
    "msrvtt-video", Modality.VIDEO, "Generate a video: {caption}", msrvtt, measure, ("inception", "i3d", "clip")
)
