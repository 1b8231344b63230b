"""`audiocaps-captions`: sound → text."""

from __future__ import annotations

from modaverse_desktop.evaluation.sets import audiocaps
from modaverse_desktop.evaluation.tasks.describing import Describing

TASK = Describing("audiocaps-captions", "Describe the sound in one sentence.", audiocaps)
