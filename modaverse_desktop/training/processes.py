"""A training in several processes: which part is whose, and which ways of sharing are refused."""

from __future__ import annotations

from accelerate import Accelerator
from accelerate.utils import DistributedType

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.tasks import SharedTask, Task


def refuse_sharded(kind: DistributedType) -> None:
    """Raise AppError(USAGE) where parameters or optimizer lie in pieces: a checkpoint would hold only one of them."""
    if kind in (DistributedType.FSDP, DistributedType.DEEPSPEED, DistributedType.MEGATRON_LM):
        hint = (
            "What is trained is small: choose plain data parallelism (MULTI_GPU, MULTI_CPU) in accelerate's settings."
        )
        raise AppError(f"Trainings with {kind.value} cannot be saved yet", "", hint, ErrorKind.USAGE)


def share(task: Task, accelerator: Accelerator) -> None:
    """Tell the task which part is this process's."""
    if isinstance(task, SharedTask):
        task.share(accelerator.process_index, accelerator.num_processes)
    elif accelerator.num_processes > 1:
        title, hint = "This kind of training runs in one process", "Start it without `accelerate launch`."
        raise AppError(title, f"There are {accelerator.num_processes}", hint, ErrorKind.USAGE)
