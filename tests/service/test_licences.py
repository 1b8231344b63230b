"""The licences of everything that the program is made of."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core.pack import Manifest, PackKind
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.service.licences import application, libraries, models


def test_every_library_is_there_with_its_version_and_licence() -> None:
    found = {one.name.lower().replace("_", "-"): one for one in libraries()}
    assert {"pyside6-essentials", "torch", "diffusers", "numpy", "tqdm", "psutil"} <= found.keys()
    assert [one.name for one in found.values() if not (one.licence or one.text)] == []
    assert "Redistribution" in found["numpy"].text
    assert not {"pytest", "ruff", "modaverse-desktop"} & found.keys()


def test_the_programs_own_licence_is_shown() -> None:
    own = application()
    assert own is not None
    assert own.licence == "Apache-2.0"
    assert "Apache License" in own.text


def test_models_say_their_licence_and_where_they_come_from() -> None:
    pack = Manifest(
        id="x", kind=PackKind.STACK, name="X", folder=Path("/x"), licence="MIT", source="https://x", version="2"
    )
    (model,) = models(Packs({"x": pack}))
    assert (model.name, model.version, model.licence) == ("X", "2", "MIT")
    assert "https://x" in model.text
