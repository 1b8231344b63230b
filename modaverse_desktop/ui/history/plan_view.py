"""What was to be made: the model's proposal and, where the user changed it, what was asked for instead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.invocation import MASK, Invocation
from modaverse_desktop.ui.masks.mask_row import mask_words
from modaverse_desktop.ui.parts.widgets import label
from modaverse_desktop.ui.words import task_word


class PlanView(QWidget):
    """One column, or two if there was an edit."""

    def __init__(self, conversion: Conversion) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        columns = _columns(conversion)
        heads = (self.tr("The model proposed"), self.tr("You asked for"))
        for column, invocations in enumerate(columns):
            grid.addWidget(label(heads[column], "section"), 0, column)
            grid.setColumnStretch(column, 1)
            if not invocations:
                grid.addWidget(label(self.tr("Nothing"), "muted"), 1, column)
        for row, pair in enumerate(zip_longest(*columns), 1):
            for column, invocation in enumerate(pair):
                changed = column == 1 and invocation != pair[0]
                if invocation is not None:
                    grid.addWidget(self._card(invocation, changed), row, column)
        grid.setRowStretch(grid.rowCount(), 1)

    def _card(self, invocation: Invocation, changed: bool) -> QWidget:
        card = QFrame()
        card.setObjectName("invocation")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        task = task_word(invocation.task)
        column.addWidget(label(self.tr("{task}, changed").format(task=task) if changed else task, "small"))
        column.addWidget(label(invocation.prompt or self.tr("(no prompt)"), wrap=True, selectable=True))
        settings = [
            mask_words("", value) if name == MASK else f"{name} {value}"
            for name, value in invocation.parameters.items()
        ]
        if invocation.generator:
            settings.insert(0, invocation.generator)
        if settings:
            column.addWidget(label(" · ".join(settings), "small", wrap=True, selectable=True))
        column.addStretch()
        return card


def _columns(conversion: Conversion) -> list[Sequence[Invocation]]:
    if conversion.edited:
        return [conversion.proposal, conversion.invocations]
    return [conversion.proposal]
