"""The guide of docs/reproduction.md with made-up data: from raw sets to a pack that answers and is measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run
from tests.training.preparation.studio import options, save_media, save_packs
from tests.training.test_sharing import write_config


@pytest.fixture
def guide(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Runs a command, which must succeed, with the tiny packs as what was installed."""
    save_packs(tmp_path / "packs")
    monkeypatch.setenv("MODAVERSE_RESOURCES", str(tmp_path / "packs"))
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path / "home"))

    def call(*words: object) -> Ran:
        ran = run(*words, "--json")
        assert ran.code == 0, ran.err
        return ran

    return call


def save_sets(folder: Path) -> None:
    """LLaVA-Instruct, AudioCaps and MSR-VTT in their published formats, with two of the media each."""
    said = [{"from": "human", "value": "<image>\nWhat is it?"}, {"from": "gpt", "value": "a cat"}]
    rows = [{"id": str(number), "image": f"{number}.png", "conversations": said} for number in range(3)]
    (folder / "llava_instruct_150k.json").write_text(json.dumps(rows))
    (folder / "train.csv").write_text("audiocap_id,youtube_id,start_time,caption\n7,tone,0,A tone\n8,gone,0,Nothing\n")
    clips = {"videos": [{"video_id": "film"}], "sentences": [{"video_id": "film", "sen_id": 1, "caption": "bars move"}]}
    (folder / "train_val_videodatainfo.json").write_text(json.dumps(clips))


def test_raw_sets_become_a_pack_that_answers_and_is_measured(guide: Any, tmp_path: Path) -> None:
    save_media(tmp_path / "media")
    save_sets(tmp_path)
    files = [tmp_path / f"{name}.jsonl" for name in ("pictures", "sounds", "clips")]
    guide("instructions", "convert", "llava", tmp_path / "llava_instruct_150k.json", "--output", files[0])
    guide("instructions", "convert", "audiocaps", tmp_path / "train.csv", "--output", files[1])
    clips = tmp_path / "train_val_videodatainfo.json"
    guide("instructions", "convert", "msr-vtt", clips, "--name-of", "{video_id}.mkv", "--output", files[2])
    guide("instructions", "check", *files)

    table = options(tmp_path, instructions=tuple(map(str, files)), validation=(), name="mine")
    config = write_config(tmp_path / "train.toml", tmp_path / "run", table, steps=3, validate_steps=0)
    assert guide("prepare", config, "--estimate").json["samples"] == 6
    prepared = guide("prepare", config, "--device", "cpu").json
    assert (prepared["samples"], prepared["media"], prepared["broken"]) == (5, 5, 1)
    made = guide("train", config, "--export", tmp_path / "made").json
    assert made["step"] == 3

    for pack in sorted(made["packs"], key=len, reverse=True):  # the stack's name is the shortest: it needs the others
        guide("packs", "add", pack, "--accept-licence")
    asked = ("--instruction", "What is it?", "--media", tmp_path / "media" / "0.png")
    answered = guide("interpret", "--stack", "mine", *asked)
    assert answered.json["invocations"]
    wanted = tmp_path / "media" / "held.jsonl"
    rows = [{"instruction": "What is it?", "media": [["image", "1.png"]], "invocations": [["text", "a cat"]]}]
    wanted.write_text("".join(json.dumps(row) + "\n" for row in rows))
    measured = guide("evaluate", "proposals", "--data", wanted, "--stack", "mine", "--output", tmp_path / "measured")
    assert set(measured.json["scores"]) >= {"right task", "right set of tasks", "parsed"}
