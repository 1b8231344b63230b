"""A stack in memory: the encoders, and the model that reads what they and the user say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Stack
from modaverse_desktop.engine.device import Device
from modaverse_desktop.engine.encoders import Encoder, load_encoder
from modaverse_desktop.engine.modaverse import ModaVerse, load_modaverse
from modaverse_desktop.media.files import shown_name
from modaverse_desktop.media.sound import has_sound

ROOM_FOR_ANSWER = 256
"""Tokens that are kept free for the meta-response."""


@dataclass(frozen=True)
class Composite:
    """What interprets: `encoders` by the modality they take, and `model`."""

    encoders: Mapping[Modality, Encoder]
    model: ModaVerse

    def prompt(
        self, instruction: str, media: Sequence[Media], tell: Callable[[Media], None] = lambda media: None
    ) -> Tensor:
        """The model's prompt (1, T, width). `tell` is called with each medium before it is read, and may raise to stop.

        Raises:
            AppError: INPUT, a file cannot be read, or is of a modality that this stack cannot take.
        """
        with torch.inference_mode():
            embedded = [part for each in media for part in self._embed(each, tell)]
        return prompt_of(self.model, instruction, embedded)

    def _embed(self, media: Media, tell: Callable[[Media], None]) -> list[tuple[Modality, Tensor]]:
        """A medium's embedding; after a video's that of its sound, if it has one and an encoder of its own hears it."""
        tell(media)
        if media.modality not in self.encoders or not self.model.takes(media.modality):
            raise cannot_take(media, self.encoders)
        return [(kind, self.encoders[kind].embed_media(media)) for kind in kinds_in(media, self.encoders)]


def kinds_in(media: Media, encoders: Mapping[Modality, object]) -> list[Modality]:
    """What is embedded of a medium: also a video's sound, if it has one and another encoder than the video's hears it.

    Raises AppError(INPUT) if a video cannot be examined.
    """
    ear = encoders.get(Modality.AUDIO)
    if media.modality is not Modality.VIDEO or ear is None or ear == encoders.get(Modality.VIDEO):
        return [media.modality]
    return [Modality.VIDEO, Modality.AUDIO] if has_sound(media.path) else [Modality.VIDEO]


def prompt_of(model: ModaVerse, instruction: str, embedded: Sequence[tuple[Modality, Tensor]]) -> Tensor:
    """The model's prompt (1, T, width) from an instruction and embeddings (D,) of media.

    Raises:
        AppError: INPUT, together they are longer than the model reads.
    """
    with torch.inference_mode():
        prompt = model.embed_prompt(instruction, embedded)
    longest = int(model.language_model.config.max_position_embeddings) - ROOM_FOR_ANSWER
    if prompt.shape[1] > longest:
        raise AppError(
            "There are too many files" if len(embedded) > 1 else "The instruction is too long",
            f"Together with the instruction they take {prompt.shape[1]} tokens; the model reads {longest}.",
            "Use fewer files, or a shorter instruction.",
            ErrorKind.INPUT,
        )
    return prompt


def cannot_take(media: Media, modalities: Iterable[Modality]) -> AppError:
    """The error for a file that is of none of the `modalities` that the model takes."""
    taken = ", ".join(sorted(modality.value for modality in modalities)) or "no files"
    return AppError(
        f"This model cannot take {media.modality.value}",
        f"“{shown_name(media.path)}” is {media.modality.value}; the model takes: {taken}.",
        "Remove the file, or choose another model in the settings.",
        ErrorKind.INPUT,
    )


def parts_of(stack: Stack) -> tuple[Manifest, ...]:
    """The packs that interpreting needs: all but the generators."""
    adapter = (stack.adapter,) if stack.adapter else ()
    return (stack.backbone, *adapter, *stack.encoders, *stack.projectors)


def load_composite(stack: Stack, device: Device, report: Report | None = None) -> Composite:
    """Load everything that interpreting needs. Raises AppError(MODEL) naming what is missing or does not fit."""
    encoders: dict[Modality, Encoder] = {}
    for manifest in stack.encoders:
        encoder = load_encoder(manifest, device.torch)
        encoders.update(dict.fromkeys(encoder.modalities, encoder))
    packs = {manifest.id: manifest for manifest in parts_of(stack)}
    return Composite(encoders, load_modaverse(stack.manifest, packs, device.torch, report))
