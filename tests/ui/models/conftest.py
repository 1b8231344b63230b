"""The window over folders of its own: no pack is shipped, two are the user's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from modaverse_desktop.core.acceptance import Acceptance
from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.core.travel.exporting import export_pack
from modaverse_desktop.service.pack_rows import PackRow
from modaverse_desktop.ui.models.models_page import ModelsPage
from modaverse_desktop.ui.models.pack_details import PackWish
from modaverse_desktop.ui.pages import Page
from tests.core.travel.making import save_pack, say_nothing
from tests.ui.conftest import Desk


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Holds `painter`, whose licence is accepted, and `writer`, whose is not."""
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path / "home"))
    models = tmp_path / "home" / "models"
    Acceptance().accept([save_pack(models / "painter", "painter")])
    save_pack(models / "writer", "writer")
    return tmp_path / "home"


@pytest.fixture
def travelling(tmp_path: Path) -> Path:
    """A .mvpack with a pack that is not installed."""
    save_pack(tmp_path / "usb" / "singer", "singer")
    export_pack(find_packs([tmp_path / "usb"]), "singer", tmp_path / "singer é.mvpack", say_nothing)
    return tmp_path / "singer é.mvpack"


class Models:
    """The page, and what a person does with it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.window.pages.show_page(Page.MODELS)
        page = desk.window.workspace.models
        assert page is not None
        self.page: ModelsPage = page
        desk.until(lambda: self.row("painter") is not None)

    def row(self, name: str) -> PackRow | None:
        return next((row for row in self.page.desk.rows if row.id == name), None)

    def wish(self, name: str, wish: PackWish) -> None:
        """Choose a pack and press one of its buttons."""
        assert self.page.list.choose_id(name)
        button = self.page.details.buttons[wish]
        assert button.isVisible()
        assert button.isEnabled()
        button.click()


@pytest.fixture
def models(home: Path, desk: Desk) -> Iterator[Models]:
    yield Models(desk)
    desk.until(lambda: not desk.parts.models.is_busy)
