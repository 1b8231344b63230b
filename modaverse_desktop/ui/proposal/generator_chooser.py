"""Which of the installed models makes it: the stack's own stands first and is meant where nothing is chosen.

One whose disk is not there now stays in the list, grey, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QWidget

from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.ui.parts.widgets import label
from modaverse_desktop.ui.proposal.option_field import CalmComboBox

_LEAST_CHARACTERS = 12


class GeneratorChooser(QWidget):
    """Emits the id of the pack that the user chose; None for the stack's own."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[tuple[str, str | None, bool], ...] = ()
        self.combo = CalmComboBox()
        self.combo.setItemDelegate(QStyledItemDelegate(self.combo))  # the usual one draws nothing grey
        self.combo.setAccessibleName(self.tr("Model"))
        self.combo.setMinimumContentsLength(_LEAST_CHARACTERS)
        self.combo.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToContents)
        words = label(self.tr("Model"), "muted")
        words.setBuddy(self.combo)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(words)
        row.addWidget(self.combo)
        self.combo.activated.connect(self._activated)

    def show_generators(self, manifests: Sequence[Manifest], name: str | None, away: Mapping[str, str]) -> None:
        """Offer these, the first one as the usual one, and show which is chosen, even if it is not installed.

        Those that are `away`, names by id, cannot be chosen.
        """
        own = manifests[:1]
        offered = [self._offer(each.name, None if each in own else each.id, each.id in away) for each in manifests]
        wanted = None if own and name == own[0].id else name
        if wanted is not None and wanted not in [pack for _, pack, _ in offered]:
            words = self.tr("{name} (not installed)").format(name=wanted)
            lost = wanted in away
            offered.append(self._offer(away[wanted], wanted, lost) if lost else (words, wanted, False))
        blocked = self.combo.blockSignals(True)
        if tuple(offered) != self._offered:
            self._offered = tuple(offered)
            self.combo.clear()
            for words, _, is_away in offered:
                self.combo.addItem(words)
                self._allow(self.combo.count() - 1, not is_away)
        packs = [pack for _, pack, _ in offered]
        self.combo.setCurrentIndex(packs.index(wanted) if wanted in packs else -1)
        self.combo.blockSignals(blocked)
        self.setVisible(bool(offered))

    def _offer(self, name: str, pack: str | None, is_away: bool) -> tuple[str, str | None, bool]:
        words = self.tr("{name} (its disk is not there now)").format(name=name) if is_away else name
        return words, pack, is_away

    def _allow(self, place: int, allowed: bool) -> None:
        model = self.combo.model()
        assert isinstance(model, QStandardItemModel), "that is what a combo box makes"
        model.item(place).setEnabled(allowed)

    @Slot(int)
    def _activated(self, place: int) -> None:
        self.chosen.emit(self._offered[place][1])
