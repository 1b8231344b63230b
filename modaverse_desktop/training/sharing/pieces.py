"""Every parameter in pieces, one a process (FSDP2); a checkpoint holds whole tensors, whatever their number."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import torch
from accelerate.utils import FullyShardedDataParallelPlugin
from torch import Tensor, nn
from torch.distributed.device_mesh import DeviceMesh, init_device_mesh
from torch.distributed.fsdp import FSDPModule, OffloadPolicy, fully_shard
from torch.distributed.tensor import DTensor, distribute_tensor

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.checkpoint import restore
from modaverse_desktop.training.config import LoopConfig
from modaverse_desktop.training.optimizers import make_optimizers
from modaverse_desktop.training.sharing.plain import Plain
from modaverse_desktop.training.tasks import Task


class Pieces(Plain):
    """The model, its gradients and its optimizers' state take a process its share of the memory."""

    together = True

    def _prepare(self, task: Task, config: LoopConfig) -> None:
        if not all(each.is_floating_point() for each in self.model.parameters()):
            title, hint = "A quantised backbone cannot be cut into pieces", 'Choose precision = "bfloat16", or DDP.'
            raise AppError(title, "", hint, ErrorKind.USAGE)
        plugin = FullyShardedDataParallelPlugin(fsdp_version=2)  # what was chosen in accelerate's settings
        mesh = init_device_mesh(self.device.type, (self.accelerator.num_processes,))
        cut(self.model, mesh, plugin.cpu_offload, reshard=bool(plugin.reshard_after_forward))
        self.optimizers = make_optimizers(task.parameter_groups(config), config)

    @property
    def _root(self) -> FSDPModule:
        assert isinstance(self.model, FSDPModule)
        return self.model

    def _accumulating(self, last: bool) -> AbstractContextManager[None]:
        self._root.set_requires_gradient_sync(last)
        return nullcontext()

    def _backward(self, loss: Tensor) -> None:
        loss.backward()  # accelerate knows nothing of the pieces

    def clip(self, limit: float) -> float:
        """The norm over all pieces."""
        norm = torch.nn.utils.clip_grad_norm_(list(self.parameters.values()), limit or math.inf)
        return float(whole(norm))

    def weights(self, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Put together; all processes at once."""
        return {name: whole(each.detach()) for name, each in tensors.items()}

    def states(self) -> list[dict[str, Any]]:
        """Put together; all processes at once."""
        found = [each.state_dict() for each in self.optimizers]
        return [{**state, "state": {n: _each(whole, one) for n, one in state["state"].items()}} for state in found]

    def load_weights(self, own: Mapping[str, Tensor], tensors: Mapping[str, Tensor]) -> None:
        """This process's piece of each."""
        restore(own, {name: piece(each, own[name]) if name in own else each for name, each in tensors.items()})

    def load_states(self, states: Sequence[Mapping[str, Any]]) -> None:
        """This process's piece of each."""
        for optimizer, state in zip(self.optimizers, states, strict=True):
            numbers = [number for group in state["param_groups"] for number in group["params"]]
            parameters = [each for group in optimizer.param_groups for each in group["params"]]
            known = dict(zip(numbers, parameters, strict=True))
            cut_up = {n: _each(_piece_of(known[n]), one) for n, one in state["state"].items()}
            optimizer.load_state_dict({**state, "state": cut_up})

    @contextmanager
    def answering(self) -> Iterator[nn.Module]:
        """What lies outside the layers is whole meanwhile; layers see to themselves."""
        self._root.unshard()
        try:
            with self._computing():
                yield self.model
        finally:
            self._root.reshard()

    @torch.no_grad()
    def finish(self) -> None:
        """Whole parameters, in the first process's main memory; the others have empty ones then."""
        for name, parameter in list(self.model.named_parameters(remove_duplicate=False)):
            if isinstance(parameter, DTensor):
                full = parameter.full_tensor()
                made = nn.Parameter(full.cpu() if self.is_main else full.new_empty(0), parameter.requires_grad)
                owner, _, last = name.rpartition(".")
                setattr(self.model.get_submodule(owner), last, made)


def cut(model: nn.Module, mesh: DeviceMesh, waiting: OffloadPolicy, *, reshard: bool = True) -> None:
    """Cut every parameter among the processes of `mesh`, in place: those of a layer are whole while it computes.

    `waiting`: where pieces lie meanwhile. Without `reshard`, layers stay whole until their backward pass.
    """
    layers = {name for each in model.modules() for name in getattr(each, "_no_split_modules", None) or ()}
    settings: Any = {"mesh": mesh, "reshard_after_forward": reshard, "offload_policy": waiting}
    for module in [each for each in model.modules() if type(each).__name__ in layers]:
        fully_shard(module, **settings)
    fully_shard(model, **settings)


def whole(tensor: Tensor) -> Tensor:
    """The tensor that a piece is of. All processes must ask at once."""
    return tensor.full_tensor() if isinstance(tensor, DTensor) else tensor


def piece(tensor: Tensor, like: Tensor) -> Tensor:
    """This process's piece of a whole tensor, if `like` is one."""
    if not isinstance(like, DTensor) or tensor.shape != like.shape:
        return tensor
    return distribute_tensor(tensor.to(like.device), like.device_mesh, like.placements, src_data_rank=None)


def _piece_of(parameter: Tensor) -> Callable[[Tensor], Tensor]:
    return lambda value: piece(value, parameter)


def _each(change: Callable[[Tensor], Tensor], state: Mapping[str, Any]) -> dict[str, Any]:
    return {name: change(value) if isinstance(value, Tensor) else value for name, value in state.items()}
