"""One setting: its name, a control, what it means, and a way back to the standard value."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from modaverse_desktop.core.settings import Settings, problem_with
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui.language import heard
from modaverse_desktop.ui.parts.widgets import label, set_property, tool_button
from modaverse_desktop.ui.theme import Theme

_TITLE_WIDTH = 132


class SettingRow(QWidget):
    """The base of all rows. A subclass makes its control, says what `show_settings` shows, and calls `change`."""

    def __init__(self, theme: Theme, store: SettingsStore, setting: str, title: str, meaning: str = "") -> None:
        """`setting` is a field of `Settings`."""
        super().__init__()
        self.setting = setting
        self.title = title
        self.meaning = meaning
        self._store = store
        self._control: QWidget | None = None
        self.reset_button = tool_button(theme, "undo", self.tr("Reset “{setting}”").format(setting=title))
        self.reset_button.clicked.connect(self.reset)
        policy = self.reset_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(policy)
        self.problem = paragraph("", "small")
        set_property(self.problem, "tone", "bad")
        self.problem.hide()

    def show_settings(self, settings: Settings) -> None:
        """Show the value, and a way back if it is not the standard one; a subclass shows the value itself."""
        self.show_problem("")
        self.reset_button.setVisible(getattr(settings, self.setting) != getattr(Settings(), self.setting))

    def matches(self, words: str) -> bool:
        """Whether every one of the words is in the name or the meaning."""
        text = f"{self.title} {self.meaning}".casefold()
        return all(word in text for word in words.casefold().split())

    def change(self, value: object) -> None:
        """Use and save another value of the setting's type."""
        self._store.change(replace(self._store.settings, **{self.setting: value}))
        self.show_settings(self._store.settings)

    def checks(self, plain: object) -> bool:
        """Whether a value, as the settings' file writes it, can be used; if not, the row says why."""
        problem = problem_with(self.setting, plain)
        self.show_problem(heard(problem))
        return not problem

    def show_problem(self, problem: str) -> None:
        """Say what is wrong with what was entered; nothing if all is well."""
        words = f"{problem[:1].upper()}{problem[1:]}." if problem else ""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            self.reset_button.show()

    @Slot()
    def reset(self) -> None:
        """Back to the standard value."""
        self.change(getattr(Settings(), self.setting))
        if self._control is not None:
            self._control.setFocus()

    def lay_out(self, control: QWidget, *below: QWidget, wide: bool = True) -> None:
        """The control beside its name; what explains it below."""
        self._control = control
        control.setAccessibleName(self.title)
        control.setAccessibleDescription(self.meaning)
        name = label(self.title, "muted")
        name.setWordWrap(True)
        name.setFixedWidth(_TITLE_WIDTH)
        name.setContentsMargins(0, 7, 0, 0)
        name.setBuddy(control)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(control, int(wide))
        if not wide:
            line.addStretch(1)
        line.addWidget(self.reset_button)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addLayout(line)
        for widget in (*below, self.problem):
            column.addWidget(widget)
        if self.meaning:
            column.addWidget(paragraph(self.meaning, "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)


def paragraph(text: str, role: str = "") -> QLabel:
    """A text as high as its width makes it, also in a scroll area, which asks for no more than that."""
    made = label(text, role, wrap=True)
    policy = made.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    made.setSizePolicy(policy)
    return made
