"""One parameter of a generator, drawn from its manifest: a number, a choice, a switch or a text."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from modaverse_desktop.core.invocation import Parameter
from modaverse_desktop.core.manifest import Option
from modaverse_desktop.ui.language import heard
from modaverse_desktop.ui.parts.widgets import label

_MOST = 2**31 - 1
_INDENT = 6
"""Pixels: style sheets do not reach the text inside a spin box."""
Control = QSpinBox | QDoubleSpinBox | QComboBox | QCheckBox | QLineEdit


class _CalmSpinBox(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the page over a number must not change it


class _CalmDoubleSpinBox(QDoubleSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CalmComboBox(QComboBox):
    """The wheel scrolls the page and leaves the choice alone."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not ours."""
        event.ignore()


class OptionField(QWidget):
    """Emits `changed` when the user sets another value."""

    changed = Signal()

    def __init__(self, option: Option, value: Parameter | None = None, label_text: str = "") -> None:
        super().__init__()
        self.option = option
        name = label_text or heard(option.label) or option.name.replace("_", " ").capitalize()
        self.control = self._make(option)
        self.control.setAccessibleName(name)
        self.set_value(option.default if value is None else value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if not isinstance(self.control, QCheckBox):
            words = label(name, "muted")
            words.setBuddy(self.control)
            row.addWidget(words)
        else:
            self.control.setText(name)
        row.addWidget(self.control)

    def value(self) -> Parameter:
        """What it is set to, in the type of the option's default."""
        match self.control:
            case QSpinBox() | QDoubleSpinBox():
                return self.control.value()
            case QComboBox():
                return self.control.currentData()
            case QCheckBox():
                return self.control.isChecked()
            case QLineEdit():
                return self.control.text()

    def set_value(self, value: Parameter) -> None:
        """Show `value` without emitting anything."""
        blocked = self.control.blockSignals(True)
        match self.control:
            case QSpinBox():
                self.control.setValue(int(value))
            case QDoubleSpinBox():
                self.control.setValue(float(value))
            case QComboBox():
                self.control.setCurrentIndex(max(0, self.control.findData(value)))
            case QCheckBox():
                self.control.setChecked(bool(value))
            case QLineEdit():
                self.control.setText(str(value))
        self.control.blockSignals(blocked)

    def set_most(self, most: int) -> None:
        """Allow whole numbers up to `most`."""
        if isinstance(self.control, QSpinBox):
            self.control.setMaximum(most)

    def name_least(self, words: str) -> None:
        """Show `words` in place of the smallest number."""
        if isinstance(self.control, QSpinBox):
            self.control.setSpecialValueText(words)

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()

    def _make(self, option: Option) -> Control:
        if option.choices:
            return self._choice(option)
        if isinstance(option.default, bool):
            box = QCheckBox()
            box.toggled.connect(self._tell)
            return box
        if isinstance(option.default, str):
            line = QLineEdit()
            line.textEdited.connect(self._tell)
            return line
        return self._number(option)

    def _choice(self, option: Option) -> QComboBox:
        combo = CalmComboBox()
        for choice in option.choices:
            combo.addItem(str(choice), choice)
        combo.currentIndexChanged.connect(self._tell)
        return combo

    def _number(self, option: Option) -> QSpinBox | QDoubleSpinBox:
        low = option.minimum if option.minimum is not None else 0
        high = option.maximum if option.maximum is not None else _MOST
        if isinstance(option.default, int):
            whole = _CalmSpinBox()
            whole.lineEdit().setTextMargins(_INDENT, 0, 0, 0)
            whole.setRange(int(low), min(int(high), _MOST))
            whole.valueChanged.connect(self._tell)
            return whole
        real = _CalmDoubleSpinBox()
        real.lineEdit().setTextMargins(_INDENT, 0, 0, 0)
        real.setRange(low, high)
        real.setSingleStep(0.5 if high - low > 2 else 0.05)
        real.setDecimals(2)
        real.valueChanged.connect(self._tell)
        return real
