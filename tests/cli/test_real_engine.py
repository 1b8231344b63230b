"""The command line with the real engine and tiny random models, as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from modaverse_desktop.core.manifest import write_manifest
from tests.engine.tiny_packs import save_stack

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def resources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A resources folder with the tiny stack in it."""
    folder = tmp_path_factory.mktemp("resources")
    for manifest in save_stack(folder).manifests.values():
        own = manifest.folder if manifest.folder not in (folder, folder.parent) else folder / manifest.id
        own.mkdir(exist_ok=True)
        write_manifest(manifest if own == manifest.folder else type(manifest)(**{**vars(manifest), "folder": own}))
    return folder


def modaverse(resources: Path, *words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "modaverse_desktop.cli", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "MODAVERSE_RESOURCES": str(resources), "OMP_NUM_THREADS": "1"},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_batch_becomes_pictures_with_one_json_object_a_line(resources: Path, tmp_path: Path) -> None:
    picture = tmp_path / "-a #picture 😺.png"
    Image.new("RGB", (40, 30), "orange").save(picture)
    jobs = [
        {"id": 1, "instruction": "What is this?", "media": [str(picture)], "temperature": 1, "seed": 1},
        {"id": 2, "instruction": "x", "media": [str(tmp_path)]},
        {"id": 3, "instruction": "What is this?", "media": [str(picture)], "temperature": 1, "seed": 1},
    ]
    batch = "".join(json.dumps(job) + "\n" for job in jobs)
    done = modaverse(resources, "interpret", "--stack", "tiny", "--batch", "-", "--json", stdin=batch)
    assert done.returncode == 0, done.stderr
    first, bad, again = [json.loads(line) for line in done.stdout.splitlines()]
    assert (first["id"], bad["id"], again["id"]) == (1, 2, 3)
    assert first["invocations"]
    assert first["seconds"]["load"] > again["seconds"]["load"] == 0
    assert bad["exit_code"] == 3
    assert first["meta_response"] == again["meta_response"]


def test_the_same_seed_gives_the_same_bytes(resources: Path, tmp_path: Path) -> None:
    jobs = [{"id": 1, "prompt": "a cat", "seed": 1}, {"id": 2, "prompt": "a cat", "seed": 1}, {"prompt": "a cat"}]
    batch = "".join(json.dumps(job) + "\n" for job in jobs)
    words = ("generate", "--stack", "tiny", "--task", "image", "--output", tmp_path / "new", "--json")
    done = modaverse(resources, *words, "--batch", "-", stdin=batch)
    assert done.returncode == 0, done.stderr
    made = [json.loads(line)["artifacts"][0] for line in done.stdout.splitlines()]
    assert len({artifact["path"] for artifact in made}) == 3
    assert Path(made[0]["path"]).read_bytes() == Path(made[1]["path"]).read_bytes()
    assert made[0]["seed"] == 1
