"""What the model wrote, letter by letter: folded away, never hidden."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme


class RawResponse(QWidget):
    """The text; `unfold` is the button that shows it, to be put where there is room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.unfold = push_button(self.tr("What the model wrote"), "quiet")
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._fold)
        self._text = label(role="mono", wrap=True, selectable=True)
        self._text.setAccessibleName(self.tr("Meta-response"))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 0, 4)
        column.addWidget(self._text)
        self._draw_arrow()
        self.hide()
        theme.changed.connect(self._draw_arrow)

    def text(self) -> str:
        """The meta-response."""
        return self._text.text()

    def show_text(self, text: str) -> None:
        """Show another meta-response."""
        self._text.setText(text)
        self.unfold.setVisible(bool(text))

    @Slot(bool)
    def _fold(self, shown: bool) -> None:
        self.setVisible(shown)
        self._draw_arrow()

    @Slot()
    def _draw_arrow(self) -> None:
        self.unfold.setIcon(self._theme.icon("unfold" if self.unfold.isChecked() else "fold", "muted"))
