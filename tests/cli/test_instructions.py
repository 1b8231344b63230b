"""`instructions` by way of the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.training.construction.scripted_server import serving

PUBLISHED = Path(__file__).parents[1] / "training" / "construction" / "published"


def test_a_published_set_is_converted_checked_and_shown(run: Run, tmp_path: Path, picture: Path) -> None:
    made = tmp_path / "llava.jsonl"
    ran = run("instructions", "convert", "llava", PUBLISHED / "llava_instruct.json", "--output", made, "--json")
    assert (ran.code, ran.json["samples"]) == (0, 3)
    ran = run("instructions", "check", made, "--json")
    assert (ran.code, ran.json["problems"], ran.json["pairs"]) == (0, {}, {"image → text": 3})
    ran = run("instructions", "check", made, "--media", tmp_path)
    assert ran.code == 3
    assert "“000000100001.jpg” was not found" in ran.out
    ran = run("instructions", "show", made, "--count", 2)
    assert ran.out.count("Modality: [TEXT]") == 2
    page = tmp_path / "page.html"
    assert run("instructions", "show", made, "--html", page, "--media", tmp_path).code == 0
    assert page.read_text().count("<article>") == 3


def test_a_wrong_file_is_one_sentence_and_leaves_nothing(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('[{"id": "1", "image": "a.jpg"}]')
    made = tmp_path / "made.jsonl"
    ran = run("instructions", "convert", "llava", bad, "--output", made)
    assert ran.code == 3
    assert "bad.json, line 1, entry 1: 'conversations' is missing" in ran.err
    assert list(tmp_path.iterdir()) == [bad]


def test_a_file_is_not_written_over_itself(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"file": "a.jpg", "caption": "a cat"}\n')
    again = tmp_path / ".." / tmp_path.name / "own.jsonl"
    assert "is the file that is read" in run("instructions", "convert", "pictures", own, "--output", again).err
    made = tmp_path / "made.jsonl"
    assert run("instructions", "convert", "pictures", own, "--output", made).code == 0
    assert run("instructions", "show", made, "--html", made).code == 2
    assert own.read_text().startswith('{"file"')
    assert made.read_text().startswith('{"version"')


def test_a_generation_says_what_it_costs_asks_and_reports(run: Run, tmp_path: Path) -> None:
    captions = tmp_path / "captions.jsonl"
    captions.write_text("".join(json.dumps({"file": f"{n}.png", "caption": f"thing {n}"}) + "\n" for n in range(9)))
    config = tmp_path / "generate.toml"
    with serving(lambda number, body: "good") as server:
        config.write_text(
            f'output = "{tmp_path / "out"}"\ncount = 6\nonly_present = false\n'
            f'[model]\naddress = "{server.address}"\nname = "m"\n'
            f'input_price = 1.0\n[[candidates]]\nformat = "pictures"\nfile = "{captions}"\n'
        )
        ran = run("instructions", "generate", config, "--estimate", "--json")
        assert (ran.code, ran.json["missing"], ran.json["queries"]) == (0, 6, 2)
        assert server.requests == []
        assert run("instructions", "generate", config).code == 2
        ran = run("instructions", "generate", config, "--yes", "--json")
        assert ran.code == 0
        assert ran.json["samples"] >= 6
        assert "About 2 queries" in ran.err
        asked = len(server.requests)
        ran = run("instructions", "generate", config, "--yes")
        assert "samples are there already" in ran.err
        assert len(server.requests) == asked
    assert (tmp_path / "out" / "report.md").is_file()


@pytest.mark.parametrize("words", [["convert", "imagenet", "a", "--output", "b"], ["show", "a", "--count", "0"], []])
def test_what_cannot_be_meant_is_a_usage_error(run: Run, words: list[str]) -> None:
    assert run("instructions", *words).code == 2
