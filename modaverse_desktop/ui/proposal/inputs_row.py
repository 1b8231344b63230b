"""Which of the conversion's files a generator is given besides the prompt."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.parts.flow_layout import FlowLayout
from modaverse_desktop.ui.parts.widgets import label

_LONGEST_NAME = 28


class InputsRow(QWidget):
    """Hidden when there is no file. Where the generator reads none of them, it says so."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[Media, ...], tuple[Modality, ...]] | None = None
        self._flow = FlowLayout(self, gap=8, centred=True)
        self._words = label(role="small")
        self._flow.addWidget(self._words)
        self.boxes: dict[int, QCheckBox] = {}
        """By position in the conversion's media."""

    def inputs(self) -> tuple[int, ...]:
        """Positions of the files that are used."""
        return tuple(position for position, box in self.boxes.items() if box.isChecked())

    def show_inputs(self, media: Sequence[Media], takes: Sequence[Modality], used: Sequence[int]) -> None:
        """Offer those of `media` that a generator which `takes` these modalities can be given."""
        if self._shown != (tuple(media), tuple(takes)):
            self._shown = (tuple(media), tuple(takes))
            self._make_boxes(media, takes)
        for position, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(position in used)
            box.blockSignals(blocked)
        self.setVisible(bool(media))

    def _make_boxes(self, media: Sequence[Media], takes: Sequence[Modality]) -> None:
        for box in self.boxes.values():
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        for position, each in enumerate(media):
            if each.modality in takes:
                box = QCheckBox(_shortened(each.path.name).replace("&", "&&"))
                box.setAccessibleName(self.tr("Use {name}").format(name=each.path.name))
                box.toggled.connect(self._tell)
                self.boxes[position] = box
                self._flow.addWidget(box)
        self._words.setText(self.tr("Uses the prompt and") if self.boxes else self.tr("Uses the prompt alone."))

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()


def _shortened(name: str) -> str:
    shown = name.encode("utf-8", "replace").decode()
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 9]}…{shown[-8:]}"
