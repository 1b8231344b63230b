"""What checking a model or the doctor found, line by line."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication

from modaverse_desktop.core.checkup import Checkup
from modaverse_desktop.ui.announcer import announce
from modaverse_desktop.ui.language import heard
from modaverse_desktop.ui.models.reading_view import ReadingView
from modaverse_desktop.ui.models.words import health_word
from modaverse_desktop.ui.parts.widgets import push_button


class CheckupView(ReadingView):
    """Can be copied."""

    def __init__(self) -> None:
        super().__init__(self.tr("What was found"), self.tr("Close"))
        self.copy_button = push_button(self.tr("Copy"), tip=self.tr("Copy what was found"))
        self.lay_out(self.close_button, self.copy_button)
        self.copy_button.clicked.connect(self._copy)

    def show_checkup(self, checkup: Checkup) -> None:
        """Show it, and say how it ended."""
        words = (
            self.tr("{name} is as it should be.") if checkup.is_healthy else self.tr("{name} is not as it should be.")
        )
        self.title.setText(words.format(name=checkup.id))
        lines = [f"{health_word(each.health)}: {heard(each.about)}: {heard(each.words)}" for each in checkup.findings]
        self.text.setPlainText("\n".join(lines))
        self.close_button.setFocus()
        announce(self, self.title.text(), urgent=True)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.title.text()}\n{self.text.toPlainText()}")
