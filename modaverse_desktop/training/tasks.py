"""What the loop trains and what it says meanwhile: the shapes between a stage and the loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from torch import Tensor, nn

from modaverse_desktop.training.config import LoopConfig


@dataclass(frozen=True)
class Loss:
    """A scalar to minimise, and numbers worth writing down beside it."""

    value: Tensor
    extra: Mapping[str, float]


class Task(Protocol):
    """What one stage is about. Randomness comes from torch's, numpy's and Python's global generators, which the loop
    seeds before every micro-batch from (seed, step, micro), or from a generator the task seeds that way itself."""

    @property
    def model(self) -> nn.Module:
        """Its parameters with `requires_grad` are trained and saved."""
        ...

    def parameter_groups(self, config: LoopConfig) -> list[dict[str, Any]]:
        """Groups of trainable parameters: `params`, optional `lr`, `weight_decay`, `optimizer` ("adamw" or "muon")."""
        ...

    def batch(self, step: int, micro: int) -> dict[str, Any]:
        """The micro-batch of a step, decided by the seed, `step` and `micro` alone; `samples` counts its samples."""
        ...

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> Loss:
        """The loss of a batch, which lies on the model's device."""
        ...

    def export(self, folder: Path) -> None:
        """Write the trained model, whose weights are the averaged ones if there are any."""
        ...


@runtime_checkable
class SharedTask(Task, Protocol):
    """A task that several processes can share, and that knows held-out samples."""

    def share(self, process: int, processes: int) -> None:
        """From now on give this process's part of each batch; the mean of the parts' losses is the batch's."""
        ...

    def validate(self, model: nn.Module) -> dict[str, float]:
        """Numbers about held-out samples, `loss` among them; empty if there are none."""
        ...


@dataclass(frozen=True)
class Progress:
    """What a caller hears while a training runs; `step` of `steps` are finished."""

    step: int
    steps: int
    loss: float
    learning_rate: float
    samples_per_second: float
    held_out: Mapping[str, float] = field(default_factory=dict)
    """What held-out samples gave, if they were looked at since the last report."""


Report = Callable[[Progress], None]


@dataclass(frozen=True)
class Outcome:
    """How a run ended: all steps, or stopped early with a checkpoint to go on from."""

    step: int
    finished: bool
