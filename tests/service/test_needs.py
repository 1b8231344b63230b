"""What a plan needs, by the packs and by what was measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import Manifest, Option, PackKind
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.service.measurements import Estimate
from modaverse_desktop.service.needs import Needs, disk_bytes, look_around, needs_of

CAT = Invocation(Modality.IMAGE, "a cat")
RAIN = Invocation(Modality.AUDIO, "rain")
ANSWER = Invocation(Modality.TEXT, "a cat")


def generator(name: str, task: Modality, ram_mb: int, *options: Option, **constants: int) -> Manifest:
    return Manifest(
        name, PackKind.GENERATOR, name, Path("/packs"), task=task, ram_mb=ram_mb, options=options, constants=constants
    )


PAINTER = generator("painter", Modality.IMAGE, 400, height=128, width=128)
BIG = generator("big", Modality.IMAGE, 4000, Option("height", 1024), Option("width", 1024))
CATALOGUE = Catalogue({Modality.IMAGE: (PAINTER, BIG)})


def known(**seconds: Estimate) -> Catalogue:
    return replace(CATALOGUE, estimate=lambda one: seconds.get(one.generator or "own"))


def test_words_need_nothing() -> None:
    assert needs_of([ANSWER], CATALOGUE) == Needs(time=Estimate(0))


def test_the_largest_model_counts_for_memory_and_all_files_for_the_disk() -> None:
    needs = needs_of([CAT, replace(CAT, generator="big"), ANSWER], CATALOGUE)
    assert needs.memory == 4000 << 20
    assert needs.disk == 3 * 128 * 128 + 3 * 1024 * 1024
    assert needs.time is None


def test_what_is_not_installed_is_named_and_not_counted() -> None:
    gone = replace(CAT, generator="gone")
    needs = needs_of([CAT, RAIN, gone], known(own=Estimate(4.0)))
    assert needs.missing == (RAIN, gone)
    assert (needs.memory, needs.time) == (400 << 20, Estimate(4.0))


def test_times_add_up_and_one_that_is_reckoned_makes_all_reckoned() -> None:
    both = [CAT, replace(CAT, generator="big")]
    assert needs_of(both, known(own=Estimate(4.0), big=Estimate(9.0, measured=False))).time == Estimate(13.0, False)
    assert needs_of(both, known(own=Estimate(4.0))).time is None


@pytest.mark.parametrize(
    ("invocation", "manifest", "size"),
    [
        (replace(CAT, parameters={"count": 4}), PAINTER, 4 * 3 * 128 * 128),
        (replace(CAT, parameters={"height": 64, "width": 32}), BIG, 3 * 64 * 32),
        (RAIN, generator("s", Modality.AUDIO, 0, Option("audio_length_in_s", 5.0)), 480_000),
        (Invocation(Modality.VIDEO, "x"), generator("v", Modality.VIDEO, 0, Option("num_frames", 8), size=64), 8192),
        (ANSWER, PAINTER, 0),
    ],
)
def test_files_are_as_large_as_what_is_in_them(invocation: Invocation, manifest: Manifest, size: int) -> None:
    assert disk_bytes(invocation, manifest) == size


def test_what_is_free_is_known_also_where_there_is_no_folder_yet(tmp_path: Path) -> None:
    room = look_around(tmp_path / "not" / "there")
    assert room.disk is not None
    assert room.disk > 0
