"""Which way of sharing was chosen at the start (`accelerate launch`), and which part of a batch is whose."""

from __future__ import annotations

import os

from accelerate import Accelerator
from accelerate.utils import DistributedType
from accelerate.utils.environment import parse_flag_from_env

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.config import LoopConfig, Precision
from modaverse_desktop.training.sharing.pieces import Pieces
from modaverse_desktop.training.sharing.plain import Plain
from modaverse_desktop.training.tasks import SharedTask, Task


def shared(task: Task, config: LoopConfig) -> Plain:
    """The task's model, ready to be trained by this process and its neighbours, which each get their part of a batch.

    Raises AppError(USAGE) for a way of sharing that is not known here.
    """
    precision = "bf16" if config.precision is Precision.BFLOAT16 else "no"
    if parse_flag_from_env("ACCELERATE_USE_DEEPSPEED"):  # before accelerate looks for the package
        hint = "FSDP cuts what ZeRO-2 cuts, and the weights: accelerate launch --use_fsdp --fsdp_version 2."
        raise AppError("Trainings with DeepSpeed are not known here", "", hint, ErrorKind.USAGE)
    accelerator = Accelerator(mixed_precision=precision)
    way = _way(accelerator.distributed_type)
    if isinstance(task, SharedTask):
        task.share(accelerator.process_index, accelerator.num_processes)
    elif accelerator.num_processes > 1:
        title, hint = "This kind of training runs in one process", "Start it without `accelerate launch`."
        raise AppError(title, f"There are {accelerator.num_processes}", hint, ErrorKind.USAGE)
    return way(accelerator, task, config)


def _way(kind: DistributedType) -> type[Plain]:
    in_pieces = parse_flag_from_env("ACCELERATE_USE_FSDP")
    if kind is DistributedType.FSDP or (kind is DistributedType.MULTI_CPU and in_pieces):
        if os.environ.get("FSDP_VERSION", "1") != "2":
            title, hint = "FSDP of the first version is not known here", "Add --fsdp_version 2."
            raise AppError(title, "", hint, ErrorKind.USAGE)
        return Pieces
    if kind in (DistributedType.MEGATRON_LM, DistributedType.XLA):
        raise AppError(f"{kind.value} is not known here", "", "Choose DDP or FSDP.", ErrorKind.USAGE)
    return Plain
