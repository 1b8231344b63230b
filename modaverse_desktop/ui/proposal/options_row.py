"""Seed, count and generator options of an invocation. What is left at its default is not written down.

The fields of the generator's options are made when they are first looked at: most never are.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.invocation import COUNT, MOST, SEED, STRENGTH, Parameter
from modaverse_desktop.core.manifest import Option
from modaverse_desktop.ui.parts.flow_layout import FlowLayout
from modaverse_desktop.ui.parts.widgets import push_button, tool_button
from modaverse_desktop.ui.proposal.option_field import OptionField
from modaverse_desktop.ui.theme import Theme

_SEED_WIDTH = 170
_ANY = -1
_LARGEST_DRAWN = 1_000_000
_SEED = Option(SEED, _ANY, minimum=_ANY, maximum=2**31 - 1)
_COUNT = Option(COUNT, 1, minimum=1, maximum=MOST)


class OptionsRow(QWidget):
    """Seed and count in sight, and how much of an input may change where there is one; the rest unfolded on demand."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._options: tuple[Option, ...] = ()
        self._values: Mapping[str, Parameter] = {}
        """What the options are set to, as long as they have no fields."""
        self._edits = False
        self._fields: list[OptionField] | None = None
        self.seed = OptionField(_SEED, label_text=self.tr("Seed"))
        self.seed.setMaximumWidth(_SEED_WIDTH)
        self.seed.name_least(self.tr("any"))
        self.seed.setToolTip(self.tr("The same seed and prompt make the same again"))
        self.lock = tool_button(theme, "lock", self.tr("Keep this seed"))
        self.lock.setCheckable(True)
        self.lock.setProperty("iconChecked", "accent")
        self.lock.setIcon(theme.icon("lock", "muted", "accent"))
        self.dice = tool_button(theme, "dice", self.tr("Another seed"))
        self.count = OptionField(_COUNT, label_text=self.tr("How many"))
        self.count.setToolTip(self.tr("That many, with consecutive seeds"))
        self.unfold = push_button(self.tr("Options"), "quiet", tip=self.tr("Show how it is made"))
        self.unfold.setCheckable(True)
        self._lay_out()
        self.seed.changed.connect(self._tell)
        self.count.changed.connect(self._tell)
        self.lock.toggled.connect(self._lock)
        self.dice.clicked.connect(self._roll)
        self.unfold.toggled.connect(self._fold)
        theme.changed.connect(self._draw_arrow)

    def parameters(self) -> dict[str, Parameter]:
        """The options that differ from their defaults."""
        fields = [self.seed, self.count, *(self._fields or ())]
        values = {field.option: field.value() for field in fields}
        if self._fields is None:
            values |= {each: self._values.get(each.name, each.default) for each in self._options}
        return {option.name: value for option, value in values.items() if value != option.default}

    def fields(self) -> tuple[OptionField, ...]:
        """What can be unfolded."""
        if self._fields is None:
            self._fields = [OptionField(option) for option in self._options]
            for field in self._fields:
                field.set_value(self._values.get(field.option.name, field.option.default))
                field.changed.connect(self._tell)
                self._place_of(field).addWidget(field)
                field.setVisible(self._edits or field.option.name != STRENGTH)
        return tuple(self._fields)

    def show_options(
        self, options: Sequence[Option], values: Mapping[str, Parameter], most: int = MOST, *, edits: bool = False
    ) -> None:
        """Offer `options` with these values, and `most` at once; `edits`: there is an input."""
        self._values, self._edits = values, edits
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._drop_fields()
        self.count.set_most(most)
        if edits or not self._more.isHidden():
            self.fields()
        for field in (self.seed, self.count, *(self._fields or ())):
            field.set_value(values.get(field.option.name, field.option.default))
            if field.option.name == STRENGTH:
                field.setVisible(edits)
        self._show_lock()
        self.unfold.setVisible(any(option.name != STRENGTH for option in options))

    def _drop_fields(self) -> None:
        for field in self._fields or ():
            self._place_of(field).removeWidget(field)
            field.hide()
            field.deleteLater()
        self._fields = None

    def _place_of(self, field: OptionField) -> FlowLayout:
        return self._top if field.option.name == STRENGTH else self._flow

    def _show_lock(self) -> None:
        locked = self.seed.value() != _ANY
        blocked = self.lock.blockSignals(True)
        self.lock.setChecked(locked)
        self.lock.blockSignals(blocked)
        words = self.tr("The seed is kept; press for any seed") if locked else self.tr("Keep one seed")
        self.lock.setToolTip(words)
        self.lock.setAccessibleName(words)

    @Slot()
    def _tell(self) -> None:
        self._show_lock()
        self.changed.emit()

    @Slot(bool)
    def _lock(self, locked: bool) -> None:
        self.seed.set_value(_drawn() if locked else _ANY)
        self._tell()

    @Slot()
    def _roll(self) -> None:
        self.seed.set_value(_drawn())
        self._tell()

    @Slot(bool)
    def _fold(self, shown: bool) -> None:
        if shown:
            self.fields()
        self._more.setVisible(shown)
        self._draw_arrow()

    @Slot()
    def _draw_arrow(self) -> None:
        self.unfold.setIcon(self._theme.icon("unfold" if self.unfold.isChecked() else "fold", "muted"))

    def _lay_out(self) -> None:
        seed = QWidget()
        together = QHBoxLayout(seed)
        together.setContentsMargins(0, 0, 0, 0)
        together.setSpacing(4)
        for part in (self.seed, self.lock, self.dice):
            together.addWidget(part)
        top = QWidget()
        self._top = FlowLayout(top, gap=10)
        for part in (seed, self.count, self.unfold):
            self._top.addWidget(part)
        self._more = QWidget()
        self._flow = FlowLayout(self._more, gap=12)
        self._more.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(top)
        column.addWidget(self._more)
        self._draw_arrow()


def _drawn() -> int:
    return random.randrange(1, _LARGEST_DRAWN)
