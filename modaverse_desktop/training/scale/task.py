"""The paper's stage on prepared data: a `training.loop.Task` that any number of processes share, with validation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack_config import sizes_of
from modaverse_desktop.core.precision import Precision
from modaverse_desktop.engine.backbone import Backbone, load_backbone
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.fitting import half_of
from modaverse_desktop.engine.modaverse import ModaVerse
from modaverse_desktop.engine.projector import Projector
from modaverse_desktop.training.config import LoopConfig
from modaverse_desktop.training.epochs import Epochs
from modaverse_desktop.training.loop import Loss
from modaverse_desktop.training.preparation.prepare import encoder_packs, open_shards, open_tokens
from modaverse_desktop.training.preparation.settings import PreparedConfig, read_prepared
from modaverse_desktop.training.scale.batches import Batches
from modaverse_desktop.training.scale.collating import collate
from modaverse_desktop.training.scale.packing import write_packs
from modaverse_desktop.training.scale.trained import PROJECTORS, half_of_frozen, make_trainable, part_of
from modaverse_desktop.training.scale.validation import validate

_HELD = 4096
"""Held-out samples that are looked at, at most."""


class PreparedTask:
    """A training stage; what a process gets is its share of a batch that all of them know."""

    def __init__(self, config: PreparedConfig, model: ModaVerse, seed: int) -> None:
        """Raises AppError if nothing was prepared, or with other settings."""
        self.config, self._model = config, model
        self._tokens, self._shards = open_tokens(config, "train"), open_shards(config)
        self._held = open_tokens(config, "validation") if config.validation else None
        self._process, self._processes = 0, 1
        self._accumulate = 1
        sizes = (config.tokens, config.samples, config.pool)
        self._epochs = Epochs(lambda epoch: Batches(self._tokens.lengths, *sizes, (seed, epoch)))

    @classmethod
    def from_config(cls, options: Mapping[str, Any], seed: int) -> PreparedTask:
        """The task of a `[prepared]` table. Raises AppError if a pack or prepared data is missing."""
        config = read_prepared(options)
        open_tokens(config, "train")  # before the backbone, which takes long
        torch.manual_seed(seed)
        backbone = _backbone(config)
        projectors: dict[Modality, Projector] = {}
        for pack in encoder_packs(config):
            for modality in pack.modalities:
                projectors[modality] = Projector(sizes_of(pack, "dimension")[0], config.media_tokens, backbone.width)
        lora = {"rank": config.rank, "alpha": config.alpha, "dropout": config.dropout}
        model = make_trainable(backbone, projectors, read_manifest(config.stack).template, config.trained, lora)
        if config.precision == "bfloat16":
            half_of_frozen(model, torch.bfloat16)
        if config.gradient_checkpointing:
            model.language_model.activation_checkpointing_enable({"use_reentrant": False})
        return cls(config, model, seed)

    @property
    def model(self) -> nn.Module:
        """The composite; what `trained` names has gradients."""
        return self._model

    def data_files(self) -> list[Path]:
        """What the run's record names with its hash."""
        return [Path(file) for file in (*self.config.instructions, *self.config.validation)]

    def share(self, process: int, processes: int) -> None:
        """From now on give this process's part of each batch."""
        self._process, self._processes = process, processes

    def parameter_groups(self, config: LoopConfig) -> list[dict[str, Any]]:
        """The projectors at their own learning rate, if they have one."""
        self._accumulate = config.accumulate
        named = [(name, each) for name, each in self._model.named_parameters() if each.requires_grad]
        bridge = [each for name, each in named if part_of(name) == PROJECTORS]
        rest = [each for name, each in named if part_of(name) != PROJECTORS]
        rate = {"lr": self.config.projector_learning_rate} if self.config.projector_learning_rate else {}
        return [{"params": rest}, {"params": bridge, **rate}]

    def batch(self, step: int, micro: int) -> dict[str, Any]:
        """This process's part. `weight` makes the mean over processes the mean over the whole batch's labels."""
        whole = [self._tokens[number] for number in self._epochs[step * self._accumulate + micro]]
        part = whole[self._process :: self._processes]
        labels = sum(len(sample.ids) - sample.answer for sample in whole)
        own = sum(len(sample.ids) - sample.answer for sample in part)
        batch = collate(part or whole[:1], self._shards)  # with nothing to do it must take part all the same
        return {**batch, "samples": len(part), "weight": torch.tensor(own * self._processes / labels)}

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> Loss:
        """Cross-entropy of the responses, weighted by the process's share of the labels."""
        value: Tensor = model(batch)
        return Loss(value * batch["weight"], {"tokens": float(batch["ids"].numel())})

    def validate(self, model: nn.Module) -> dict[str, float]:
        """Loss on held-out samples, and for some of them the share of right tasks and of exact invocations."""
        if self._held is None:
            return {}
        held = [self._held[number] for number in range(min(len(self._held), _HELD))]
        return validate(model, held, self._shards, self.config)  # type: ignore[arg-type]

    def export(self, folder: Path) -> None:
        """An adapter pack, a projector's pack for each modality, and the stack of them."""
        write_packs(self._model, self.config, folder, self.config.name)


def _backbone(config: PreparedConfig) -> Backbone:
    """The frozen language model in the precision that is wanted."""
    manifest = read_manifest(config.backbone)
    device = pick_device().torch
    if config.precision == "4bit":
        if device.type != "cuda":
            title, hint = "A 4-bit backbone needs a graphics card", 'Choose precision = "bfloat16" or "float32".'
            raise AppError(title, "None was found", hint, ErrorKind.USAGE)
        return load_backbone(manifest, None, device, precision=Precision.FOUR)
    wanted = {"float32": torch.float32, "bfloat16": torch.bfloat16}.get(config.precision)
    dtype = wanted or (half_of(device) if device.type == "cuda" else torch.float32)
    return load_backbone(manifest, None, torch.device("cpu"), dtype=dtype)
