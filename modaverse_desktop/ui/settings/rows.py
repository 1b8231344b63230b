"""Rows for switches, choices, a number of MB, and the template that names files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox

from modaverse_desktop.core.naming import FIELDS, file_stem
from modaverse_desktop.core.settings import MOST_MEMORY_MB, Settings
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.settings.setting_row import SettingRow
from modaverse_desktop.ui.theme import Theme

_INDENT = 6
_MEMORY_STEP = 512


class SwitchRow(SettingRow):
    """On or off."""

    def __init__(
        self, theme: Theme, store: SettingsStore, setting: str, title: str, words: str, meaning: str = ""
    ) -> None:
        super().__init__(theme, store, setting, title, meaning)
        self.box = QCheckBox(words)
        self.lay_out(self.box, wide=False)
        self.box.setAccessibleName(words)
        self.box.toggled.connect(self._toggled)

    def show_settings(self, settings: Settings) -> None:
        """Show whether it is on."""
        super().show_settings(settings)
        self.box.setChecked(getattr(settings, self.setting))

    @Slot(bool)
    def _toggled(self, is_on: bool) -> None:
        self.change(is_on)


class ChoiceRow(SettingRow):
    """One of a few values."""

    def __init__(
        self,
        theme: Theme,
        store: SettingsStore,
        setting: str,
        title: str,
        choices: Sequence[tuple[str, object]],
        meaning: str = "",
    ) -> None:
        """`choices` are words and what they stand for."""
        super().__init__(theme, store, setting, title, meaning)
        self.choice = QComboBox()
        for words, value in choices:
            self.choice.addItem(words, value)
        self.lay_out(self.choice)
        self.choice.currentIndexChanged.connect(self._chosen)

    def show_settings(self, settings: Settings) -> None:
        """Show the chosen one; one that is not among the choices is added."""
        super().show_settings(settings)
        value = getattr(settings, self.setting)
        place = self.choice.findData(value)
        if place < 0:
            place = self.choice.count()
            self.choice.addItem(str(value), value)
        self.choice.setCurrentIndex(place)

    @Slot(int)
    def _chosen(self, place: int) -> None:
        self.change(self.choice.itemData(place))


class MemoryRow(SettingRow):
    """MB; the lowest value is what the application finds right."""

    def __init__(self, theme: Theme, store: SettingsStore, setting: str, title: str, meaning: str = "") -> None:
        super().__init__(theme, store, setting, title, meaning)
        self.number = QSpinBox()
        self.number.lineEdit().setTextMargins(_INDENT, 0, 0, 0)
        self.number.setRange(0, MOST_MEMORY_MB)
        self.number.setSingleStep(_MEMORY_STEP)
        self.number.setSuffix(" MB")
        self.number.setSpecialValueText(self.tr("Automatic"))
        self.number.setKeyboardTracking(False)  # not every digit is meant
        self.number.setMinimumWidth(150)
        self.lay_out(self.number, wide=False)
        self.number.valueChanged.connect(self._entered)

    def show_settings(self, settings: Settings) -> None:
        """Show the limit."""
        super().show_settings(settings)
        self.number.setValue(getattr(settings, self.setting))

    @Slot(int)
    def _entered(self, number: int) -> None:
        self.change(number)


class NamingRow(SettingRow):
    """The template, and under it a name that it gives, or what is wrong with it."""

    def __init__(self, theme: Theme, store: SettingsStore, setting: str, title: str) -> None:
        fields = ", ".join(f"{{{field}}}" for field in FIELDS)
        super().__init__(theme, store, setting, title, self.tr("There are: {fields}.").format(fields=fields))
        self.line = QLineEdit()
        self.example = ElidedLabel("", "small")
        self.lay_out(self.line, self.example)
        self.line.textEdited.connect(self._edited)

    def show_settings(self, settings: Settings) -> None:
        """Show the template; what is being written there is left alone."""
        super().show_settings(settings)
        if self.line.text() != settings.naming:
            self.line.setText(settings.naming)
        self._show_example(settings.naming)

    @Slot(str)
    def _edited(self, template: str) -> None:
        if self.checks(template):
            self.change(template)
        else:
            self.example.hide()

    def _show_example(self, template: str) -> None:
        now = datetime.now()
        values = {
            "date": f"{now:%Y%m%d}",
            "time": f"{now:%H%M%S}",
            "prompt": self.tr("a red apple"),
            "seed": 7,
            "task": "image",
            "generator": "starter-image",
        }
        name = f"{file_stem(template, values)}.png"
        self.example.show_text(self.tr("For example: {name}").format(name=name))
        self.example.show()
