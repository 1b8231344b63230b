"""Pairs written by a chat model, against a scripted server: whatever it does, nothing is lost or asked twice."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.construction.checking import check_file
from modaverse_desktop.training.construction.files import read_samples
from modaverse_desktop.training.construction.generation.asking import Progress
from modaverse_desktop.training.construction.generation.chat import Answer, Refused
from modaverse_desktop.training.construction.generation.endpoint import Endpoint
from modaverse_desktop.training.construction.generation.journal import Journal, State
from modaverse_desktop.training.construction.generation.run import Generation
from modaverse_desktop.training.construction.generation.settings import (
    CaptionSource,
    GenerationSettings,
    ModelSettings,
    load_settings,
)
from modaverse_desktop.training.construction.generation.wording import question
from tests.training.construction.scripted_server import good_content, hash_of, serving, words

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def captions(tmp_path: Path) -> tuple[CaptionSource, ...]:
    found = []
    for kind, suffix in (("pictures", "png"), ("sounds", "wav"), ("clips", "mp4")):
        path = tmp_path / f"{kind}.jsonl"
        rows = [{"file": f"{n}.{suffix}", "caption": f"{words(hash_of(f'{kind}{n}'))} here"} for n in range(200)]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        found.append(CaptionSource(kind, path, tmp_path / kind))
    return tuple(found)


@pytest.fixture
def settings(tmp_path: Path, captions: tuple[CaptionSource, ...]) -> GenerationSettings:
    model = ModelSettings("m", "http://127.0.0.1:9/v1", first_wait=0.01, longest_wait=0.02, timeout=5)
    return GenerationSettings(tmp_path / "out", 40, model, captions, captions, only_present=False)


def at(settings: GenerationSettings, address: str, **changes: Any) -> GenerationSettings:
    return replace(settings, model=replace(settings.model, address=address, **changes))


def generate(settings: GenerationSettings) -> dict[str, Any]:
    generation = Generation(settings)
    try:
        with closing(Endpoint(settings.model)) as chat:
            generation.run(chat, lambda progress: None)
    finally:
        report = generation.write()
        generation.close()
    return report


def test_a_good_server_gives_balanced_samples_a_report_and_a_checked_file(settings: GenerationSettings) -> None:
    told: list[Progress] = []
    with serving(lambda number, body: "good") as server:
        chosen = replace(at(settings, server.address), count=112)
        generation = Generation(chosen)
        with closing(Endpoint(chosen.model)) as chat:
            generation.run(chat, told.append)
        report = generation.write()
        generation.close()
    assert 112 <= report["samples"] <= 116
    assert report["kinds"] == {"output": report["samples"]}
    assert len(report["pairs"]) == 56  # 8 combinations in, 7 out: each at least twice
    assert set(report["pairs"].values()) <= {2, 3}
    assert report["queries"] == {"answered": len(server.requests)}
    assert report["tokens"] == {"in": 100 * len(server.requests), "out": 50 * len(server.requests)}
    assert len(report["shown"]) == 20
    assert told[-1].samples == report["samples"]
    assert check_file(chosen.output / "samples.jsonl", None).good
    assert "samples, drawn by chance" in (chosen.output / "report.md").read_text()
    media = [path for _, sample in read_samples(chosen.output / "samples.jsonl") for _, path in sample.media]
    assert all(Path(path).parent.name in ("pictures", "sounds", "clips") for path in media)


def test_a_query_holds_seeds_descriptions_and_references(settings: GenerationSettings) -> None:
    with serving(lambda number, body: "good") as server:
        generate(at(settings, server.address))
    body = server.requests[0][1]
    system, asked = (message["content"] for message in body["messages"])
    assert "one JSON object" in system
    assert asked.count('"instruction"') == settings.seeds_shown
    assert "text-to-" in asked
    assert asked.count("→ make") == settings.per_query
    assert body["response_format"]["type"] == "json_schema"
    assert body["model"] == "m"


@pytest.mark.parametrize("trouble", ["429", "500", "truncated", "malformed", "no choices"])
def test_trouble_is_waited_out_and_costs_no_sample(settings: GenerationSettings, trouble: str) -> None:
    with serving(lambda number, body: trouble if number % 2 == 0 else "good") as server:
        # several ask at once, so whose turn the trouble is is left to chance: nobody gives up after a few bad ones
        report = generate(at(settings, server.address, tries=30))
    assert report["samples"] >= 40
    assert report["refusals"] >= 4
    assert set(report["queries"]) <= {"answered"}
    assert max(Counter(json.dumps(messages) for messages in server.answered).values()) == 1


def test_a_server_that_hangs_is_asked_again(settings: GenerationSettings) -> None:
    with serving(lambda number, body: "hang" if number == 0 else "good") as server:
        report = generate(at(settings, server.address, timeout=0.5))
    assert report["samples"] >= 40
    assert report["refusals"] >= 1


def test_a_server_that_is_gone_is_given_up_and_the_next_run_goes_on(settings: GenerationSettings) -> None:
    with serving(lambda number, body: "good" if number < 4 else "503") as server:
        chosen = at(settings, server.address, tries=2, concurrency=2)
        with pytest.raises(AppError, match="does not answer any more") as caught:
            generate(chosen)
    assert caught.value.kind is ErrorKind.RESOURCES
    had = json.loads((chosen.output / "report.json").read_text())["samples"]
    assert had >= 15
    with serving(lambda number, body: "good") as again:
        report = generate(at(settings, again.address, tries=2))
    assert report["samples"] >= 40
    first = {json.dumps(messages) for messages in server.answered}
    assert not first & {json.dumps(messages) for messages in again.answered}


@pytest.mark.parametrize(("act", "words"), [("401", "Check the key"), ("quota", "nothing left")])
def test_a_refusal_for_good_stops_at_once_and_never_shows_the_key(
    settings: GenerationSettings, monkeypatch: pytest.MonkeyPatch, act: str, words: str
) -> None:
    monkeypatch.setenv("MODAVERSE_API_KEY", "sk-very-secret")
    with serving(lambda number, body: act) as server:
        chosen = at(settings, server.address, concurrency=1)
        with pytest.raises(AppError) as caught:
            generate(chosen)
    assert words in caught.value.hint
    assert server.requests[0][0] == "Bearer sk-very-secret"
    assert "secret" not in str(caught.value)
    for path in chosen.output.iterdir():
        assert "secret" not in path.read_text()


def test_an_endpoint_that_knows_no_schema_is_told_in_words(settings: GenerationSettings) -> None:
    with serving(lambda number, body: "no schema" if "response_format" in body else "good") as server:
        report = generate(at(settings, server.address, concurrency=1))
    assert report["samples"] >= 40
    forms = [body.get("response_format", {}).get("type") for _, body in server.requests]
    assert forms[:3] == ["json_schema", "json_object", None]
    assert set(forms[3:]) == {None}


def test_an_endpoint_of_the_newer_kind_is_asked_in_its_own_way(settings: GenerationSettings) -> None:
    def newer(number: int, body: dict[str, Any]) -> str:
        if "max_tokens" in body:
            return "400 Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
        return "400 'temperature' must be 1 with this model" if "temperature" in body else "good"

    with serving(newer) as server:
        report = generate(at(settings, server.address, concurrency=1, temperature=0.7))
    assert report["samples"] >= 40
    assert len(server.requests) == report["queries"]["answered"] + 2
    assert server.requests[-1][1]["max_completion_tokens"] == settings.model.answer_tokens


def test_what_a_refusal_asks_for_is_understood(settings: GenerationSettings) -> None:
    asked = [{"role": "user", "content": "?"}]
    with (
        serving(lambda number, body: "429 date") as server,
        closing(Endpoint(at(settings, server.address).model)) as it,
    ):
        with pytest.raises(Refused) as caught:
            it.ask(asked)
        assert caught.value.wait == pytest.approx(100, abs=10)
        server.act = lambda number, body: "400 This model's maximum context length is 2048 tokens"
        with pytest.raises(AppError, match="maximum context length") as final:
            it.ask(asked)
        assert "Lower per_query" in final.value.hint
        server.act = lambda number, body: "401"
        with pytest.raises(AppError) as final:
            it.ask(asked)
        assert "wants a key: set the environment variable MODAVERSE_API_KEY" in final.value.hint


def test_answers_of_no_use_are_not_asked_for_for_ever(settings: GenerationSettings) -> None:
    with serving(lambda number, body: _spoilt("babble", body)) as server:
        with pytest.raises(AppError, match="hardly of use") as caught:
            generate(at(settings, server.address))
        assert len(server.requests) <= 20 + settings.model.concurrency
        assert "100 times: no JSON" in caught.value.detail
        server.act = _always_the_same
        with pytest.raises(AppError, match="hardly of use") as caught:
            generate(replace(at(settings, server.address), output=settings.output / "2"))
    assert "duplicate" in caught.value.detail
    assert "more captions" in caught.value.hint
    assert caught.value.kind is ErrorKind.MODEL


def _always_the_same(number: int, body: dict[str, Any]) -> str:
    answer = json.loads(good_content(body))
    for pair in answer["pairs"]:
        pair["instruction"] = "Make something of it"
        for call in pair["invocations"]:
            call["prompt"] = "a cat"
    return json.dumps(answer)


def test_nothing_is_repaired_that_is_not_needed_any_more(settings: GenerationSettings) -> None:
    with serving(lambda number, body: _spoilt("missing", body) if number == 0 else "good") as server:
        chosen = replace(at(settings, server.address, concurrency=2), count=9)
        report = generate(chosen)
        assert (report["samples"], len(server.requests)) == (9, 2)
        assert report["rejected"] == {"pair missing": 1}
        assert generate(replace(chosen, count=10))["repaired"] == 1


def test_stopped_twice_what_is_on_its_way_is_left(settings: GenerationSettings) -> None:
    with serving(lambda number, body: "hang") as server:
        generation = Generation(at(settings, server.address, timeout=30, concurrency=2))
        told: list[Progress] = []

        def tell(progress: Progress) -> None:
            told.append(progress)
            if len(server.requests) == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt), closing(Endpoint(generation.settings.model)) as chat:
            generation.run(chat, tell)
        assert [progress.stopping for progress in told[-2:]] == [False, True]
        assert told[-1].on_the_way == 2
        assert generation.write()["queries"] == {"sent": 2}
        assert "was on its way" in (settings.output / "report.md").read_text()
        generation.close()


def test_nothing_is_asked_about_media_that_are_not_there(settings: GenerationSettings, tmp_path: Path) -> None:
    whole = replace(settings, media=tmp_path, only_present=True)
    whole = replace(whole, candidates=tuple(replace(c, media=Path(c.media.name)) for c in settings.candidates))
    with pytest.raises(AppError, match=r"Of pictures.jsonl not one medium is there") as caught:
        Generation(whole)
    assert "only_present = false" in caught.value.hint
    for folder, suffix in (("pictures", "png"), ("sounds", "wav"), ("clips", "mp4")):
        (tmp_path / folder).mkdir()
        for number in range(3):
            (tmp_path / folder / f"{number}.{suffix}").write_text("there")
    with serving(lambda number, body: "good") as server:
        chosen = at(whole, server.address)
        generation = Generation(chosen)
        assert generation.absent == 3 * 197
        generation.close()
        generate(chosen)
    assert check_file(chosen.output / "samples.jsonl", tmp_path).good


def _spoilt(change: str, body: dict[str, Any]) -> str:
    answer = json.loads(good_content(body))
    first = answer["pairs"][0]
    if change == "babble":
        return "Sure! Here are some pairs."
    if change == "cut":
        return json.dumps(answer)[:-20]
    if change == "missing":
        del answer["pairs"][0]
    if change == "tasks":
        first["invocations"] = [{"task": "image", "prompt": "x"}] * 4
    if change == "form":
        first["invocations"] = "a cat"
    if change == "empty":
        first["invocations"][0]["prompt"] = " "
    if change == "refusal":
        first["instruction"] = "As an AI I would rather not"
    if change == "long":
        first["instruction"] = "x" * 500
    if change == "spelling":
        first["invocations"][0]["prompt"] = "Modality: [IMAGE] a cat"
    return json.dumps(answer)


REASONS = {
    "babble": "no JSON", "cut": "answer cut off", "missing": "pair missing", "tasks": "other tasks than asked for",
    "form": "wrong form", "empty": "empty text", "refusal": "refusal", "long": "too long",
    "spelling": "cannot be spelled as a meta-response",
}  # fmt: skip


@pytest.mark.parametrize("change", REASONS)
def test_a_bad_answer_is_repaired_once_or_dropped_with_a_reason(settings: GenerationSettings, change: str) -> None:
    def once(number: int, body: dict[str, Any]) -> str:
        return "good" if len(body["messages"]) > 2 else _spoilt(change, body)

    with serving(once) as server:
        report = generate(replace(at(settings, server.address), count=10))
    assert report["repaired"] >= 2
    assert report["rejected"] == {}
    asked_again = [body["messages"] for _, body in server.requests if len(body["messages"]) > 2]
    assert asked_again
    assert all(len(messages) == 4 for messages in asked_again)

    with serving(lambda number, body: _spoilt(change, body) if number < 2 else "good") as server:
        stubborn = replace(at(settings, server.address, concurrency=1), count=10, output=settings.output / "2")
        report = generate(stubborn)
    assert list(report["rejected"]) == [REASONS[change]]


def test_copies_and_near_copies_are_dropped(settings: GenerationSettings) -> None:
    def alike(number: int, body: dict[str, Any]) -> str:
        if number == 1:
            return good_content(body, "the very same") if len(body["messages"]) == 2 else "good"
        answer = json.loads(good_content(body))
        if number in (2, 3):
            for pair in answer["pairs"]:
                pair["instruction"] = "Draw me the animal that can be heard here"
                for call in pair["invocations"]:
                    call["prompt"] = "a photo of a cat" + ("!" if number == 3 else "")
        return json.dumps(answer)

    with serving(alike) as server:
        report = generate(replace(at(settings, server.address, concurrency=1), count=30))
    assert report["rejected"]["duplicate"] + report["rejected"].get("near duplicate", 0) >= 3
    texts = [
        sample.instruction + str(sample.invocations) for _, sample in read_samples(settings.output / "samples.jsonl")
    ]
    assert len(set(texts)) == len(texts)


def test_what_the_user_sees_is_not_told_by_the_user(settings: GenerationSettings) -> None:
    def telling(number: int, body: dict[str, Any]) -> str:
        answer = json.loads(good_content(body))
        lines = [line for line in body["messages"][1]["content"].splitlines() if "→ make" in line]
        for pair, line in zip(answer["pairs"], lines, strict=True):
            told = line.split('"')
            pair["instruction"] = f"I have {told[1]}, paint it" if len(told) > 1 else pair["instruction"]
        return json.dumps(answer) if number < 2 and len(body["messages"]) == 2 else "good"

    with serving(telling) as server:
        report = generate(at(settings, server.address, concurrency=1))
    assert report["repaired"] >= 4


def test_what_it_will_cost_is_said_before_anything_is_asked(settings: GenerationSettings) -> None:
    priced = at(settings, settings.model.address, input_price=2.0, output_price=8.0, requests_per_minute=1)
    generation = Generation(replace(priced, count=850))
    forecast = generation.estimate()
    generation.close()
    assert forecast.queries == 200
    assert forecast.seconds == pytest.approx(200 * 60)
    assert forecast.cost == pytest.approx((2 * forecast.input_tokens + 8 * forecast.output_tokens) / 1e6)
    assert re.fullmatch(
        r"About 200 queries, [\d,]+ tokens in and 90,000 out, [\d.]+ in .*; 3.3 hours.", forecast.sentence()
    )
    with serving(lambda number, body: "good") as server:
        generate(replace(at(settings, server.address), output=settings.output / "2"))
    sent = [sum(len(m["content"]) for m in body["messages"]) / 4 for _, body in server.requests]
    assert forecast.input_tokens / 200 == pytest.approx(sum(sent) / len(sent), rel=0.2)


def test_a_journal_is_not_continued_with_other_captions(settings: GenerationSettings) -> None:
    Generation(replace(settings, seed=2)).close()  # an estimate: nothing is asked yet
    with serving(lambda number, body: "good") as server:
        generate(replace(at(settings, server.address), count=5))
    Generation(replace(settings, count=99)).close()
    with pytest.raises(AppError, match="other settings") as caught:
        Generation(replace(settings, seed=1))
    assert "seed" in caught.value.detail


def test_a_half_written_line_is_cut_and_a_damaged_one_is_named(settings: GenerationSettings) -> None:
    with serving(lambda number, body: "good") as server:
        report = generate(at(settings, server.address))
    path = settings.output / "journal.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"answer": "99", "te')
    generation = Generation(settings)
    assert len(generation.collection.samples) == report["samples"]
    generation.close()
    assert path.read_bytes() == whole
    lines = whole.splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], b"{}{\n", *lines[3:]]))
    with pytest.raises(AppError, match="journal.jsonl, line 4 is damaged"):
        Generation(settings)


def test_a_full_disk_leaves_a_journal_that_goes_on(
    settings: GenerationSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = os.fsync, [10]

    def full(descriptor: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(28, "No space left on device")
        real(descriptor)

    with serving(lambda number, body: "good") as server:
        chosen = at(settings, server.address)
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(AppError, match="The disk is full"):
            generate(chosen)
        monkeypatch.setattr(os, "fsync", real)
        report = generate(chosen)
    assert report["samples"] >= 40
    assert max(Counter(json.dumps(messages) for messages in server.answered).values()) == 1


def test_fifty_random_kills_lose_nothing_and_ask_nothing_twice(settings: GenerationSettings, tmp_path: Path) -> None:
    with serving(lambda number, body: "500" if number % 17 == 3 else "good") as server:
        config = tmp_path / "config.json"
        files = [[each.format, str(each.file), str(each.media)] for each in settings.candidates]
        told = {"address": server.address, "output": str(settings.output), "candidates": files}
        config.write_text(json.dumps(told))
        command = [sys.executable, "-m", "tests.training.construction.killed_generation", str(config), "50"]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["kills"] == 50
    report = json.loads((settings.output / "report.json").read_text())
    answered = Counter(json.dumps(messages) for messages in server.answered)
    assert max(answered.values()) == 1  # nothing is asked again that was answered
    journal = Journal.open(settings.output / "journal.jsonl", json.loads(_first_line(settings.output))["settings"])
    journal.close()
    assert len(journal.answers) == len(set(journal.answers)) == report["queries"]["answered"]
    lost = [query for query in journal.queries.values() if query.state is State.SENT]
    assert len(lost) <= 4 * 50  # only what was on its way at a kill
    known = {json.dumps(question(query.plan)) for query in journal.queries.values()}
    assert set(answered) <= known  # all that was ever asked is written down
    assert report["samples"] + sum(report["rejected"].values()) == len(journal.answers)  # and no answer is lost
    assert len(journal.answers) >= 40


def _first_line(folder: Path) -> str:
    with (folder / "journal.jsonl").open(encoding="utf-8") as stream:
        return stream.readline()


class _Moody:
    """A chat that refuses by chance: the order of answers differs each time."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def ask(self, messages: list[dict[str, str]]) -> Answer:
        if self.dice.random() < 0.3:
            raise Refused("mood")
        return Answer(good_content({"messages": messages}), (1, 1))


