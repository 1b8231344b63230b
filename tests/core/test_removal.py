"""Only the user's own packs are removed, and no part that another stack needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import PackKind, StackParts
from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.core.removal import plan_removal, tidy
from tests.core.travel.making import save_pack, save_stack


def test_one_pack_goes_and_what_will_lack_it_is_named(tmp_path: Path) -> None:
    save_stack(tmp_path / "models" / "whole")
    plan = plan_removal(find_packs([tmp_path / "models"]), "words", tmp_path / "models")
    assert plan.folders == (tmp_path / "models" / "whole" / "words",)
    assert plan.lacking == ("whole",)
    assert plan.size == 5000


def test_a_stack_takes_its_parts_along_unless_another_needs_them(tmp_path: Path) -> None:
    models = tmp_path / "models"
    save_stack(models / "whole")
    packs = find_packs([models])
    assert [each.id for each in plan_removal(packs, "whole", models).packs] == ["whole"]
    whole = plan_removal(packs, "whole", models, with_parts=True)
    assert [each.id for each in whole.packs] == ["words", "painter", "whole"]
    assert whole.lacking == ()
    save_pack(models / "other", "other", {}, kind=PackKind.STACK, task=None, stack=StackParts("words"))
    shared = plan_removal(find_packs([models]), "whole", models, with_parts=True)
    assert [each.id for each in shared.packs] == ["painter", "whole"]


@pytest.mark.parametrize("place", ["elsewhere/painter", "models"])
def test_what_is_not_below_the_models_folder_is_not_removed(tmp_path: Path, place: str) -> None:
    save_pack(tmp_path / place)
    with pytest.raises(AppError, match="not yours to remove") as caught:
        plan_removal(find_packs([tmp_path / place]), "painter", tmp_path / "models")
    assert caught.value.kind is ErrorKind.USAGE


def test_a_link_out_of_the_models_folder_is_not_followed(tmp_path: Path) -> None:
    save_pack(tmp_path / "elsewhere" / "painter")
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "painter").symlink_to(tmp_path / "elsewhere" / "painter")
    with pytest.raises(AppError, match="not yours to remove"):
        plan_removal(find_packs([tmp_path / "models"]), "painter", tmp_path / "models")


def test_empty_folders_in_between_go_too(tmp_path: Path) -> None:
    models = tmp_path / "models"
    (models / "whole" / "words").mkdir(parents=True)
    (models / "whole" / "words").rmdir()
    tidy([models / "whole" / "words"], models)
    assert list(models.iterdir()) == []
