"""How a generator is put into memory, and that the paper's 7B chain fits into 8 GB, step by step, by arithmetic."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.manifest import Manifest, PackKind
from modaverse_desktop.core.placement import Placement, choose_place, places_of
from modaverse_desktop.core.precision import Precision, choose_precision


def generator(vram_mb: int, **parts_mb: int) -> Manifest:
    config = {"parts_mb": parts_mb} if parts_mb else {}
    return Manifest("g", PackKind.GENERATOR, "G", Path("/g"), ram_mb=2 * vram_mb, vram_mb=vram_mb, config=config)


FLUX = generator(36_000, transformer=23_800, text_encoder=250, text_encoder_2=9_500, vae=170)


def test_the_first_way_that_fits_is_chosen_and_each_is_smaller_than_the_one_before() -> None:
    places = places_of(FLUX, on_gpu=True)
    assert [place.placement for place in places] == [Placement.WHOLE, Placement.BY_PART, Placement.BY_LAYER]
    work = 36_000 - 33_720
    assert [place.mb for place in places] == [36_000, 23_800 + work, 2_380 + work]
    chosen = [choose_place(places, room).placement for room in (40_000, 30_000, 8_000, 1_000)]
    assert chosen == [Placement.WHOLE, Placement.BY_PART, Placement.BY_LAYER, Placement.BY_LAYER]


def test_a_pack_that_does_not_say_how_large_its_parts_are_is_guessed_at() -> None:
    whole, part, layer = places_of(generator(1000), on_gpu=True)
    assert whole.mb > part.mb > layer.mb > 0


def test_on_a_cpu_half_the_memory_is_the_only_smaller_way() -> None:
    assert [place.mb for place in places_of(generator(500), on_gpu=False)] == [1000, 500]
    assert places_of(generator(500), on_gpu=False)[1].placement is Placement.HALF


CHAIN = {
    "Stable Diffusion 1.5": generator(2_800, unet=1_720, text_encoder=246, vae=167),
    "AudioLDM-l-full": generator(2_000, unet=1_480, text_encoder=250, vae=110, vocoder=110),
    "ModelScope text-to-video 1.7B": generator(5_000, unet=2_820, text_encoder=680, vae=167),
}
"""The generators that the release came with, in 16 bit, by the sizes of their files."""
IMAGEBIND_MB, VICUNA_HALF_MB, BESIDES_MB = 1_450, 13_480, 650


@pytest.mark.parametrize("limit_mb", [24_000, 12_000, 8_000])
@pytest.mark.parametrize("can_quantise", [True, False])
def test_every_step_of_the_7b_chain_fits_into_the_limit(limit_mb: int, can_quantise: bool) -> None:
    room = limit_mb - BESIDES_MB
    model = choose_precision(VICUNA_HALF_MB, room, on_gpu=True, can_quantise=can_quantise)
    assert model.mb <= room
    assert limit_mb >= IMAGEBIND_MB
    for manifest in CHAIN.values():
        assert choose_place(places_of(manifest, on_gpu=True), limit_mb).mb <= limit_mb
    if limit_mb == 8_000 and can_quantise:
        assert model.precision is Precision.FOUR
        assert not model.offload
    assert model.offload == (limit_mb < 14_000 and not can_quantise)
