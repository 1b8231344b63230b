"""The configured engine asks for licences before it loads anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.acceptance import Acceptance
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.core.request import Generate
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.engine.configured import configured_engine
from tests.core.travel.making import save_stack


def test_weights_are_not_loaded_before_their_licence_was_accepted(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path / "home"))
    save_stack(tmp_path / "models")
    packs = find_packs([tmp_path / "models"])
    engine = configured_engine(packs, Settings(device="cpu"))
    request = Generate("c", (Invocation(Modality.IMAGE, "a cat"),), (), "whole", tmp_path / "out", "cat")
    with pytest.raises(AppError, match="The licence of Painter has not been accepted yet"):
        engine.generate(request, lambda event: None)
    Acceptance().accept(packs.manifests.values())
    with pytest.raises(AppError) as caught:  # it is no model, but that is found out later
        engine.generate(request, lambda event: None)
    assert "licence" not in caught.value.title
