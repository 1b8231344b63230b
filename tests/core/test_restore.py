"""What a file says about its making, as a proposal."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack import Manifest, Option, PackKind
from modaverse_desktop.core.provenance import Provenance
from modaverse_desktop.core.restore import restored

RECORD = Provenance(
    "ModaVerse 1",
    Modality.IMAGE,
    "a red apple",
    seed=7,
    generator="painter",
    parameters={"steps": 20, "guidance": 99.0, "secret": "x"},
)
PAINTER = Manifest(
    "painter",
    PackKind.GENERATOR,
    "Painter",
    Path("/p"),
    options=(Option("steps", 10), Option("guidance", 4.0, maximum=9)),
)


def test_prompt_seed_generator_and_the_options_that_there_are_come_back() -> None:
    expected = Invocation(Modality.IMAGE, "a red apple", parameters={"steps": 20, "seed": 7}, generator="painter")
    assert restored(RECORD, PAINTER) == expected


def test_of_a_pack_that_is_not_installed_everything_is_kept() -> None:
    assert restored(RECORD, None).parameters == {"steps": 20, "guidance": 99.0, "secret": "x", "seed": 7}


def test_without_seed_and_generator_the_stack_decides() -> None:
    made = restored(Provenance("ModaVerse 1", Modality.AUDIO, "rain"), None)
    assert made == Invocation(Modality.AUDIO, "rain")
