"""`prepare` and `train --export` by way of the command line: from instructions and files to packs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from modaverse_desktop.core.packs import find_packs
from tests.cli.conftest import Run
from tests.training.preparation.studio import options, save_studio


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Path) else list(value) if isinstance(value, tuple) else value


def test_instructions_and_files_become_packs(run: Run, tmp_path: Path) -> None:
    save_studio(tmp_path)
    table = [f"{name} = {json.dumps(_plain(value))}" for name, value in options(tmp_path, name="mine").items()]
    lines = ['kind = "prepared"', f'output = "{tmp_path / "run"}"', "[loop]", "steps = 2", "learning_rate = 0.01"]
    config = tmp_path / "train.toml"
    config.write_text("\n".join([*lines, "log_every = 1", "[prepared]", *table]))
    ran = run("train", config)
    assert (ran.code, "Run `modaverse prepare`" in ran.err) == (3, True)
    assert run("prepare", config, "--workers", 0).code == 2
    ran = run("prepare", config, "--estimate", "--json")
    assert (ran.code, ran.json["samples"], ran.json["media"]) == (0, 12, 8)
    ran = run("prepare", config, "--device", "cpu", "--json")
    assert (ran.code, ran.json["samples"], ran.json["broken"]) == (0, 5, 3)
    assert "media to encode" in ran.err
    models = tmp_path / "models"
    ran = run("train", config, "--export", models, "--json")
    assert ran.code == 0
    assert "lora 448 + projectors 3,168 = 3,616 trained" in ran.err
    assert "step 2 of 2: loss" in ran.err
    assert len(ran.json["packs"]) == 5
    packs = find_packs([models, tmp_path / "packs"])
    assert packs.problems == ()
    assert packs.stack("mine").adapter is not None
    ran = run("train", config, "--resume", "--export", models)
    assert (ran.code, "has mine already" in ran.err) == (2, True)


def test_a_training_of_another_kind_prepares_its_data_itself(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "other.toml"
    config.write_text('kind = "alignment"\noutput = "x"\n[loop]\nsteps = 1\nlearning_rate = 0.1\n')
    ran = run("prepare", config)
    assert (ran.code, "prepares its data itself" in ran.err) == (2, True)
