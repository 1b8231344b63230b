"""With a cache of fixed length the same tokens come as with a growing one, whatever was begun ahead of its time."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import pytest
import torch

from modaverse_desktop.core.errors import Interrupted
from modaverse_desktop.core.meta_response import Spelling, parse_meta_response
from modaverse_desktop.core.request import Sampling
from modaverse_desktop.engine.decoding import decode
from modaverse_desktop.engine.reading import PlainReader
from modaverse_desktop.engine.static_reading import StaticReader
from modaverse_desktop.engine.static_steps import StaticSteps, _fused_norms, _has_fixed_shapes, can_step
from tests.engine.tiny import tiny_llama, tiny_tokenizer

Work = Callable[[], None]


def prompt(length: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(1, length, 16, generator=torch.Generator().manual_seed(seed))


def nothing() -> None:
    pass


def test_the_responses_are_those_of_the_plain_way_greedy_and_drawn_in_both_spellings_one_after_the_other() -> None:
    chooser = random.Random(3)
    model = tiny_llama(1, 8.0)
    steps = StaticSteps(model)
    for number in range(10):
        sampling = Sampling(number, chooser.choice((0.0, 1.0)), chooser.choice((1.0, 0.01)), chooser.randint(0, 40))
        arguments = (model, prompt(chooser.randint(1, 90), number), tiny_tokenizer(), sampling)
        spelling = chooser.choice(list(Spelling))
        plain = decode(*arguments, spelling=spelling)
        assert decode(*arguments, spelling=spelling, steps=steps) == plain
        assert parse_meta_response(plain).unread == ()


@pytest.mark.parametrize("foresees", [True, False])
@torch.inference_mode()
def test_logits_are_the_same_when_the_likeliest_token_comes_when_another_does_and_when_several_do(
    foresees: bool,
) -> None:
    model = tiny_llama(2)
    chooser = random.Random(5)
    plain = PlainReader(model, prompt(700), nothing)
    static = StaticReader(StaticSteps(model), prompt(700), nothing, 100, foresees=foresees)
    for _ in range(16):
        expected = plain.logits()
        torch.testing.assert_close(static.logits(), expected, rtol=1e-4, atol=1e-4)
        likeliest = int(expected.argmax())
        tokens = chooser.choice([[likeliest], [likeliest], [7], [likeliest, 9], [3] * 4, [5] * 6])
        plain.put(*tokens)
        static.put(*tokens)


@torch.inference_mode()
def test_a_cache_is_kept_while_it_is_long_enough_and_what_has_no_room_is_refused() -> None:
    steps = StaticSteps(tiny_llama())
    StaticReader(steps, prompt(100), nothing, 20, foresees=True)
    assert steps.length == 256
    kept = steps._cache
    StaticReader(steps, prompt(10), nothing, 20, foresees=True)
    assert steps._cache is kept
    reader = StaticReader(steps, prompt(300), nothing, 20, foresees=True)
    assert steps.length == 512
    reader.put(*[1] * 300)
    with pytest.raises(RuntimeError, match="no room for 600"):
        reader.logits()


def test_a_step_that_cannot_be_captured_or_not_wholly_is_run_as_it_is_and_a_full_memory_is_said() -> None:
    model = tiny_llama(3)
    tried: list[str] = []

    def broken(work: Work) -> Work:
        work()
        tried.append("capture")
        raise RuntimeError("operation not permitted when stream is capturing")

    def full(work: Work) -> Work:
        raise torch.OutOfMemoryError

    def empty(work: Work) -> Work:
        tried.append("nothing")
        return nothing

    arguments = (model, prompt(30), tiny_tokenizer(), Sampling(max_tokens=30))
    for capture in (broken, empty):
        steps = StaticSteps(model, capture=capture)
        assert decode(*arguments, steps=steps) == decode(*arguments)
        assert not steps.is_captured
    assert tried == ["capture", "nothing"]
    with pytest.raises(torch.OutOfMemoryError):
        decode(*arguments, steps=StaticSteps(model, capture=full))


def test_what_compiles_is_captured_afterwards_and_what_does_not_is_captured_as_it_is() -> None:
    model = tiny_llama(4)
    done: list[str] = []

    def compiler(work: Work) -> Work:
        done.append("compiled")
        return work

    def without_a_compiler(work: Work) -> Work:
        raise RuntimeError("no C compiler")

    def capture(work: Work) -> Work:
        done.append("captured")
        return partial(work)

    arguments = (model, prompt(2), tiny_tokenizer(), Sampling(max_tokens=3))
    for each, expected in ((compiler, ["compiled", "captured"]), (without_a_compiler, ["captured"])):
        done.clear()
        steps = StaticSteps(model, compiler=each, capture=capture)
        assert decode(*arguments, steps=steps) == decode(*arguments)
        assert done == expected
        assert steps.is_captured


@torch.inference_mode()
def test_fused_norms_are_the_same_and_are_gone_afterwards() -> None:
    model = tiny_llama(5)
    expected = model(inputs_embeds=prompt(8)).logits
    with _fused_norms(model):
        assert "forward" in vars(model.model.norm)
        torch.testing.assert_close(model(inputs_embeds=prompt(8)).logits, expected, rtol=1e-4, atol=1e-4)
    assert not any("forward" in vars(module) for module in model.modules())


def test_one_may_stop_before_every_token_and_the_next_answer_is_as_if_nothing_had_been() -> None:
    model = tiny_llama(6)
    steps = StaticSteps(model)
    arguments = (model, prompt(20), tiny_tokenizer(), Sampling(max_tokens=20))
    left = [3]

    def check() -> None:
        left[0] -= 1
        if not left[0]:
            raise Interrupted

    with pytest.raises(Interrupted):
        decode(*arguments, check=check, steps=steps)
    assert decode(*arguments, steps=steps) == decode(*arguments)


def test_steps_are_for_gpus_and_not_for_what_looks_at_its_own_numbers() -> None:
    model = tiny_llama()
    assert not can_step(model)
    assert _has_fixed_shapes(model.config)
    moving = {**model.config.rope_parameters, "rope_type": "dynamic", "factor": 2.0}
    config = type(model.config)(**{**model.config.to_dict(), "rope_parameters": moving})
    assert not _has_fixed_shapes(config)
    on_gpu = SimpleNamespace(parameters=lambda: [SimpleNamespace(device=torch.device("cuda"))], config=model.config)
    assert can_step(on_gpu)
    on_gpu.is_loaded_in_8bit = True
    assert not can_step(on_gpu)
