"""What the settings and the words make of the plan that the model proposes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui.preferences import Preferences
from tests.ui.conftest import CATALOGUE, GENERATOR

PLAN = (Invocation(Modality.IMAGE, "an apple"), Invocation(Modality.IMAGE, "a green apple"))
PHOTO = Media(Path("/photo.png"), Modality.IMAGE)


@pytest.fixture
def store(qapp: object, tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


def planned(store: SettingsStore, words: str, *media: Media) -> tuple[Invocation, ...]:
    preferences = Preferences(store)
    assert preferences.plan_of(Conversion("c", words, media, "starter"), PLAN) == PLAN  # nobody knows yet what there is
    painter = replace(GENERATOR, modalities=(Modality.IMAGE,))
    preferences.know(replace(CATALOGUE, generators={Modality.IMAGE: (painter,)}))
    return preferences.plan_of(Conversion("c", words, media, "starter"), PLAN)


def test_a_second_step_starts_from_the_first_where_the_words_say_so(store: SettingsStore) -> None:
    assert planned(store, "draw an apple, then make it green") == (PLAN[0], replace(PLAN[1], after=Modality.IMAGE))
    assert planned(store, "draw an apple and a green apple") == PLAN
    assert planned(store, "draw an apple, then make it green", PHOTO) == PLAN


def test_the_given_picture_is_changed_where_that_is_set_and_asked_for(store: SettingsStore) -> None:
    assert planned(store, "make it green", PHOTO) == PLAN
    store.change(replace(store.settings, edit_given=True))
    assert planned(store, "make it green", PHOTO) == tuple(replace(each, inputs=(0,)) for each in PLAN)
    assert planned(store, "what is this?", PHOTO) == PLAN
    store.leave()
