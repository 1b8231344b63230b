"""Matrix products in whole numbers: exact where they can be, nearly so elsewhere, and the embeddings stay the same."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from modaverse_desktop.engine.encoders.imagebind import ImageBind
from modaverse_desktop.engine.encoders.imagebind.whole_numbers import WholeNumberLinear, in_precision
from tests.engine.imagebind.tiny import CONFIG, published_state

INPUTS, OUTPUTS = 96, 40


def drawn(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def layer(weight: torch.Tensor, bias: torch.Tensor | None = None) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None)
    made.weight = nn.Parameter(weight, requires_grad=False)
    if bias is not None:
        made.bias = nn.Parameter(bias, requires_grad=False)
    return made


def error(exact: nn.Linear, x: torch.Tensor) -> float:
    wanted = exact(x)
    return float((WholeNumberLinear(exact)(x) - wanted).norm() / wanted.norm())


def test_whole_numbers_are_multiplied_exactly() -> None:
    dice = torch.Generator().manual_seed(1)
    weight = torch.randint(-127, 128, (OUTPUTS, 4), generator=dice).float()
    x = torch.randint(-16256, 16257, (7, 4), generator=dice).float()
    weight[:, 0], x[:, 1] = 127, -16256  # the largest that there is of each: so the scales are one
    exact = layer(weight, drawn(OUTPUTS).round())
    assert torch.equal(WholeNumberLinear(exact)(x), exact(x))


@pytest.mark.parametrize("larger", [1, 300])
def test_one_large_value_in_a_row_takes_nothing_from_the_small_ones(larger: float) -> None:
    exact = layer(drawn(OUTPUTS, INPUTS), drawn(OUTPUTS))
    x = drawn(3, 5, INPUTS, seed=2)
    x[..., 7] *= larger
    assert error(exact, x) < 0.01
    others = layer(drawn(OUTPUTS, INPUTS).index_fill(1, torch.tensor([7]), 0))
    assert error(others, x) < 0.02


def test_nothing_at_all_gives_the_bias() -> None:
    exact = layer(torch.zeros(OUTPUTS, INPUTS), drawn(OUTPUTS))
    assert torch.equal(WholeNumberLinear(exact)(torch.zeros(2, INPUTS)), exact.bias.expand(2, -1))


@pytest.mark.parametrize(
    ("kind", "shape"), [("image", (2, 3, 224, 224)), ("video", (1, 3, 2, 224, 224)), ("audio", (1, 1, 128, 204))]
)
def test_the_embeddings_stay_what_they_are(kind: str, shape: tuple[int, ...]) -> None:
    network = ImageBind(**CONFIG).eval()  # type: ignore[arg-type]
    network.load_published(published_state(lambda name, shape: drawn(*shape, seed=len(name)) * 0.1))
    x = drawn(*shape)
    exact = network.embed(kind, x)
    rounded = in_precision(network, torch.int8).embed(kind, x)
    assert not torch.equal(rounded, exact)
    assert float(torch.cosine_similarity(rounded, exact).min()) > 0.999


def test_all_blocks_but_the_last_are_in_whole_numbers() -> None:
    network = in_precision(ImageBind(**CONFIG), torch.int8)  # type: ignore[arg-type]
    first, last = network.vision.blocks
    assert sum(isinstance(each, WholeNumberLinear) for each in first.modules()) == 4
    assert not any(isinstance(each, WholeNumberLinear) for each in last.modules())
    assert first.get_submodule("fc1").weight.dtype is torch.int8
