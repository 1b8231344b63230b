"""The composite of the paper: text and projected media in one sequence, a frozen LLM with LoRA that answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import LlamaForCausalLM, PreTrainedTokenizerBase

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest, Template
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.precision import Choice
from modaverse_desktop.engine.backbone import Backbone, load_backbone
from modaverse_desktop.engine.network import Network
from modaverse_desktop.engine.projector import Projector, load_projector
from modaverse_desktop.engine.static_steps import StaticSteps, can_step, compiled

LONGEST_INSTRUCTION = 1024
"""In tokens, about 4000 letters: what the model can read in a few seconds on a CPU."""
IGNORED = -100
_ORDER = (Modality.TEXT, Modality.IMAGE, Modality.AUDIO, Modality.VIDEO)


class ModaVerse(Network):
    """Backbone and projectors. In training, `forward` is `loss`."""

    def __init__(self, backbone: Backbone, projectors: Mapping[Modality, Projector], template: Template) -> None:
        super().__init__()
        self.llm: nn.Module = backbone.model
        self.tokenizer: PreTrainedTokenizerBase = backbone.tokenizer
        self.projectors = nn.ModuleDict({modality.value: each for modality, each in projectors.items()})
        self.template = template
        self._steps: StaticSteps | None = None

    @property
    def language_model(self) -> LlamaForCausalLM:
        """The Llama model, also when LoRA layers lie inside it."""
        inner = self.llm.get_base_model() if hasattr(self.llm, "get_base_model") else self.llm
        return inner  # type: ignore[return-value]

    def steps(self, *, many: bool = False) -> StaticSteps | None:
        """What it writes with where that is quicker: on a GPU. For weights that stay as they are.

        With `many` answers ahead they are compiled too, which takes about a minute the first time.
        """
        if self._steps is None and can_step(self.language_model):
            self._steps = StaticSteps(self.language_model, compiler=compiled if many else None)
        return self._steps

    def takes(self, modality: Modality) -> bool:
        """Whether there is a projector for it."""
        return modality.value in self.projectors

    def media_tokens(self, modality: Modality) -> int:
        """How many positions one medium of this modality takes."""
        return self.projector(modality).tokens

    def pieces(self, instruction: str, modalities: Sequence[Modality]) -> list[list[int] | Modality]:
        """The prompt as token ids and, in place, the modality of each medium.

        Raises AppError(INPUT) if the instruction is too long.
        """
        template = self.template
        instruction = instruction.strip()
        words = self._literal(instruction)
        if len(words) > LONGEST_INSTRUCTION:
            raise AppError(
                "The instruction is too long",
                f"It has {len(words)} tokens; the model reads {LONGEST_INSTRUCTION}, about 4000 letters.",
                "Shorten it.",
                ErrorKind.INPUT,
            )
        before, after = self._markup(template.before), [words, self._markup(template.after)]
        if template.joined:
            before, after = self._joined(instruction, alone=not modalities)
        found: list[list[int] | Modality] = [before]
        for modality in modalities:
            found += [self._markup(template.media_open), modality, self._markup(template.media_close)]
        return [piece for piece in [*found, *after] if not isinstance(piece, list) or piece]

    def _joined(self, instruction: str, *, alone: bool) -> tuple[list[int], list[list[int]]]:
        """What stands before the media and after them; all of it before, if the instruction is `alone`."""
        before, after = self.template.before.strip(), f"{instruction}{self.template.after}".strip()
        start = self.tokenizer.bos_token_id
        first = [start] if isinstance(start, int) else []
        if alone:
            return first + self._literal(f"{before} {after}"), []
        return first + self._literal(before), [self._literal(after)]

    def embed_prompt(self, instruction: str, media: Sequence[tuple[Modality, Tensor]]) -> Tensor:
        """The template with `media` (modality and encoder embedding) in place: (1, T, width), in the LLM's dtype.

        A joined template was trained with the media in a fixed order: image, audio, video.
        """
        if self.template.joined:
            media = sorted(media, key=lambda each: _ORDER.index(each[0]))
        embeddings = iter([each for _, each in media])
        parts = [
            self.embed_ids(piece) if isinstance(piece, list) else self._project(piece, next(embeddings))
            for piece in self.pieces(instruction, [modality for modality, _ in media])
        ]
        return torch.cat(parts).unsqueeze(0)

    def embed_ids(self, ids: Sequence[int]) -> Tensor:
        """Token ids to the LLM's embeddings (T, width)."""
        table = self.language_model.get_input_embeddings()
        return table(torch.tensor(list(ids), dtype=torch.long, device=table.weight.device))

    def forward(self, batch: Mapping[str, Any]) -> Tensor:
        """`loss`."""
        return self.loss(batch)

    def loss(self, batch: Mapping[str, Any]) -> Tensor:
        """Mean cross-entropy over the labelled positions.

        `batch`: ids (B, T); labels (B, T), -100 where there is none; and for each modality with media in the batch
        `<modality>_embeddings` (M, D), `<modality>_rows` (M,) and `<modality>_starts` (M,), the first position of
        each medium in its row. Rows are padded on the right, where causal attention never looks from the left.
        """
        model = self.language_model
        embeddings = model.get_input_embeddings()(batch["ids"])
        for name, projector in self.projectors.items():
            if f"{name}_embeddings" in batch:
                embeddings = _place(projector, batch, name, embeddings)
        hidden = model.model(inputs_embeds=embeddings, use_cache=False).last_hidden_state  # (B, T, width)
        labels = batch["labels"][:, 1:]
        wanted = labels != IGNORED
        logits = model.lm_head(hidden[:, :-1][wanted])  # (labelled, vocabulary): the rest is never computed
        return functional.cross_entropy(logits.float(), labels[wanted])

    def _project(self, modality: Modality, embedding: Tensor) -> Tensor:
        projector = self.projector(modality)
        given = embedding.reshape(1, -1).float().to(projector.linear.weight.device)  # an encoder may be elsewhere
        projected: Tensor = projector(given)
        return projected[0].to(self.language_model.get_input_embeddings().weight.dtype)

    def projector(self, modality: Modality) -> Projector:
        """That of a modality. Raises AppError(INPUT) if there is none."""
        if not self.takes(modality):
            raise AppError(
                f"This model cannot take {modality.value}",
                f"It has projectors for: {', '.join(self.projectors) or 'nothing'}.",
                "Remove the file, or choose another model.",
                ErrorKind.INPUT,
            )
        return cast(Projector, self.projectors[modality.value])

    def _markup(self, text: str) -> list[int]:
        """Our own text, in which special tokens are special."""
        return self.tokenizer.encode(text, add_special_tokens=False) if text else []

    def _literal(self, text: str) -> list[int]:
        """The user's text, in which nothing is special."""
        if not text:
            return []
        return self.tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True)


