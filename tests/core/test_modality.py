"""How the two spellings write a modality."""

from __future__ import annotations

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.spelling import task_named


def test_flags_are_those_of_the_released_checkpoint() -> None:
    assert [modality.flag for modality in Modality] == ["[TEXT]", "[IMAGE]", "[AUDIO]", "[VIDEO]"]


def test_model_names_are_those_of_the_paper_and_are_read_back() -> None:
    assert Modality.IMAGE.model_name == "text-to-image"
    for modality in Modality:
        assert task_named(modality.model_name) is modality
        assert task_named(modality.name) is modality
