"""How artifacts are named: a template such as ``{date}-{prompt}-{seed}``, made safe for every file system."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Mapping
from datetime import datetime

FIELDS = ("date", "time", "prompt", "seed", "task", "generator")
"""What a template may hold."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff<>:"/\\|?*\u2028\u2029]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_JOINER = "\u200d"  # holds families of emoji together
_LONGEST = 120
_LONGEST_PROMPT = 60


def template_problem(template: str) -> str:
    """What is wrong with a naming template, as a sentence; empty if nothing is."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        return f"the name cannot be read: {error}"
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if name not in FIELDS:
            return f"there is no {{{name}}}; there are {', '.join(f'{{{known}}}' for known in FIELDS)}"
        if form or conversion:
            return f"{{{name}}} must stand alone in its braces"
    return "" if template.strip() else "the name must not be empty"


def file_stem(template: str, values: Mapping[str, object]) -> str:
    """The name, without suffix, that the template gives. Names missing in `values` are left out; never empty.

    The stem is safe on Linux, Windows and macOS: at most 120 bytes of UTF-8, no separator, no reserved name, no dot or
    dash in front.

    Raises:
        ValueError: the template is wrong, see `template_problem`.
    """
    if problem := template_problem(template):
        raise ValueError(problem)
    texts = {name: str(values.get(name, "")) for name in FIELDS}
    texts["prompt"] = _shorten(" ".join(texts["prompt"].split()), _LONGEST_PROMPT)
    return safe_name(template.format_map(texts))


def with_moment(template: str, when: datetime) -> str:
    """The template with the date and the time in it; the other fields stay."""
    known = {"date": f"{when:%Y%m%d}", "time": f"{when:%H%M%S}"}
    parts = string.Formatter().parse(template)
    return "".join(literal(text) + (known.get(name, f"{{{name}}}") if name else "") for text, name, _, _ in parts)


def literal(text: str) -> str:
    """The template that gives this text, braces and all."""
    return text.replace("{", "{{").replace("}", "}}")


def safe_name(text: str) -> str:
    """`text` as a file name without suffix that every file system takes; ``artifact`` if nothing is left of it."""
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf" or char == _JOINER)
    name = re.sub(r"\s+", " ", _FORBIDDEN.sub(" ", visible))
    name = re.sub(r" ?-[- ]*", "-", name)  # what an empty field leaves behind
    name = _shorten(name.strip(" .-"), _LONGEST).rstrip(" .-")
    return (f"_{name}" if _RESERVED.match(name) else name) or "artifact"


def _shorten(text: str, size: int) -> str:
    """At most `size` bytes of UTF-8, cut between words if one ends in the last third."""
    data = text.encode("utf-8", "replace")
    if len(data) <= size:
        return text
    cut = data[:size].decode("utf-8", "ignore")
    space = cut.rfind(" ")
    return cut[:space] if space > 2 * len(cut) // 3 else cut
