"""`packs find` and `packs add PATH`: models on the user's disks are listed, shown and added, and never copied."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.core.offers.made_up import CHECKPOINTS, LORA, stable_diffusion, write_safetensors


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "resources").mkdir()
    monkeypatch.setenv("MODAVERSE_RESOURCES", str(tmp_path / "resources"))
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_model_is_found_added_listed_and_no_longer_found(run: Run, home: Path, tmp_path: Path) -> None:
    folder = stable_diffusion(tmp_path / "disk" / "sd")
    (found,) = run("packs", "find", tmp_path / "disk", "--json").json["found"]
    assert (found["id"], found["path"], found["task"]) == ("sd", str(folder), "image")
    added = run("packs", "add", folder, "--json").json
    assert added["added"] == ["sd"]
    assert added["pack"] == str(home / "models" / "sd" / "pack.toml")
    assert [path.name for path in (home / "models" / "sd").iterdir()] == ["pack.toml"]
    (listed,) = run("packs", "list", "--json").json["packs"]
    assert (listed["id"], listed["complete"]) == ("sd", True)
    assert run("packs", "find", tmp_path / "disk", "--json").json["found"] == []


def test_a_model_is_added_once_unless_another_name_is_given(run: Run, home: Path, tmp_path: Path) -> None:
    folder = stable_diffusion(tmp_path / "painter")
    assert run("packs", "add", folder, "--json").json["added"] == ["painter"]
    again = run("packs", "add", folder, "--json")
    assert (again.code, again.json["added"], again.json["there"]) == (0, [], ["painter"])
    assert run("packs", "add", folder, "--name", "second", "--json").json["added"] == ["second"]


def test_what_would_be_written_is_shown_and_nothing_is_written(run: Run, home: Path, tmp_path: Path) -> None:
    ran = run("packs", "add", stable_diffusion(tmp_path / "sd"), "--show", "--name", "mine")
    assert tomllib.loads(ran.out)["id"] == "mine"
    assert not home.exists()


def test_lora_is_added_on_a_generator(run: Run, home: Path, tmp_path: Path) -> None:
    lora = write_safetensors(tmp_path / "ink.safetensors", LORA)
    assert run("packs", "add", lora).code == 2
    run("packs", "add", stable_diffusion(tmp_path / "sd"))
    assert run("packs", "add", lora, "--on", "sd", "--json").json["added"] == ["ink"]
    assert run("packs", "add", lora, "--on", "nobody").code == 4
    assert run("packs", "add", tmp_path / "sd", "--on", "sd").code == 2


def test_a_part_alone_is_added_with_the_folder_that_has_the_rest(run: Run, home: Path, tmp_path: Path) -> None:
    part = write_safetensors(tmp_path / "flux.safetensors", CHECKPOINTS["flux"])
    assert "--like" in run("packs", "add", part).err
    whole = stable_diffusion(tmp_path / "flux-dev", _class_name="FluxPipeline")
    assert run("packs", "add", part, "--like", whole, "--json").json["added"] == ["flux"]


def test_a_model_that_is_not_whole_is_said_to_be_so_and_the_rest_is_found(run: Run, home: Path, tmp_path: Path) -> None:
    write_safetensors(tmp_path / "disk" / "cut.safetensors", CHECKPOINTS["sd1"], whole=False)
    write_safetensors(tmp_path / "disk" / "good.safetensors", CHECKPOINTS["sd1"])
    ran = run("packs", "find", tmp_path / "disk")
    assert ran.code == 0
    assert "good" in ran.out
    assert "not whole" in ran.out
    assert run("packs", "add", tmp_path / "disk" / "cut.safetensors").code == 4


@pytest.mark.parametrize("typed", [(), ("a", "--from-release", "b")], ids=["nothing", "both"])
def test_either_a_path_or_a_release_must_be_given(run: Run, home: Path, typed: tuple[str, ...]) -> None:
    assert run("packs", "add", *typed).code == 2


def test_where_nothing_is_found_it_says_where_it_looked(run: Run, home: Path, tmp_path: Path) -> None:
    assert str(tmp_path) in run("packs", "find", tmp_path).out
