"""What is in memory, who leaves first, and what happens when there is not enough."""

from __future__ import annotations

import gc
import weakref

import pytest
import torch

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.engine.residency import Residency, is_out_of_memory


class Model:
    """Something that can be watched."""


def test_the_least_recently_used_leaves_first_and_only_as_many_as_must() -> None:
    residency = Residency(100, free=lambda: None)
    for name in ("a", "b", "c"):
        residency.get(name, 30, Model)
    residency.get("a", 30, Model)
    residency.get("d", 30, Model)
    assert residency.names == ("c", "a", "d")
    residency.get("big", 70, Model)
    assert residency.names == ("d", "big")
    assert residency.used_mb == 100


def test_what_is_above_the_users_limit_is_not_even_tried_and_the_rest_leaves_at_once() -> None:
    residency = Residency(100, free=lambda: None)
    residency.get("a", 40, Model)
    residency.get("b", 40, Model)
    residency.change_budget(50, is_limit=True)
    assert residency.names == ("b",)
    with pytest.raises(AppError, match="limit is 50 MB") as caught:
        residency.get("big", 51, Model)
    assert caught.value.kind is ErrorKind.RESOURCES
    assert residency.names == ("b",)
    residency.change_budget(50, is_limit=False)
    residency.get("big", 51, Model)
    assert residency.names == ("big",)


def test_a_model_is_loaded_once() -> None:
    residency = Residency(100, free=lambda: None)
    assert residency.get("a", 10, Model) is residency.get("a", 10, Model)


def test_a_model_that_leaves_is_gone_before_the_next_is_loaded() -> None:
    residency = Residency(100, free=lambda: None)
    gone = weakref.ref(residency.get("a", 90, Model))

    def load() -> Model:
        assert gone() is None
        return Model()

    residency.get("b", 90, load)


def test_collections_wait_while_a_model_loads_and_go_on_after_it() -> None:
    states: list[bool] = []
    gc.enable()  # the tests' own thread collects between them
    Residency(1, free=lambda: None).get("a", 1, lambda: states.append(gc.isenabled()))
    assert states == [False]
    assert gc.isenabled()
    gc.disable()


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory"),
        RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory: 9 bytes"),
    ],
)
def test_when_memory_runs_out_the_others_leave_and_it_is_tried_again(error: Exception) -> None:
    residency = Residency(100, free=lambda: None)
    residency.get("a", 10, Model)
    tries: list[tuple[str, ...]] = []

    def load() -> Model:
        tries.append(residency.names)
        if residency.names:
            raise error
        return Model()

    residency.get("b", 10, load)
    assert tries == [("a",), ()]
    assert residency.names == ("b",)


def test_when_it_still_does_not_fit_the_user_is_told_how_much_it_needs() -> None:
    residency = Residency(100, free=lambda: None)

    def load() -> Model:
        raise MemoryError

    with pytest.raises(AppError, match="not enough memory for b") as caught:
        residency.get("b", 4096, load)
    assert caught.value.kind is ErrorKind.RESOURCES
    assert "4096 MB" in caught.value.detail
    assert residency.names == ()


def test_a_model_that_runs_out_of_memory_while_it_works_is_dropped() -> None:
    residency = Residency(100, free=lambda: None)
    residency.get("a", 10, Model)
    residency.get("b", 10, Model)
    with pytest.raises(AppError, match="not enough memory"), residency.using("b", 10):
        raise MemoryError
    assert residency.names == ("a",)


def test_other_errors_pass_and_keep_the_model() -> None:
    residency = Residency(100, free=lambda: None)
    residency.get("a", 10, Model)
    with pytest.raises(ValueError), residency.using("a", 10):
        raise ValueError
    assert residency.names == ("a",)


def test_an_error_made_of_running_out_of_memory_counts_as_such() -> None:
    wrapped = AppError("cannot be loaded")
    wrapped.__cause__ = MemoryError()
    assert is_out_of_memory(wrapped)
    assert not is_out_of_memory(AppError("cannot be loaded"))


def test_memory_is_given_back_when_a_model_leaves_and_after_one_was_loaded() -> None:
    freed: list[tuple[str, ...]] = []
    residency = Residency(100, free=lambda: freed.append(residency.names))
    residency.get("a", 90, Model)
    residency.get("b", 90, Model)
    residency.drop("b", "unknown")
    residency.drop("b")
    assert freed == [("a",), (), ("b",), ()]
