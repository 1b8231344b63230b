"""What the model wrote, letter by letter: folded away, never hidden; what is changed in it changes the plan at once."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from modaverse_desktop.core.meta_response import Reading, parse_meta_response
from modaverse_desktop.ui.parts.widgets import label, push_button, set_property
from modaverse_desktop.ui.proposal.prompt_edit import PromptEdit
from modaverse_desktop.ui.theme import Theme


class RawResponse(QWidget):
    """The text; `unfold` is the button that shows it, to be put where there is room."""

    read = Signal(object)
    """The user changed the text: the `Reading` of what it says now, if that is anything at all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.unfold = push_button(self.tr("What the model wrote"), "quiet")
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._fold)
        self.edit = PromptEdit(self.tr("Meta-response"))
        set_property(self.edit, "role", "mono")
        self._note = label(role="small", wrap=True)
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.edit)
        column.addWidget(self._note)
        self._draw_arrow()
        self.hide()
        self.edit.textChanged.connect(self._read)
        theme.changed.connect(self._draw_arrow)

    def text(self) -> str:
        """The meta-response."""
        return self.edit.toPlainText()

    def note(self) -> str:
        """What is said about it."""
        return "" if self._note.isHidden() else self._note.text()

    def show_text(self, text: str, *, editable: bool = True) -> None:
        """Show another meta-response."""
        self.edit.show_text(text)
        self.edit.setReadOnly(not editable)
        self._note.hide()

    @Slot()
    def _read(self) -> None:
        reading = parse_meta_response(self.text())
        self._say(reading)
        if reading.invocations:
            self.read.emit(reading)

    def _say(self, reading: Reading) -> None:
        count = len(reading.invocations)
        if not count:
            said = self.tr("Nothing in it can be understood; the plan stays as it is.")
        elif count == 1:
            said = self.tr("One step is understood.")
        else:
            said = self.tr("{count} steps are understood.").format(count=count)
        if reading.unread:
            said = self.tr("{said} Not understood: {parts}.").format(said=said, parts="; ".join(reading.unread))
        self._note.setText(said)
        self._note.show()

    @Slot(bool)
    def _fold(self, shown: bool) -> None:
        self.setVisible(shown)
        self._draw_arrow()

    @Slot()
    def _draw_arrow(self) -> None:
        self.unfold.setIcon(self._theme.icon("unfold" if self.unfold.isChecked() else "fold", "muted"))
