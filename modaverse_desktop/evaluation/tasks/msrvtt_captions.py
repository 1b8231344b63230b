"""`msrvtt-captions`: video → text."""

from __future__ import annotations

from modaverse_desktop.evaluation.sets import msrvtt
from modaverse_desktop.evaluation.tasks.describing import Describing

TASK = Describing("msrvtt-captions", "Describe the video in one sentence.", msrvtt)
