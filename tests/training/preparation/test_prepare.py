"""Media are verified and encoded once; a training reads the rest by memory map."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.engine.encoders import load_encoder
from modaverse_desktop.training.construction.files import write_samples
from modaverse_desktop.training.preparation import encoding, shards
from modaverse_desktop.training.preparation.index import Index
from modaverse_desktop.training.preparation.prepare import Preparation, make_tokeniser, open_shards, open_tokens
from modaverse_desktop.training.preparation.settings import PreparedConfig
from modaverse_desktop.training.preparation.shards import Shards
from modaverse_desktop.training.preparation.tokens import TokenFile, Tokenised, write_tokens
from tests.training.preparation.studio import AUDIO, IMAGE, SAMPLES, VIDEO, prepare, save_studio

CPU = torch.device("cpu")


@pytest.fixture
def studio(tmp_path: Path) -> PreparedConfig:
    return save_studio(tmp_path)


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The media that were really encoded."""
    seen: list[str] = []
    real = encoding._encoded

    def noted(medium: Any, *rest: Any) -> Any:
        seen.append(medium.path)
        return real(medium, *rest)

    monkeypatch.setattr(encoding, "_encoded", noted)
    return seen


def test_what_is_prepared_equals_what_the_encoder_says(studio: PreparedConfig) -> None:
    done = prepare(studio)
    assert (done.samples, done.validation, done.broken) == (5, 4, 3)
    assert done.left_out == {"a medium cannot be used": 3}
    encoder = load_encoder(read_manifest(Path(studio.encoders[0])), CPU)
    rows, tokens = open_shards(studio), open_tokens(studio, "train")
    for sample, prepared in zip(SAMPLES[:5], (tokens[number] for number in range(5)), strict=True):
        assert [modality for modality, _, _ in prepared.media] == [modality for modality, _ in sample.media]
        for (modality, path), (_, _, position) in zip(sample.media, prepared.media, strict=True):
            with torch.inference_mode():
                fresh = encoder.embed_media(Media((studio.media / path).absolute(), modality)).numpy()
            assert rows[modality].row(position) == pytest.approx(fresh, abs=2e-2, rel=2e-3)


def test_broken_media_are_listed_with_a_sentence_and_skipped(studio: PreparedConfig) -> None:
    prepare(studio)
    listed = [json.loads(line) for line in (studio.prepared / "broken.jsonl").read_text().splitlines()]
    why = {row["path"]: row["why"] for row in listed}
    assert set(why) == {"cut.png", "none.png", "2.png"}
    assert "not found" in why["none.png"]
    assert why["2.png"] == "it is image, not audio"


def test_the_same_content_is_encoded_once_and_a_second_run_encodes_nothing(
    studio: PreparedConfig, encoded: list[str]
) -> None:
    prepare(studio)
    assert sorted(set(encoded) - {"cut.png"}) in (
        ["0.png", "1.png", "film.mkv", "tone.wav"],
        ["1.png", "3.png", "film.mkv", "tone.wav"],
    )
    encoded.clear()
    prepare(studio)
    assert encoded in ([], ["cut.png"])  # what was broken is tried again


def test_a_medium_that_changed_or_came_later_is_encoded_anew(studio: PreparedConfig, encoded: list[str]) -> None:
    before = prepare(studio)
    encoded.clear()
    Image.new("RGB", (30, 30), "green").save(studio.media / "none.png")
    Image.new("RGB", (30, 30), "blue").save(studio.media / "1.png")
    after = prepare(studio)
    assert sorted(set(encoded) - {"cut.png"}) == ["1.png", "none.png"]
    assert after.samples == before.samples + 1


def test_a_kill_costs_one_batch_at_most(
    studio: PreparedConfig, encoded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "_BATCH", 1)
    child = os.fork()
    if not child:
        with Preparation(studio, CPU) as preparation:
            preparation.scan(lambda words: None)

            def die(words: str) -> None:
                if words.startswith("Encoded 3"):
                    os.kill(os.getpid(), signal.SIGKILL)

            preparation.run(1, die)
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    with Index(studio.prepared / "index.sqlite") as index:
        waiting, done, broken = index.totals()
    assert done + broken == 3
    assert waiting == 5
    assert prepare(studio).samples == 5
    assert len(set(encoded)) == len(encoded) <= 5


def test_what_a_kill_left_behind_the_sure_rows_is_overwritten(tmp_path: Path) -> None:
    first = Shards(tmp_path, "e", 3)
    first.append(np.ones((2, 3), np.float16))
    first.append(np.full((1, 3), 7, np.float16))  # the index never heard of it
    again = Shards(tmp_path, "e", 3, count=2)
    assert again.append(np.full((2, 3), 5, np.float16)) == 2
    assert [float(again.row(position)[0]) for position in range(4)] == [1, 1, 5, 5]
    assert again.path(0).stat().st_size == 4 * 3 * 2


def test_rows_go_on_in_the_next_shard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "ROWS", 3)
    rows = np.arange(16, dtype=np.float16).reshape(8, 2)
    made = Shards(tmp_path, "e", 2)
    made.append(rows[:2])
    made.append(rows[2:])
    assert [path.name for path in sorted(tmp_path.iterdir())] == [f"e-0000{n}.f16" for n in range(3)]
    assert np.array_equal(np.stack([Shards(tmp_path, "e", 2).row(position) for position in range(8)]), rows)
    made.path(1).unlink()
    with pytest.raises(AppError, match="e-00001.f16 is missing"):
        Shards(tmp_path, "e", 2).row(4)


