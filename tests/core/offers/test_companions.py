"""LoRA and single files that say too little are used together with a pack that is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.offers import Offer, add_offer, describe_model
from modaverse_desktop.core.offers.adding import added_before
from modaverse_desktop.core.offers.companions import companions, completed, needs_companion
from tests.core.offers.made_up import CHECKPOINTS, LORA, stable_diffusion, write_safetensors


@pytest.fixture
def painter(tmp_path: Path) -> Manifest:
    return add_offer(describe_model(stable_diffusion(tmp_path / "painter")), tmp_path / "models")


def single(tmp_path: Path, family: str) -> Offer:
    return describe_model(write_safetensors(tmp_path / f"{family}.safetensors", CHECKPOINTS[family]))


@pytest.fixture
def lora(tmp_path: Path) -> Offer:
    return describe_model(write_safetensors(tmp_path / "ink.safetensors", LORA))


def test_lora_is_offered_what_it_may_change_and_no_other_lora(painter: Manifest, lora: Offer, tmp_path: Path) -> None:
    assert needs_companion(lora)
    made = add_offer(completed(lora, painter), tmp_path / "models")
    assert made.config["base"] == painter.id
    assert companions(lora, [made, painter]) == (painter,)


@pytest.mark.parametrize(("family", "needs"), [("sd1", False), ("sdxl", False), ("sd2", True), ("flux", True)])
def test_only_files_of_which_nobody_knows_how_they_are_built_need_one_like_them(
    painter: Manifest, tmp_path: Path, family: str, needs: bool
) -> None:
    offer = single(tmp_path, family)
    assert needs_companion(offer) is needs
    assert companions(offer, [painter]) == ((painter,) if family.startswith("sd") and family != "sdxl" else ())


def test_a_file_is_built_like_the_folder_of_the_pack_that_was_chosen(painter: Manifest, tmp_path: Path) -> None:
    assert completed(single(tmp_path, "sd2"), painter).manifest.config["like"] == str(tmp_path / "painter")
    with pytest.raises(AppError, match="do not belong together"):
        completed(single(tmp_path, "flux"), painter)
    with pytest.raises(AppError, match="needs a folder of its kind"):
        completed(single(tmp_path, "sd2"), None)


def test_what_was_added_already_is_known_again_and_lora_on_another_base_is_another(
    painter: Manifest, lora: Offer, tmp_path: Path
) -> None:
    assert added_before(describe_model(tmp_path / "painter"), [painter]) is painter
    other = add_offer(describe_model(stable_diffusion(tmp_path / "other")), tmp_path / "models")
    made = add_offer(completed(lora, painter), tmp_path / "models")
    assert added_before(completed(lora, painter), [painter, other, made]) is made
    assert added_before(completed(lora, other), [painter, other, made]) is None
