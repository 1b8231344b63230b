"""Which models are in memory: the oldest leave when a new one needs their room, and what runs out of memory leaves."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import torch

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.fits import leaving

Model = TypeVar("Model")


@dataclass(frozen=True)
class Resident:
    """A model in memory, and the megabytes that its manifest says it needs."""

    model: Any
    mb: int


class NotEnoughMemory(AppError):
    """Memory ran out, although everything else had left it."""


class Residency:
    """Holds models by name, least recently used first, within `budget_mb`.

    A model that is larger than the whole budget is still tried, alone: manifests are cautious, and the budget a guess.
    Unless it is the user's limit: that is kept.
    """

    def __init__(self, budget_mb: int, free: Callable[[], None] | None = None) -> None:
        self._budget_mb = budget_mb
        self._is_limit = False
        self._residents: OrderedDict[str, Resident] = OrderedDict()
        self._free = free or free_memory

    @property
    def names(self) -> tuple[str, ...]:
        """What is in memory, the one to leave first in front."""
        return tuple(self._residents)

    @property
    def budget_mb(self) -> int:
        """What models may take together."""
        return self._budget_mb

    @property
    def is_limit(self) -> bool:
        """Whether the user set the budget."""
        return self._is_limit

    @property
    def used_mb(self) -> int:
        """By the manifests."""
        return sum(self.held.values())

    @property
    def held(self) -> dict[str, int]:
        """What is in memory, in MB by the manifests, the one to leave first in front."""
        return {name: resident.mb for name, resident in self._residents.items()}

    def change_budget(self, budget_mb: int, *, is_limit: bool) -> None:
        """Another budget from now on; what does not fit any more leaves at once."""
        self._budget_mb, self._is_limit = budget_mb, is_limit
        self._make_room(0)

    def has_room(self, mb: int) -> bool:
        """Whether `mb` more fit without anything leaving."""
        return self.used_mb + mb <= self._budget_mb

    def get(self, name: str, mb: int, load: Callable[[], Model]) -> Model:
        """The model `name`, by `load` if it is not in memory; makes room for its `mb` first.

        Raises:
            AppError: RESOURCES, there is not enough memory even when every other model has left, or it needs more than
                the user's limit; or what `load` raises.
        """
        if name not in self._residents:
            if self._is_limit and mb > self._budget_mb:
                raise _above_limit(name, mb, self._budget_mb)
            self._make_room(mb)
            with no_collection():
                model = self._load(name, mb, load)
            self._residents[name] = Resident(model, mb)
            self._free()  # what loading needed besides
        self._residents.move_to_end(name)
        return self._residents[name].model

    def free(self) -> None:
        """Give back memory that nothing refers to any more."""
        self._free()

    def drop(self, *names: str) -> None:
        """Forget these models, as far as they are there, and give their memory back."""
        gone = [self._residents.pop(name, None) for name in names]
        if any(gone):
            del gone
            self._free()

    @contextlib.contextmanager
    def using(self, name: str, mb: int) -> Iterator[None]:
        """While `name` works: if memory runs out it is dropped, and the user is told what would have been needed."""
        try:
            yield
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            self.drop(name)
            raise _out_of_memory(name, mb) from None  # the traceback would hold the tensors

    def _load(self, name: str, mb: int, load: Callable[[], Model]) -> Model:
        try:
            return load()
        except Exception as error:
            if not is_out_of_memory(error):
                raise
        self.drop(*self.names)
        try:
            return load()
        except Exception as error:
            if not is_out_of_memory(error):
                raise
        self._free()
        raise _out_of_memory(name, mb)

    def _make_room(self, mb: int) -> None:
        self.drop(*leaving(self.held, mb, self._budget_mb))


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """No full garbage collections while weights load: they cost a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def is_out_of_memory(error: BaseException | None) -> bool:
    """Whether memory ran out: Python's own, CUDA's, the CPU allocator's, or an `AppError` made of one of these."""
    if error is None:
        return False
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    if isinstance(error, RuntimeError) and "allocate memory" in str(error):
        return True
    return isinstance(error, AppError) and is_out_of_memory(error.__cause__)


def free_memory() -> None:
    """Give memory that nothing refers to back to the device and to the system."""
    gc.collect()
    if torch.cuda.is_available() and torch.cuda.is_initialized():
        torch.cuda.empty_cache()
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def _out_of_memory(name: str, mb: int) -> AppError:
    return NotEnoughMemory(
        f"There is not enough memory for {name}",
        f"It needs about {mb} MB." if mb else "",
        "Close other programs, or choose a smaller model.",
        ErrorKind.RESOURCES,
    )


def _above_limit(name: str, mb: int, limit_mb: int) -> AppError:
    return AppError(
        f"{name} needs more memory than the settings allow",
        f"It needs about {mb} MB; the limit is {limit_mb} MB.",
        "Raise the limit in the settings, or choose a smaller model.",
        ErrorKind.RESOURCES,
    )
