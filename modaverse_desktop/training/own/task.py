"""The training task: prompts are embedded once, only LoRA learns; it makes an adapter for the same stack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from torch import Tensor, nn
from torch.nn import functional

from modaverse_desktop.core.examples import Example
from modaverse_desktop.core.meta_response import Spelling, format_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack import Template
from modaverse_desktop.core.packs import Stack
from modaverse_desktop.core.request import Sampling
from modaverse_desktop.engine.backbone import Backbone, load_backbone, with_adapter
from modaverse_desktop.engine.composite import Composite
from modaverse_desktop.engine.decoding import decode
from modaverse_desktop.engine.encoders import Encoder, load_encoder
from modaverse_desktop.engine.modaverse import IGNORED, ModaVerse
from modaverse_desktop.engine.projector import Projector, load_projector
from modaverse_desktop.training.adapter import export_adapter
from modaverse_desktop.training.alignment import TARGETS
from modaverse_desktop.training.config import LoopConfig
from modaverse_desktop.training.epochs import Epochs, plan_batches
from modaverse_desktop.training.loop import Loss

RANK, ALPHA = 16, 32
"""Of a stack that has no adapter yet."""
TOKENS = 320
"""Positions of a step at most: five or six short examples, so that some dozens make enough steps."""


@dataclass(frozen=True)
class Embedded:
    """An example as the language model sees it: (T, width), and the ids of the response where it stands."""

    embeddings: Tensor
    labels: Tensor


class OwnTask:
    """A task of `training.loop`, on the composite of an installed stack."""

    def __init__(self, composite: Composite, template: Template, seed: int) -> None:
        self.composite = composite
        self._spelling = Spelling(template.spelling)
        self._seed = seed
        self._samples: list[Embedded] = []
        self._epochs = Epochs(self._plan)
        self._accumulate = 1

    @property
    def model(self) -> nn.Module:
        """The language model with its LoRA, which alone has gradients."""
        return self.composite.model.llm

    def learn_from(self, examples: Sequence[Example], tell: Callable[[int], None]) -> None:
        """Look at every file once. `tell` hears how many examples are ready. Raises AppError naming a bad file."""
        for number, example in enumerate(examples, 1):
            self._samples.append(self._embed(example))
            tell(number)

    def steps(self, rounds: int) -> int:
        """How many steps see every example `rounds` times."""
        return rounds * len(self._epochs.plan(0))

    def answer(self, example: Example) -> str:
        """The meta-response to an example's question, as the model is now."""
        model = self.composite.model
        was_training = self.model.training
        self.model.eval()
        try:
            with torch.inference_mode():
                prompt = self.composite.prompt(example.instruction, example.media)
                return decode(model.language_model, prompt, model.tokenizer, Sampling(), spelling=self._spelling)
        finally:
            self.model.train(was_training)

    def parameter_groups(self, config: LoopConfig) -> list[dict[str, Any]]:
        """LoRA, at the loop's learning rate."""
        self._accumulate = config.accumulate
        return [{"params": [each for each in self.model.parameters() if each.requires_grad]}]

    def batch(self, step: int, micro: int) -> dict[str, Any]:
        """The batch of a step: padded on the right, which causal attention never looks at from the left."""
        chosen = [self._samples[index] for index in self._epochs[step * self._accumulate + micro]]
        embeddings = nn.utils.rnn.pad_sequence([each.embeddings for each in chosen], batch_first=True)
        labels = nn.utils.rnn.pad_sequence([each.labels for each in chosen], batch_first=True, padding_value=IGNORED)
        return {"embeddings": embeddings, "labels": labels, "samples": len(chosen)}

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> Loss:
        """Cross-entropy of the responses alone."""
        language = self.composite.model.language_model
        hidden = language.model(inputs_embeds=batch["embeddings"], use_cache=False).last_hidden_state  # (B, T, width)
        labels = batch["labels"][:, 1:]
        wanted = labels != IGNORED
        logits = language.lm_head(hidden[:, :-1][wanted])
        return Loss(functional.cross_entropy(logits.float(), labels[wanted]), {})

    def export(self, folder: Path) -> None:
        """The adapter, in peft's format."""
        export_adapter(self.composite.model, folder)

    def _plan(self, epoch: int) -> list[list[int]]:
        lengths = [len(each.labels) for each in self._samples]
        return plan_batches(lengths, TOKENS, len(lengths), (self._seed, epoch))

    def _embed(self, example: Example) -> Embedded:
        model = self.composite.model
        response = format_meta_response(example.wanted, self._spelling)
        ids = [*model.tokenizer.encode(response, add_special_tokens=False), int(model.tokenizer.eos_token_id or 0)]
        with torch.no_grad():
            prompt = self.composite.prompt(example.instruction, example.media)[0].clone()
            embeddings = torch.cat((prompt, model.embed_ids(ids)))
        labels = torch.tensor([*[IGNORED] * len(prompt), *ids])
        return Embedded(embeddings.cpu(), labels)


def load_task(stack: Stack, device: torch.device, seed: int) -> OwnTask:
    """The stack with its adapter ready to learn. Raises AppError(MODEL) if a part cannot be loaded."""
    backbone = load_backbone(stack.backbone, None, device)
    torch.manual_seed(seed)
    plain = backbone.model.requires_grad_(False)
    if stack.adapter is not None:
        wrapped: Any = with_adapter(plain, stack.adapter)
    else:
        wrapped = get_peft_model(plain, LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=list(TARGETS)))
    projectors: dict[Modality, Projector] = {}
    for manifest in stack.projectors:
        projectors.update(dict.fromkeys(manifest.modalities, load_projector(manifest, device)))
    model = ModaVerse(Backbone(backbone.model, backbone.tokenizer), projectors, stack.manifest.template)
    model.requires_grad_(False)
    model.llm = wrapped.to(device)
    for name, parameter in wrapped.named_parameters():
        if "lora_" in name:
            parameter.data = parameter.data.float()
            parameter.requires_grad_(True)
    encoders: dict[Modality, Encoder] = {}
    for manifest in stack.encoders:
        encoder = load_encoder(manifest, device)
        encoders.update(dict.fromkeys(encoder.modalities, encoder))
    return OwnTask(Composite(encoders, model.eval()), stack.manifest.template, seed)
