"""What takes the room: the bundle by parts, and the packages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import contents
import finish

_PARTS = {
    "torch": r"_internal/torch(gen)?/|_internal/functorch/",
    "weights of the starter stack (wheels)": r"_internal/({weights})/",
    "weights of the starter stack (ours)": r"_internal/modaverse_desktop/resources/starter/",
    "Qt and its Python modules": r"_internal/(PySide6|shiboken6)/",
    "ffmpeg and the system libraries": r"_internal/(programs/|[^/]+\.so)",
    "transformers, diffusers, peft, accelerate": r"_internal/(transformers|diffusers|peft|accelerate)/",
    "numpy, Pillow, tokenizers, sentencepiece": r"_internal/(numpy|PIL|pillow|tokenizers|sentencepiece)[^/]*/",
    "sympy, networkx, mpmath": r"_internal/(sympy|networkx|mpmath)/",
    "fonts": r"_internal/fonts/",
    "licences": r"_internal/licences/|.*\.dist-info/",
    "Python and the application's modules": r"modaverse|_internal/(python|base_library|modaverse_desktop)",
}
REST = "other libraries"


def part_of(path: str, weights: Sequence[str]) -> str:
    """Which line of the table a file of the bundle belongs to."""
    for name, pattern in _PARTS.items():
        if re.match(pattern.replace("{weights}", "|".join(weights) or "-"), path):
            return name
    return REST


def table(bundle: Path, packages: Sequence[Path]) -> str:
    """Markdown: parts in MB, unpacked; the packages; what was left out and why."""
    weights = sorted({path.split("/")[0] for path in contents.named_by_models()})
    sizes: Counter[str] = Counter()
    for file in finish.all_files(bundle):
        sizes[part_of(file.relative_to(bundle).as_posix(), weights)] += file.stat().st_size
    lines = ["| part | MB unpacked |", "|---|---:|"]
    lines += [f"| {name} | {size / 1e6:.0f} |" for name, size in sizes.most_common()]
    lines += [f"| **together** | **{sizes.total() / 1e6:.0f}** |", "", "| package | MB |", "|---|---:|"]
    lines += [f"| {file.name} | {file.stat().st_size / 1e6:.0f} |" for file in packages]
    lines += ["", "| left out | because |", "|---|---|"]
    left_out = {**contents.LEFT_OUT, **contents.PRUNED, **contents.QT_LEFT_OUT}
    lines += [f"| `{name}` | {why} |" for name, why in left_out.items()]
    return "\n".join(lines) + "\n"
