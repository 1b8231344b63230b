"""What each step will need: in which way it is loaded, what leaves for it, and when it is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.fits import first_fit, leaving
from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Stack
from modaverse_desktop.core.preflight import Role, preflight

HERE = Path("/packs")


def pack(name: str, kind: PackKind, mb: int, *modalities: Modality) -> Manifest:
    return Manifest(name, kind, name.capitalize(), HERE, ram_mb=mb, vram_mb=mb, modalities=modalities)


EYE = pack("eye", PackKind.ENCODER, 100, Modality.IMAGE)
EAR = pack("ear", PackKind.ENCODER, 300, Modality.AUDIO)
WORDS = replace(pack("words", PackKind.BACKBONE, 800), files=(PackFile("model.safetensors", 400_000_000, ""),))
PAINTER = pack("painter", PackKind.GENERATOR, 500, Modality.IMAGE)
BIG = pack("big", PackKind.GENERATOR, 6000)
STACK = Stack(pack("tiny", PackKind.STACK, 0), WORDS, encoders=(EYE, EAR))
KEY = "tiny: language model"


def test_only_the_encoders_of_what_is_given_are_needed() -> None:
    steps = preflight(STACK, [Modality.IMAGE], [PAINTER], Memory(5000))
    assert [(step.role, step.model, step.mb) for step in steps] == [
        (Role.READING, "Eye", 100),
        (Role.PROPOSING, "Words", 800),
        (Role.MAKING, "Painter", 500),
    ]
    assert steps[1].way == "in float32"
    assert not any(step.there or step.leaves or step.tight for step in steps)


def test_what_is_in_memory_is_said_to_be_there_and_the_oldest_leaves() -> None:
    memory = Memory(1000, held={"ear": 300, KEY: 600})
    eye, words, painter = preflight(STACK, [Modality.IMAGE], [PAINTER], memory)
    assert (eye.there, words.there, painter.there) == (False, True, False)
    assert eye.leaves == ()
    assert painter.leaves == ("ear", "eye", KEY)
    assert words.mb == 600


def test_what_has_been_done_is_not_loaded_again() -> None:
    memory = Memory(1000, held={"eye": 100})
    eye, words, painter = preflight(STACK, [Modality.IMAGE], [PAINTER], memory, interpreted=True)
    assert (eye.done, eye.there) == (True, True)
    assert (words.done, words.there) == (True, False)
    assert painter.leaves == ()


@pytest.mark.parametrize(("is_limit", "refused"), [(True, True), (False, False)])
def test_what_is_above_the_users_limit_is_refused_and_above_what_is_free_it_is_tried(
    is_limit: bool, refused: bool
) -> None:
    (*_, big) = preflight(STACK, [], [BIG], Memory(1000, is_limit=is_limit))
    assert (big.way, big.mb) == ("in 16 bit", 3000)
    assert (big.tight, big.above_limit) == (True, refused)


@pytest.mark.parametrize(
    ("budget", "way", "mb", "ram"),
    [(8000, "", 6000, 0), (5000, "part by part", 4200, 6000), (2000, "layer by layer", 1800, 6000)],
)
def test_on_a_gpu_what_is_too_large_is_loaded_in_parts(budget: int, way: str, mb: int, ram: int) -> None:
    (*_, big) = preflight(STACK, [], [BIG], Memory(budget, on_gpu=True))
    assert (big.way, big.mb, big.ram_mb) == (way, mb, ram)


def test_a_plan_of_words_needs_the_language_model_alone() -> None:
    assert [step.role for step in preflight(STACK, [], [], Memory(1000))] == [Role.PROPOSING]


def test_small_models_on_a_cpu_are_tried_whole_unless_the_user_set_a_limit() -> None:
    assert first_fit([500, 250], Memory(300)) == 0
    assert first_fit([500, 250], Memory(300, is_limit=True)) == 1
    assert first_fit([5000, 2500], Memory(3000)) == 1
    assert first_fit([5000, 2500], Memory(1000)) == 1


def test_no_more_leave_than_must() -> None:
    held = {"a": 100, "b": 200, "c": 300}
    assert leaving(held, 100, 700) == ()
    assert leaving(held, 200, 700) == ("a",)
    assert leaving(held, 900, 700) == ("a", "b", "c")
