"""Training on prepared data: what is trained, shared by processes, resumed, validated, and made a pack."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from modaverse_desktop.core.errors import AppError, Interrupted
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.engine.backbone import Backbone
from modaverse_desktop.engine.modaverse import load_modaverse
from modaverse_desktop.engine.projector import Projector
from modaverse_desktop.engine.sentencepiece_tokenizer import SentencePieceTokenizer
from modaverse_desktop.training import loop
from modaverse_desktop.training.checkpoint import list_checkpoints
from modaverse_desktop.training.config import LoopConfig
from modaverse_desktop.training.preparation.settings import PreparedConfig
from modaverse_desktop.training.records import record_run
from modaverse_desktop.training.scale.batches import Batches
from modaverse_desktop.training.scale.task import PreparedTask
from modaverse_desktop.training.scale.trained import counted, make_trainable, said
from modaverse_desktop.training.scale.validation import wanted
from tests.engine.release.made_up import TOKENS, tokenizer_model, vocabulary
from tests.engine.tiny import tiny_llama, tiny_tokenizer
from tests.training.preparation.studio import TEMPLATE, options, prepare, save_studio


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepared once for all tests: none of them changes it."""
    made = tmp_path_factory.mktemp("studio")
    prepare(save_studio(made))
    return made


def task(folder: Path, **changes: Any) -> PreparedTask:
    return PreparedTask.from_config(options(folder, **changes), 3)


def run(task: PreparedTask, folder: Path, resume: bool = False, report: Any = None, **changes: Any) -> loop.Outcome:
    settings = LoopConfig(**{"steps": 6, "learning_rate": 0.01, "warmup": 1, "log_every": 1, "seed": 3, **changes})
    return loop.run(task, settings, folder, record_run(3), resume, report or (lambda progress: None))


def curve(folder: Path) -> list[float]:
    return [json.loads(line)["loss"] for line in (folder / "log.jsonl").read_text().splitlines()]


def test_the_parts_of_all_processes_are_the_batch(folder: Path) -> None:
    whole = task(folder)
    batch = whole.batch(1, 0)
    rows: list[tuple[int, ...]] = []
    weights = 0.0
    for process in range(3):
        whole.share(process, 3)
        part = whole.batch(1, 0)
        rows += [tuple(ids[ids != 0].tolist()) for ids in part["ids"]][: part["samples"]]
        weights += float(part["weight"]) / 3
    assert sorted(rows) == sorted(tuple(ids[ids != 0].tolist()) for ids in batch["ids"])
    assert weights == pytest.approx(1)


def test_a_resumed_run_repeats_the_losses_of_an_uninterrupted_one(folder: Path, tmp_path: Path) -> None:
    def stop(progress: loop.Progress) -> None:
        if progress.step == 3:
            raise Interrupted

    settings = {"dropout": 0.2}
    run(task(folder, **settings), tmp_path / "whole", validate_steps=2)
    with pytest.raises(Interrupted):
        run(task(folder, **settings), tmp_path / "halves", validate_steps=2, report=stop)
    run(task(folder, **settings), tmp_path / "halves", resume=True, validate_steps=2)
    assert curve(tmp_path / "whole") == curve(tmp_path / "halves")
    logs = [(tmp_path / name / "validation.jsonl").read_text() for name in ("whole", "halves")]
    assert logs[0] == logs[1]


def test_validation_is_told_and_the_best_weights_are_kept(folder: Path, tmp_path: Path) -> None:
    run(task(folder), tmp_path, steps=8, validate_steps=2, tensorboard=True, learning_rate=0.03)
    rows = [json.loads(line) for line in (tmp_path / "validation.jsonl").read_text().splitlines()]
    assert [row["step"] for row in rows] == [2, 4, 6, 8]
    assert all(0 <= row["exact"] <= row["right_task"] <= 1 for row in rows)
    (best,) = list_checkpoints(tmp_path / "best")
    least = min(rows, key=lambda row: row["loss"])
    assert best.name == f"step-{least['step']:08d}"
    assert rows[-1]["loss"] < rows[0]["loss"]
    (events,) = (tmp_path / "tensorboard").iterdir()
    assert b"validation/exact" in events.read_bytes()


