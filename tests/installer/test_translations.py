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


def test_the_translation_has_what_the_window_says_and_nothing_else() -> None:
    assert set(translations.read_translations(SOURCES)) == set(translations.messages()), "run `make translations`"


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


def test_sentences_to_be_recognised_are_those_of_the_sources() -> None:
    wanted = [message.source for message in translations.messages() if "{0}" in message.source]
    assert json.loads(TEMPLATES.read_text(encoding="utf-8")) == wanted


def test_a_sentence_that_is_put_together_first_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "modaverse_desktop"
    package.mkdir()
    (package / "bad.py").write_text('class A:\n    def f(self, x):\n        return self.tr(f"a {x}")\n')
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    with pytest.raises(ValueError, match="plain text"):
        translations.messages()


def test_linguist_can_read_what_is_written(tmp_path: Path) -> None:
    said = {Message("A", "5 < 6 & “seven”"): "“bảy”", Message("B", "two\nlines"): ""}
    translations.write_translations(tmp_path / "x.ts", "vi", said)
    assert translations.read_translations(tmp_path / "x.ts") == said
