"""The other model that one needs which is to be added: LoRA changes it, or a single file is built like it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.offers import Offer
from modaverse_desktop.core.offers.companions import companions, needs_companion
from modaverse_desktop.core.offers.single_file import is_lora
from modaverse_desktop.ui.parts.widgets import label
from modaverse_desktop.ui.proposal.option_field import CalmComboBox


class CompanionRow(QWidget):
    """Hidden where none is needed, or none of those that could be it is installed."""

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[Manifest, ...] = ()
        self._words = label()
        self.combo = CalmComboBox()
        self.combo.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToContents)
        self._words.setBuddy(self.combo)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words)
        row.addWidget(self.combo)
        row.addStretch(1)
        self.hide()

    def chosen(self) -> Manifest | None:
        """The other model; None if none is needed, or there is none."""
        return self._offered[self.combo.currentIndex()] if self._offered else None

    def show_offer(self, offer: Offer | None, installed: Sequence[Manifest]) -> str:
        """Offer what may be chosen for this one; returns what is lacking, empty if nothing is."""
        needed = offer is not None and needs_companion(offer)
        offered = companions(offer, installed) if offer is not None and needed else ()
        if offered != self._offered:
            self._offered = offered
            self.combo.clear()
            self.combo.addItems([manifest.name for manifest in offered])
        changes = offer is not None and is_lora(offer.manifest)
        self._words.setText(self.tr("It changes") if changes else self.tr("It is built like"))
        self.combo.setAccessibleName(self._words.text())
        self.setVisible(bool(offered))
        if not needed or offered:
            return ""
        if changes:
            return self.tr("It changes another model, and none that it could change is installed: add that one first.")
        return self.tr("It does not say how it is built. First add a whole folder of its kind, which does.")
