"""Which of the conversion's files a generator starts from; that it starts from none is said, and the other offered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.parts.flow_layout import FlowLayout
from modaverse_desktop.ui.parts.widgets import label, push_button, set_property

_LONGEST_NAME = 28


class InputsRow(QWidget):
    """Hidden when there is no file, nor an earlier step. One file at most is used: no generator reads two."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Modality, tuple[Media, ...], tuple[Modality, ...]] | None = None
        self._flow = FlowLayout(self, gap=8, centred=True)
        self._words = label(role="small")
        self._flow.addWidget(self._words)
        self.offer_button = push_button("", "chip")
        self.offer_button.clicked.connect(self._take_offer)
        self._flow.addWidget(self.offer_button)
        self.boxes: dict[int, QCheckBox] = {}
        """By position in the conversion's files."""
        self.before = QCheckBox()
        """What an earlier step will have made."""
        self.before.toggled.connect(self._tell)
        self._flow.addWidget(self.before)
        self._source: Modality | None = None
        self._missed = False

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def inputs(self) -> tuple[int, ...]:
        """Positions of the files that are used."""
        return tuple(position for position, box in self.boxes.items() if box.isChecked())

    def after(self) -> Modality | None:
        """What the earlier step makes that it starts from."""
        return self._source if self.before.isChecked() else None

    def show_earlier(self, task: Modality, source: tuple[int, Modality] | None, *, used: bool) -> None:
        """Offer what the step with this number, before this one, will make; call it before `show_inputs`.

        `used` without one: that step is gone, and is missed.
        """
        self._source = source[1] if source else None
        words = _step_words(*source) if source else ""
        self.before.setText(words)
        self.before.setAccessibleName(self.tr("Use {name}").format(name=words) if words else "")
        blocked = self.before.blockSignals(True)
        self.before.setChecked(used and source is not None)
        self.before.blockSignals(blocked)
        self.before.setVisible(source is not None)
        self._missed = used and source is None

    def show_inputs(
        self, task: Modality, files: Sequence[Media], takes: Sequence[Modality], used: Sequence[int]
    ) -> None:
        """Offer those of `files` that a generator which makes `task` and `takes` these modalities can be given."""
        if self._shown != (task, tuple(files), tuple(takes)):
            self._shown = (task, tuple(files), tuple(takes))
            self._make_boxes(files, takes)
            self._word_offer(task, files)
        for position, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(position in used)
            box.blockSignals(blocked)
        self._draw(task)
        self.setVisible(bool(files) or self._source is not None or self._missed)

    def show_wish(self, *, change: bool) -> None:
        """Whether the instruction asks for a change of what was given: then the offer is not to be overlooked."""
        set_property(self.offer_button, "tone", "asked" if change else "")

    def _draw(self, task: Modality) -> None:
        """One file that is not used is an offer; several are boxes from the beginning."""
        used = bool(self.inputs()) or self.before.isChecked()
        offers = len(self.boxes) == 1 and not used
        had_focus = self.offer_button.hasFocus()
        for box in self.boxes.values():
            box.setVisible(not offers)
        self.offer_button.setVisible(offers)
        if had_focus and not offers and self.boxes:
            next(iter(self.boxes.values())).setFocus()
        self._words.setText(_used_words(task) if used else self._unused_words())

    def _unused_words(self) -> str:
        if self._missed:
            return _missed_words()
        if self._source is not None and not self.boxes:
            return _tr("Made from the prompt alone. To start from an earlier step:")
        return _unused_words(len(self.boxes) + (self._source is not None))

    def _word_offer(self, task: Modality, files: Sequence[Media]) -> None:
        given = [files[position].modality for position in self.boxes]
        words = _offer_words(task, given[0]) if given else ""
        self.offer_button.setText(words)
        name = files[next(iter(self.boxes))].path.name if self.boxes else ""
        self.offer_button.setAccessibleName(f"{words}: {name}" if words else "")
        self.offer_button.setToolTip(name)

    def _make_boxes(self, files: Sequence[Media], takes: Sequence[Modality]) -> None:
        for box in self.boxes.values():
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        for position, each in enumerate(files):
            if each.modality in takes:
                box = QCheckBox(_shortened(each.path.name).replace("&", "&&"))
                box.setAccessibleName(self.tr("Use {name}").format(name=each.path.name))
                box.setToolTip(str(each.path))
                box.toggled.connect(self._tell)
                self.boxes[position] = box
                self._flow.addWidget(box)

    @Slot()
    def _take_offer(self) -> None:
        for box in self.boxes.values():
            box.setChecked(True)

    @Slot(bool)
    def _tell(self, checked: bool) -> None:
        """One is enough: the others are let go."""
        for box in (*self.boxes.values(), self.before):
            if checked and box is not self.sender() and box.isChecked():
                blocked = box.blockSignals(True)
                box.setChecked(False)
                box.blockSignals(blocked)
        self.changed.emit()


def _used_words(task: Modality) -> str:
    match task:
        case Modality.IMAGE:
            return _tr("Edits")
        case Modality.VIDEO:
            return _tr("Begins with")
        case _:
            return _tr("Goes on from")


def _unused_words(usable: int) -> str:
    if usable > 1:
        return _tr("Made from the prompt alone. To start from one of the files:")
    return _tr("Made from the prompt alone.")


def _missed_words() -> str:
    return _tr("The step that it was to start from is not before it any more: it is made from the prompt alone.")


def _step_words(number: int, made: Modality) -> str:
    match made:
        case Modality.IMAGE:
            return _tr("the picture of step {number}").format(number=number)
        case Modality.VIDEO:
            return _tr("the clip of step {number}").format(number=number)
        case _:
            return _tr("the sound of step {number}").format(number=number)


def _offer_words(task: Modality, given: Modality) -> str:
    if task is Modality.VIDEO:
        return _tr("Begin with the picture you gave")
    if given is Modality.AUDIO:
        return _tr("Go on from the sound you gave")
    return _tr("Edit the picture you gave")


def _shortened(name: str) -> str:
    shown = name.encode("utf-8", "replace").decode()
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 9]}…{shown[-8:]}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("InputsRow", text)
