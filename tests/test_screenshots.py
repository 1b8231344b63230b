"""`make screenshots` draws every state; the README shows pictures that are there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
STATES = ("done", "history", "models", "proposal", "settings", "teach", "welcome")


@pytest.mark.slow
def test_every_state_is_drawn_in_another_language(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, ROOT / "docs" / "screenshots" / "draw.py", "vi", "dark", tmp_path]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
    assert sorted(file.stem for file in tmp_path.glob("*.png")) == sorted(STATES)
    for file in tmp_path.glob("*.png"):
        with Image.open(file) as image:
            colours = image.convert("RGB").getcolors(1 << 20)
            assert colours is not None
            assert len(colours) > 100, f"{file.name} is empty"
            assert max(colours)[1] < (64, 64, 64), f"{file.name} is not dark"


def test_the_states_are_there_in_both_languages_and_shades() -> None:
    wanted = {
        f"{state}-{language}-{shade}.png"
        for state in STATES
        for language in ("en", "vi")
        for shade in ("light", "dark")
    }
    assert wanted <= {file.name for file in (ROOT / "docs" / "screenshots").glob("*.png")}


def test_the_readme_shows_pictures_that_are_there() -> None:
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(shown) >= 2
    assert [path for path in shown if not (ROOT / path).is_file()] == []
