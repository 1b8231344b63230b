"""What a training begins with: weights that lie there and fit, or a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.training.first_weights import WEIGHTS, take_over


def saved(folder: Path, part: nn.Module) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    save_file(part.state_dict(), folder / WEIGHTS)
    return folder


def test_parts_are_filled_from_their_folders(tmp_path: Path) -> None:
    one, other = nn.Linear(2, 3), nn.Linear(4, 1)
    saved(tmp_path, one)
    saved(tmp_path / "other", other)
    first, second = nn.Linear(2, 3), nn.Linear(4, 1)
    take_over({"": first, "other": second}, tmp_path)
    assert torch.equal(first.weight, one.weight)
    assert torch.equal(second.weight, other.weight)


def test_weights_that_are_missing_damaged_or_of_another_shape_are_said(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="cannot start"):
        take_over({"": nn.Linear(2, 3)}, tmp_path / "nowhere")
    with pytest.raises(AppError, match="cannot start"):
        take_over({"": nn.Linear(2, 4)}, saved(tmp_path / "large", nn.Linear(2, 3)))
    (tmp_path / WEIGHTS).write_bytes(b"no")
    with pytest.raises(AppError, match="cannot start"):
        take_over({"": nn.Linear(2, 3)}, tmp_path)
