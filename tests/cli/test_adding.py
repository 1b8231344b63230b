"""A made-up release through the command line, as processes of their own: add, interpret all media, generate."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from modaverse_desktop.core.manifest import write_manifest
from tests.cli.conftest import Run
from tests.engine.release.made_up import TRAINED, save_release
from tests.engine.tiny_packs import save_pixart

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "resources").mkdir()
    monkeypatch.setenv("MODAVERSE_RESOURCES", str(tmp_path / "resources"))
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    return tmp_path / "home"


def modaverse(*words: object) -> dict:
    command = [sys.executable, "-m", "modaverse_desktop.cli", *map(str, words), "--json"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_release_is_added_interprets_every_medium_and_generates(home: Path, tmp_path: Path) -> None:
    added = modaverse("packs", "add", "--from-release", save_release(tmp_path / "release"))
    assert added["added"][-1] == "modaverse-7b"
    assert added["notes"] == []
    write_manifest(replace(save_pixart(home / "models" / "pixart"), id="tiny-painter"))

    Image.new("RGB", (40, 30), "orange").save(tmp_path / "a.png")
    for name, source in {"b.wav": "sine=duration=1", "c.mp4": "testsrc=duration=1:size=64x48:rate=5"}.items():
        subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, str(tmp_path / name)], check=True)
    media = [f"--media={tmp_path / name}" for name in ("a.png", "b.wav", "c.mp4")]
    stack = ("--stack", "modaverse-7b")
    proposal = modaverse("interpret", *stack, *media, "--instruction", "What is this?", "--seed", 1)
    assert proposal["invocations"]
    assert proposal["unread"] == []

    made = modaverse("generate", *stack, "--task", "image", "--prompt", "a cat", "--output", tmp_path / "out")
    with Image.open(made["artifacts"][0]["path"]) as picture:
        assert picture.size == (32, 32)


def test_what_is_missing_is_said_with_code_4_and_nothing_is_added(run: Run, home: Path, tmp_path: Path) -> None:
    release = save_release(tmp_path / "release")
    (release / TRAINED).unlink()
    ran = run("packs", "add", "--from-release", release, "--json")
    assert ran.code == 4
    assert TRAINED in ran.json["error"]["detail"]
    assert run("packs", "list", "--json").json["packs"] == []


def test_packs_outside_of_the_models_folders_are_pointed_out(run: Run, home: Path, tmp_path: Path) -> None:
    release = save_release(tmp_path / "release")
    ran = run("packs", "add", "--from-release", release, "--to", tmp_path / "usb", "--name", "big", "--json")
    assert ran.json["added"][-1] == "big"
    assert "add it in the settings" in ran.json["notes"][0]
    assert "big" not in run("packs", "list").out


def test_an_id_that_is_none_is_a_mistake_of_usage(run: Run, tmp_path: Path) -> None:
    assert run("packs", "add", "--from-release", tmp_path, "--name", "../x").code == 2
