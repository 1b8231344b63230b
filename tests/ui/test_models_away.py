"""A plan and the models that are not there now, or have only just come."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import write_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.paths import models_folder
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui.pack_watch import PackWatch
from modaverse_desktop.ui.proposal.proposal_editor import ProposalEditor
from modaverse_desktop.ui.theme import Shade, Theme
from tests.ui.conftest import CATALOGUE, GENERATOR, Desk

CAT = Invocation(Modality.IMAGE, "a cat")
ETCHER = replace(GENERATOR, id="etcher", name="Etcher")
ETCHER_AWAY = replace(CATALOGUE, generators={Modality.IMAGE: (GENERATOR, ETCHER)}, away={"etcher": "Etcher"})
AWAY = "Etcher (its disk is not there now)"


def editor_of(qtbot: QtBot, invocation: Invocation, catalogue: Catalogue) -> ProposalEditor:
    editor = ProposalEditor(Theme(Shade.LIGHT), catalogue)
    qtbot.addWidget(editor)
    plan = (invocation,)
    editor.render(Conversion("c1", "make it", (), "starter", state=State.PROPOSED, proposal=plan, invocations=plan))
    editor.show()
    return editor


def test_it_stands_in_the_list_grey_with_the_reason(qtbot: QtBot) -> None:
    editor = editor_of(qtbot, CAT, ETCHER_AWAY)
    (card,) = editor.cards()
    combo = card.generator.combo
    assert [combo.itemText(place) for place in range(combo.count())] == ["Painter", AWAY]
    flags = [combo.model().flags(combo.model().index(place, 0)) for place in range(combo.count())]
    assert [bool(each & Qt.ItemFlag.ItemIsEnabled) for each in flags] == [True, False]
    assert card.is_ready()
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert (card.invocation().generator, combo.currentText()) == (None, "Painter")


@pytest.mark.parametrize("offered", [True, False])
def test_a_step_that_names_it_says_where_it_is_and_waits_for_it(qtbot: QtBot, offered: bool) -> None:
    catalogue = ETCHER_AWAY if offered else replace(CATALOGUE, away={"etcher": "Etcher"})
    editor = editor_of(qtbot, replace(CAT, generator="etcher"), catalogue)
    (card,) = editor.cards()
    assert card.generator.combo.currentText() == AWAY
    assert "“Etcher” are in a folder that is not there now" in card.notes()[0]
    assert not editor.approve_button.isEnabled()
    editor.offer(replace(ETCHER_AWAY, away={}))
    assert card.generator.combo.currentText() == "Etcher"
    assert (card.notes(), editor.approve_button.isEnabled()) == ((), True)


def test_a_plan_that_is_open_can_be_made_when_a_model_for_it_comes(desk: Desk) -> None:
    desk.window.show_catalogue(Catalogue())
    view = desk.ask("draw a dog", State.PROPOSED)
    assert view.editor is not None
    (card,) = view.editor.cards()
    assert not card.is_ready()
    assert card.task.button(Modality.IMAGE).toolTip()
    desk.window.show_catalogue(CATALOGUE)
    assert card.is_ready()
    assert not card.task.button(Modality.IMAGE).toolTip()
    assert view.editor.approve_button.isEnabled()


def test_coming_back_to_the_window_is_a_reason_to_look_and_only_news_are_told(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, own_folders: Path
) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    watch = PackWatch(qapp, store)
    told: list[set[str]] = []
    watch.found.connect(lambda packs, _: told.append(set(packs.manifests)))

    def come_back() -> None:
        with qtbot.waitSignal(watch.looked):
            for state in (Qt.ApplicationState.ApplicationInactive, Qt.ApplicationState.ApplicationActive):
                qapp.applicationStateChanged.emit(state)

    with qtbot.waitSignal(watch.looked):
        watch.look()
    come_back()
    assert len(told) == 1
    folder = models_folder() / "etcher"
    folder.mkdir(parents=True)
    write_manifest(replace(ETCHER, folder=folder))
    come_back()
    assert len(told) == 2
    assert told[1] - told[0] == {"etcher"}
    watch.leave()
    (folder / "pack.toml").unlink()
    with qtbot.assertNotEmitted(watch.looked), qtbot.assertNotEmitted(watch.returned):
        for state in (Qt.ApplicationState.ApplicationInactive, Qt.ApplicationState.ApplicationActive):
            qapp.applicationStateChanged.emit(state)
        watch.look()
    store.leave()
