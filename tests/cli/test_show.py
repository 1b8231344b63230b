"""`show` says how a file was made; the other commands write what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import ErrorKind
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.provenance import Provenance
from modaverse_desktop.core.request import Origin
from modaverse_desktop.core.settings import Settings, save_settings, settings_path
from modaverse_desktop.media.provenance import write
from tests.cli.conftest import FakeEngine, Run


def test_the_record_of_a_file_is_shown(run: Run, picture: Path) -> None:
    write(picture, Provenance("ModaVerse 0.1.0", Modality.IMAGE, "một con mèo 🐱", seed=7, parameters={"steps": 4}))
    done = run("show", str(picture))
    assert done.code == 0
    assert "prompt: một con mèo 🐱\n" in done.out
    assert 'parameters: {"steps": 4}' in done.out
    data = json.loads(run("show", str(picture), "--json").out)
    assert (data["schema"], data["version"], data["seed"]) == ("modaverse-provenance", 1, 7)


def test_a_file_without_a_record_and_a_missing_one_are_said_to_be_so(run: Run, picture: Path) -> None:
    done = run("show", str(picture))
    assert done.code == ErrorKind.INPUT.exit_code
    assert "does not say how it was made" in done.err
    assert run("show", str(picture) + "x").code == ErrorKind.INPUT.exit_code


def test_what_led_to_an_artifact_goes_to_the_engine(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    out = ("--output", str(tmp_path))
    run("convert", "--instruction", "Draw it", "--yes", *out)
    run("generate", "--task", "image", "--prompt", "a cat", *out)
    run("generate", "--task", "image", "--prompt", "a cat", "--no-metadata", *out)
    run("convert", "--instruction", "Draw it", "--yes", "--no-metadata", *out)
    origins = [request.origin for request in engine.generated]
    assert origins == [Origin("Draw it", "RAW"), Origin(), None, None]


def test_the_switch_in_the_settings_counts_here_too(
    run: Run, engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path / "home"))
    save_settings(Settings(metadata=False), settings_path())
    run("convert", "--instruction", "Draw it", "--yes", "--output", str(tmp_path))
    assert engine.generated[0].origin is None
