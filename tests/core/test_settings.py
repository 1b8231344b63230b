"""Settings survive the way to the disk and back, and a broken file never stops the start."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from modaverse_desktop.core import settings as module
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.settings import Settings, Theme, load_settings, read_settings, save_settings, to_dict

CHANGED = Settings(
    output=Path("/home/zoë/Bilder"),
    naming="{prompt}",
    model_folders=(Path("/disk/models"), Path("/mnt/\udcff")),
    stack="modaverse-7b",
    approve_text=False,
    device="cuda:1",
    memory_mb=4096,
    metadata=False,
    edit_given=True,
    notify=False,
    theme=Theme.DARK,
    language="de",
)


def test_without_a_file_the_standard_settings_are_used(tmp_path: Path) -> None:
    loaded = load_settings(tmp_path / "settings.json")
    assert loaded.settings == Settings()
    assert loaded.problems == ()


@pytest.mark.parametrize("settings", [Settings(), CHANGED])
def test_saved_settings_are_loaded_again(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "config" / "settings.json"
    save_settings(settings, path)
    loaded = load_settings(path)
    assert loaded.settings == settings
    assert loaded.problems == ()


def test_the_output_folder_has_a_usual_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path))
    assert Settings().output_folder == tmp_path / "output"
    assert CHANGED.output_folder == Path("/home/zoë/Bilder")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("output", "relative", "not an absolute path"),
        ("output", "/nul\0", "not an absolute path"),
        ("output", 3, "must be a text"),
        ("naming", "{colour}", "there is no {colour}"),
        ("model_folders", "/disk", "must be a list"),
        ("model_folders", ["disk"], "not an absolute path"),
        ("device", "tpu", "not auto, cpu"),
        ("device", "cuda:", "not auto, cpu"),
        ("device", 0, "must be a text"),
        ("memory_mb", -1, "whole number of MB"),
        ("memory_mb", 2.5, "whole number of MB"),
        ("memory_mb", True, "whole number of MB"),
        ("memory_mb", 10**30, "whole number of MB"),
        ("metadata", 1, "true or false"),
        ("stack", "", "must name a stack"),
        ("approve_text", "yes", "true or false"),
        ("notify", 1, "true or false"),
        ("theme", "pink", "pink"),
        ("theme", ["dark"], "dark"),
        ("language", None, "must be a text"),
        ("colour", "red", "not known"),
    ],
)
def test_a_value_that_cannot_be_used_is_reset_alone_and_reported(key: str, value: object, said: str) -> None:
    loaded = read_settings({**to_dict(CHANGED), key: value})
    assert len(loaded.problems) == 1
    assert key in loaded.problems[0]
    assert said in loaded.problems[0]
    expected = {**to_dict(CHANGED), **({key: to_dict(Settings())[key]} if key != "colour" else {})}
    assert to_dict(loaded.settings) == expected


def test_a_value_can_be_checked_before_it_is_a_setting() -> None:
    assert module.problem_with("naming", "{prompt}") == ""
    assert "there is no {colour}" in module.problem_with("naming", "{colour}")
    assert module.problem_with("output", "") == ""
    assert "not an absolute path" in module.problem_with("output", "pictures")


def test_folders_named_twice_are_kept_once() -> None:
    loaded = read_settings({"model_folders": ["/a", "/b", "/a"]})
    assert loaded.settings.model_folders == (Path("/a"), Path("/b"))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'"text"', b"[" * 100_000, b"{" + b" " * (1 << 20)])
def test_a_broken_file_is_set_aside_and_the_start_goes_on(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    loaded = load_settings(path)
    assert loaded.settings == Settings()
    assert "set aside" in loaded.problems[0]
    assert (tmp_path / "settings.json.broken").read_bytes() == content
    assert not path.exists()


def test_a_broken_file_that_cannot_be_set_aside_is_only_reported(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b"{")
    (tmp_path / "settings.json.broken" / "full").mkdir(parents=True)
    loaded = load_settings(tmp_path / "settings.json")
    assert loaded.settings == Settings()
    assert "could not be set aside" in loaded.problems[0]


def test_a_folder_in_the_files_place_is_only_reported(tmp_path: Path) -> None:
    loaded = load_settings(tmp_path)
    assert loaded.settings == Settings()
    assert "cannot be read" in loaded.problems[0]


def test_saving_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AppError, match="could not be written"):
        save_settings(Settings(), tmp_path / "file" / "settings.json")


def test_newer_settings_are_read_as_far_as_they_are_known() -> None:
    loaded = read_settings({**to_dict(CHANGED), "version": module.VERSION + 1, "hologram": True})
    assert loaded.settings == CHANGED
    assert len(loaded.problems) == 2


@pytest.mark.parametrize("version", [0, True, "1", None])
def test_a_version_that_makes_no_sense_is_reported(version: object) -> None:
    loaded = read_settings({**to_dict(CHANGED), "version": version})
    assert loaded.settings == CHANGED
    assert "version" in loaded.problems[0]


def test_older_settings_are_brought_up_to_date_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "VERSION", 3)
    monkeypatch.setattr(
        module,
        "_MIGRATIONS",
        {1: lambda data: {"color": data["colour"]}, 2: lambda data: {"theme": data["color"]}},
    )
    loaded = read_settings({"version": 1, "colour": "dark"})
    assert loaded.settings == Settings(theme=Theme.DARK)
    assert loaded.problems == ()


def test_settings_of_the_first_version_mean_what_they_meant(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    first = {"version": 1, "output": "/pictures", "naming": "{prompt}", "model_folders": ["/disk"], "stack": "starter"}
    path.write_text(json.dumps({**first, "approve_text": False, "theme": "dark", "language": "vi"}))
    loaded = load_settings(path)
    assert loaded.problems == ()
    assert loaded.settings == Settings(
        output=Path("/pictures"),
        naming="{prompt}",
        model_folders=(Path("/disk"),),
        approve_text=False,
        theme=Theme.DARK,
        language="vi",
    )
    save_settings(loaded.settings, path)
    assert json.loads(path.read_text())["version"] == 3


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@hypothesis_settings(max_examples=50)
@given(st.dictionaries(st.sampled_from([*to_dict(Settings()), "other"]), json_values))
def test_whatever_the_file_holds_settings_come_out_that_can_be_saved(data: dict[str, object]) -> None:
    loaded = read_settings(data)
    again = read_settings(json.loads(json.dumps(to_dict(loaded.settings))))
    assert again.settings == loaded.settings
    assert again.problems == ()
