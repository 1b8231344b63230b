"""An error in its place: a sentence, what is known, what to do, and a button that copies it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.ui.language import heard_error
from modaverse_desktop.ui.parts.widgets import label, push_button, tool_button
from modaverse_desktop.ui.theme import Theme


class InlineError(QFrame):
    """Hidden until `show_error`. With `closable` the user can dismiss it."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName("inlineError")
        self._error: AppError | None = None
        self._title = label(role="heading", wrap=True)
        self._detail = label(wrap=True, selectable=True)
        self._hint = label(wrap=True)
        self.copy_button = push_button(self.tr("Copy"), "quiet", tip=self.tr("Copy the error's text"))
        self.copy_button.clicked.connect(self._copy_text)
        self._close = tool_button(theme, "remove", self.tr("Dismiss this message"))
        self._close.clicked.connect(self.clear)
        if not closable:  # and never shown from here: without a parent it would be a window
            self._close.hide()
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._title, 1)
        top.addWidget(self.copy_button)
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 10)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._detail)
        column.addWidget(self._hint)
        self.hide()

    @property
    def error(self) -> AppError | None:
        """What it says now."""
        return self._error

    @Slot(object)
    def show_error(self, error: AppError) -> None:
        """Say `error`, also to a screen reader."""
        if error == self._error:
            return
        self._error = error
        said = heard_error(error)
        self._title.setText(said.title)
        for part, text in ((self._detail, said.detail), (self._hint, said.hint)):
            part.setText(text)
            part.setVisible(bool(text))
        self.setAccessibleName(self.tr("Error"))
        self.setAccessibleDescription(self.text())
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @Slot()
    def clear(self) -> None:
        """Say nothing any more."""
        if self._error is not None:
            self._error = None
            self.hide()
            self.closed.emit()

    def text(self) -> str:
        """All that it says, one part a line."""
        error = heard_error(self._error) if self._error else None
        return "\n".join(part for part in (error.title, error.detail, error.hint) if part) if error else ""

    @Slot()
    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
