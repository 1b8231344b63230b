"""Which of the installed models makes it: the stack's own stands first and is meant where nothing is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.ui.parts.widgets import label
from modaverse_desktop.ui.proposal.option_field import CalmComboBox

_LEAST_CHARACTERS = 12


class GeneratorChooser(QWidget):
    """Emits the id of the pack that the user chose; None for the stack's own."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[tuple[str, str | None], ...] = ()
        self.combo = CalmComboBox()
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

    def show_generators(self, manifests: Sequence[Manifest], name: str | None) -> None:
        """Offer these, the first one as the usual one, and show which is chosen, even if it is not installed."""
        own, others = manifests[:1], manifests[1:]
        offered: list[tuple[str, str | None]] = [(manifest.name, None) for manifest in own]
        offered += [(manifest.name, manifest.id) for manifest in others]
        wanted = None if own and name == own[0].id else name
        if wanted is not None and wanted not in [pack for _, pack in offered]:
            offered.append((self.tr("{name} (not installed)").format(name=wanted), wanted))
        blocked = self.combo.blockSignals(True)
        if tuple(offered) != self._offered:
            self._offered = tuple(offered)
            self.combo.clear()
            for words, _ in offered:
                self.combo.addItem(words)
        packs = [pack for _, pack in offered]
        self.combo.setCurrentIndex(packs.index(wanted) if wanted in packs else -1)
        self.combo.blockSignals(blocked)
        self.setVisible(bool(offered))

    @Slot(int)
    def _activated(self, place: int) -> None:
        self.chosen.emit(self._offered[place][1])
