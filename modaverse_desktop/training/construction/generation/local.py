"""A backbone's pack as the chat model: slow, offline, one answer at a time."""

from __future__ import annotations

import threading

import torch
from transformers import StoppingCriteriaList

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.engine.backbone import generate, load_backbone
from modaverse_desktop.engine.device import pick_device, use_all_cores
from modaverse_desktop.training.construction.generation.chat import Answer, Refused
from modaverse_desktop.training.construction.generation.settings import ModelSettings
from modaverse_desktop.training.construction.generation.wording import Messages


class LocalChat:
    """See `Chat`."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises AppError(MODEL) if the pack is damaged or its tokenizer has no chat template."""
        use_all_cores()
        device = pick_device()
        manifest = read_manifest(settings.backbone)
        self._backbone = load_backbone(manifest, None, device.torch)
        if not getattr(self._backbone.tokenizer, "chat_template", None):
            title = f"{manifest.name} was not made for conversations"
            raise AppError(title, "Its tokenizer has no chat template", "Choose an “instruct” model.", ErrorKind.MODEL)
        self._settings, self._lock, self._closed = settings, threading.Lock(), threading.Event()

    def close(self) -> None:
        """See `Chat`: an answer that is being written breaks off."""
        self._closed.set()
        with self._lock:
            pass

    def ask(self, messages: Messages) -> Answer:
        """See `Chat`."""
        model, tokenizer, settings = self._backbone.model, self._backbone.tokenizer, self._settings
        with self._lock, torch.inference_mode():
            text = str(tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True))
            ids = tokenizer(text, return_tensors="pt", add_special_tokens=False).to(model.device)
            length = int(ids["input_ids"].shape[1])
            room = int(model.config.max_position_embeddings) - length
            if room < 1:
                raise AppError(
                    "The questions are too long for this model",
                    f"{length} tokens; it reads {model.config.max_position_embeddings}",
                    "Lower per_query, seeds_shown or references_shown.",
                    ErrorKind.USAGE,
                )
            made = generate(
                model,
                **ids,
                max_new_tokens=min(settings.answer_tokens, room),
                do_sample=settings.temperature > 0,
                temperature=settings.temperature or None,
                pad_token_id=tokenizer.eos_token_id,
                stopping_criteria=StoppingCriteriaList([self._stops]),
            )
            if self._closed.is_set():
                raise Refused("stopped")
        written = made[0, length:]
        return Answer(str(tokenizer.decode(written, skip_special_tokens=True)), (length, len(written)))

    def _stops(self, ids: torch.Tensor, scores: torch.Tensor, **more: object) -> torch.Tensor:
        """Whether each row of `ids` (rows, positions) is done: (rows,)."""
        return torch.full((len(ids),), self._closed.is_set(), device=ids.device)
