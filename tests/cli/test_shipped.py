"""The main job with what is shipped: a photograph and a sentence become an answer, and a new picture."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
CONVERT = [sys.executable, "-m", "modaverse_desktop.cli", "convert", "--batch", "-", "--yes", "--json"]
SAMPLE = ROOT / "resources" / "samples" / "apple.jpg"


def test_everything_that_is_shipped_is_whole(run: Run) -> None:
    ran = run("packs", "check", "--json")
    assert ran.code == 0, ran.json["error"]
    assert {row["kind"] for row in ran.json["packs"]} == {
        "backbone",
        "adapter",
        "encoder",
        "projector",
        "generator",
        "stack",
    }
    assert all(row["licence"] for row in ran.json["packs"])


@pytest.mark.slow
def test_a_photograph_becomes_an_answer_and_a_picture(tmp_path: Path) -> None:
    jobs = [
        {"id": "answer", "instruction": "What is this?", "media": [str(SAMPLE)]},
        {"id": "picture", "instruction": "Make an icon of this", "media": [str(SAMPLE)], "seed": 7},
        {"id": "bad", "instruction": "Make an icon of this", "media": [str(ROOT / "README.md")]},
        {"id": "same", "instruction": "Make an icon of this", "media": [str(SAMPLE)], "seed": 7},
    ]
    done = subprocess.run(
        [*CONVERT, "--output", str(tmp_path / "made")],
        cwd=ROOT,
        env=os.environ,
        input="".join(json.dumps(job) + "\n" for job in jobs),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer, picture, bad, same = [json.loads(line) for line in done.stdout.splitlines()]
    assert [invocation["task"] for invocation in answer["invocations"]] == ["text"]
    assert answer["artifacts"][0]["text"] == answer["invocations"][0]["prompt"]
    assert [invocation["task"] for invocation in picture["invocations"]] == ["image"]
    assert bad["exit_code"] == 3
    assert "error" not in picture, picture["error"]
    made = [Path(result["artifacts"][0]["path"]) for result in (picture, same)]
    with Image.open(made[0]) as image:
        assert image.size == (128, 128)
    assert made[0] != made[1]
    assert made[0].read_bytes() == made[1].read_bytes()
