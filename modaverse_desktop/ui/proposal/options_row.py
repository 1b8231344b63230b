"""Seed and generator options of an invocation. What is left at its default is not written into the invocation."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.invocation import Parameter
from modaverse_desktop.core.manifest import Option
from modaverse_desktop.service.catalogue import SEED
from modaverse_desktop.ui.parts.flow_layout import FlowLayout
from modaverse_desktop.ui.parts.widgets import push_button, tool_button
from modaverse_desktop.ui.proposal.option_field import OptionField
from modaverse_desktop.ui.theme import Theme

_SEED_WIDTH = 170
_ANY = -1
_SEED = Option(SEED, _ANY, label="Seed", minimum=_ANY, maximum=2**31 - 1)


class OptionsRow(QWidget):
    """The seed in sight, the rest unfolded on demand."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._options: tuple[Option, ...] | None = None
        self._fields: list[OptionField] = []
        self.seed = OptionField(_SEED)
        self.seed.setMaximumWidth(_SEED_WIDTH)
        self.seed.name_least(self.tr("any"))
        self.seed.setToolTip(self.tr("The same seed and prompt make the same again"))
        self.seed.changed.connect(self._tell)
        self.dice = tool_button(theme, "dice", self.tr("Another seed"))
        self.dice.clicked.connect(self._roll)
        self.unfold = push_button(self.tr("Options"), "quiet", tip=self.tr("Show how it is made"))
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._fold)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.seed)
        top.addWidget(self.dice)
        top.addStretch()
        top.addWidget(self.unfold)
        self._more = QWidget()
        self._flow = FlowLayout(self._more, gap=12)
        self._more.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._more)
        self._draw_arrow()
        theme.changed.connect(self._draw_arrow)

    def parameters(self) -> dict[str, Parameter]:
        """The options that differ from their defaults."""
        fields = [self.seed, *self._fields]
        return {field.option.name: field.value() for field in fields if field.value() != field.option.default}

    def fields(self) -> tuple[OptionField, ...]:
        """What can be unfolded."""
        return tuple(self._fields)

    def show_options(self, options: Sequence[Option], values: Mapping[str, Parameter]) -> None:
        """Offer `options` with these values."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._make_fields()
        for field in (self.seed, *self._fields):
            field.set_value(values.get(field.option.name, field.option.default))
        self.unfold.setVisible(bool(self._options))

    def _make_fields(self) -> None:
        while item := self._flow.takeAt(0):
            widget = item.widget()
            assert widget is not None
            widget.hide()
            widget.deleteLater()
        self._fields = [OptionField(option) for option in self._options or ()]
        for field in self._fields:
            field.changed.connect(self._tell)
            self._flow.addWidget(field)

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()

    @Slot()
    def _roll(self) -> None:
        self.seed.set_value(random.randrange(1, 1_000_000))
        self.changed.emit()

    @Slot(bool)
    def _fold(self, shown: bool) -> None:
        self._more.setVisible(shown)
        self._draw_arrow()

    @Slot()
    def _draw_arrow(self) -> None:
        self.unfold.setIcon(self._theme.icon("unfold" if self.unfold.isChecked() else "fold", "muted"))