def test_answers_that_were_learnt_by_heart_are_exact(folder: Path, tmp_path: Path) -> None:
    learning = task(folder, rank=8, trained=("projectors", "lora", "embeddings"))  # the frozen rest is random
    run(learning, tmp_path, steps=120, learning_rate=0.02, log_every=50)
    found = learning.validate(learning.model)
    assert found["loss"] < 0.3
    assert found["right_task"] >= 0.75
    assert found["exact"] >= 0.5


def test_a_loss_that_is_not_a_number_stops_and_says_why(folder: Path, tmp_path: Path) -> None:
    broken = task(folder)
    real = broken.batch

    def batch(step: int, micro: int) -> dict[str, Any]:
        made = real(step, micro)
        return {**made, "weight": made["weight"] * float("nan")} if step == 4 else made

    broken.batch = batch  # type: ignore[method-assign]
    with pytest.raises(AppError, match="step 4: its loss is not a number") as caught:
        run(broken, tmp_path, checkpoint_steps=2)
    assert "last good checkpoint is kept" in caught.value.hint
    found = list_checkpoints(tmp_path / "checkpoints")
    assert [path.name for path in found] == ["step-00000002", "step-00000004"]
    assert all(each.isfinite().all() for each in load_file(found[-1] / "weights.safetensors").values())


def test_a_checkpoint_of_another_model_is_refused(folder: Path, tmp_path: Path) -> None:
    run(task(folder), tmp_path, steps=2)
    with pytest.raises(AppError, match="does not fit the model"):
        run(task(folder, trained=("projectors",)), tmp_path, resume=True)


def backbone() -> Backbone:
    return Backbone(tiny_llama(), tiny_tokenizer())


@pytest.mark.parametrize(
    ("names", "counts"),
    [
        (("projectors",), {"projectors": 3 * (5 * 32 + 32)}),
        (("projectors", "lora"), {"projectors": 3 * 192, "lora": 2 * 2 * (32 + 32 + 24 + 24)}),
        (("new-tokens",), {"new-tokens": 2 * 2 * 16}),
        (("lora", "embeddings"), {"lora": 448, "embeddings": 2 * 16 * len(tiny_tokenizer())}),
    ],
)
def test_what_is_trained_is_chosen_by_name_and_counted(names: tuple[str, ...], counts: dict[str, int]) -> None:
    projectors = {each: Projector(5, 2, 16) for each in (Modality.IMAGE, Modality.AUDIO, Modality.VIDEO)}
    model = make_trainable(backbone(), projectors, TEMPLATE, names, {"rank": 2, "alpha": 2, "dropout": 0.0})
    parts = counted(model)
    assert {part.name: part.count for part in parts} == counts
    assert all(each.dtype is torch.float32 for each in model.parameters() if each.requires_grad)
    assert said(parts).endswith("trained")


@pytest.mark.parametrize("names", [(), ("everything",), ("new-tokens", "embeddings")])
def test_what_cannot_be_trained_is_said(names: tuple[str, ...]) -> None:
    with pytest.raises(AppError):
        make_trainable(backbone(), {}, TEMPLATE, names, {"rank": 2, "alpha": 2, "dropout": 0.0})


@pytest.mark.parametrize(
    "trained", [("projectors", "lora"), ("projectors", "lora", "new-tokens"), ("lora", "embeddings")]
)
def test_what_was_trained_becomes_packs_that_answer_alike(
    folder: Path, tmp_path: Path, trained: tuple[str, ...]
) -> None:
    made = task(folder, trained=trained, name="mine")
    run(made, tmp_path / "run", steps=3)
    packs = find_packs([tmp_path / "run" / "export", folder / "packs"])
    assert packs.problems == ()
    stack = packs.get("mine")
    loaded = load_modaverse(stack, packs.manifests, torch.device("cpu"))
    batch = made.batch(0, 0)
    model = made.model.eval()
    assert loaded.loss(batch).item() == pytest.approx(model(batch).item(), rel=3e-3)  # type: ignore[operator]
    assert set(loaded.projectors) == {"image", "audio", "video"}


