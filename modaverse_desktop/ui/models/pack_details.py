"""One model: what is known of it, what is wrong with it, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.known_packs import KnownPack
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.offers import Offer as Found
from modaverse_desktop.core.travel.staging import Unfinished
from modaverse_desktop.service.pack_rows import PackRow, PackState
from modaverse_desktop.ui.language import heard
from modaverse_desktop.ui.models.companion_row import CompanionRow
from modaverse_desktop.ui.models.words import facts
from modaverse_desktop.ui.parts.flow_layout import FlowLayout
from modaverse_desktop.ui.parts.widgets import label, push_button, set_property
from modaverse_desktop.ui.settings.setting_row import paragraph


class PackWish(Enum):
    """What can be done with a row."""

    VERIFY = "verify"
    EXAMINE = "examine"
    LICENCE = "licence"
    EXPORT = "export"
    MOVE = "move"
    OPEN = "open"
    REMOVE = "remove"
    RELINK = "relink"
    CONTINUE = "continue"
    FORGET = "forget"
    ADOPT = "adopt"


_LONG = (PackWish.VERIFY, PackWish.EXAMINE, PackWish.EXPORT, PackWish.MOVE, PackWish.CONTINUE, PackWish.ADOPT)


class PackDetails(QWidget):
    """Emits `wished` with a `PackWish`."""

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.title = label(role="heading", wrap=True, selectable=True)
        self.title.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.state = paragraph("", "small")
        self.text = paragraph("", "small")
        self.companion = CompanionRow()
        self.buttons = self._make_buttons()
        flow = QWidget()
        layout = FlowLayout(flow)
        for button in self.buttons.values():
            layout.addWidget(button)
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for widget in (self.title, self.state, self.companion, flow, self.text):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_row(self, row: PackRow | None, *, is_busy: bool, installed: Sequence[Manifest] = ()) -> None:
        """Show it; nothing that takes long can be begun while something goes on. `installed` are there besides."""
        self._inner.setVisible(row is not None)
        if row is None:
            return
        self.title.setText(heard(row.name) if row.state is PackState.PROBLEM else row.name)
        lacking = self.companion.show_offer(row.what if isinstance(row.what, Found) else None, installed)
        self.state.setText("\n".join(part for part in (lacking, self._state_words(row)) if part))
        self.state.setVisible(bool(self.state.text()))
        set_property(self.state, "tone", "bad" if row.state in (PackState.DAMAGED, PackState.PROBLEM) else "warning")
        self.text.setText(self._facts(row))
        wishes = _wishes(row)
        for wish, button in self.buttons.items():
            button.setVisible(wish in wishes)
            button.setEnabled(not (is_busy and wish in _LONG) and not (wish is PackWish.ADOPT and lacking))

    def _state_words(self, row: PackRow) -> str:
        match row.state, row.what:
            case PackState.AWAY, KnownPack() as known:
                words = self.tr("It was in {folder}, which is not there now. Connect the disk, or say where it lies.")
                return words.format(folder=known.root)
            case PackState.AWAY, Manifest() as manifest:
                words = self.tr("Its files are in {folder}, which is not there now. Connect the disk, or say where.")
                return words.format(folder=manifest.root)
            case PackState.UNFINISHED, Unfinished() as left:
                words = self.tr("Copying it from {source} was interrupted. What was copied is kept.")
                return words.format(source=left.source)
            case PackState.LICENCE, _:
                return self.tr("It can be used when you have read and accepted its licence.")
            case PackState.FOUND, Found() as offer:
                stays = self.tr("It can be used where it lies: nothing is copied. Adding it accepts its licence.")
                return "\n".join((stays, *map(heard, offer.notes)))
            case PackState.PROBLEM, AppError() as error:
                return "\n".join(heard(part) for part in (error.detail, error.hint) if part)
            case _:
                return "\n".join(map(heard, row.damage[:8]))

    def _facts(self, row: PackRow) -> str:
        manifest = row.what.manifest if isinstance(row.what, Found) else row.what
        if not isinstance(manifest, Manifest):
            return facts(row)
        memory = self.tr("Memory: {ram} MB, on a graphics card {vram} MB")
        lines = [
            heard(manifest.summary),
            facts(row),
            self.tr("Id {id}, version {version}").format(id=manifest.id, version=manifest.version),
            memory.format(ram=manifest.ram_mb, vram=manifest.vram_mb) if manifest.ram_mb or manifest.vram_mb else "",
            self.tr("From: {source}").format(source=manifest.source) if manifest.source else "",
            self.tr("In {folder}").format(folder=manifest.root),
        ]
        return "\n".join(line for line in lines if line)

    def _make_buttons(self) -> Mapping[PackWish, QPushButton]:
        words = {
            PackWish.LICENCE: self.tr("Read the licence"),
            PackWish.ADOPT: self.tr("Add"),
            PackWish.CONTINUE: self.tr("Go on copying"),
            PackWish.RELINK: self.tr("Say where it is…"),
            PackWish.VERIFY: self.tr("Verify"),
            PackWish.EXAMINE: self.tr("Examine"),
            PackWish.EXPORT: self.tr("Export…"),
            PackWish.MOVE: self.tr("Move…"),
            PackWish.OPEN: self.tr("Open its folder"),
            PackWish.REMOVE: self.tr("Remove"),
            PackWish.FORGET: self.tr("Forget it"),
        }
        tips = {
            PackWish.VERIFY: self.tr("Compare every file with its sha256"),
            PackWish.EXAMINE: self.tr("Load it strictly and try it: the doctor says in words what is wrong"),
            PackWish.EXPORT: self.tr("Write it, with all that it names, into a .mvpack that can be carried elsewhere"),
            PackWish.MOVE: self.tr("To another folder, such as one on another disk"),
        }
        return {wish: self._button(wish, text, tips.get(wish, "")) for wish, text in words.items()}

    def _button(self, wish: PackWish, text: str, tip: str) -> QPushButton:
        button = push_button(text, "small", tip=tip)
        button.clicked.connect(_Wishing(self, wish))
        return button


class _Wishing:
    """Runs on the GUI thread only: a click."""

    def __init__(self, details: PackDetails, wish: PackWish) -> None:
        self._details = details
        self._wish = wish

    def __call__(self) -> None:
        self._details.wished.emit(self._wish)


def _wishes(row: PackRow) -> frozenset[PackWish]:
    match row.state:
        case PackState.AWAY if isinstance(row.what, Manifest):
            elsewhere = {PackWish.RELINK} if row.what.files_in else set()
            return frozenset(elsewhere | ({PackWish.REMOVE} if row.is_own else set()))
        case PackState.AWAY:
            return frozenset({PackWish.RELINK, PackWish.FORGET})
        case PackState.UNFINISHED:
            return frozenset({PackWish.CONTINUE, PackWish.FORGET})
        case PackState.FOUND:
            return frozenset({PackWish.ADOPT})
        case PackState.PROBLEM:
            return frozenset()
        case _:
            wishes = {PackWish.VERIFY, PackWish.EXAMINE, PackWish.LICENCE, PackWish.EXPORT, PackWish.OPEN}
            wishes |= {PackWish.REMOVE} if row.is_own else set()
            wishes |= {PackWish.MOVE} if row.can_move else set()
            wishes -= {PackWish.EXAMINE} if row.state is PackState.LICENCE else set()
            return frozenset(wishes)
