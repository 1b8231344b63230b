"""Models of other programs, which the page finds on the disk or is given: they become packs where they lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.service.pack_rows import PackState
from modaverse_desktop.ui.models.pack_details import PackWish
from tests.core.offers.made_up import CHECKPOINTS, LORA, write_safetensors
from tests.ui.models.conftest import Models


@pytest.fixture
def webui(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The models folder of another program: two checkpoints that need nothing, one that does, and LoRA."""
    place = tmp_path / "webui"
    for name, shapes in {"one": CHECKPOINTS["sd1"], "two": CHECKPOINTS["sd1"], "flux": CHECKPOINTS["flux"]}.items():
        write_safetensors(place / "Stable-diffusion" / f"{name}.safetensors", shapes)
    write_safetensors(place / "Lora" / "ink.safetensors", LORA)
    monkeypatch.setattr("modaverse_desktop.service.pack_rows.usual_places", lambda home: (place,))
    return place


def found(models: Models) -> set[str]:
    return {row.id for row in models.page.desk.rows if row.state is PackState.FOUND}


def test_models_of_other_programs_are_found_and_used_where_they_lie(models: Models, webui: Path) -> None:
    models.page.find_button.click()
    models.desk.until(lambda: found(models) == {"one", "two", "flux", "ink"})
    models.wish("one", PackWish.ADOPT)
    models.desk.until(lambda: (row := models.row("one")) is not None and row.state is PackState.READY)
    assert found(models) == {"two", "flux", "ink"}  # its neighbours in the same folder are still offered
    row = models.row("one")
    assert row is not None
    assert isinstance(row.what, Manifest)
    assert row.what.root == webui / "Stable-diffusion"


def test_lora_is_added_on_the_model_that_is_chosen_for_it(models: Models, webui: Path) -> None:
    models.page.find_button.click()
    models.desk.until(lambda: "ink" in found(models))
    assert models.page.list.choose_id("ink")
    details = models.page.details
    assert not details.companion.isVisible()
    assert "add that one first" in details.state.text()
    assert not details.buttons[PackWish.ADOPT].isEnabled()
    for name in ("one", "two"):
        models.wish(name, PackWish.ADOPT)
        models.desk.until(lambda name=name: (row := models.row(name)) is not None and row.state is PackState.READY)
        models.desk.until(lambda: not models.page.desk.is_busy)
    assert models.page.list.choose_id("ink")
    combo = details.companion.combo
    assert [combo.itemText(place) for place in range(combo.count())] == ["one", "two"]
    combo.setCurrentIndex(1)
    models.wish("ink", PackWish.ADOPT)
    models.desk.until(lambda: (row := models.row("ink")) is not None and row.state is PackState.READY)
    row = models.row("ink")
    assert row is not None
    assert isinstance(row.what, Manifest)
    assert row.what.config["base"] == "two"


def test_what_is_built_like_nothing_that_is_installed_says_what_it_lacks(models: Models, webui: Path) -> None:
    models.page.find_button.click()
    models.desk.until(lambda: "flux" in found(models))
    assert models.page.list.choose_id("flux")
    assert "First add a whole folder of its kind" in models.page.details.state.text()
    assert not models.page.details.buttons[PackWish.ADOPT].isEnabled()


def test_a_model_that_is_dropped_a_second_time_is_said_to_be_there(models: Models, webui: Path) -> None:
    models.page.find_button.click()
    models.desk.until(lambda: "one" in found(models))
    models.wish("one", PackWish.ADOPT)
    models.desk.until(lambda: (row := models.row("one")) is not None and row.state is PackState.READY)
    models.desk.until(lambda: not models.page.desk.is_busy)
    models.page.take_all([webui / "Stable-diffusion" / "one.safetensors"])
    models.desk.until(lambda: models.page.said.text() == "one is installed already.")


def test_where_no_model_is_found_that_is_said(models: Models, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ComfyUI").mkdir()
    (tmp_path / "ComfyUI" / "add_detail.safetensors").write_bytes(b"none")
    monkeypatch.setattr("modaverse_desktop.service.pack_rows.usual_places", lambda home: (tmp_path / "ComfyUI",))
    models.page.find_button.click()
    models.desk.until(lambda: models.page.said.text() == "No other models were found.")
