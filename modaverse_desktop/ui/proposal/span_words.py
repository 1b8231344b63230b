"""A span of time in words, as exact as an estimate can be."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def span_words(seconds: float) -> str:
    """``about 12 s``."""
    if seconds < 1:
        return _tr("less than a second")
    if seconds < 90:
        return _tr("about {number} s").format(number=round(seconds))
    if seconds < 90 * 60:
        return _tr("about {number} min").format(number=round(seconds / 60))
    return _tr("about {number} h").format(number=round(seconds / 3600))


def _tr(text: str) -> str:
    return QCoreApplication.translate("NeedsLine", text)
