"""The graphics card's benchmark at small size on the CPU: every figure is there, and was measured."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from benchmarks import gpu
from benchmarks.__main__ import main
from benchmarks.gpu import WITHOUT_CUDA, GpuWork, findings, measured
from benchmarks.graphics.decoding import read_bytes
from benchmarks.graphics.packs import language_model
from benchmarks.graphics.sizes import FULL, SMALL
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.encoders.imagebind import ImageBind

STEPS = [f"a file is {done}: {what}" for done in ("read", "made") for what in ("image", "audio", "video")]


def numbers(found: Any) -> Iterator[float]:
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list):
        for each in found:
            yield from numbers(each)
    elif isinstance(found, int | float):
        yield float(found)


def test_every_figure_is_there_finite_and_measured(tmp_path: Path) -> None:
    size = replace(SMALL, limits_mb=SMALL.limits_mb[-1:])
    found = json.loads(json.dumps(measured(size, pick_device("cpu"), tmp_path, lambda words: None)))
    assert all(math.isfinite(number) for number in numbers(found))
    assert found["device"].startswith("CPU")
    model = found["language_model"]
    for way in model["ways"].values():
        assert way["share_of_limit"] == pytest.approx(way["tokens_per_s"] / model["limit_tokens_per_s"])
        assert way["tokens_per_s"] > 0
    assert set(model["ways"]) == {"plain", "fixed cache"}
    assert model["limit_tokens_per_s"] == pytest.approx(found["bandwidth_gb_per_s"] * 1e9 / model["bytes_a_token"])
    assert model["with_grammar_tokens_per_s"] > 0
    encoder = found["encoder"]
    assert encoder["largest_difference_float32"] < 1e-4
    assert all(encoder[name] > 0 for name in ("published_way_per_s", "ours_one_by_one_per_s", "ours_per_s"))
    assert found["picture"]["seconds"] > 0
    (limit,) = found["limits"]
    assert limit["worked"], limit
    assert sorted(step["step"] for step in limit["steps"]) == sorted([*STEPS, "the meta-response is written"])
    assert all(step["peak_mb"] > 50 and step["seconds"] > 0 and step["stayed"] for step in limit["steps"])
    assert {finding.kept for finding in findings(found)} == {None}


def test_without_a_graphics_card_that_is_said_and_nothing_is_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    work = GpuWork()
    work.prepare()
    assert work.run() == []
    work.clear()
    assert WITHOUT_CUDA in capsys.readouterr().out
    assert "--small" in WITHOUT_CUDA


def test_the_full_size_is_that_of_the_published_models() -> None:
    with torch.device("meta"):
        llama, eyes = language_model(FULL), ImageBind(**FULL.imagebind)
    assert sum(each.numel() for each in llama.parameters()) == 6_738_464_768  # Vicuna 7B with six more tokens
    assert read_bytes(llama, 0) == 4 * (6_738_464_768 - 32006 * 4096)
    assert 630e6 < sum(each.numel() for each in eyes.vision.parameters()) < 634e6


def test_the_small_one_is_asked_for_on_the_command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[bool] = []

    class Asked(GpuWork):
        def run(self) -> list[Any]:
            asked.append(self._size is SMALL)
            return []

    monkeypatch.setattr("benchmarks.__main__.GpuWork", Asked)
    monkeypatch.setattr("benchmarks.__main__.RESULTS", tmp_path / "bench.json")
    assert main(["gpu", "--small"]) == 0
    assert asked == [True]
    assert gpu.__doc__
