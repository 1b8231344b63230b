"""The paper's single stage: projector and LoRA learn to answer with a meta-response; only the response has a loss."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file
from torch import Tensor, nn

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest, Template, read_manifest
from modaverse_desktop.core.meta_response import Spelling, format_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack_config import sizes_of
from modaverse_desktop.engine.backbone import Backbone, load_backbone
from modaverse_desktop.engine.encoders import load_picture_encoder
from modaverse_desktop.engine.modaverse import IGNORED, ModaVerse
from modaverse_desktop.engine.projector import Projector
from modaverse_desktop.media.decode import decode_image
from modaverse_desktop.training.adapter import export_adapter, export_projector, start_adapter
from modaverse_desktop.training.config import LoopConfig, build
from modaverse_desktop.training.embeddings import EmbeddingCache, Wanted, content_key
from modaverse_desktop.training.epochs import Epochs, plan_batches
from modaverse_desktop.training.instructions import Pair, read_pairs
from modaverse_desktop.training.loop import Loss

KEY = "key:"
LONGEST_SIDE = 1024
TARGETS = ("q_proj", "k_proj", "v_proj", "o_proj")
LoadEmbedding = Callable[[str], NDArray[np.float16]]


@dataclass(frozen=True)
class AlignmentConfig:
    """The `[alignment]` table. A step has at most `tokens` positions, padding counted; `pool` samples are sorted by
    length before they are cut into batches."""

    pairs: Path
    embeddings: Path
    """Folder of `EmbeddingCache`s: they have what pairs refer to by ``key:``, and get pictures referred to by path."""
    encoders: tuple[str, ...]
    """Folders of the encoders' packs: each gets a projector for what it takes."""
    backbone: Path
    """Folder of the backbone's pack; likewise `stack`, whose template is used."""
    stack: Path
    projector_learning_rate: float = 2e-3
    rank: int = 16
    alpha: int = 32
    dropout: float = 0.0
    media_tokens: int = 4
    tokens: int = 1100
    pool: int = 2048
    longest: int = 160
    half: bool = True
    """The frozen backbone in bfloat16: half the memory, and quicker on GPUs; on CPUs float32 may be, so measure."""
    projector_starts: tuple[str, ...] = ()
    """Weights to start the encoders' projectors from, in the order of `encoders`; empty: random."""
    adapter_start: Path = field(default=Path())
    """Folder of an exported adapter to start LoRA from; empty: fresh."""


@dataclass(frozen=True)
class Encoded:
    """A pair as token ids. `labels` are the ids of the response and IGNORED elsewhere; `media` holds for each medium
    its first position and the key of its embedding."""

    ids: tuple[int, ...]
    labels: tuple[int, ...]
    media: tuple[tuple[Modality, int, str], ...]


def encode(model: ModaVerse, each: Pair, spelling: Spelling) -> Encoded:
    """Prompt and response of a pair, with placeholders where the media's embeddings go."""
    ids: list[int] = []
    media: list[tuple[Modality, int, str]] = []
    sources = iter(each.media)
    for piece in model.pieces(each.instruction, [medium.modality for medium in each.media]):
        if isinstance(piece, Modality):
            media.append((piece, len(ids), next(sources).source))
            ids += [0] * model.media_tokens(piece)
        else:
            ids += piece
    response = format_meta_response(each.invocations, spelling)
    answer = [*model.tokenizer.encode(response, add_special_tokens=False), int(model.tokenizer.eos_token_id or 0)]
    return Encoded((*ids, *answer), (*[IGNORED] * len(ids), *answer), tuple(media))


def collate(samples: Sequence[Encoded], load: LoadEmbedding) -> dict[str, Any]:
    """A batch for `ModaVerse.loss`, padded on the right; `samples` counts the samples."""
    width = max(len(each.ids) for each in samples)
    ids = torch.zeros(len(samples), width, dtype=torch.long)
    labels = torch.full((len(samples), width), IGNORED)
    found: dict[str, list[tuple[int, int, NDArray[np.float16]]]] = {}
    for row, each in enumerate(samples):
        ids[row, : len(each.ids)] = torch.tensor(each.ids)
        labels[row, : len(each.labels)] = torch.tensor(each.labels)
        for modality, start, source in each.media:
            found.setdefault(modality.value, []).append((row, start, load(source)))
    batch: dict[str, Any] = {"ids": ids, "labels": labels, "samples": len(samples)}
    for name, media in found.items():
        rows, starts, vectors = zip(*media, strict=True)
        batch[f"{name}_rows"] = torch.tensor(rows)
        batch[f"{name}_starts"] = torch.tensor(starts)
        batch[f"{name}_embeddings"] = torch.from_numpy(np.stack(vectors).astype(np.float32))
    return batch


