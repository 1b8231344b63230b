"""Settings that belong together, under a heading."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.widgets import label
from modaverse_desktop.ui.settings.setting_row import SettingRow


class Section(QWidget):
    """`below` is what else belongs there; it is found by the heading and by `words`."""

    def __init__(self, title: str, *rows: SettingRow, below: QWidget | None = None, words: str = "") -> None:
        super().__init__()
        self.title = title
        self.rows = rows
        self._below = below
        self._words = f"{title} {words}".casefold()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(label(title, "heading"))
        for widget in (*rows, *([below] if below else [])):
            column.addWidget(widget)

    def find(self, words: str) -> bool:
        """Show only what these words are about; whether there is anything."""
        is_meant = all(word in self._words for word in words.casefold().split())
        found = [is_meant or row.matches(words) for row in self.rows]
        for row, is_found in zip(self.rows, found, strict=True):
            row.setVisible(is_found)
        if self._below is not None:
            self._below.setVisible(is_meant)
        self.setVisible(is_meant or any(found))
        return is_meant or any(found)
