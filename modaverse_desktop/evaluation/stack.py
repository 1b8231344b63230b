"""A stack to be measured: loaded from its packs as the application loads it, asked as the application asks it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from modaverse_desktop.core.media import Media
from modaverse_desktop.core.meta_response import Reading, Spelling, parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack import Template
from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.core.paths import resources_folder
from modaverse_desktop.core.request import Sampling
from modaverse_desktop.engine.composite import Composite, load_composite
from modaverse_desktop.engine.decoding import decode
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.encoders import PictureEncoder


@dataclass(frozen=True)
class Measured:
    """A loaded stack and how it spells."""

    composite: Composite
    template: Template

    @torch.inference_mode()
    def ask(self, instruction: str, images: Sequence[NDArray[np.uint8]] = (), sampling: Sampling | None = None) -> str:
        """The meta-response to an instruction and RGB pictures (H, W, 3)."""
        encoder = cast(PictureEncoder, self.composite.encoders[Modality.IMAGE])
        media = [(Modality.IMAGE, encoder.embed(image)) for image in images]
        return self._answer(self.composite.model.embed_prompt(instruction, media), sampling or Sampling())

    @torch.inference_mode()
    def ask_about(self, instruction: str, media: Sequence[Media]) -> str:
        """The meta-response to an instruction and files. Raises AppError(INPUT) if one cannot be read."""
        return self._answer(self.composite.prompt(instruction, media), Sampling())

    def read(self, instruction: str, images: Sequence[NDArray[np.uint8]] = ()) -> Reading:
        """The parsed meta-response."""
        return parse_meta_response(self.ask(instruction, images))

    def _answer(self, prompt: Tensor, sampling: Sampling) -> str:
        model = self.composite.model
        return decode(
            model.language_model,
            prompt,
            model.tokenizer,
            sampling,
            spelling=Spelling(self.template.spelling),
            steps=model.steps(),
        )


def load_measured(name: str) -> Measured:
    """The stack of this id among the packs that ship with the application. Raises AppError if it cannot be loaded."""
    stack = find_packs([resources_folder()]).stack(name)
    return Measured(load_composite(stack, pick_device("cpu")), stack.manifest.template)


def circumstances(graphics: str = "no GPU") -> Mapping[str, str]:
    """When, on what, with what."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": f"{platform.machine()}, {torch.get_num_threads()} torch threads, {graphics}",
        "python": platform.python_version(),
        "torch": version("torch"),
        "transformers": version("transformers"),
    }


def tell(line: str) -> None:
    """Progress, on stderr: stdout is for the numbers."""
    sys.stderr.write(line + "\n")