class AlignmentTask:
    """A training stage for `training.loop`; batches of like length, decided by (seed, step) alone."""

    def __init__(
        self, model: ModaVerse, samples: Sequence[Encoded], load: LoadEmbedding, config: AlignmentConfig, seed: int
    ) -> None:
        self._model = model
        self._samples = [each for each in samples if len(each.ids) <= config.longest]
        self._load = load
        self._config = config
        lengths = [len(each.ids) for each in self._samples]
        self._epochs = Epochs(lambda epoch: plan_batches(lengths, config.tokens, config.pool, (seed, epoch)))
        self._accumulate = 1

    @classmethod
    def from_config(cls, options: Mapping[str, Any], seed: int) -> AlignmentTask:
        """The task of an `[alignment]` table. Raises AppError if a pack, the pairs or an embedding is missing."""
        config = build(AlignmentConfig, options)
        cpu = torch.device("cpu")
        stack, encoders = read_manifest(config.stack), [read_manifest(Path(each)) for each in config.encoders]
        pairs = read_pairs(config.pairs)
        load = _loader(config.embeddings, pairs, encoders, cpu)
        torch.manual_seed(seed)
        backbone = load_backbone(read_manifest(config.backbone), None, cpu)
        projectors: dict[Modality, Projector] = {}
        for place, encoder in enumerate(encoders):
            projector = Projector(encoder_dimension(encoder), config.media_tokens, backbone.width)
            if config.projector_starts:
                projector.load_state_dict(load_file(config.projector_starts[place]), strict=True)
            projectors.update(dict.fromkeys(encoder.modalities, projector))
        model = make_trainable(backbone, projectors, stack.template, config)
        if config.adapter_start.name:
            start_adapter(model, config.adapter_start)
        samples = [encode(model, each, Spelling(stack.template.spelling)) for each in pairs]
        return cls(model, samples, load, config, seed)

    def data_files(self) -> list[Path]:
        """What the run's record names with its hash."""
        return [self._config.pairs]

    @property
    def model(self) -> nn.Module:
        """The composite; only projectors and LoRA have gradients."""
        return self._model

    def parameter_groups(self, config: LoopConfig) -> list[dict[str, Any]]:
        """LoRA at the loop's learning rate, projectors at their own."""
        self._accumulate = config.accumulate
        named = [(name, each) for name, each in self._model.named_parameters() if each.requires_grad]
        lora = [each for name, each in named if not name.startswith("projectors.")]
        bridge = [each for name, each in named if name.startswith("projectors.")]
        return [{"params": lora}, {"params": bridge, "lr": self._config.projector_learning_rate}]

    def batch(self, step: int, micro: int) -> dict[str, Any]:
        """The batch of a step."""
        chosen = self._epochs[step * self._accumulate + micro]
        return collate([self._samples[index] for index in chosen], self._load)

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> Loss:
        """Cross-entropy of the responses."""
        value: Tensor = model(batch)
        return Loss(value, {"tokens": float(batch["ids"].numel())})

    def export(self, folder: Path) -> None:
        """Projectors and LoRA as safetensors, float16, with the LoRA's configuration."""
        folder.mkdir(parents=True, exist_ok=True)
        export_adapter(self._model, folder / "adapter")
        for name, projector in self._model.projectors.named_children():  # one of two modalities comes once
            export_projector(projector, folder / f"{name}-projector")


def encoder_dimension(encoder: Manifest) -> int:
    """The length of an encoder pack's embeddings, from its config."""
    return sizes_of(encoder, "dimension")[0]


def cache_of(encoder: Manifest, folder: Path) -> EmbeddingCache:
    """The cache of an encoder pack's embeddings; its key is made of the hashes of the pack's files."""
    key = hashlib.sha256("".join(file.sha256 for file in encoder.files).encode()).hexdigest()[:16]
    return EmbeddingCache(folder, key, encoder_dimension(encoder))


def _loader(folder: Path, pairs: Sequence[Pair], encoders: Sequence[Manifest], device: torch.device) -> LoadEmbedding:
    """Look up embeddings by source; pictures' files that the caches lack are encoded first."""
    sources = sorted({(medium.source, medium.modality) for each in pairs for medium in each.media}, key=str)
    found: dict[str, NDArray[np.float16]] = {}
    for encoder in encoders:
        cache = cache_of(encoder, folder)
        keys = {source: _key_of(source) for source, modality in sources if modality in encoder.modalities}
        absent = [source for source, key in keys.items() if key not in cache]
        if strange := [source for source in absent if source.startswith(KEY)]:
            title, hint = "The training pairs name embeddings that are not there", "Run the recipe's steps before it."
            raise AppError(title, ", ".join(strange[:5]), hint, ErrorKind.INPUT)
        if absent:
            embed = load_picture_encoder(encoder, device).embed
            wanted = (Wanted(keys[source], partial(decode_image, Path(source), LONGEST_SIDE)) for source in absent)
            if refused := cache.fill(wanted, embed):
                title = "A picture of the training pairs cannot be read"
                raise AppError(title, refused[0], "Remove it.", ErrorKind.INPUT)
        matrix = cache.matrix()
        found.update({source: matrix[cache.row(key)] for source, key in keys.items()})
    return found.__getitem__


def _key_of(source: str) -> str:
    return source.removeprefix(KEY) if source.startswith(KEY) else content_key(Path(source))


def make_trainable(
    backbone: Backbone, projectors: Mapping[Modality, Projector], template: Template, config: AlignmentConfig
) -> ModaVerse:
    """The composite with fresh LoRA and trainable projectors (float32) on a frozen backbone."""
    llm = backbone.model.to(torch.bfloat16) if config.half else backbone.model
    lora = LoraConfig(r=config.rank, lora_alpha=config.alpha, lora_dropout=config.dropout, target_modules=list(TARGETS))
    model = ModaVerse(backbone, projectors, template)
    model.llm = get_peft_model(llm.requires_grad_(False), lora)
    for name, each in model.named_parameters():
        each.requires_grad_("lora_" in name or name.startswith("projectors."))
        if each.requires_grad:
            each.data = each.data.float()
    return model
