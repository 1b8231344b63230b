"""`coco-captions`: image → text."""

from __future__ import annotations

from modaverse_desktop.evaluation.sets import coco
from modaverse_desktop.evaluation.tasks.describing import Describing

TASK = Describing("coco-captions", "Describe the image in one sentence.", coco)