def test_a_replayed_journal_gives_the_very_same_samples(settings: GenerationSettings) -> None:
    quick = replace(settings, count=200, model=replace(settings.model, concurrency=8, first_wait=0.001, tries=20))
    generation = Generation(quick)
    generation.run(_Moody(1), lambda progress: None)
    generation.close()
    again = Generation(quick)
    again.close()
    assert again.collection.samples == generation.collection.samples
    assert again.missing == 0


GOOD = """
output = "out"
count = 10
[model]
address = "http://127.0.0.1:1/v1"
name = "m"
[[candidates]]
format = "coco"
file = "a.json"
"""


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        ('name = "m"', 'name = "m"\nkey = "sk-1"', "does not belong"),
        ('name = "m"', "", "name of a model"),
        ("http://127.0.0.1:1/v1", "api.example.com/v1", "must begin with https://"),
        ("count = 10", "count = 0", "at least 1"),
        ("count = 10", 'count = "ten"', "must be int"),
        ("count = 10", "", "lacks 'count'"),
        ('format = "coco"', 'format = "imagenet"', "is not one of"),
        ('[[candidates]]\nformat = "coco"\nfile = "a.json"', "", "candidates"),
        ("[model]", "[model", "not valid TOML"),
        ("count = 10", "count = 10\ncolour = 1", "unknown entries: colour"),
    ],
)
def test_a_wrong_configuration_is_one_sentence(tmp_path: Path, good: str, bad: str, words: str) -> None:
    path = tmp_path / "generate.toml"
    path.write_text(GOOD)
    assert load_settings(path).count == 10
    path.write_text(GOOD.replace(good, bad))
    with pytest.raises(AppError) as caught:
        load_settings(path)
    assert words in f"{caught.value} {caught.value.hint}"


def test_a_key_is_looked_for_in_the_environment_then_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    import types

    from modaverse_desktop.training.construction.generation import keys

    with pytest.raises(AppError, match="no key for https://a.example") as caught:
        keys.find_key("https://a.example/v1", "SOME_KEY")
    assert "keyring set modaverse-desktop https://a.example/v1" in caught.value.hint
    assert keys.find_key("http://localhost:8000/v1", "SOME_KEY") == ""
    ring = types.ModuleType("keyring")
    kept = {("modaverse-desktop", "https://a.example/v1"): "kept"}
    ring.get_password = lambda *who: kept.get(who)  # type: ignore[attr-defined]
    monkeypatch.setattr(keys.importlib.util, "find_spec", lambda name: object())
    monkeypatch.setitem(sys.modules, "keyring", ring)
    assert keys.find_key("https://a.example/v1", "SOME_KEY") == "kept"
    monkeypatch.setenv("SOME_KEY", "given")
    assert keys.find_key("https://a.example/v1", "SOME_KEY") == "given"