def _place(projector: nn.Module, batch: Mapping[str, Any], name: str, embeddings: Tensor) -> Tensor:
    media: Tensor = projector(batch[f"{name}_embeddings"].float())  # (M, tokens, width)
    columns = batch[f"{name}_starts"][:, None] + torch.arange(media.shape[1], device=media.device)
    rows = batch[f"{name}_rows"][:, None].expand_as(columns)
    return embeddings.index_put((rows, columns), media.to(embeddings.dtype))


def load_modaverse(
    stack: Manifest,
    packs: Mapping[str, Manifest],
    device: torch.device,
    report: Report | None = None,
    *,
    choice: Choice | None = None,
) -> ModaVerse:
    """The composite of a stack, ready to answer, its LLM as `choice` says or as it fits.

    Raises AppError(MODEL) naming a pack that is not installed.
    """
    if stack.stack is None:
        raise AppError(f"{stack.id} is not a stack", "", "Choose a stack.", ErrorKind.USAGE)
    parts = stack.stack

    def pack(name: str) -> Manifest:
        if name not in packs:
            hint = "Install it, or choose another stack."
            raise AppError(f"The stack {stack.id} needs the pack {name}", "It is not installed.", hint, ErrorKind.MODEL)
        return packs[name]

    adapter = pack(parts.adapter) if parts.adapter else None
    backbone = load_backbone(pack(parts.backbone), adapter, device, report, choice=choice)
    projectors: dict[Modality, Projector] = {}
    for name in parts.projectors:
        manifest = pack(name)
        projector = load_projector(manifest, device)
        if projector.width != backbone.width:
            detail = f"{name} gives {projector.width} numbers a token, the language model wants {backbone.width}."
            raise AppError("The stack's parts do not fit", detail, "Install the stack again.", ErrorKind.MODEL)
        projectors.update(dict.fromkeys(manifest.modalities, projector))
    return ModaVerse(backbone, projectors, stack.template).eval()
