"""Training on one's own examples: a tiny model learns them, goes on after a stop, and its adapter can be read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from peft import LoraConfig, get_peft_model

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.examples import Example, write_examples
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind, Template, hash_file
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.backbone import Backbone, with_adapter
from modaverse_desktop.engine.composite import Composite
from modaverse_desktop.engine.modaverse import ModaVerse
from modaverse_desktop.training.config import Kind, LoopConfig, TrainingConfig
from modaverse_desktop.training.loop import run
from modaverse_desktop.training.own import train as training
from modaverse_desktop.training.own.task import OwnTask
from modaverse_desktop.training.own.train import compared, train_own
from modaverse_desktop.training.records import record_run
from tests.engine.tiny import tiny_llama, tiny_tokenizer

CAT = Example("make a picture of the sea", (), (Invocation(Modality.IMAGE, "the sea"),))
EXAMPLES = [CAT, Example("what is it", (), (Invocation(Modality.TEXT, "a cat"),))]
LOOP = LoopConfig(steps=12, learning_rate=3e-2, warmup=0, log_every=1)


def tiny_task(rank: int = 4) -> OwnTask:
    torch.manual_seed(0)
    backbone = Backbone(tiny_llama(), tiny_tokenizer())
    model = ModaVerse(backbone, {}, Template(before="### Human: ", after="\n### Assistant:"))
    model.requires_grad_(False)
    targets = ["q_proj", "k_proj", "v_proj", "o_proj"]
    model.llm = get_peft_model(backbone.model, LoraConfig(r=rank, lora_alpha=8, target_modules=targets))
    return OwnTask(Composite({}, model.eval()), Template(), seed=1)


def losses(folder: Path) -> list[float]:
    return [json.loads(line)["loss"] for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]


def test_only_the_response_is_learned_and_only_by_the_adapter(tmp_path: Path) -> None:
    task = tiny_task()
    ready: list[int] = []
    task.learn_from(EXAMPLES, ready.append)
    assert ready == [1, 2]
    named = [name for name, each in task.model.named_parameters() if each.requires_grad]
    assert named
    assert all("lora_" in name for name in named)
    assert run(task, LOOP, tmp_path, record_run(0), False, lambda progress: None).finished
    assert losses(tmp_path)[-1] < losses(tmp_path)[0]


def test_the_adapter_fits_the_model_it_was_made_for(tmp_path: Path) -> None:
    task = tiny_task()
    task.export(tmp_path)
    file = tmp_path / "adapter_model.safetensors"
    files = (PackFile(file.name, file.stat().st_size, hash_file(file)),)
    assert with_adapter(tiny_llama(), Manifest("mine", PackKind.ADAPTER, "", tmp_path, files=files))


def test_every_example_is_seen_in_every_round() -> None:
    task = tiny_task()
    task.learn_from(EXAMPLES * 10, lambda done: None)
    per_round = task.steps(1)
    seen = sum(task.batch(step, 0)["samples"] for step in range(per_round))
    assert (seen, task.steps(3)) == (20, 3 * per_round)
    batch = task.batch(0, 0)
    assert batch["embeddings"].shape[:2] == batch["labels"].shape


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrainingConfig:
    """The whole of it, on the tiny model instead of an installed stack."""
    write_examples(EXAMPLES, tmp_path / "examples.jsonl")
    write_examples([CAT], tmp_path / "held-out.jsonl")

    class Installed:
        def stack(self, name: str) -> str:
            return name

    monkeypatch.setattr(training, "find_packs", lambda folders: Installed())
    monkeypatch.setattr(training, "load_task", lambda stack, device, seed: tiny_task())
    options: dict[str, Any] = {"examples": str(tmp_path / "examples.jsonl"), "stack": "tiny", "packs": []}
    options |= {"held_out": str(tmp_path / "held-out.jsonl"), "rounds": 5, "device": "cpu"}
    return TrainingConfig(Kind.OWN, tmp_path / "run", LOOP, options)


def test_it_asks_before_and_after_and_tells_both(config: TrainingConfig) -> None:
    told: list[dict[str, Any]] = []
    assert train_own(config, False, lambda event: told.append(dict(event))).finished
    kinds = [event["event"] for event in told]
    assert kinds.count("progress") == 5
    assert kinds[-1] == "compared"
    assert [row["instruction"] for row in told[-1]["rows"]] == [CAT.instruction]
    assert json.loads((config.output / "comparison.json").read_text(encoding="utf-8")) == told[-1]["rows"]
    assert (config.output / "export/adapter_model.safetensors").is_file()


def test_a_stopped_training_goes_on_with_the_same_losses(config: TrainingConfig, tmp_path: Path) -> None:
    def stop_at_two(event: Any) -> None:
        if event.get("step") == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_own(config, False, stop_at_two)
    before = (config.output / "before.json").read_bytes()
    train_own(config, True, lambda event: None)
    assert (config.output / "before.json").read_bytes() == before
    whole = TrainingConfig(config.kind, tmp_path / "whole", config.loop, config.options)
    train_own(whole, False, lambda event: None)
    assert losses(config.output) == losses(whole.output)


def test_without_examples_there_is_nothing_to_learn(config: TrainingConfig) -> None:
    Path(config.options["examples"]).unlink()
    with pytest.raises(AppError, match="no examples"):
        train_own(config, False, lambda event: None)


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("Modality: [IMAGE] Prompt: a dog ###", True),
        ("Modality: [TEXT] Prompt: the sea ###", False),
        ("Modality: [IMAGE] Prompt: the sea\nModality: [TEXT] Prompt: so ###", False),
        ("nothing", False),
    ],
)
def test_right_means_the_wanted_kinds_in_their_order(answer: str, right: bool) -> None:
    row = compared(CAT, answer, "Modality: [IMAGE] Prompt: the sea ###")
    assert (row["before_right"], row["after_right"]) == (right, True)
    assert row["after"] == [["image", "the sea"]]
