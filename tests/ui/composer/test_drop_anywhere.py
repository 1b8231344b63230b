"""No part of the window catches files for itself: a text field would make words of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from modaverse_desktop.core.conversion import State
from modaverse_desktop.ui.pages import Page
from tests.ui.conftest import Desk


@pytest.mark.parametrize("page", Page)
def test_what_is_dropped_on_any_part_reaches_the_window(desk: Desk, photo: Path, page: Page) -> None:
    desk.give(photo)
    view = desk.ask("Make two pets", State.PROPOSED)
    desk.until(lambda: view.editor is not None)
    view.editor.cards()[0].options.unfold.setChecked(True)
    desk.ask("What is this?", State.DONE)
    desk.window.pages.show_page(page)
    desk.qtbot.wait(1)
    catching = [part for part in desk.window.findChildren(QWidget) if part.acceptDrops()]
    assert not [f"{part} in {part.parent()} in {part.parent().parent()}" for part in catching]
