"""Sound to latents and back: what goes in can be heard again, and silence stays silent."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from modaverse_desktop.engine.generators.spectrogram_codec import SpectrogramCodec, cheapest_course
from modaverse_desktop.training.sound_patches import encode_clips, fit_components, fit_patches, followers

RATE = 16_000
TIME = torch.arange(RATE // 2 // 512 * 512) / RATE
LENGTH = len(TIME)


def tone(hertz: float, level: float = 0.3) -> torch.Tensor:
    return level * torch.sin(2 * torch.pi * hertz * TIME)


@pytest.fixture(scope="module")
def codec() -> SpectrogramCodec:
    """With all components, so that nothing is lost but phases and what lies between the bands."""
    made = SpectrogramCodec(channels=160, mels=80, frames=2, rounds=16)
    noise = torch.randn(40, LENGTH, generator=torch.Generator().manual_seed(1))
    pitches = torch.stack([tone(hertz) for hertz in (200, 500, 1000, 2000, 3000, 5000)])
    clips = torch.cat([noise * 0.1, pitches.repeat(4, 1), torch.zeros(4, LENGTH)])
    fit_components(made, (clips * 32767).numpy().clip(-32768, 32767).astype(np.int16)[None])
    return made


def loudest(sound: torch.Tensor) -> float:
    """In Hz."""
    return float(torch.fft.rfft(sound).abs().argmax()) * RATE / len(sound)


@pytest.mark.parametrize("hertz", [500.0, 1000.0, 2000.0])
def test_a_tone_keeps_its_pitch_and_its_loudness(codec: SpectrogramCodec, hertz: float) -> None:
    latents = codec.encode(tone(hertz)[None, None]).latent_dist.mode()
    back = codec.decode(latents).sample
    assert latents.shape == (1, 160, LENGTH // codec.hop_length)
    assert back.shape == (1, 1, LENGTH)
    assert loudest(back[0, 0]) == pytest.approx(hertz, rel=0.05)
    assert float(back.square().mean().sqrt()) == pytest.approx(0.3 / 2**0.5, rel=0.5)


def test_silence_stays_silent(codec: SpectrogramCodec) -> None:
    silence = torch.zeros(1, 1, LENGTH)
    assert float(codec.decode(codec.encode(silence).latent_dist.mode()).sample.abs().max()) < 1e-3


def test_all_components_together_give_the_spectrogram_back(codec: SpectrogramCodec) -> None:
    levels = codec.log_mel(tone(700)[None] + tone(2500)[None])
    assert torch.allclose(codec.unpatched(codec.patched(levels)), levels, atol=1e-3)


def test_fewer_components_keep_less_and_latents_have_a_mean_square_of_one(codec: SpectrogramCodec) -> None:
    clips = (torch.randn(2, 6, LENGTH, generator=torch.Generator().manual_seed(2)) * 3000).numpy().astype(np.int16)
    few, more = (SpectrogramCodec(channels=count, mels=32, frames=2) for count in (2, 16))
    assert fit_components(few, clips) < fit_components(more, clips) <= 1
    latents = encode_clips(more, clips)
    assert latents.shape == (2, 6, 16, LENGTH // more.hop_length)
    assert float(latents.square().mean()) == pytest.approx(1, rel=0.05)


def test_the_same_latents_give_the_same_sound(codec: SpectrogramCodec) -> None:
    latents = torch.randn(1, 160, 6, generator=torch.Generator().manual_seed(3))
    assert torch.equal(codec.decode(latents).sample, codec.decode(latents).sample)


def test_magnitudes_that_follow_the_sound_keep_its_bands_better() -> None:
    plain, following = SpectrogramCodec(rounds=32), SpectrogramCodec(rounds=32, momentum=0.0, follow=True)
    noise = torch.randn(1, LENGTH, generator=torch.Generator().manual_seed(1)) * 0.1
    levels = plain.log_mel(noise * torch.exp(-TIME * 6))
    bands, magnitudes = levels.exp() - 1e-3, plain.spread(levels)

    def error(sound: torch.Tensor) -> float:
        return float((plain.log_mel(sound) - levels).abs().mean())

    assert error(following.with_phases(magnitudes, bands)) < 0.8 * error(plain.with_phases(magnitudes))


def test_what_comes_back_are_known_patches_all_of_the_nearest_kind() -> None:
    noise = torch.randn(3, LENGTH, generator=torch.Generator().manual_seed(5)) * 0.1
    kinds = torch.stack([torch.stack([tone(500), tone(520), tone(480)]), noise])
    clips = (kinds * 32767).numpy().astype(np.int16)
    codec = SpectrogramCodec(channels=4, frames=2, groups=2, patches=40)
    fit_components(codec, clips)
    fit_patches(codec, clips)
    latents = encode_clips(codec, clips)[0, :1]
    latents[..., 3] = codec.patched(codec.known()[1, 0][None])[0, :, 0]
    found = codec.nearest(latents)
    parts = found.reshape(-1, 2 * 80)
    assert float(torch.cdist(parts, codec.known()[0].flatten(1)).amin(1).max()) < 1e-2
    true = codec.log_mel(tone(500)[None])
    error, without = ((each - true)[:, 10:].abs().mean() for each in (found, codec.unpatched(latents)))
    assert float(error) < 0.5 * float(without)


def test_the_cheapest_course_is_that_of_trying_them_all() -> None:
    dice = torch.Generator().manual_seed(7)
    distances, costs = torch.rand(4, 3, generator=dice), torch.rand(4, 3, generator=dice)
    prices = {}
    for course in itertools.product(range(3), repeat=4):
        steps = sum(float(costs[before, here]) for before, here in zip((3, *course[:-1]), course, strict=True))
        prices[course] = steps + sum(float(distances[at, here]) for at, here in enumerate(course))
    found = tuple(cheapest_course(distances, costs).tolist())
    assert found == min(prices, key=lambda course: prices[course])


def test_it_is_learned_what_came_after_what_and_what_came_first() -> None:
    courses = torch.tensor([[0, 1, 1, 2], [0, 1, 2, 2]])
    parts = courses[..., None] * torch.ones(5)
    found = followers(parts, courses, 3)
    assert found.tolist() == [[False, True, False], [False, True, True], [False, False, True], [True, False, False]]
    parts[0, 2] += 2  # a noise, never the same twice
    assert not followers(parts, courses, 3)[1, 1]


def test_an_order_that_never_happened_is_mended() -> None:
    rising = torch.stack([tone(hertz)[: LENGTH // 4] for hertz in (400, 900, 1900, 4000)]).flatten()
    clips = (rising * 32767).numpy().astype(np.int16)[None, None].repeat(2, 1)
    found = []
    for joining in (0.0, 50.0):
        codec = SpectrogramCodec(channels=8, frames=2, groups=1, patches=30, joining=joining)
        fit_components(codec, clips)
        fit_patches(codec, clips)
        latents = encode_clips(codec, clips)[0, :1]
        right, middle = codec.nearest(latents), latents.shape[2] // 2
        latents[..., middle] = latents[..., 1]
        found.append(float((codec.nearest(latents) - right).abs().max()))
    assert found[0] > 1 > 0.1 > found[1]
