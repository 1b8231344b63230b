"""Licences to be read and accepted in place, of packs that are there or that are to be added."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from modaverse_desktop.ui.models.reading_view import ReadingView
from modaverse_desktop.ui.parts.widgets import push_button


class LicenceView(ReadingView):
    """Emits `accepted` or `closed`."""

    accepted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Licence"), self.tr("Not now"))
        self.accept_button = push_button(self.tr("I accept"), "primary")
        self.lay_out(self.accept_button, self.close_button)
        self.accept_button.clicked.connect(self._accept)

    def show_text(self, title: str, text: str, *, to_accept: bool) -> None:
        """Show a text; it is to be accepted, or only to be read."""
        self.title.setText(title)
        self.text.setPlainText(text)
        self.accept_button.setVisible(to_accept)
        words = self.tr("Not now") if to_accept else self.tr("Close")
        self.close_button.setText(words)
        self.close_button.setAccessibleName(words)
        (self.accept_button if to_accept else self.close_button).setFocus()

    @Slot()
    def _accept(self) -> None:
        self.accepted.emit()
