"""Everything that the window says is translated, nothing that it does not say any more, and compiled."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "installer"))
import translations
from translations import COMPILED, QT, SOURCES, TEMPLATES, Message

FILLED_IN = re.compile(r"\{[^}]*\}|%\w")
EVERY = [pytest.param(file, id=file.stem) for file in (SOURCES, QT)]


@pytest.fixture(scope="module")
def said() -> list[Message]:
    return translations.messages()


def test_the_translation_has_what_the_window_says_and_nothing_else(said: list[Message]) -> None:
    assert set(translations.read_translations(SOURCES)) == set(said), "run `make translations`"


@pytest.mark.parametrize("file", EVERY)
def test_everything_is_translated(file: Path) -> None:
    assert [message.source for message, text in translations.read_translations(file).items() if not text] == []


@pytest.mark.parametrize("file", EVERY)
def test_what_is_filled_in_is_filled_in_in_the_translation_too(file: Path) -> None:
    said = {message.source: text for message, text in translations.read_translations(file).items() if text}
    assert {
        source: text
        for source, text in said.items()
        if sorted(FILLED_IN.findall(source)) != sorted(FILLED_IN.findall(text))
    } == {}


@pytest.mark.parametrize("file", EVERY)
def test_translations_end_as_their_sources_do(file: Path) -> None:
    said = {message.source: text for message, text in translations.read_translations(file).items() if text}
    assert {
        source: text
        for source, text in said.items()
        for sign in ("…", ".", "?", ":")
        if source.replace("...", "…").endswith(sign) != text.endswith(sign)
    } == {}


def test_the_compiled_translation_is_of_these_sources(tmp_path: Path) -> None:
    translations.compile_translations(tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == COMPILED.read_bytes(), "run `make translations`"


def test_sentences_to_be_recognised_are_those_of_the_sources(said: list[Message]) -> None:
    wanted = [message.source for message in said if "{0}" in message.source]
    assert json.loads(TEMPLATES.read_text(encoding="utf-8")) == wanted


def test_a_sentence_that_is_put_together_first_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "modaverse_desktop"
    package.mkdir()
    (package / "bad.py").write_text('class A:\n    def f(self, x):\n        return self.tr(f"a {x}")\n')
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    with pytest.raises(ValueError, match="plain text"):
        translations.messages()


WAYS = {
    "a variable": 'def f():\n    hint = "Say it."\n    raise AppError("Title", "", hint)',
    "several variables at once": 'def f():\n    title, hint = "Title", "Say it."\n    raise AppError(title, hint=hint)',
    "a choice": 'def f(x):\n    raise AppError("Title", "Say it." if x else x.words)',
    "what else it may be": 'def f(x):\n    raise AppError("Title", x.words or "Say it.")',
    "a constant": 'HOW = "Say it."\ndef f():\n    raise AppError("Title", "", HOW)',
    "a constant of another file": "from modaverse_desktop.other import HOW\ndef f():\n    AppError('Title', HOW)",
    "an argument": 'def f(why, x):\n    raise AppError("Title", why)\ndef g():\n    f("Say it.", 1)',
    "an argument by its name": 'def f(x, why):\n    AppError("Title", why)\ndef g():\n    f(1, why="Say it.")',
    "an argument of a method": "class A:\n    def f(self, why):\n        AppError('Title', why)\n"
    "    def g(self):\n        self.f('Say it.')",
    "an argument of an outer function": 'def f(why):\n    def g():\n        AppError("T", why)\n    f("Say it.")',
    "a function of another file": "from modaverse_desktop.other import fail\ndef g():\n    fail('Say it.')",
    "a result": 'def f(x):\n    if x:\n        return "Say it."\n    return x\ndef g():\n    AppError(f(1))',
    "a table": 'TABLE = {1: ("T", "Say it.")}\ndef f(x):\n    title, hint = TABLE.get(x, x)\n    AppError(title, hint)',
    "a list": 'def f(x):\n    for each in ["Say it."]:\n        AppError("Title", each)',
    "what is filled in": "def f(x):\n    raise AppError(f\"Something: {'Say it.' if x else ''}\")",
    "what is read on the way": 'def f():\n    if hint := "Say it.":\n        AppError("Title", hint)',
    "an enumeration": "class Placement(Enum):\n    ALL = 'Say it.'\ndef f(x):\n    Progress('c', x.placement.value)",
    "a list of notes": 'def f():\n    notes = []\n    notes.append("Say it.")',
    "a default": 'def f(x, why="Say it."):\n    AppError(x, why)',
    "another kind of error": 'class Bad(AppError):\n    pass\ndef f():\n    raise Bad("Say it.")',
}


@pytest.mark.parametrize("way", WAYS)
def test_a_sentence_is_found_whichever_way_it_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    package = tmp_path / "modaverse_desktop"
    package.mkdir()
    (package / "one.py").write_text(WAYS[way])
    (package / "other.py").write_text('HOW = "Say it."\ndef fail(title):\n    raise AppError(title)')
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    assert Message("heard", "Say it.") in translations.messages()


def test_linguist_can_read_what_is_written(tmp_path: Path) -> None:
    said = {Message("A", "5 < 6 & “seven”"): "“bảy”", Message("B", "two\nlines"): ""}
    translations.write_translations(tmp_path / "x.ts", "vi", said)
    assert translations.read_translations(tmp_path / "x.ts") == said