def test_gradients_with_checkpointing_are_the_same(folder: Path) -> None:
    found = []
    for checkpointing in (False, True):
        one = task(folder, gradient_checkpointing=checkpointing)
        one.model.train()
        one.loss(one.model, one.batch(0, 0)).value.backward()
        found.append([each.grad.clone() for each in one.model.parameters() if each.grad is not None])
    assert len(found[0]) == len(found[1]) > 0
    assert all(torch.allclose(one, two, atol=1e-6) for one, two in zip(*found, strict=True))


def test_a_frozen_backbone_in_half_still_learns(folder: Path, tmp_path: Path) -> None:
    run(task(folder, precision="bfloat16"), tmp_path, steps=12, learning_rate=0.03, hold=0.9)
    losses = curve(tmp_path)
    assert sum(losses[-3:]) < sum(losses[:3])


def test_four_bits_need_a_graphics_card(folder: Path) -> None:
    if torch.cuda.is_available():
        pytest.skip("there is one")
    with pytest.raises(AppError, match="needs a graphics card"):
        task(folder, precision="4bit")


@pytest.mark.parametrize("change", [{"spelling": "paper"}, {"media_tokens": 4}, {"prepared": Path("nowhere")}])
def test_data_that_was_prepared_otherwise_is_not_trained_on(folder: Path, change: dict[str, Any]) -> None:
    with pytest.raises(AppError, match=r"prepared with other settings|holds no prepared"):
        task(folder, **change)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rank": "big"}, "must be int"),
        ({"precision": "8bit"}, "8bit"),
        ({"tokens": 10}, "longest"),
        ({"x": 1}, "unknown"),
    ],
)
def test_a_wrong_table_is_one_sentence(folder: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(AppError, match="wrong entry") as caught:
        task(folder, **change)
    assert words in caught.value.detail


def test_every_sample_comes_once_an_epoch_in_batches_of_like_length() -> None:
    lengths = np.random.default_rng(0).integers(5, 60, 3000).astype(np.int32)
    batches = Batches(lengths, 300, 8, 512, (1, 0))
    found = [batches[number] for number in range(len(batches))]
    assert sorted(index for batch in found for index in batch) == list(range(3000))
    assert all(len(batch) <= 8 and max(lengths[batch]) * len(batch) <= 300 for batch in found)
    padding = sum(int(max(lengths[batch])) * len(batch) for batch in found) / int(lengths.sum())
    assert padding < 1.1
    again, other = Batches(lengths, 300, 8, 512, (1, 0)), Batches(lengths, 300, 8, 512, (1, 1))
    assert [again[number] for number in range(9)] == found[:9]
    assert [other[number] for number in range(9)] != found[:9]


def test_a_million_samples_take_a_few_bytes_each() -> None:
    import tracemalloc

    lengths = np.random.default_rng(0).integers(40, 200, 1_000_000).astype(np.int32)
    tracemalloc.start()
    batches = Batches(lengths, 8192, 0, 8192, (0, 0))
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(batches) > 10_000
    assert kept < 9_000_000
    assert replace(PreparedConfig(("a",), Path(), ("b",), Path(), Path())).longest == 512


def test_what_held_out_samples_want_is_read_with_the_releases_tokenizer(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.model").write_bytes(tokenizer_model())
    added = {token: vocabulary() + position for position, token in enumerate(TOKENS)}
    tokenizer = SentencePieceTokenizer(tmp_path / "tokenizer.model", added)
    ids = (7, *tokenizer.encode("Modality: [IMAGE] Prompt: a cat ###"), tokenizer.eos_token_id)
    asked: Any = (SimpleNamespace(tokenizer=tokenizer), SimpleNamespace(ids=np.array(ids), answer=1))
    assert wanted(*asked) == (Invocation(Modality.IMAGE, "a cat"),)
