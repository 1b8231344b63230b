"""Words that ask for something to move, or to become a clip."""

from __future__ import annotations

CLIP = r"(?:an?\s|the\s)?(?:short\s|little\s|looping\s)?(?:clip|video|film|movie|animation|gif|loop)"
"""What a clip is called, as a regular expression in verbose form."""
_DOES = r"""
    (?:mov|danc|wav|bounc|shak)(?:e|ing) | (?:jump|walk|fly|spinn?|roll|runn?|swimm?|swing|sway)(?:ing)?
  | grow | shrink | explode | float | fall | disappear | vanish | blink | glow | melt
"""


def moving(it: str) -> str:
    """A regular expression in verbose form for “animate it”, “make it dance”, “turn it into a clip”; `it` is one for
    what is to move."""
    return rf"""(?:
    animate\s+{it}
  | (?:bring|get|set|put|have)\s+{it}\s(?:to\slife|moving|to\smove|in\smotion|into\smotion)
  | (?:make|let|have|show|watch|see)\s+(?:me\s+)?{it}\s(?:come\s(?:to\slife|alive) | in\smotion | into\smotion |
  {_DOES}) | (?:make|turn|transform|convert)\s+{it}\s(?:in)?to\s{CLIP}
)\b"""
