"""`packs licence`, `remove`, `move` and `relink` through the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from modaverse_desktop.cli import pack_care
from modaverse_desktop.core.settings import load_settings, settings_path
from modaverse_desktop.service import trash
from tests.cli.conftest import Run
from tests.core.travel.making import save_pack, save_pack_of, save_stack


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's files lie; no pack is shipped."""
    (tmp_path / "resources").mkdir()
    monkeypatch.setenv("MODAVERSE_RESOURCES", str(tmp_path / "resources"))
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def thrown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was moved to the trash."""
    gone: list[Path] = []

    def to_trash(folders: tuple[Path, ...]) -> int:
        for number, folder in enumerate(folders):
            gone.append(folder)
            folder.rename(tmp_path / f"trash-{len(gone)}-{number}")
        return len(folders)

    monkeypatch.setattr(trash, "to_trash", to_trash)
    return gone


def ids(run: Run) -> list[str]:
    return [row["id"] for row in run("packs", "list", "--json").json["packs"]]


def test_a_licence_is_shown_and_accepted_once(run: Run, home: Path) -> None:
    (save_pack(home / "models" / "painter").folder / "LICENSE").write_text("Do no harm.")
    assert "licence not accepted yet" in run("packs", "list").out
    shown = run("packs", "licence", "painter", "--json").json["licences"]["painter"]
    assert shown == {"text": "MIT\n\nDo no harm.", "accepted": False}
    assert run("packs", "licence", "painter", "--accept", "--json").json["licences"]["painter"]["accepted"]
    assert "licence not accepted yet" not in run("packs", "list").out


def test_somebody_at_a_terminal_is_asked_before_anything_is_added(run: Run, home: Path, tmp_path: Path, monkeypatch):
    folder = save_pack(tmp_path / "painter").folder
    answers = iter((False, True))
    monkeypatch.setattr(pack_care, "can_ask", lambda: True)
    monkeypatch.setattr(pack_care, "says_yes", lambda question: next(answers))
    assert run("packs", "add", folder).code == 130
    assert ids(run) == []
    assert run("packs", "add", folder).code == 0
    (row,) = run("packs", "list", "--json").json["packs"]
    assert row["accepted"]


def test_who_types_the_command_where_nobody_can_be_asked_accepts_by_it(run: Run, home: Path, tmp_path: Path) -> None:
    ran = run("packs", "add", save_pack(tmp_path / "painter").folder)
    assert "painter: MIT" in ran.err
    assert run("packs", "list", "--json").json["packs"][0]["accepted"]


def test_removing_asks_and_moves_to_the_trash(run: Run, home: Path, thrown: list[Path]) -> None:
    save_stack(home / "models" / "whole")
    assert run("packs", "remove", "whole").code == 2
    assert thrown == []
    removed = run("packs", "remove", "whole", "--with-parts", "--yes", "--json").json
    assert removed["removed"] == ["words", "painter", "whole"]
    assert ids(run) == []
    assert list((home / "models").iterdir()) == []


def test_a_pack_moves_to_another_folder_and_is_found_there(run: Run, home: Path, tmp_path: Path) -> None:
    save_pack(home / "models" / "painter")
    moved = run("packs", "move", "painter", tmp_path / "big disk", "--json").json
    assert moved["folder"] == str(tmp_path / "big disk" / "painter")
    assert ids(run) == ["painter"]
    assert load_settings(settings_path()).settings.model_folders == (tmp_path / "big disk",)


def test_a_pack_on_an_unplugged_disk_is_listed_and_can_be_found_again(run: Run, home: Path, tmp_path: Path) -> None:
    save_pack(home / "models" / "painter")
    run("packs", "move", "painter", tmp_path / "disk")
    assert ids(run) == ["painter"]
    (tmp_path / "disk").rename(tmp_path / "elsewhere")
    listed = run("packs", "list", "--json").json
    assert [known["id"] for known in listed["away"]] == ["painter"]
    assert "NOT THERE NOW" in run("packs", "list").out
    assert run("packs", "relink", "painter", tmp_path).code == 0
    assert ids(run) == ["painter"]
    assert load_settings(settings_path()).settings.model_folders == (tmp_path,)


def test_a_pack_whose_files_lie_on_an_unplugged_disk_is_listed_and_can_be_found_again(
    run: Run, home: Path, tmp_path: Path
) -> None:
    save_pack_of(tmp_path / "disk" / "painter", home / "models" / "painter")
    assert ids(run) == ["painter"]
    (tmp_path / "disk").rename(tmp_path / "elsewhere")
    listed = run("packs", "list", "--json").json
    assert (listed["packs"], [known["id"] for known in listed["away"]]) == ([], ["painter"])
    assert f"NOT THERE NOW: was in {tmp_path / 'disk'}" in run("packs", "list").out
    assert run("packs", "relink", "painter", tmp_path).code == 3
    found = run("packs", "relink", "painter", tmp_path / "elsewhere" / "painter", "--json").json
    assert found["folder"] == str(tmp_path / "elsewhere" / "painter")
    assert ids(run) == ["painter"]
    assert run("packs", "check", "painter").code == 0


def test_files_that_a_failing_disk_does_not_give_are_no_reason_to_install_again(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_pack(home / "models" / "painter")
    whole = Path.open

    def fails(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.suffix == ".safetensors":
            raise OSError(5, "Input/output error")
        return whole(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", fails)
    checked = run("packs", "check", "painter")
    assert checked.code == 4
    assert "Is the disk connected?" in checked.err


@pytest.mark.parametrize("action", ["remove", "move"])
def test_what_is_shipped_stays(run: Run, home: Path, tmp_path: Path, action: str) -> None:
    save_pack(tmp_path / "resources" / "painter")
    words = ("--yes",) if action == "remove" else (tmp_path / "there",)
    assert run("packs", action, "painter", *words).code == 2
    assert ids(run) == ["painter"]


def test_what_was_not_finished_is_listed(run: Run, home: Path, tmp_path: Path) -> None:
    folder = save_pack(tmp_path / "usb" / "painter").folder
    (folder / "unet" / "weights.safetensors").write_bytes(bytes(1_048_576))
    assert run("packs", "add", folder).code == 4
    (left,) = run("packs", "list", "--json").json["unfinished"]
    assert (left["id"], left["source"]) == ("painter", str(folder))
