"""The guide of docs/reproduction.md with made-up data: from raw sets to a pack that answers and is measured."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from accelerate.state import AcceleratorState

from modaverse_desktop.engine.release import add_release
from tests.cli.conftest import Ran, Run
from tests.engine.release.made_up import save_release
from tests.training.preparation.studio import options, save_media, save_packs
from tests.training.test_sharing import write_config

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "reproduction.md"


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


@pytest.fixture
def own_precision() -> Iterator[None]:
    """accelerate keeps the precision of the first training of a process; a command has a process of its own."""
    AcceleratorState._reset_state()
    yield
    AcceleratorState._reset_state()


def save_sets(folder: Path) -> None:
    """LLaVA-Instruct, AudioCaps and MSR-VTT in their published formats, with two of the media each."""
    said = [{"from": "human", "value": "<image>\nWhat is it?"}, {"from": "gpt", "value": "a cat"}]
    rows = [{"id": str(number), "image": f"{number}.png", "conversations": said} for number in range(3)]
    (folder / "llava_instruct_150k.json").write_text(json.dumps(rows))
    (folder / "train.csv").write_text("audiocap_id,youtube_id,start_time,caption\n7,tone,0,A tone\n8,gone,0,Nothing\n")
    clips = {"videos": [{"video_id": "film"}], "sentences": [{"video_id": "film", "sen_id": 1, "caption": "bars move"}]}
    (folder / "train_val_videodatainfo.json").write_text(json.dumps(clips))


def save_guides_data(folder: Path) -> None:
    """What the guide's configuration names: four sets, pairs of a chat model, held-out samples, their pictures."""
    pairs = [
        ([["image", f"{n % 2}.png"]] if n % 3 else [], [["text" if n % 2 else "image", "a cat"]]) for n in range(9)
    ]
    rows = [{"version": 1, "instruction": "What is it?", "media": m, "invocations": i} for m, i in pairs]
    lines = [json.dumps({**row, "id": str(n), "kind": "input"}) + "\n" for n, row in enumerate(rows)]
    save_media(folder / "media")
    for name in ("data/llava", "data/videochat", "data/vqa", "data/sounds", "build/instructions/samples", "data/held"):
        path = folder / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(lines))


@pytest.mark.usefixtures("own_precision")
def test_the_papers_own_model_is_trained_by_the_guides_configuration(
    guide: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_release(save_release(tmp_path / "release"), tmp_path / "home" / "models", lambda event: None)
    monkeypatch.chdir(tmp_path)
    Path("models").symlink_to(tmp_path / "home" / "models")  # as the guide has it
    save_guides_data(tmp_path)
    (written,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    for good, small in (("40000", "2"), ("= 500 ", "= 2 "), ("= 500\n", "= 2\n"), ("rank = 32", "rank = 2")):
        written = written.replace(good, small)
    Path("train.toml").write_text(written.replace('"lora"]', '"lora", "embeddings"]'))  # as the release was trained

    assert guide("prepare", "train.toml", "--device", "cpu").json["broken"] == 0
    made = guide("train", "train.toml", "--export", "models").json
    assert made["step"] == 2
    held = json.loads(Path("runs/modaverse-7b/validation.jsonl").read_text().splitlines()[-1])
    assert set(held) == {"step", "loss", "right_task", "exact"}
    guide("packs", "licence", "trained", "--accept")
    asked = ("--instruction", "What is it?", "--media", "media/0.png")
    assert guide("interpret", "--stack", "trained", *asked).json["invocations"]


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
