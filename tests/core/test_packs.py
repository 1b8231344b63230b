"""Packs are found in folders, and a broken one spoils no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest, PackKind, StackParts, write_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs, find_packs

PARTS = StackParts("llm", "lora", ("eyes",), ("glue",), {Modality.IMAGE: "painter", Modality.AUDIO: "band"})


def add(folder: Path, name: str, kind: PackKind, task: Modality | None = None, stack: StackParts | None = None) -> None:
    write_manifest(Manifest(name, kind, name.title(), folder, modalities=(Modality.IMAGE,), task=task, stack=stack))


@pytest.fixture
def models(tmp_path: Path) -> Path:
    add(tmp_path / "llm", "llm", PackKind.BACKBONE)
    add(tmp_path / "starter", "starter", PackKind.STACK, stack=PARTS)
    add(tmp_path / "starter/lora", "lora", PackKind.ADAPTER)
    add(tmp_path / "starter/glue", "glue", PackKind.PROJECTOR)
    add(tmp_path / "starter/eyes", "eyes", PackKind.ENCODER)
    add(tmp_path / "painter", "painter", PackKind.GENERATOR, Modality.IMAGE)
    return tmp_path


def test_packs_are_found_two_folders_deep_and_not_deeper_or_hidden(models: Path) -> None:
    add(models / "a/b/c", "deep", PackKind.BACKBONE)
    add(models / ".git/x", "hidden", PackKind.BACKBONE)
    packs = find_packs([models])
    assert sorted(packs.manifests) == ["eyes", "glue", "llm", "lora", "painter", "starter"]
    assert packs.problems == ()
    assert packs.get("lora").folder == models / "starter/lora"


def test_a_folder_that_is_itself_a_pack_is_found(models: Path) -> None:
    assert list(find_packs([models / "llm"]).manifests) == ["llm"]


def test_a_broken_manifest_is_a_problem_and_the_others_work(models: Path) -> None:
    (models / "broken").mkdir()
    (models / "broken/pack.toml").write_text("id = ")
    packs = find_packs([models, models / "gone"])
    assert len(packs.manifests) == 6
    assert [problem.detail.partition(": ")[0] for problem in packs.problems] == [
        str(models / "broken/pack.toml"),
        str(models / "gone"),
    ]
    assert "disk" in packs.problems[1].hint


def test_a_folder_name_that_no_system_takes_is_a_problem(models: Path) -> None:
    packs = find_packs([Path("a\0b"), models / "llm/pack.toml", models])
    assert len(packs.manifests) == 6
    assert len(packs.problems) == 2


def test_the_first_of_two_packs_with_one_id_counts_and_the_second_is_reported(models: Path) -> None:
    add(models / "zzz", "llm", PackKind.BACKBONE)
    packs = find_packs([models])
    assert packs.get("llm").folder == models / "llm"
    assert [problem.title for problem in packs.problems] == ["The model llm is installed twice"]
    assert str(models / "zzz") in packs.problems[0].detail


def test_a_folder_searched_twice_gives_no_duplicates(models: Path) -> None:
    (models / "link").symlink_to(models / "llm")
    assert find_packs([models, models / "starter", models]).problems == ()


def test_packs_are_listed_by_kind_and_task(models: Path) -> None:
    packs = find_packs([models])
    assert [manifest.id for manifest in packs.of_kind(PackKind.STACK)] == ["starter"]
    assert [manifest.id for manifest in packs.generators(Modality.IMAGE)] == ["painter"]
    assert packs.generators(Modality.VIDEO) == ()


def test_a_missing_pack_is_an_error_that_says_what_there_is(models: Path) -> None:
    packs = find_packs([models])
    with pytest.raises(AppError, match="The model big is not installed") as caught:
        packs.get("big")
    assert caught.value.detail == "Installed: eyes, glue, llm, lora, painter, starter"
    with pytest.raises(AppError, match="not installed: Installed: starter") as caught:
        packs.stack("big")
    assert caught.value.kind is ErrorKind.MODEL
    assert "models folder" in caught.value.hint
    with pytest.raises(AppError, match="Installed: none"):
        Packs().get("big")


def test_a_missing_pack_may_lie_on_a_disk_that_is_not_there_now(models: Path) -> None:
    with pytest.raises(AppError) as caught:
        find_packs([models, models / "usb"]).get("big")
    assert "Is the disk connected?" in caught.value.hint
    (models / "broken").mkdir()
    (models / "broken" / "pack.toml").write_text("id =")
    with pytest.raises(AppError) as caught:
        find_packs([models]).get("big")
    assert "disk" not in caught.value.hint


def test_a_pack_of_another_kind_is_refused(models: Path) -> None:
    with pytest.raises(AppError, match="it is of kind backbone, not stack"):
        find_packs([models]).stack("llm")


def test_a_stack_comes_with_its_parts(models: Path) -> None:
    stack = find_packs([models]).stack("starter")
    assert stack.manifest.id == "starter"
    assert stack.backbone.id == "llm"
    assert stack.adapter is not None
    assert stack.adapter.id == "lora"
    assert [part.id for part in stack.parts] == ["llm", "lora", "eyes", "glue", "painter"]
    assert stack.generator(Modality.IMAGE).id == "painter"


def test_a_stack_without_some_generators_can_still_interpret(models: Path) -> None:
    stack = find_packs([models]).stack("starter")
    assert stack.missing_generators == {Modality.AUDIO: "band"}
    with pytest.raises(AppError, match=r"no model that makes audio: starter wants the pack band") as caught:
        stack.generator(Modality.AUDIO)
    assert caught.value.kind is ErrorKind.MODEL
    with pytest.raises(AppError, match=r"no model that makes video$"):
        stack.generator(Modality.VIDEO)


def test_a_generator_of_another_task_does_not_stand_in(models: Path) -> None:
    add(models / "band", "band", PackKind.GENERATOR, Modality.VIDEO)
    assert find_packs([models]).stack("starter").missing_generators == {Modality.AUDIO: "band"}


def test_every_missing_part_of_a_stack_is_named(models: Path) -> None:
    for name in ("llm", "starter/lora"):
        (models / name / "pack.toml").unlink()
    add(models / "lora", "lora", PackKind.BACKBONE)
    with pytest.raises(AppError, match=r"starter is not complete: Missing: backbone llm, adapter lora$"):
        find_packs([models]).stack("starter")


def test_a_stack_that_names_no_generator_takes_any_that_is_installed(models: Path) -> None:
    add(models / "bare", "bare", PackKind.STACK, stack=StackParts("llm"))
    stack = find_packs([models]).stack("bare")
    assert stack.generator(Modality.IMAGE).id == "painter"
    assert stack.generators == {}
    with pytest.raises(AppError, match="makes audio"):
        stack.generator(Modality.AUDIO)


def test_a_stack_of_a_backbone_alone_is_complete(models: Path) -> None:
    add(models / "bare", "bare", PackKind.STACK, stack=StackParts("llm"))
    stack = find_packs([models]).stack("bare")
    assert stack.adapter is None
    assert [part.id for part in stack.parts] == ["llm"]


def test_a_stack_made_in_code_without_parts_is_refused() -> None:
    packs = Packs({"s": Manifest("s", PackKind.STACK, "S", Path("/s"))})
    with pytest.raises(AppError, match="names no parts"):
        packs.stack("s")
