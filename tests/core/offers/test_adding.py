"""An offer becomes a pack that points at the files; they are hashed, and neither copied nor changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, Interrupted
from modaverse_desktop.core.manifest import locate, read_manifest, verify
from modaverse_desktop.core.offers import Offer, add_offer, describe_model
from modaverse_desktop.core.offers.adding import files_in_use, free_id
from modaverse_desktop.core.packs import find_packs
from tests.core.offers.made_up import CHECKPOINTS, stable_diffusion, write_safetensors


@pytest.fixture
def offer(tmp_path: Path) -> Offer:
    return describe_model(stable_diffusion(tmp_path / "elsewhere" / "sd"))


def test_the_pack_points_at_the_files_and_verifies(offer: Offer, tmp_path: Path) -> None:
    told: list[float] = []
    before = sorted((tmp_path / "elsewhere").rglob("*"))
    manifest = add_offer(offer, tmp_path / "models", report_fraction=told.append)
    assert sorted((tmp_path / "elsewhere").rglob("*")) == before
    assert [path.name for path in (tmp_path / "models" / "sd").iterdir()] == ["pack.toml"]
    read = read_manifest(tmp_path / "models" / "sd")
    assert read == manifest
    assert verify(read) == ()
    assert locate(read, read.files[0]) == tmp_path / "elsewhere" / "sd" / read.files[0].path
    assert told[-1] == 1
    (problem,) = find_packs([tmp_path / "models", tmp_path / "none"]).problems
    assert "none" in problem.detail


def test_it_may_be_written_beside_the_files_but_over_no_other(offer: Offer, tmp_path: Path) -> None:
    manifest = add_offer(offer, tmp_path / "models", beside=True)
    assert manifest.folder == tmp_path / "elsewhere" / "sd"
    assert read_manifest(manifest.folder).files_in is None
    with pytest.raises(AppError, match="is a pack already"):
        add_offer(offer, tmp_path / "models", beside=True)


def test_a_second_of_the_same_name_gets_a_number(offer: Offer, tmp_path: Path) -> None:
    assert add_offer(offer, tmp_path / "models", taken={"sd"}).id == "sd-2"
    assert free_id("a", {"a", "a-2"}) == "a-3"


def test_stopping_writes_nothing(offer: Offer, tmp_path: Path) -> None:
    def stop(fraction: float) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        add_offer(offer, tmp_path / "models", report_fraction=stop)
    assert not (tmp_path / "models").exists()


def test_a_file_that_went_away_meanwhile_is_named(offer: Offer, tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "sd" / "unet" / "config.json").unlink()
    with pytest.raises(AppError, match="cannot be read") as caught:
        add_offer(offer, tmp_path / "models")
    assert "unet/config.json" in caught.value.detail


def test_what_installed_packs_are_made_of_is_a_folder_or_a_single_file(offer: Offer, tmp_path: Path) -> None:
    single = describe_model(write_safetensors(tmp_path / "a.safetensors", CHECKPOINTS["sd1"])).manifest
    inside = replace(single, files_in=None)
    assert files_in_use([offer.manifest, single, inside]) == (
        tmp_path / "elsewhere" / "sd",
        tmp_path / "a.safetensors",
        tmp_path,
    )
