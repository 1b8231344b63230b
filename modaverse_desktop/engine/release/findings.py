"""What is wrong with a set of tensors: which are missing, of another shape, or not expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.engine.release.checkpoint import Stored

Shapes = Mapping[str, tuple[int, ...]]
_SHOWN = 8


@dataclass(frozen=True)
class Findings:
    """Names in a file that are not as expected; all empty: it fits."""

    file: str
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """In words, the first few names of each sort; empty if all is well."""
        sorts = {"missing": self.missing, "unexpected": self.unexpected, "of another shape": self.shapes}
        parts = [f"{len(names)} {sort} ({_some(names)})" for sort, names in sorts.items() if names]
        return f"{self.file}: {'; '.join(parts)}" if parts else ""


def compare(file: str, found: Mapping[str, Stored], expected: Shapes) -> Findings:
    """What of `found` is not as `expected`."""
    return Findings(
        file,
        tuple(sorted(set(expected) - set(found))),
        tuple(sorted(set(found) - set(expected))),
        tuple(
            f"{name}: {list(found[name].shape)} instead of {list(shape)}"
            for name, shape in sorted(expected.items())
            if name in found and found[name].shape != shape
        ),
    )


def refuse(findings: tuple[Findings, ...]) -> None:
    """Raise AppError(MODEL) with everything that is wrong, if anything is."""
    if said := [each.said for each in findings if each.said]:
        raise AppError(
            "The files are not what was published",
            " | ".join(said),
            "Get the files named here again; nothing was added.",
            ErrorKind.MODEL,
        )


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
