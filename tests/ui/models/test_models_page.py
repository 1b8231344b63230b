"""The Models page, as a person uses it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from modaverse_desktop.core.acceptance import Acceptance
from modaverse_desktop.core.events import EngineFailed
from modaverse_desktop.core.out_of_reach import lost_files
from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.service import doctor_process, trash
from modaverse_desktop.service.pack_rows import PackState
from modaverse_desktop.ui.models import chores
from modaverse_desktop.ui.models.arriving import arriving
from modaverse_desktop.ui.models.pack_details import PackWish
from modaverse_desktop.ui.pages import Page
from tests.core.travel.making import save_pack, save_pack_of
from tests.ui.conftest import Desk
from tests.ui.models.conftest import Models
from tests.ui.walk import Walk


def test_the_list_tells_name_kind_task_licence_size_and_state(models: Models) -> None:
    models.page.list.choose_id("writer")
    said = models.page.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Writer, Licence to be read, Generator · Image · MIT · 1.0 MB"


def test_a_dropped_mvpack_is_offered_and_added_when_its_licence_is_accepted(
    desk: Desk, home: Path, travelling: Path
) -> None:
    desk.drop(travelling)
    assert desk.window.pages.page is Page.MODELS
    page = desk.window.workspace.models
    assert page is not None
    desk.until(lambda: page.offer.isVisible())
    assert "Singer" in page.offer.title.text()
    assert "Licence: MIT" in page.offer.text.toPlainText()
    assert not (home / "models" / "singer").exists()
    page.offer.add_button.click()
    desk.until(lambda: (row := page.list.row) is not None and (row.id, row.state) == ("singer", PackState.READY))
    assert page.said.text() == "singer was added."
    assert not desk.window.composer.shelf.media()


def test_media_and_models_that_are_dropped_together_go_their_own_ways(
    desk: Desk, home: Path, travelling: Path, photo: Path
) -> None:
    desk.drop(photo, travelling)
    desk.until(lambda: len(desk.window.composer.shelf.media()) == 1)
    page = desk.window.workspace.models
    assert page is not None
    desk.until(lambda: page.offer.isVisible())


def test_a_second_start_with_a_mvpack_offers_it(desk: Desk, home: Path, travelling: Path) -> None:
    desk.parts.called((travelling,))
    page = desk.window.workspace.models
    assert page is not None
    desk.until(lambda: page.offer.isVisible())
    page.offer.close_button.click()
    assert page.details.isVisible()
    assert not (home / "models" / "singer").exists()


def test_what_is_dropped_on_the_page_is_meant_as_a_model(models: Models, photo: Path) -> None:
    models.desk.drop(photo)
    models.desk.until(lambda: models.page.error.error is not None)
    assert not models.desk.window.composer.shelf.media()


def test_parts_of_one_export_are_offered_once(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.002.mvpack", "a.001.mvpack", "b.mvpack")]
    assert arriving(paths) == [paths[0], paths[2]]


def test_a_licence_is_read_and_accepted_in_place(models: Models) -> None:
    models.wish("writer", PackWish.LICENCE)
    models.desk.until(lambda: models.page.licence.isVisible())
    assert models.page.licence.text.toPlainText() == "Writer\nMIT"
    models.page.licence.accept_button.click()
    models.desk.until(lambda: (row := models.row("writer")) is not None and row.state is PackState.READY)
    assert Acceptance().has(find_packs([chores.models_folder()]).get("writer"))


def test_verifying_reads_every_byte_and_tells_what_is_wrong(models: Models, home: Path) -> None:
    models.wish("painter", PackWish.VERIFY)
    models.desk.until(lambda: models.page.checkup.isVisible())
    assert models.page.checkup.title.text() == "painter is as it should be."
    models.page.checkup.close_button.click()
    (home / "models" / "painter" / "unet" / "weights.safetensors").write_bytes(bytes(1_048_576))
    models.wish("painter", PackWish.VERIFY)
    models.desk.until(lambda: models.page.checkup.isVisible())
    assert "sha256 differs" in models.page.checkup.text.toPlainText()


def test_what_goes_on_is_shown_and_can_be_stopped(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    from modaverse_desktop.core.events import EngineProgress

    def endless(manifest: object, say: object) -> object:
        while True:
            say(EngineProgress("Reading it", 0.5))  # type: ignore[operator]

    monkeypatch.setattr(chores, "verify", endless)
    models.wish("painter", PackWish.VERIFY)
    models.desk.until(lambda: models.page.work.words.text() == "Reading it 50%")
    assert not models.page.details.buttons[PackWish.VERIFY].isEnabled()
    assert models.page.work.bar.value() == 500
    models.page.work.stop_button.click()
    models.desk.until(lambda: not models.page.desk.is_busy)
    assert not models.page.work.isVisible()
    assert models.page.said.text().startswith("Stopped.")


REPORT = {"id": "painter", "findings": [{"about": "Trial", "health": "good", "words": "Fine."}], "seconds": 1}


@pytest.mark.parametrize(
    ("program", "shown"),
    [
        (f"print({json.dumps(REPORT)!r})", "Good: Trial: Fine."),
        (f"print({json.dumps({'error': {'title': 'No', 'kind': 'model'}})!r})", "No"),
        ("raise SystemExit(9)", "It ended with code 9."),
    ],
)
def test_the_doctor_is_another_process_whose_report_is_shown(
    models: Models, monkeypatch: pytest.MonkeyPatch, program: str, shown: str
) -> None:
    monkeypatch.setattr(doctor_process, "doctor_command", lambda name: [sys.executable, "-c", program])
    models.wish("painter", PackWish.EXAMINE)
    page = models.page
    models.desk.until(lambda: shown in f"{page.checkup.text.toPlainText()}{page.error.text()}")


def test_the_doctors_progress_is_shown_and_it_can_be_stopped(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    step = json.dumps({"step": "Trying it", "fraction": None})
    program = f"import sys; print({step!r}, file=sys.stderr, flush=True); sys.stdin.read()"
    monkeypatch.setattr(doctor_process, "doctor_command", lambda name: [sys.executable, "-c", program])
    models.wish("painter", PackWish.EXAMINE)
    models.desk.until(lambda: models.page.work.words.text() == "Trying it")
    models.page.work.stop_button.click()
    models.desk.until(lambda: not models.page.desk.is_busy)


def test_removing_asks_in_place(models: Models, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trash, "to_trash", lambda folders: [folder.rename(home / folder.name) for folder in folders])
    models.wish("writer", PackWish.REMOVE)
    assert models.page.removal.isVisible()
    models.page.removal.no_button.click()
    assert (home / "models" / "writer").exists()
    models.wish("writer", PackWish.REMOVE)
    models.page.removal.yes_button.click()
    models.desk.until(lambda: models.row("writer") is None)
    assert (home / "writer" / "pack.toml").exists()


def test_a_pack_is_exported_and_moved_and_found_again_after_its_disk_was_away(
    models: Models, home: Path, tmp_path: Path
) -> None:
    row, disk = models.row("painter"), tmp_path / "disk"
    assert row is not None
    models.page.desk.export(row, tmp_path / "p.mvpack")
    models.desk.until(lambda: (tmp_path / "p.mvpack").exists() and not models.page.desk.is_busy)
    models.page.desk.move(row, tmp_path / "disk")
    models.desk.until(lambda: (tmp_path / "disk" / "painter").exists() and not models.page.desk.is_busy)
    assert models.desk.parts.store.settings.model_folders == (tmp_path / "disk",)
    models.page.desk.look()
    models.desk.until(lambda: (row := models.row("painter")) is not None and row.what.folder.is_relative_to(disk))
    assert models.row("painter").state is PackState.READY
    (tmp_path / "disk").rename(tmp_path / "elsewhere")
    models.page.desk.look()
    models.desk.until(lambda: (away := models.row("painter")) is not None and away.state is PackState.AWAY)
    models.page.list.choose_id("painter")
    assert "not there now" in models.page.details.state.text()
    away = models.row("painter")
    assert away is not None
    models.page.desk.relink(away, tmp_path / "elsewhere")
    models.desk.until(lambda: (back := models.row("painter")) is not None and back.state is PackState.READY)


def test_a_pack_whose_files_are_on_an_unplugged_disk_says_so_and_is_found_again(
    models: Models, home: Path, tmp_path: Path
) -> None:
    save_pack_of(tmp_path / "disk" / "singer", home / "models" / "singer")
    (tmp_path / "disk").rename(tmp_path / "elsewhere")
    models.desk.parts.queue.receive(EngineFailed(lost_files()))
    models.desk.until(lambda: (away := models.row("singer")) is not None and away.state is PackState.AWAY)
    models.page.list.choose_id("singer")
    assert str(tmp_path / "disk" / "singer") in models.page.details.state.text()
    assert models.page.details.buttons[PackWish.RELINK].isVisible()
    assert not models.page.details.buttons[PackWish.VERIFY].isVisible()
    away = models.row("singer")
    assert away is not None
    models.page.desk.relink(away, tmp_path / "elsewhere" / "singer")
    models.desk.until(lambda: (back := models.row("singer")) is not None and back.state is not PackState.AWAY)


def test_what_was_half_copied_is_listed_and_can_go_on_or_be_forgotten(
    models: Models, home: Path, tmp_path: Path
) -> None:
    folder = save_pack(tmp_path / "usb" / "singer", "singer").folder
    good = (folder / "unet" / "weights.safetensors").read_bytes()
    (folder / "unet" / "weights.safetensors").write_bytes(bytes(len(good)))
    models.page.take(str(folder))
    models.desk.until(lambda: models.page.offer.isVisible())
    models.page.offer.add_button.click()
    models.desk.until(lambda: models.page.error.error is not None)
    models.desk.until(lambda: (left := models.row("singer")) is not None and left.state is PackState.UNFINISHED)
    (folder / "unet" / "weights.safetensors").write_bytes(good)
    models.wish("singer", PackWish.CONTINUE)
    models.desk.until(lambda: models.page.offer.isVisible())
    models.page.offer.add_button.click()
    models.desk.until(lambda: (done := models.row("singer")) is not None and done.state is PackState.READY)


def test_everything_on_the_page_is_named_and_reached_by_keyboard(models: Models) -> None:
    models.page.list.choose_id("painter")
    walk = Walk(models.desk.qtbot, models.page.list)
    assert walk.nameless() == []
    assert walk.unreached() == []
    assert walk.unmarked() == []


def test_the_page_survives_another_language(models: Models) -> None:
    old = models.desk.window.workspace
    models.desk.window.furnish_anew()
    models.desk.until(lambda: models.desk.window.workspace is not old)
    page = models.desk.window.workspace.models
    assert page is not None
    assert page is not models.page
    models.desk.until(lambda: page.list.row is not None)
