"""What packs offer to the editor, and how they are listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.invocation import MOST, Invocation
from modaverse_desktop.core.manifest import Manifest, Option, PackKind, StackParts, write_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.service.catalogue import Catalogue, installed, read_catalogue
from modaverse_desktop.service.pack_list import PackListModel, PackRole


def pack(name: str, kind: PackKind, **more: object) -> Manifest:
    place = {"folder": Path("/packs") / name}
    return Manifest(id=name, kind=kind, name=name.title(), **{**place, **more})  # type: ignore[arg-type]


STEPS, SEED = Option("steps", 10), Option("seed", 0)
PARTS = (
    pack("bone", PackKind.BACKBONE, licence="MIT"),
    pack("eye", PackKind.ENCODER, modalities=(Modality.IMAGE,), config={"sees": {"image": {"margins": [0.1]}}}),
    pack("own", PackKind.GENERATOR, task=Modality.IMAGE, options=(STEPS, SEED)),
    pack("another", PackKind.GENERATOR, task=Modality.IMAGE),
    pack("base", PackKind.STACK, stack=StackParts("bone", encoders=("eye",), generators={Modality.IMAGE: "own"})),
)
PACKS = Packs({part.id: part for part in PARTS})


def test_the_stacks_own_generator_comes_first() -> None:
    catalogue = read_catalogue(PACKS, "base")
    assert [manifest.id for manifest in catalogue.generators[Modality.IMAGE]] == ["own", "another"]
    assert catalogue.generator(Modality.IMAGE, None).id == "own"
    assert catalogue.generator(Modality.IMAGE, "another").id == "another"
    assert catalogue.generator(Modality.AUDIO, None) is None


def test_one_whose_disk_is_away_stands_last_and_is_not_what_is_meant(tmp_path: Path) -> None:
    lost = pack("a-lost-one", PackKind.GENERATOR, task=Modality.IMAGE, files_in=tmp_path / "no-disk")
    sound = pack("barker", PackKind.GENERATOR, task=Modality.AUDIO)
    lost_sound = replace(lost, id="a-lost-sound", task=Modality.AUDIO)
    packs = Packs({each.id: each for each in (*PARTS, lost, sound, lost_sound)})
    catalogue = read_catalogue(packs, "base")
    assert catalogue.away == {"a-lost-one": "A-Lost-One", "a-lost-sound": "A-Lost-One"}
    assert [each.id for each in catalogue.generators[Modality.IMAGE]] == ["own", "another", "a-lost-one"]
    assert not catalogue.can_make(Invocation(Modality.IMAGE, "a cat", generator="a-lost-one"))
    assert catalogue.can_make(Invocation(Modality.IMAGE, "a cat"))
    assert packs.stack("base").generator(Modality.AUDIO) is sound
    assert catalogue.generator(Modality.AUDIO, None) is sound


def test_the_stacks_own_is_still_meant_when_its_disk_is_away_and_cannot_be_made(tmp_path: Path) -> None:
    own = replace(PACKS.manifests["own"], files_in=tmp_path / "no-disk")
    catalogue = read_catalogue(Packs({**PACKS.manifests, "own": own}), "base")
    assert catalogue.generator(Modality.IMAGE, None) is own
    assert not catalogue.can_make(Invocation(Modality.IMAGE, "a cat"))
    assert catalogue.can_make(Invocation(Modality.IMAGE, "a cat", generator="another"))


def test_what_was_in_a_models_folder_that_is_away_is_known_by_name(tmp_path: Path, own_folders: Path) -> None:
    folder, settings = tmp_path / "disk", Settings(model_folders=(tmp_path / "disk",))
    (folder / "etcher").mkdir(parents=True)
    write_manifest(pack("etcher", PackKind.GENERATOR, task=Modality.IMAGE, folder=folder / "etcher"))
    assert installed(settings)[1].away == {}
    folder.rename(tmp_path / "unplugged")
    assert installed(settings)[1].away == {"etcher": "Etcher"}


def test_only_what_encoders_read_can_be_read() -> None:
    catalogue = read_catalogue(PACKS, "base")
    assert catalogue.can_read(Modality.IMAGE)
    assert not catalogue.can_read(Modality.AUDIO)


def test_what_the_encoder_sees_is_told_where_its_pack_says_so() -> None:
    assert read_catalogue(PACKS, "base").sees == {Modality.IMAGE: Excerpts((0.1,))}


def test_text_can_always_be_made_and_the_rest_where_there_is_a_generator() -> None:
    assert read_catalogue(PACKS, "base").tasks() == (Modality.TEXT, Modality.IMAGE)
    assert Catalogue().tasks() == (Modality.TEXT,)


def test_the_seed_is_not_among_the_options() -> None:
    assert read_catalogue(PACKS, "base").options(Modality.IMAGE, None) == (STEPS,)


def test_a_stack_that_is_not_there_is_a_problem_and_no_exception() -> None:
    catalogue = read_catalogue(PACKS, "gone")
    assert catalogue.problem is not None
    assert "gone" in catalogue.problem.title


@pytest.fixture
def listed(qapp: object) -> PackListModel:
    return PackListModel(Packs(PACKS.manifests, (AppError("A pack is broken", "in line 3"),)))


def test_problems_are_listed_first_then_packs_by_kind(listed: PackListModel) -> None:
    names = [listed.index(row, 0).data() for row in range(listed.rowCount())]
    assert names == ["A pack is broken", "Base", "Bone", "Eye", "Another", "Own"]
    assert listed.index(0, 0).data(PackRole.PROBLEM)
    assert "MIT" in listed.index(2, 0).data(PackRole.DETAIL)
    assert "MIT" in listed.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_list_keeps_qts_rules_for_models(listed: PackListModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(listed)


def test_a_pack_that_the_stack_asks_for_and_that_is_not_there_is_named() -> None:
    base = PACKS.manifests["base"]
    assert base.stack is not None
    generators = {**base.stack.generators, Modality.AUDIO: "barker"}
    asking = Packs({**PACKS.manifests, "base": replace(base, stack=replace(base.stack, generators=generators))})
    assert read_catalogue(asking, "base").wanted == {Modality.AUDIO: "barker"}


def test_what_another_generator_does_not_take_is_left_out() -> None:
    catalogue = read_catalogue(PACKS, "base")
    wish = Invocation(Modality.IMAGE, "a cat", (0,), {"steps": 12, "seed": 3, "count": 2})
    assert catalogue.fitting(wish) == replace(wish, inputs=())
    other = replace(wish, generator="another")
    assert catalogue.fitting(other) == replace(other, inputs=(), parameters={"seed": 3, "count": 2})
    wrong = replace(wish, parameters={"steps": "many"})
    assert catalogue.fitting(wrong).parameters == {}


def test_a_pack_may_say_how_many_it_makes_at_most() -> None:
    few = pack("few", PackKind.GENERATOR, task=Modality.IMAGE, options=(Option("count", 1, maximum=4),))
    catalogue = Catalogue({Modality.IMAGE: (few,)})
    assert catalogue.most(Modality.IMAGE, None) == 4
    assert catalogue.options(Modality.IMAGE, None) == ()
    assert Catalogue().most(Modality.IMAGE, None) == MOST


def test_text_can_be_made_and_what_has_no_generator_cannot() -> None:
    catalogue = read_catalogue(PACKS, "base")
    assert catalogue.can_make(Invocation(Modality.TEXT, "x"))
    assert catalogue.can_make(Invocation(Modality.IMAGE, "x", generator="another"))
    assert not catalogue.can_make(Invocation(Modality.IMAGE, "x", generator="gone"))
    assert not catalogue.can_make(Invocation(Modality.AUDIO, "x"))
