from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.manifest import Template
from modaverse_desktop.core.meta_response import Spelling
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.backbone import Backbone
from modaverse_desktop.engine.modaverse import IGNORED, ModaVerse
from modaverse_desktop.engine.projector import Projector
from modaverse_desktop.training import alignment
from modaverse_desktop.training.adapter import export_adapter, start_adapter
from modaverse_desktop.training.alignment import (
    AlignmentConfig,
    AlignmentTask,
    collate,
    encode,
    make_trainable,
)
from modaverse_desktop.training.config import LoopConfig
from modaverse_desktop.training.epochs import plan_batches
from modaverse_desktop.training.instructions import MediaReference, pair, read_pairs, write_pairs
from tests.engine.tiny import tiny_llama, tiny_tokenizer

INPUTS = 5
NOWHERE = Path()
CONFIG = AlignmentConfig(NOWHERE, NOWHERE, (), NOWHERE, NOWHERE, tokens=200, rank=2, half=False, longest=400)
TEMPLATE = Template(before="### Human: ", after="\n### Assistant:", media_open="<Media>", media_close="</Media>")
PAIRS = [
    pair("what is it", [(Modality.TEXT, "a cat")], [MediaReference(Modality.IMAGE, "key:a")]),
    pair(
        "draw it and play its sound",
        [(Modality.IMAGE, "a dog"), (Modality.AUDIO, "a dog barks")],
        [MediaReference(Modality.IMAGE, "key:b")],
    ),
    pair("make a picture of the sea", [(Modality.IMAGE, "the sea")]),
]


def load(source: str) -> NDArray[np.float16]:
    return np.full(INPUTS, 1 if source == "key:a" else -1, np.float16)


def trainable_model() -> ModaVerse:
    torch.manual_seed(0)
    projectors = {Modality.IMAGE: Projector(INPUTS, 2, 16)}
    return make_trainable(Backbone(tiny_llama(), tiny_tokenizer()), projectors, TEMPLATE, CONFIG)


def task() -> AlignmentTask:
    model = trainable_model()
    return AlignmentTask(model, [encode(model, each, Spelling.RELEASED) for each in PAIRS * 20], load, CONFIG, seed=4)


def test_labels_are_the_response_and_nothing_else() -> None:
    model = trainable_model()
    encoded = encode(model, PAIRS[0], Spelling.RELEASED)
    answer = [label for label in encoded.labels if label != IGNORED]
    assert tiny_tokenizer().decode(answer) == "Modality: [TEXT] Prompt: a cat ###<eos>"
    assert encoded.labels[-len(answer) :] == tuple(answer)
    assert encoded.ids[-len(answer) :] == tuple(answer)


def test_medium_starts_where_the_prompt_leaves_room() -> None:
    model = trainable_model()
    ((modality, start, source),) = encode(model, PAIRS[0], Spelling.RELEASED).media
    before = tiny_tokenizer().encode("### Human: <Media>", add_special_tokens=False)
    assert (modality, start, source) == (Modality.IMAGE, len(before), "key:a")


def test_only_projector_and_lora_get_gradients() -> None:
    alignment = task()
    batch = collate([encode(trainable_model(), each, Spelling.RELEASED) for each in PAIRS], load)
    alignment.loss(alignment.model, batch).value.backward()
    for name, parameter in alignment.model.named_parameters():
        wanted = "lora_" in name or name.startswith("projectors.")
        assert parameter.requires_grad == wanted, name
        assert (parameter.grad is not None) == wanted, name
    groups = alignment.parameter_groups(LoopConfig(1, 1e-3))
    assert groups[1]["lr"] == CONFIG.projector_learning_rate
    assert sum(len(group["params"]) for group in groups) == sum(
        parameter.requires_grad for parameter in alignment.model.parameters()
    )


def test_a_training_can_go_on_from_an_exported_adapter(tmp_path: Path) -> None:
    made = trainable_model()
    for name, each in made.named_parameters():
        if "lora_" in name:
            torch.nn.init.normal_(each)
    export_adapter(made, tmp_path)
    model = trainable_model()
    start_adapter(model, tmp_path)
    wanted = {name: each for name, each in made.named_parameters() if "lora_" in name}
    for name, each in model.named_parameters():
        if "lora_" in name:
            assert each.requires_grad
            assert each.dtype is torch.float32
            assert torch.allclose(each, wanted[name], atol=2e-3), name


