"""The Models page: the list, what is known of one of them, and what is asked about it, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from modaverse_desktop.core.checkup import Checkup
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.manifest import FILE_NAME, Manifest
from modaverse_desktop.core.travel.adding import Offer
from modaverse_desktop.core.travel.staging import Unfinished
from modaverse_desktop.service.pack_rows import PackRow, licensed
from modaverse_desktop.ui.announcer import announce
from modaverse_desktop.ui.artifacts.file_actions import show_in_folder
from modaverse_desktop.ui.models.arriving import arriving
from modaverse_desktop.ui.models.checkup_view import CheckupView
from modaverse_desktop.ui.models.chores import licences_to_read
from modaverse_desktop.ui.models.desk import ModelsDesk
from modaverse_desktop.ui.models.licence_view import LicenceView
from modaverse_desktop.ui.models.offer_view import OfferView
from modaverse_desktop.ui.models.pack_details import PackDetails, PackWish
from modaverse_desktop.ui.models.removal_bar import RemovalBar
from modaverse_desktop.ui.models.row_list import RowList
from modaverse_desktop.ui.models.work_bar import WorkBar
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.settings.folder_rows import choose_folder
from modaverse_desktop.ui.theme import Theme


class ModelsPage(QWidget):
    """Looks again at what is there whenever it is shown."""

    settings_wanted = Signal()

    def __init__(self, theme: Theme, desk: ModelsDesk) -> None:
        super().__init__()
        self.desk = desk
        self.list = RowList(theme)
        self.add_file_button = push_button(self.tr("Add a file…"), "small", tip=self.tr("A .mvpack, a zip or a tar"))
        self.add_folder_button = push_button(self.tr("Add a folder…"), "small", tip=self.tr("A model's own folder"))
        self.folders_button = push_button(self.tr("Model folders"), "small", tip=self.tr("Where models are looked for"))
        self.find_button = push_button(self.tr("Find others"), "small", tip=self.tr("Models of other programs here"))
        self.error = InlineError(theme)
        self.said = label("", "small", wrap=True)
        self.said.hide()
        self.removal = RemovalBar()
        self.work = WorkBar(theme, desk)
        self.details = PackDetails()
        self.offer = OfferView()
        self.licence = LicenceView()
        self.checkup = CheckupView()
        self.place = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_rows()

    def showEvent(self, event: QShowEvent) -> None:
        """What is there now."""
        super().showEvent(event)
        self.desk.look()

    # --- adding ---------------------------------------------------------------------------------------------------

    @Slot()
    def browse_file(self) -> None:
        """Let the user choose a file to add."""
        dialog = QFileDialog(self, self.tr("Choose a model"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        models = self.tr("Models") + " (*.mvpack *.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.bz2)"
        dialog.setNameFilters([models, self.tr("All files") + " (*)"])
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    @Slot()
    def browse_folder(self) -> None:
        """Let the user choose a model's folder."""
        choose_folder(self, self.tr("Choose a model's folder"), None, self.take)

    @Slot(str)
    def take(self, path: str) -> None:
        """Look at something that is to be added, and ask about it."""
        self._calm()
        self.desk.offer(Path(path))

    def take_all(self, paths: Sequence[Path]) -> None:
        """Ask about several, one after the other; the parts of one export are one."""
        self._waiting = arriving(paths)
        self._take_next()

    def _take_next(self) -> None:
        if self._waiting:
            self.take(str(self._waiting.pop(0)))

    @Slot(object)
    def _offered(self, offer: Offer) -> None:
        self.offer.show_offer(offer)
        self.place.setCurrentWidget(self.offer)
        self.offer.add_button.setEnabled(not self.desk.is_busy)
        announce(self, self.offer.title.text(), urgent=True)

    @Slot(object)
    def _described(self, row: PackRow) -> None:
        self.list.choose_id(row.id)
        self.details.buttons[PackWish.ADOPT].setFocus()

    @Slot(object)
    def _add(self, offer: Offer) -> None:
        self.desk.add(offer)
        self._back()

    # --- what is wished -------------------------------------------------------------------------------------------

    @Slot(object)
    def _wish(self, wish: PackWish) -> None:
        row = self.list.row
        if row is None:
            return
        self._calm()
        begin = {
            PackWish.VERIFY: self.desk.verify,
            PackWish.EXAMINE: self.desk.examine,
            PackWish.ADOPT: self._adopt,
            PackWish.FORGET: self.desk.forget,
            PackWish.CONTINUE: self._continue,
            PackWish.LICENCE: self._read_licence,
            PackWish.EXPORT: self._ask_where,
            PackWish.MOVE: self._ask_target,
            PackWish.RELINK: self._ask_place,
            PackWish.OPEN: self._open,
            PackWish.REMOVE: self.removal.ask,
        }
        begin[wish](row)

    def _adopt(self, row: PackRow) -> None:
        self.desk.adopt(row, self.details.companion.chosen())

    def _continue(self, row: PackRow) -> None:
        if isinstance(row.what, Unfinished):
            self.desk.offer(row.what.source)

    def _ask_target(self, row: PackRow) -> None:
        choose_folder(self, self.tr("Move into this folder"), None, partial(self._move_to, row))

    def _ask_place(self, row: PackRow) -> None:
        choose_folder(self, self.tr("Where is it now?"), None, partial(self._relink_to, row))

    def _move_to(self, row: PackRow, folder: str) -> None:
        self.desk.move(row, Path(folder))

    def _relink_to(self, row: PackRow, folder: str) -> None:
        self.desk.relink(row, Path(folder))

    def _ask_where(self, row: PackRow) -> None:
        dialog = QFileDialog(self, self.tr("Export as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("mvpack")
        dialog.selectFile(f"{row.id}.mvpack")
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(partial(self._export_to, row))
        dialog.open()

    def _export_to(self, row: PackRow, file: str) -> None:
        self.desk.export(row, Path(file))

    def _open(self, row: PackRow) -> None:
        if not isinstance(row.what, Manifest):
            return
        try:
            show_in_folder(row.what.folder / FILE_NAME)
        except AppError as error:
            self.error.show_error(error)

    @Slot(object, bool)
    def _remove(self, row: PackRow, with_parts: bool) -> None:
        self.desk.remove(row, with_parts=with_parts)

    # --- licences -------------------------------------------------------------------------------------------------

    def _read_licence(self, row: PackRow) -> None:
        if isinstance(row.what, Manifest):
            installed = {each.id: each.what for each in self.desk.rows if isinstance(each.what, Manifest)}
            background = Background(partial(licences_to_read, licensed(row.what, installed)), self)
            background.done.connect(partial(self._show_licence, row))
            background.start(urgent=True)

    def _show_licence(self, row: PackRow, read: tuple[str, tuple[Manifest, ...]]) -> None:
        text, self._to_accept = read
        title = self.tr("Licence of {name}").format(name=row.name)
        self.place.setCurrentWidget(self.licence)
        to_accept = bool(self._to_accept)
        self.licence.show_text(title, text or self.tr("Its licence is not named."), to_accept=to_accept)

    @Slot()
    def _accept(self) -> None:
        self.desk.accept(self._to_accept)
        self._back()

    # --- what is shown --------------------------------------------------------------------------------------------

    @Slot()
    def _show_rows(self) -> None:
        self.list.show_rows(self.desk.rows)
        if self._awaited and self.list.choose_id(self._awaited):
            self._awaited = ""

    @Slot(str)
    def _await(self, name: str) -> None:
        """Show this one as soon as it is in the list."""
        self._awaited = name

    @Slot(object)
    def _show_row(self, row: PackRow | None) -> None:
        self.details.show_row(row, is_busy=self.desk.is_busy, installed=self.desk.installed())

    @Slot()
    def _busy_changed(self) -> None:
        self._show_row(self.list.row)
        self.find_button.setEnabled(not self.desk.is_busy)
        self.offer.add_button.setEnabled(not self.desk.is_busy)
        if not self.desk.is_busy:
            self._take_next()

    @Slot(object)
    def _show_checkup(self, checkup: Checkup) -> None:
        self.checkup.show_checkup(checkup)
        self.place.setCurrentWidget(self.checkup)
        self.checkup.close_button.setFocus()

    @Slot(str)
    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()
        announce(self, words)

    @Slot()
    def _back(self) -> None:
        self.place.setCurrentWidget(self.details)
        self.list.setFocus()
        if not self.desk.is_busy:
            self._take_next()

    def _calm(self) -> None:
        """Say nothing any more about what was."""
        self.error.clear()
        self.said.hide()
        self.removal.hide()
        self.place.setCurrentWidget(self.details)

    def _connect(self) -> None:
        self._to_accept: tuple[Manifest, ...] = ()
        self._waiting: list[Path] = []
        self._awaited = ""
        desk = self.desk
        desk.rows_changed.connect(self._show_rows)
        desk.busy_changed.connect(self._busy_changed)
        desk.offered.connect(self._offered)
        desk.described.connect(self._described)
        desk.arrived.connect(self._await)
        desk.examined.connect(self._show_checkup)
        desk.failed.connect(self.error.show_error)
        desk.said.connect(self._say)
        self.list.chosen.connect(self._show_row)
        self.details.wished.connect(self._wish)
        self.removal.confirmed.connect(self._remove)
        self.offer.accepted.connect(self._add)
        self.licence.accepted.connect(self._accept)
        for view in (self.offer, self.licence, self.checkup):
            view.closed.connect(self._back)
        self.add_file_button.clicked.connect(self.browse_file)
        self.add_folder_button.clicked.connect(self.browse_folder)
        self.find_button.clicked.connect(self.desk.find)
        self.folders_button.clicked.connect(self.settings_wanted)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        for button in (self.add_file_button, self.add_folder_button, self.find_button, self.folders_button):
            top.addWidget(button)
        top.addStretch()
        for view in (self.details, self.offer, self.licence, self.checkup):
            self.place.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.error)
        column.addWidget(self.list, 5)
        for widget in (self.work, self.said, self.removal):
            column.addWidget(widget)
        column.addWidget(self.place, 6)
