"""Where the models run, and how much they may take."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
import torch

from modaverse_desktop.engine import device
from modaverse_desktop.engine.device import available_mb, pick_device, use_all_cores


@pytest.fixture(autouse=True)
def same_threads_after():
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def test_the_cpu_is_used_when_it_is_asked_for_and_why_is_said() -> None:
    picked = pick_device("cpu")
    assert picked.torch == torch.device("cpu")
    assert picked.dtype is torch.float32
    assert "asked for" in picked.reason


def test_without_a_gpu_that_is_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert "no CUDA device" in pick_device().reason


@pytest.mark.parametrize(("fast", "dtype"), [(True, torch.bfloat16), (False, torch.float16)])
def test_a_gpu_is_used_in_the_half_precision_that_it_has(
    monkeypatch: pytest.MonkeyPatch, fast: bool, dtype: torch.dtype
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "device", lambda index: nullcontext())
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda index: f"Some GPU {index}")
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation: fast)
    picked = pick_device()
    assert (picked.kind, picked.dtype) == ("cuda", dtype)
    assert "Some GPU 0" in picked.reason
    second = pick_device("cuda:1")
    assert (second.name, second.torch) == ("Some GPU 1", torch.device("cuda", 1))
    missing = pick_device("cuda:7")
    assert missing.kind == "cpu"
    assert "cuda:7 was not found" in missing.reason


def test_the_users_number_of_threads_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    torch.set_num_threads(1)
    assert use_all_cores() == 1
    monkeypatch.delenv("OMP_NUM_THREADS")
    monkeypatch.setattr(device.os, "sched_getaffinity", lambda pid: {0, 1, 2}, raising=False)
    assert use_all_cores() == 3


def test_the_memory_that_is_left_is_told_also_where_the_system_does_not_say_it_plainly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert available_mb(pick_device("cpu")) > 50
    monkeypatch.setattr(device.Path, "read_text", lambda *args, **named: "nothing of use")
    assert available_mb(pick_device("cpu")) > 50
