"""A file name from whatever the user wrote: readable, and legal on every system."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_JOINER = "\u200d"


def safe_stem(text: str, max_bytes: int = 80, fallback: str = "untitled") -> str:
    """A file name without extension made from `text`, at most `max_bytes` bytes of UTF-8 (at least 16).

    Words are joined with ``-``. No separators, control or invisible characters, no leading dot or dash, no trailing
    dot, no name that Windows reserves. Letters of all scripts and emoji stay. `fallback` when nothing is left.
    """
    kept = "".join(_replacement(char) for char in unicodedata.normalize("NFC", text))
    words = "-".join(word for word in re.split(r"[\s-]+", kept) if word)
    stem = _trim(_cut(unicodedata.normalize("NFC", words), max_bytes))
    if _RESERVED.match(stem):
        stem = _trim(_cut(f"_{stem}", max_bytes))
    return stem or fallback


def _replacement(char: str) -> str:
    """Separators, control characters and what no file name may hold become spaces; invisible marks vanish."""
    category = unicodedata.category(char)
    if char in _FORBIDDEN or category in ("Cc", "Cs", "Cn", "Zs", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Co") and char != _JOINER:
        return ""
    return char


def _cut(text: str, max_bytes: int) -> str:
    """The longest beginning that fits; a character is never split."""
    return text.encode("utf-8")[:max_bytes].decode("utf-8", "ignore")


def _trim(text: str) -> str:
    return text.lstrip(f".-{_JOINER}").rstrip(f".-{_JOINER}")
