"""One job on the command line: results, files, errors, exit codes."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from modaverse_desktop.cli import approval, commands
from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.modality import Modality
from tests.cli.conftest import FakeEngine, Run

WHAT = ("--stack", "tiny", "--instruction", "What is this?")
ORDER = ("generate", "--stack", "tiny", "--task", "image", "--prompt", "a cat")


def test_interpret_prints_one_json_object_and_nothing_else(engine: FakeEngine, run: Run, picture: Path) -> None:
    ran = run("interpret", *WHAT, "--media", picture, "--seed", 5, "--temperature", 0.7, "--json")
    assert ran.code == 0
    assert ran.out.count("\n") == 1
    assert ran.json["meta_response"] == "RAW"
    assert ran.json["invocations"] == [
        {"task": "text", "prompt": "Mèo 😺", "inputs": [], "parameters": {}},
        {"task": "image", "prompt": "a cat", "inputs": [str(picture)], "parameters": {"steps": 4}},
    ]
    assert ran.json["unread"] == ["stray"]
    assert ran.json["seconds"]["interpret"] == 0.25
    assert set(ran.json["seconds"]) >= {"load", "interpret", "total"}
    assert "a library prints" in ran.err
    (request,) = engine.interpreted
    assert (request.sampling.seed, request.sampling.temperature) == (5, 0.7)
    assert engine.warmed == ["tiny"]


def test_interpret_is_readable_without_json(engine: FakeEngine, run: Run) -> None:
    ran = run("interpret", *WHAT)
    assert ran.code == 0
    assert "2. image  a cat" in ran.out
    assert "could not be read: stray" in ran.out
    assert "a library prints" not in ran.out


def test_convert_makes_the_folder_and_says_what_it_made(engine: FakeEngine, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    ran = run("convert", *WHAT, "--yes", "--output", folder, "--seed", 7, "--json")
    assert ran.code == 0
    text, image = ran.json["artifacts"]
    assert (text["task"], text["text"]) == ("text", "Mèo 😺")
    assert "path" not in text
    assert Path(image["path"]).read_bytes() == b"png"
    assert Path(image["path"]).parent == folder
    assert (image["seed"], image["seconds"]) == (7, 0.5)
    assert ran.json["meta_response"] == "RAW"


def test_convert_without_output_writes_into_the_users_own_folder(
    engine: FakeEngine, run: Run, own_folders: Path
) -> None:
    ran = run("convert", *WHAT, "--yes", "--json")
    assert Path(ran.json["artifacts"][1]["path"]).parent == own_folders / "ModaVerse"


@pytest.mark.parametrize("extra", [(), ("--json",)])
def test_convert_asks_nobody_where_nobody_is(engine: FakeEngine, run: Run, extra: tuple[str, ...]) -> None:
    ran = run("convert", *WHAT, *extra)
    assert ran.code == 2
    assert "--yes" in ran.err
    assert not engine.interpreted


@pytest.mark.parametrize(
    ("answers", "made"),
    [
        (b"y\n", [("text", "Mèo 😺"), ("image", "a cat")]),
        (b"what?\nYES\n", [("text", "Mèo 😺"), ("image", "a cat")]),
        (b"e\n\n-\nnothing\n\na dog\ny\n", [("image", "a dog")]),
        (b"e\nimage\n\n\n\ny\n", [("image", "Mèo 😺"), ("image", "a cat")]),
    ],
)
def test_convert_asks_and_runs_what_was_approved(
    engine: FakeEngine,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    answers: bytes,
    made: list[tuple[str, str]],
) -> None:
    monkeypatch.setattr(commands, "can_ask", lambda: True)
    ran = run("convert", *WHAT, "--output", tmp_path, stdin=answers)
    assert ran.code == 0
    assert [(each.task.value, each.prompt) for each in engine.generated[0].invocations] == made
    assert "Result" in ran.out


@pytest.mark.parametrize("answer", [b"n\n", b""])
def test_a_refused_proposal_makes_nothing(
    engine: FakeEngine, run: Run, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(commands, "can_ask", lambda: True)
    assert run("convert", *WHAT, stdin=answer).code == 130
    assert not engine.generated


def test_nobody_is_at_a_terminal_in_a_test() -> None:
    assert not approval.can_ask()


def test_generate_types_its_options_as_the_manifest_says(engine: FakeEngine, run: Run, tmp_path: Path) -> None:
    options = ("--set", "steps=20", "--set", "guidance=2", "--set", "tiled=yes", "--seed", 3)
    ran = run(*ORDER, *options, "--output", tmp_path, "--json")
    assert ran.code == 0
    (invocation,) = engine.generated[0].invocations
    assert invocation.parameters == {"steps": 20, "guidance": 2.0, "tiled": True, "seed": 3}
    assert invocation.task is Modality.IMAGE
    assert set(ran.json["artifacts"][0]) == {"task", "path", "seed", "seconds"}
    assert not engine.warmed, "the language model is not needed"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("dance",),
        ("interpret",),
        ("interpret", "--instruction"),
        ("interpret", "--instruction", "x", "--seed", "-1"),
        ("interpret", "--instruction", "x", "--seed", "one"),
        ("interpret", "--instruction", "x", "--temperature", "nan"),
        ("interpret", "--instruction", "x", "--batch", "y"),
        ("convert", "--batch", "y"),
        ("generate", "--task", "image"),
        ("generate", "--task", "text", "--prompt", "x"),
        (*ORDER, "--set", "steps"),
        (*ORDER, "--set", "steps=many"),
        (*ORDER, "--set", "steps=1000"),
        (*ORDER, "--set", "speed=1"),
        ("packs",),
        ("train",),
    ],
)
def test_wrong_usage_is_one_sentence_and_code_2(engine: FakeEngine, run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words, "--json")
    assert ran.code == 2
    assert ran.json["exit_code"] == 2
    assert ran.json["error"]["title"]
    assert ran.json["error"]["kind"] == "usage"
    assert "Traceback" not in ran.err
    assert 1 <= len(ran.err.splitlines()) <= 2


@pytest.mark.parametrize("kind", ["missing", "folder", "empty", "text"])
def test_unusable_media_is_code_3_before_any_model_is_loaded(
    engine: FakeEngine, run: Run, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "x.png"
    if kind == "folder":
        path.mkdir()
    elif kind != "missing":
        path.write_text("" if kind == "empty" else "I am no picture")
    ran = run("interpret", *WHAT, "--media", path, "--json")
    assert ran.code == 3
    assert ran.json["exit_code"] == 3
    assert "x.png" in ran.json["error"]["title"]
    assert not engine.warmed


def test_a_leading_dash_and_a_relative_path_are_a_file(
    engine: FakeEngine, run: Run, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(picture.parent)
    picture.rename("-x.png")
    ran = run("interpret", *WHAT, "--media=-x.png", "--json")
    assert ran.code == 0
    assert engine.interpreted[0].media[0].path == Path.cwd() / "-x.png"


@pytest.mark.parametrize("instruction", ["", "  \n", "x" * 100_000])
def test_no_instruction_and_far_too_long_a_one_are_code_3(engine: FakeEngine, run: Run, instruction: str) -> None:
    ran = run("interpret", "--stack", "tiny", "--instruction", instruction)
    assert ran.code == 3
    assert ran.out == ""
    assert not engine.warmed


def test_the_instruction_can_come_from_standard_input(engine: FakeEngine, run: Run) -> None:
    ran = run("interpret", "--stack", "tiny", "--instruction", "-", "--json", stdin="Vẽ một con mèo".encode())
    assert ran.code == 0
    assert engine.interpreted[0].instruction == "Vẽ một con mèo"


def test_a_stack_that_is_not_installed_is_code_4(engine: FakeEngine, run: Run) -> None:
    ran = run("interpret", "--stack", "huge", "--instruction", "x", "--json")
    assert ran.code == 4
    assert "huge" in ran.json["error"]["title"]


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (AppError("No", kind=ErrorKind.MODEL), 4),
        (MemoryError(), 5),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"), 5),
        (OSError(errno.ENOSPC, "No space left on device"), 5),
        (KeyboardInterrupt(), 130),
        (Interrupted(), 130),
        (ZeroDivisionError("division"), 1),
    ],
)
def test_every_failure_has_its_exit_code_and_no_traceback(
    engine: FakeEngine, run: Run, failure: BaseException, code: int
) -> None:
    engine.failure = failure
    ran = run("interpret", *WHAT, "--json")
    assert ran.code == code
    assert ran.json["exit_code"] == code
    assert "Traceback" not in ran.err


def test_what_was_made_before_a_failure_is_told_with_the_error(engine: FakeEngine, run: Run, tmp_path: Path) -> None:
    engine.broken_generator = AppError("No painter", kind=ErrorKind.MODEL)
    ran = run("convert", *WHAT, "--yes", "--output", tmp_path, "--json")
    assert ran.code == 4
    assert ran.json["exit_code"] == 4
    assert ran.json["error"]["title"] == "No painter"
    assert [artifact["task"] for artifact in ran.json["artifacts"]] == ["text"]
    assert len(ran.json["invocations"]) == 2
    plain = run("convert", *WHAT, "--yes", "--output", tmp_path)
    assert "Mèo 😺" in plain.out
    assert plain.err.splitlines()[-1] == "No painter"


def test_debug_shows_where_a_generator_failed(engine: FakeEngine, run: Run, tmp_path: Path) -> None:
    engine.broken_generator = ZeroDivisionError("division")
    ran = run("convert", *WHAT, "--yes", "--output", tmp_path, "--debug")
    assert ran.code == 1
    assert "Traceback" in ran.err


def test_debug_shows_the_traceback(engine: FakeEngine, run: Run) -> None:
    engine.failure = ZeroDivisionError("division")
    assert "Traceback" in run("interpret", *WHAT, "--debug").err


def test_a_folder_that_cannot_be_made_is_code_5(engine: FakeEngine, run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = run(*ORDER, "--output", tmp_path / "file" / "folder", "--json")
    assert ran.code == 5
    assert "--output" in ran.json["error"]["hint"]


def test_a_file_name_that_is_not_unicode_gives_json_that_parses(engine: FakeEngine, run: Run, picture: Path) -> None:
    strange = picture.with_name("caf\udce9.png")
    picture.rename(strange)
    ran = run("interpret", *WHAT, "--media", strange, "--json")
    assert ran.json["invocations"][1]["inputs"] == [str(strange)]