def test_the_disk_that_is_needed_is_said_first(studio: PreparedConfig) -> None:
    with Preparation(studio, CPU) as preparation:
        forecast = preparation.scan(lambda words: None)
    assert (forecast.samples, forecast.media) == (12, 8)
    prepare(studio)
    written = sum(path.stat().st_size for path in studio.prepared.rglob("*") if path.suffix in (".f16", ".bin"))
    assert written < forecast.new_bytes < 20 * written
    assert "media to encode" in forecast.sentence()


def test_a_full_disk_is_one_sentence_and_the_next_run_goes_on(
    studio: PreparedConfig, monkeypatch: pytest.MonkeyPatch, encoded: list[str]
) -> None:
    real = os.fsync

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shards.os, "fsync", full)
    with pytest.raises(AppError, match="The disk is full") as caught:
        prepare(studio)
    assert caught.value.kind is ErrorKind.RESOURCES
    monkeypatch.setattr(shards.os, "fsync", real)
    assert prepare(studio).samples == 5


def test_an_index_that_finds_no_room_before_it_is_made_to_last_says_so(tmp_path: Path) -> None:
    with Index(tmp_path / "index.sqlite") as index:
        index.add([("a.png", "image")])
        index.commit()
        index._base.execute("PRAGMA max_page_count = 8")
        with pytest.raises(AppError, match="index could not be written") as caught:
            index.add((f"{number}.png", "image") for number in range(10_000))
        assert caught.value.kind is ErrorKind.RESOURCES
    with Index(tmp_path / "index.sqlite") as index:
        assert [each.path for each in index.waiting()] == ["a.png"]


def test_prompts_are_the_composite_s_and_the_loss_begins_at_the_answer(studio: PreparedConfig) -> None:
    prepare(studio)
    sample = open_tokens(studio, "train")[1]
    tokenizer = make_tokeniser(studio).tokenizer
    text = tokenizer.decode(sample.ids)
    assert tokenizer.decode(sample.ids[sample.answer :]) == (
        "Modality: [IMAGE] Prompt: a dog\nModality: [AUDIO] Prompt: a dog barks ###<eos>"
    )
    assert text.startswith("### Human: <Media>")
    ((modality, at, _),) = sample.media
    assert modality is AUDIO
    assert sample.ids[at : at + 2] == (0, 0)


def test_the_paper_s_spelling_can_be_the_target(studio: PreparedConfig) -> None:
    chosen = replace(studio, spelling="paper")
    prepare(chosen)
    sample = open_tokens(chosen, "train")[3]
    answer = make_tokeniser(chosen).tokenizer.decode(sample.ids[sample.answer :])
    assert answer == '{model: "text-to-image", prompts: "the sea"}<eos>'
    with pytest.raises(AppError, match="other settings") as caught:
        open_tokens(studio, "train")
    assert "spelling" in caught.value.detail


def test_a_joined_template_gets_its_media_in_the_order_it_was_trained_with(studio: PreparedConfig) -> None:
    prepare(studio)
    tokeniser = make_tokeniser(studio)
    tokeniser.template = replace(tokeniser.template, joined=True)
    tokeniser.__post_init__()
    with Index(studio.prepared / "index.sqlite") as index:
        made = tokeniser.tokenise(SAMPLES[2], index)
    assert isinstance(made, Tokenised)
    assert [modality for modality, _, _ in made.media] == [IMAGE, VIDEO]


def test_nothing_to_train_on_is_said(studio: PreparedConfig, tmp_path: Path) -> None:
    write_samples(SAMPLES[5:], tmp_path / "samples.jsonl")
    with pytest.raises(AppError, match="Nothing is left to train on") as caught:
        prepare(studio)
    assert "3 × a medium cannot be used" in caught.value.detail


@pytest.mark.parametrize("change", [{"instructions": ("none.jsonl",)}, {"media": Path("none")}])
def test_started_in_the_wrong_folder_it_says_so_and_makes_nothing(
    studio: PreparedConfig, tmp_path: Path, change: dict[str, Any]
) -> None:
    elsewhere = replace(studio, prepared=tmp_path / "elsewhere", **change)
    with pytest.raises(AppError, match="none") as caught:
        Preparation(elsewhere, CPU)
    assert f"in {Path.cwd()}" in caught.value.hint
    assert not elsewhere.prepared.exists()


def test_a_cut_or_missing_token_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="no prepared instructions"):
        TokenFile(tmp_path / "none")
    write_tokens(tmp_path / "train", [Tokenised((1, 2), 1, ()), Tokenised((3,), 0, ())], {})
    assert [TokenFile(tmp_path / "train")[n].ids for n in (0, 1)] == [(1, 2), (3,)]
    rows = tmp_path / "train" / "samples.bin"
    rows.write_bytes(rows.read_bytes()[:-30])
    with pytest.raises(AppError, match="cut short"):
        TokenFile(tmp_path / "train")


def test_a_damaged_index_is_named(studio: PreparedConfig) -> None:
    studio.prepared.mkdir()
    (studio.prepared / "index.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 99)
    with pytest.raises(AppError, match="cannot be used"):
        Preparation(studio, CPU)


MEASURE: Callable[[], int] = lambda: int(  # noqa: E731
    next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("RssAnon")).split()[1]
)


def test_memory_does_not_grow_with_the_number_of_instructions(tmp_path: Path) -> None:
    def samples(count: int) -> Any:
        return (Tokenised(tuple(range(20)), 10, ((VIDEO, 1, number),)) for number in range(count))

    write_tokens(tmp_path / "small", samples(1000), {})
    before = MEASURE()
    write_tokens(tmp_path / "big", samples(60_000), {})
    tokens = TokenFile(tmp_path / "big")
    assert sum(len(tokens[number].ids) for number in range(0, 60_000, 3)) == 400_000
    assert MEASURE() - before < 12_000  # kB; as Python objects they would take 40,000
