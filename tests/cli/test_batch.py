"""Many jobs, one engine: a bad line spoils no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from tests.cli.conftest import FakeEngine, Run


def lines(*jobs: object) -> bytes:
    return "".join(job if isinstance(job, str) else json.dumps(job) + "\n" for job in jobs).encode()


def test_every_line_gets_its_answer_in_order_and_the_engine_is_warmed_once(
    engine: FakeEngine, run: Run, picture: Path, tmp_path: Path
) -> None:
    file = tmp_path / "jobs.jsonl"
    good = {"instruction": "x", "media": [str(picture)], "id": "a"}
    file.write_bytes(
        lines(
            good,
            "not json\n",
            "\n",
            "[1]\n",
            {"id": 2, "instruction": "x", "media": ["/no/such.png"]},
            {"id": 3, "instruction": ""},
            {"id": 4, "instrucktion": "x"},
            {"id": 5, "instruction": "x", "seed": "y"},
            {"id": 6, "instruction": "x", "seed": 9, "temperature": 1},
            {"instruction": "x"},
        )
    )
    ran = run("interpret", "--stack", "tiny", "--batch", file, "--seed", 4, "--json")
    assert ran.code == 0
    assert [line["id"] for line in ran.lines] == ["a", None, None, 2, 3, 4, 5, 6, None]
    assert [line.get("exit_code", 0) for line in ran.lines] == [0, 2, 2, 3, 3, 2, 2, 0, 0]
    assert all(line["error"]["title"] for line in ran.lines if "exit_code" in line)
    assert [request.sampling.seed for request in engine.interpreted] == [4, 9, 4]
    assert engine.warmed == ["tiny"]


def test_a_broken_engine_fails_its_line_and_the_next_goes_on(engine: FakeEngine, run: Run) -> None:
    jobs = lines({"id": 1, "instruction": "x"})
    engine.failure = ZeroDivisionError()
    assert run("interpret", "--stack", "tiny", "--batch", "-", "--json", stdin=jobs).lines[0]["exit_code"] == 1


def test_a_model_that_fails_every_line_is_the_exit_code(engine: FakeEngine, run: Run) -> None:
    engine.failure = AppError("Damaged", kind=ErrorKind.MODEL)
    jobs = lines({"id": 1, "instruction": "x"}, {"id": 2, "instruction": "x"})
    ran = run("interpret", "--stack", "tiny", "--batch", "-", "--json", stdin=jobs)
    assert ran.code == 4
    assert [line["exit_code"] for line in ran.lines] == [4, 4]


def test_convert_makes_a_file_for_each_line(engine: FakeEngine, run: Run, tmp_path: Path) -> None:
    jobs = lines({"id": 1, "instruction": "one"}, {"id": 2, "instruction": "two", "seed": 8})
    ran = run("convert", "--stack", "tiny", "--batch", "-", "--yes", "--output", tmp_path, "--json", stdin=jobs)
    assert ran.code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["one.png", "two.png"]
    assert [line["artifacts"][1]["seed"] for line in ran.lines] == [99, 8]


def test_generate_takes_parameters_as_json(engine: FakeEngine, run: Run, tmp_path: Path) -> None:
    jobs = lines(
        {"id": 1, "task": "image", "prompt": "a cat", "seed": 1, "parameters": {"steps": 5}},
        {"id": 2, "prompt": "a cat"},
        {"id": 3, "task": "smell", "prompt": "a cat"},
        {"id": 4, "prompt": "a cat", "parameters": {"steps": "5"}},
        {"id": 5, "prompt": "a cat", "parameters": {"steps": [5]}},
        {"id": 6, "prompt": "a cat", "parameters": 5},
        {"id": 7, "task": "audio", "prompt": "a cat"},
    )
    words = ("generate", "--stack", "tiny", "--task", "image", "--batch", "-", "--set", "tiled=1")
    ran = run(*words, "--output", tmp_path, "--json", stdin=jobs)
    assert [line.get("exit_code", 0) for line in ran.lines] == [0, 0, 2, 2, 2, 2, 4]
    assert engine.generated[0].invocations[0].parameters == {"tiled": True, "steps": 5, "seed": 1}


def test_people_can_read_a_batch_too(engine: FakeEngine, run: Run) -> None:
    ran = run("interpret", "--stack", "tiny", "--batch", "-", stdin=lines({"id": "first", "instruction": "x"}, "?\n"))
    assert ran.out.startswith("first\nProposal")
    assert "not JSON" in ran.err


@pytest.mark.parametrize("batch", ["/no/such/file.jsonl", "/"])
def test_a_batch_that_cannot_be_read_is_code_3(engine: FakeEngine, run: Run, batch: str) -> None:
    assert run("interpret", "--stack", "tiny", "--batch", batch, "--json").json["exit_code"] == 3


def test_cancelling_stops_the_whole_batch(engine: FakeEngine, run: Run) -> None:
    engine.failure = KeyboardInterrupt()
    jobs = lines({"id": 1, "instruction": "x"}, {"id": 2, "instruction": "x"})
    ran = run("interpret", "--stack", "tiny", "--batch", "-", "--json", stdin=jobs)
    assert ran.code == 130
    assert len(engine.interpreted) == 1
