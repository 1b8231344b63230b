"""Every kind of diffusers pipeline that the README names, tiny, with random weights; diffusers itself saves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.engine.tiny_clips import CLIPS
from tests.engine.tiny_pictures import PICTURES
from tests.engine.tiny_sounds import SOUNDS

BUILDERS: Mapping[str, Callable[[], Any]] = {**PICTURES, **SOUNDS, **CLIPS}
