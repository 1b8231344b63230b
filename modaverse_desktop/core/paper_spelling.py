"""Reading ``{model: "text-to-image", prompts: "a cat"}`` and ``["text-to-image", "a cat"]``, also half-written ones."""

from __future__ import annotations

import re

from modaverse_desktop.core.spelling import Found, clean_prompt, excerpt, task_named

_BEGIN = re.compile(
    r"""\{\s*["']?(?:models?|prompts?)["']?\s*:      # an object
      | \[\s*["']text[-_ ]?(?:to|2)[-_ ]?\w+["']\s*,   # a pair
      | \b(?=model["']?\s*:\s*["']?text-to-)           # an object that lost its brace""",
    re.IGNORECASE | re.VERBOSE,
)
_KEY = re.compile(r"""[\s,{]*["']?(\w{1,40})["']?\s*:\s*""")
_BARE_END = re.compile(r"""[}\n]|,(?=\s*["']?(?:models?|prompts?)["']?\s*:)""", re.IGNORECASE)
_QUOTE_OR_ESCAPE = re.compile(r"""\\.|["']""", re.DOTALL)
_CLOSES = re.compile(r"\s*(?:[,}\])]|\Z)")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))|\\\Z", re.DOTALL)
_CUT_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{0,3}\Z")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " "}
_BETWEEN = " \t\r\n,;[](){}"


def begins(text: str) -> int | None:
    """Where the first invocation of this spelling begins."""
    match = _BEGIN.search(text)
    return match.start() if match else None


def read(text: str, start: int) -> Found:
    """The invocations from `start` on; what stands before, between and after them is reported."""
    found = Found()
    position = 0
    match = _BEGIN.search(text, start)
    while match:
        _report_stray(text[position : match.start()], found)
        if match[0].startswith("["):
            position = _read_pair(text, match.start() + 1, found)
        else:
            position = _read_object(text, match.start(), found)
        match = _BEGIN.search(text, position)
    _report_stray(text[position:], found)
    return found


def _report_stray(text: str, found: Found) -> None:
    if text.strip(_BETWEEN):
        found.unread.append(f"text outside the invocations: {excerpt(text)}")


def _read_object(text: str, start: int, found: Found) -> int:
    """Read one object that begins at `start`; returns where it ends."""
    models: list[str] = []
    prompts: list[str] = []
    position = start
    while key := _KEY.match(text, position):
        values, position = _read_value(text, key.end())
        name = key[1].lower()
        if name.startswith("model"):
            # a name that the end of the text cuts off may be the beginning of another: "text" of "text-to-image"
            models += values if position < len(text) or text.rstrip().endswith(('"', "'")) else []
        elif name.startswith("prompt"):
            prompts += values
        else:
            found.unread.append(f"unknown key {excerpt(key[1])}")
        if text[position : position + 1] != ",":
            break
    closing = re.compile(r"\s*\}").match(text, position)
    _add(models, prompts, text[start:position], found)
    return closing.end() if closing else position


def _read_pair(text: str, start: int, found: Found) -> int:
    """Read ``"text-to-image", "a cat"]``, `start` being after the bracket; returns where it ends."""
    values, position = _read_list(text, start)
    _add(values[:1], values[1:], text[start:position], found)
    return position


def _add(models: list[str], prompts: list[str], source: str, found: Found) -> None:
    """One invocation for each prompt; an unknown or missing model is reported."""
    task = task_named(models[0]) if models else None
    if task is None:
        found.unread.append(f"an invocation without a known modality: {excerpt(source)}")
        return
    if not prompts:
        found.unread.append(f"no prompt for {task.value}")
    found.calls.extend((task, clean_prompt(prompt)) for prompt in prompts or [""])


def _read_value(text: str, start: int) -> tuple[list[str], int]:
    """The string or strings at `start`, and where the comma or brace after them is (white space skipped)."""
    if text[start : start + 1] == "[":
        values, end = _read_list(text, start + 1)
    else:
        value, end = _read_string(text, start)
        values = [value]
    return values, _skip_space(text, end)


def _read_list(text: str, start: int) -> tuple[list[str], int]:
    """The strings up to the closing bracket, `start` being after the opening one; a bare text ends the list."""
    values: list[str] = []
    position = _skip_space(text, start)
    while text[position : position + 1] in ('"', "'"):
        value, position = _read_string(text, position)
        values.append(value)
        position = _skip_space(text, position)
        if text[position : position + 1] != ",":
            break
        position = _skip_space(text, position + 1)
    return values, position + (text[position : position + 1] == "]")


def _read_string(text: str, start: int) -> tuple[str, int]:
    """A quoted string, or bare text up to the end of the object; returns it unescaped and where it ends.

    A quote closes the string only where a comma or a bracket follows, so that ``'it's a cat'`` is read as meant.
    """
    quote = text[start : start + 1]
    if quote not in ('"', "'"):
        end = _BARE_END.search(text, start)
        position = end.start() if end else len(text)
        return text[start:position], position
    for match in _QUOTE_OR_ESCAPE.finditer(text, start + 1):
        if match[0] == quote and _CLOSES.match(text, match.end()):
            return _unescape(text[start + 1 : match.start()]), match.end()
    return _unescape(_CUT_ESCAPE.sub("", text[start + 1 :])), len(text)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else _letter(match[2]), text)


def _letter(escaped: str | None) -> str:
    return _LETTERS.get(escaped, escaped) if escaped else ""


def _skip_space(text: str, start: int) -> int:
    match = re.compile(r"\s*").match(text, start)
    return match.end() if match else start