@pytest.mark.parametrize("change", ["missing", "unexpected", "shape"])
def test_an_adapter_that_does_not_fit_is_refused(tmp_path: Path, change: str) -> None:
    model = trainable_model()
    export_adapter(model, tmp_path)
    state = load_file(tmp_path / "adapter_model.safetensors")
    name = min(state)
    changed = {
        "missing": {other: each for other, each in state.items() if other != name},
        "unexpected": {**state, "strange": torch.zeros(1)},
        "shape": {**state, name: torch.zeros(1)},
    }
    save_file(changed[change], tmp_path / "adapter_model.safetensors")
    with pytest.raises(AppError, match="does not fit") as caught:
        start_adapter(model, tmp_path)
    assert ("strange" if change == "unexpected" else name) in caught.value.detail


def test_what_the_picture_shows_changes_the_loss() -> None:
    model = trainable_model()
    encoded = [encode(model, PAIRS[0], Spelling.RELEASED)]
    one, other = collate(encoded, load), collate(encoded, lambda source: -3 * load(source))
    assert abs(model(one).item() - model(other).item()) > 1e-4


def test_batch_depends_on_seed_and_step_alone() -> None:
    first, second = task(), task()
    second.batch(0, 0)
    for step in (9, 2):  # in another order, and later than the first epoch
        one, two = first.batch(step, 0), second.batch(step, 0)
        assert torch.equal(one["ids"], two["ids"])
        assert torch.equal(one["labels"], two["labels"])


def test_micro_batches_are_the_batches_in_turn_and_no_epoch_is_planned_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[object] = []

    def plan(lengths: list[int], tokens: int, pool: int, seed: tuple[int, int]) -> list[list[int]]:
        planned.append(seed)
        return plan_batches(lengths, tokens, pool, seed)

    monkeypatch.setattr(alignment, "plan_batches", plan)
    halves, wholes = task(), task()
    halves.parameter_groups(LoopConfig(1, 1e-3, accumulate=2))
    found = [halves.batch(step, micro)["ids"] for step in range(20) for micro in range(2)]
    assert len(planned) == len(set(planned)) > 1
    assert all(torch.equal(each, wholes.batch(step, 0)["ids"]) for step, each in enumerate(found))


def test_every_sample_comes_once_an_epoch_within_the_limit_of_positions() -> None:
    lengths = [5, 40, 7, 30, 6, 39, 8, 31] * 9
    batches = plan_batches(lengths, 100, 24, (1, 0))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    assert all(max(lengths[index] for index in batch) * len(batch) <= 100 for batch in batches)
    assert batches != plan_batches(lengths, 100, 24, (1, 1))


def test_training_lowers_the_loss_and_its_export_is_half_precision(tmp_path: Path) -> None:
    alignment = task()
    optimizer = torch.optim.AdamW([each for each in alignment.model.parameters() if each.requires_grad], 2e-2)
    losses = []
    for step in range(24):
        loss = alignment.loss(alignment.model, alignment.batch(step % 2, 0)).value
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[22] < losses[0] - 0.05  # of the same batch
    assert losses[23] < losses[1] - 0.05
    alignment.export(tmp_path)
    projector = load_file(tmp_path / "image-projector" / "projector.safetensors")
    adapter = load_file(tmp_path / "adapter" / "adapter_model.safetensors")
    assert {tensor.dtype for tensor in (*projector.values(), *adapter.values())} == {torch.float16}
    assert len(adapter) == 2 * 2 * 4  # A and B, of four layers in each of two blocks
    assert (tmp_path / "adapter" / "adapter_config.json").is_file()


def test_pairs_survive_their_file(tmp_path: Path) -> None:
    assert write_pairs(PAIRS, tmp_path / "pairs.jsonl") == 3
    assert read_pairs(tmp_path / "pairs.jsonl") == PAIRS


@pytest.mark.parametrize("line", ["{", '{"instruction": "x"}', '{"instruction": "x", "invocations": []}', "[1]"])
def test_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    good = '{"instruction": "x", "media": [], "invocations": [["image", "a cat"]]}\n'
    (tmp_path / "pairs.jsonl").write_text(good + line)
    with pytest.raises(AppError, match="line 2"):
        read_pairs(tmp_path / "pairs.jsonl")
