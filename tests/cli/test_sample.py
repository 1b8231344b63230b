"""`make run` without a display."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from modaverse_desktop.cli.sample import convert_sample
from tests.cli.conftest import FakeEngine

ROOT = Path(__file__).resolve().parents[2]


def test_without_a_display_a_sample_is_converted_and_its_place_printed(
    engine: FakeEngine, capfd: pytest.CaptureFixture[str], own_folders: Path
) -> None:
    assert convert_sample() == 0
    out, err = capfd.readouterr()
    assert "no display" in err
    assert str(own_folders / "ModaVerse" / "Make an icon of this.png") in out
    assert [media.path.parent.name for media in engine.interpreted[0].media] == ["samples"]


def test_main_chooses_the_command_line_where_there_is_no_display(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    spec = importlib.util.spec_from_file_location("main_under_test", ROOT / "main.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.main() == 0
    assert len(engine.generated) == 1
