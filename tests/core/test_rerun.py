"""An artifact is made again by exactly what made it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.rerun import can_rerun, rerun

CAT = Invocation(Modality.IMAGE, "a cat", (0,), {"steps": 10, "seed": 3})
DOG = Invocation(Modality.IMAGE, "a dog", generator="painter")
DONE = Conversion("1", "make pets", (), "starter", state=State.DONE, invocations=(CAT, DOG))
CAT_PICTURE = Artifact(Modality.IMAGE, 0, Path("/made/cat.png"), seed=3, generator="starter-image")


def test_the_same_seed_repeats_the_invocation_with_its_generator() -> None:
    (again,) = rerun(DONE, CAT_PICTURE, [3])
    assert again == Invocation(Modality.IMAGE, "a cat", (0,), {"steps": 10, "seed": 3}, "starter-image")


def test_variations_differ_in_the_seed_only() -> None:
    made = rerun(DONE, Artifact(Modality.IMAGE, 1, Path("/made/dog.png"), seed=9), [4, 5])
    assert [one.parameters for one in made] == [{"seed": 4}, {"seed": 5}]
    assert {(one.prompt, one.generator) for one in made} == {("a dog", "painter")}
    assert DOG.parameters == {}


def test_one_of_several_is_made_alone() -> None:
    several = replace(DONE, invocations=(replace(CAT, parameters={"seed": 3, "count": 4, "steps": 10}),))
    (again,) = rerun(several, replace(CAT_PICTURE, seed=5), [5])
    assert again.parameters == {"seed": 5, "steps": 10}


def test_only_what_a_generator_made_with_a_known_seed_can_be_made_again() -> None:
    assert can_rerun(DONE, CAT_PICTURE)
    assert not can_rerun(DONE, Artifact(Modality.TEXT, 0, text="a grand piano", seed=1))
    assert not can_rerun(DONE, Artifact(Modality.IMAGE, 0, Path("/made/cat.png")))
    assert not can_rerun(DONE, Artifact(Modality.IMAGE, 7, Path("/made/cat.png"), seed=1))
