"""Where the models run, and how much they may take."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
import torch

from modaverse_desktop.engine import device
from modaverse_desktop.engine.cuda_absence import why_no_cuda
from modaverse_desktop.engine.device import available_mb, one_of_several, pick_device, use_all_cores


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
    monkeypatch.setattr(torch.cuda, "get_arch_list", lambda: ["sm_75", "sm_90", "compute_90"])
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda index: (7, 5))
    picked = pick_device()
    assert (picked.kind, picked.dtype) == ("cuda", dtype)
    assert "Some GPU 0" in picked.reason
    second = pick_device("cuda:1")
    assert (second.name, second.torch) == ("Some GPU 1", torch.device("cuda", 1))
    missing = pick_device("cuda:7")
    assert missing.kind == "cpu"
    assert "cuda:7 was not found" in missing.reason


@pytest.mark.parametrize(
    ("cards", "wanted", "given"),
    [
        (3, "auto", ["cuda:0", "cuda:1", "cuda:2", "cuda:0"]),
        (2, "cuda", ["cuda:0", "cuda:1", "cuda:0", "cuda:1"]),
        (3, "cuda:1", ["cuda:1"] * 4),
        (3, "cpu", ["cpu"] * 4),
        (1, "auto", ["auto"] * 4),
        (0, "auto", ["auto"] * 4),
    ],
)
def test_processes_take_the_graphics_cards_in_turn_unless_one_is_named(
    monkeypatch: pytest.MonkeyPatch, cards: int, wanted: str, given: list[str]
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cards > 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: cards)
    assert [one_of_several(wanted, place) for place in range(4)] == given


OLD = (
    "The NVIDIA driver on your system is too old (found version 11040). Please update your GPU driver by downloading "
    "and installing a new version from the URL: http://www.nvidia.com/Download/index.aspx Alternatively, go to: ..."
)


@pytest.mark.parametrize(
    ("said", "reason", "beside"),
    [
        (OLD, "driver is too old: it knows CUDA 11.4, and PyTorch needs 13.0; install a newer", "driver is too old"),
        ("Found no NVIDIA driver on your system. Please check ...", "no driver for an NVIDIA card was found", ""),
        ("No CUDA GPUs are available", "no CUDA device was found", ""),
        ("CUDA unknown error - this may be due to\nan incorrectly set up", "CUDA unknown error - this", "not start"),
    ],
)
def test_why_cuda_does_not_start_is_said_so_that_one_can_do_something(
    monkeypatch: pytest.MonkeyPatch, said: str, reason: str, beside: str
) -> None:
    def init() -> None:
        raise RuntimeError(said)

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    monkeypatch.setattr(torch.cuda, "init", init)
    picked = pick_device("cuda")
    assert picked.kind == "cpu"
    assert reason in picked.reason
    assert beside in picked.name
    assert (";" in picked.name) == bool(beside)


def test_a_card_beside_a_pytorch_without_cuda_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(torch.version, "cuda", None)
    (tmp_path / "0000:01:00.0").mkdir()
    assert "computes on the CPU only" in why_no_cuda(tmp_path).reason
    assert why_no_cuda(tmp_path / "none").short == ""


def test_a_card_that_is_too_old_and_a_driver_that_fails_leave_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "get_arch_list", lambda: ["sm_75", "sm_90"])
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda index: "GTX 970")
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda index: (5, 2))
    old = pick_device()
    assert old.kind == "cpu"
    assert "GTX 970 is too old for the PyTorch that is installed: it has compute capability 5.2, and 7.5" in old.reason

    def broken(index: int) -> tuple[int, int]:
        raise RuntimeError("CUDA error: device-side assert triggered")

    monkeypatch.setattr(torch.cuda, "get_device_capability", broken)
    assert "device-side assert" in pick_device().reason


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
