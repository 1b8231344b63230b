"""What is searched in an entry, and what the user's words become for SQLite's full-text search (FTS5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from modaverse_desktop.core.conversion import Conversion

_LONGEST = 20_000
_MOST_WORDS = 16
_CJK = re.compile(r"([\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])")
_WORD = re.compile(r"\w+")


def searched_text(conversion: Conversion) -> str:
    """All words of a conversion that people remember: what they asked, the prompts, the answers, the files' names."""
    return folded(" \n".join(_parts(conversion))[:_LONGEST])


def folded(text: str) -> str:
    """`text` without case and marks (đ as d, è as e), every Chinese, Japanese or Korean character a word of its own."""
    spread = _CJK.sub(r" \1 ", text.encode("utf-8", "replace").decode())
    plain = "".join(char for char in unicodedata.normalize("NFKD", spread) if not unicodedata.combining(char))
    return plain.casefold().replace("đ", "d").replace("_", " ")


def match_expression(text: str) -> str | None:
    """The FTS5 expression for what the user wrote: every word must occur, each may be the beginning of one.

    None if there is no word in it. A run of CJK characters must occur as it stands.
    """
    words: list[str] = []
    for word in _WORD.findall(text.encode("utf-8", "replace").decode()):
        parts = _WORD.findall(folded(word))
        if parts:
            words.append('"' + " ".join(parts) + '"*')
    return " AND ".join(words[:_MOST_WORDS]) or None


def _parts(conversion: Conversion) -> Iterable[str]:
    yield conversion.instruction
    for invocation in conversion.invocations:
        yield invocation.prompt
    for artifact in conversion.artifacts:
        if artifact.text and artifact.text not in (invocation.prompt for invocation in conversion.invocations):
            yield artifact.text
        if artifact.path:
            yield artifact.path.stem
    for media in conversion.media:
        yield media.path.name
