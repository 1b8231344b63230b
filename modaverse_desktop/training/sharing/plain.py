"""One process, or several that each hold the whole model and exchange gradients (DDP)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import torch
from accelerate import Accelerator
from accelerate.utils import send_to_device
from torch import Tensor, nn
from torch.optim import Optimizer

from modaverse_desktop.training.checkpoint import restore, trainable
from modaverse_desktop.training.config import LoopConfig
from modaverse_desktop.training.optimizers import make_optimizers
from modaverse_desktop.training.tasks import Loss, Task


class Plain:
    """What the loop does with a model; the other ways of sharing say where they differ."""

    together = False
    """Whether all processes must take part when the model is saved or asked."""

    def __init__(self, accelerator: Accelerator, task: Task, config: LoopConfig) -> None:
        self.accelerator = accelerator
        self.is_main = accelerator.is_main_process
        self.model: nn.Module = task.model.train()
        self.optimizers: list[Optimizer] = []
        self._prepare(task, config)
        self.parameters = trainable(task.model)

    def _prepare(self, task: Task, config: LoopConfig) -> None:
        self.optimizers = make_optimizers(task.parameter_groups(config), config)
        self.model = self.accelerator.prepare(self.model)
        for each in self.optimizers:
            self.accelerator.prepare(each)

    @property
    def device(self) -> torch.device:
        """Where this process computes."""
        return self.accelerator.device

    @property
    def process(self) -> int:
        """Which of the processes this is, from 0."""
        return self.accelerator.process_index

    def wait(self) -> None:
        """Until all processes are here."""
        self.accelerator.wait_for_everyone()

    def learn(self, task: Task, batch: dict[str, Any], parts: int, *, last: bool) -> Loss:
        """Add the gradients of a micro-batch, one of `parts`; they are exchanged after the `last` one."""
        batch = send_to_device(batch, self.device)
        with self._accumulating(last):
            with self._computing():
                loss = task.loss(self.model, batch)
            self._backward(loss.value / parts)
        return loss

    def _accumulating(self, last: bool) -> AbstractContextManager[None]:
        return nullcontext() if last else self.accelerator.no_sync(self.model)

    def _computing(self) -> AbstractContextManager[Any]:
        return self.accelerator.autocast()

    def _backward(self, loss: Tensor) -> None:
        self.accelerator.backward(loss)

    def clip(self, limit: float) -> float:
        """Bound the gradients' norm (0: not at all), and return what it was."""
        return float(self.accelerator.clip_grad_norm_(self.parameters.values(), limit or math.inf))

    def step(self) -> None:
        """Change the parameters."""
        for each in self.optimizers:
            each.step()
            each.zero_grad()

    def weights(self, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Parameters, or averages of them, as a checkpoint holds them: whole."""
        return {name: each.detach() for name, each in tensors.items()}

    def states(self) -> list[dict[str, Any]]:
        """The optimizers', as a checkpoint holds them."""
        return [each.state_dict() for each in self.optimizers]

    def load_weights(self, own: Mapping[str, Tensor], tensors: Mapping[str, Tensor]) -> None:
        """The inverse of `weights`: into `own`. Raises AppError if they are another model's."""
        restore(own, tensors)

    def load_states(self, states: Sequence[Mapping[str, Any]]) -> None:
        """The inverse of `states`."""
        for optimizer, state in zip(self.optimizers, states, strict=True):
            optimizer.load_state_dict(dict(state))

    @contextmanager
    def answering(self) -> Iterator[nn.Module]:
        """The model without what is wrapped around it, ready to be asked, in the precision it is trained in."""
        with self._computing():
            yield self.accelerator.unwrap_model(self.model)

    def finish(self) -> None:
        """Make the task's model whole and plain, for good: it is exported."""
        self.accelerator.unwrap_model(self.model, keep_fp32_wrapper=False)

    def mean(self, loss: Tensor, count: int) -> tuple[float, int]:
        """Over all processes: the mean of the losses, the sum of the samples."""
        if self.accelerator.num_processes == 1:
            return loss.item(), count
        both = torch.stack([loss, torch.tensor(float(count), device=loss.device)])
        summed: Any = self.accelerator.reduce(both, "sum")
        return summed[0].item() / self.accelerator.num_processes, round(summed[1].item())

    def any_of(self, *flags: bool) -> tuple[bool, ...]:
        """Each flag: whether it is set in any process, so that all do the same."""
        if self.accelerator.num_processes == 1:
            return flags
        told = torch.tensor([float(each) for each in flags], device=self.accelerator.device)
        summed: Any = self.accelerator.reduce(told, "sum")
        return tuple(value > 0 for value in summed.tolist())
