from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from modaverse_desktop.media.naming import safe_stem

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("a cat on a mat", "a-cat-on-a-mat"),
        ("  Ünïcødé — 日本の猫 🐱\n", "Ünïcødé-—-日本の猫-🐱"),
        ("👨‍👩‍👧 family", "👨‍👩‍👧-family"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x", "C-Windows-x"),
        ("-rf *", "rf"),
        (".hidden", "hidden"),
        ("what?!", "what-!"),
        ("end...", "end"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("lpt³", "_lpt³"),
        ("console", "console"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u0000b\u001fc", "a-b-c"),
        ("", "untitled"),
        (" ./\\.. ", "untitled"),
        ("\ud800", "untitled"),
    ],
)
def test_examples(text: str, stem: str) -> None:
    assert safe_stem(text) == stem


def test_a_long_prompt_is_cut_between_characters() -> None:
    assert safe_stem("x" * 500) == "x" * 80
    assert safe_stem("日" * 500) == "日" * 26
    assert safe_stem("é" * 500, max_bytes=17) == "é" * 8


@settings(deadline=None)
@given(st.text(), st.integers(16, 200))
@example("co\u200dn", 16)
@example("con\u200b", 16)
@example("a" * 15 + " b", 16)
@example("e\u200b\u0301" * 40, 80)
@example(";" * 3 + "\u037e\u212a\u2000", 16)
def test_every_text_gives_a_legal_name(text: str, max_bytes: int) -> None:
    stem = safe_stem(text, max_bytes)
    assert 0 < len(stem.encode("utf-8")) <= max_bytes
    assert not set(stem) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zs", "Zl", "Zp") for char in stem)
    assert stem[0] not in ".-"
    assert stem[-1] not in ". -"
    assert stem.split(".")[0].lower() not in _RESERVED
    assert Path(stem).name == stem
    assert stem == unicodedata.normalize("NFC", stem)


@settings(deadline=None)
@given(st.text(), st.integers(16, 200))
def test_a_safe_name_stays_as_it_is(text: str, max_bytes: int) -> None:
    stem = safe_stem(text, max_bytes)
    assert safe_stem(stem, max_bytes) == stem


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=40))
def test_the_file_system_takes_every_name(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"{safe_stem(text)}.tmp-name"
    path.write_bytes(b"x")
    path.unlink()
