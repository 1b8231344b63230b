"""The four modalities, and how each meta-response spelling writes them."""

from __future__ import annotations

from enum import Enum


class Modality(Enum):
    """A kind of media. A *task* is the modality that an invocation makes."""

    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"

    @property
    def flag(self) -> str:
        """The released checkpoint's flag, for example ``[IMAGE]``."""
        return f"[{self.name}]"

    @property
    def model_name(self) -> str:
        """The paper's generator name, for example ``text-to-image``."""
        return f"text-to-{self.value}"
