"""The window over the real engine process, with tiny random models: what they say is nonsense, but they do say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from modaverse_desktop.app import engine_main
from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import write_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.settings import Settings, save_settings, settings_path
from tests.engine.tiny_packs import save_stack
from tests.ui.conftest import Desk, application

SECONDS = 120_000

pytestmark = pytest.mark.slow


class PatientDesk(Desk):
    """Models take their time."""

    def until(self, condition: object) -> None:
        self.qtbot.waitUntil(condition, timeout=SECONDS)


@pytest.fixture
def real_desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[PatientDesk]:
    packs = tmp_path / "packs"
    for manifest in save_stack(packs).manifests.values():
        own = manifest.folder != packs
        folder = manifest.folder if own else packs / manifest.kind.value
        folder.mkdir(exist_ok=True)
        write_manifest(replace(manifest, folder=folder))
    save_settings(Settings(model_folders=(packs,), stack="tiny", approve_text=False), settings_path())
    with application(qapp, engine_main) as parts:
        parts.window.show()
        parts.begin()
        yield PatientDesk(qtbot, parts)


def test_a_picture_and_a_sentence_become_a_proposal_and_a_picture(real_desk: PatientDesk, photo: Path) -> None:
    desk = real_desk
    desk.until(lambda: desk.window.status.text().startswith("Ready"))
    desk.give(photo)
    view = desk.ask("Make an icon of this", State.PROPOSED)
    assert view.conversion.meta_response
    desk.parts.queue.edit(view.conversion.id, [Invocation(Modality.IMAGE, "a cat", parameters={"seed": 7})])
    desk.parts.queue.approve(view.conversion.id)
    (artifact,) = desk.wait_for(view, State.DONE).artifacts
    assert artifact.path is not None
    assert artifact.seed == 7
    with Image.open(artifact.path) as picture:
        assert picture.size == (32, 32)
