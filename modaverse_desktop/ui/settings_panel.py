"""The settings: every control changes its setting at once; nothing to confirm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFileDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.settings import Theme as Shown
from modaverse_desktop.service.pack_list import PackListModel
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui.pack_list import PackList
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme


class SettingsPanel(QDialog):
    """Not modal; Escape closes it."""

    def __init__(self, theme: Theme, store: SettingsStore, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(500)
        self._store = store
        self.theme = QComboBox()
        self.theme.setAccessibleName(self.tr("Appearance"))
        for words, value in (
            (self.tr("Like the system"), Shown.SYSTEM),
            (self.tr("Light"), Shown.LIGHT),
            (self.tr("Dark"), Shown.DARK),
        ):
            self.theme.addItem(words, value)
        self.theme.setCurrentIndex(self.theme.findData(store.settings.theme))
        self.approve_text = QCheckBox(self.tr("Show answers in words without asking for approval"))
        self.approve_text.setChecked(store.settings.approve_text)
        self.notify = QCheckBox(self.tr("Tell me when something is done while I am in another window"))
        self.notify.setChecked(store.settings.notify)
        self._folder = ElidedLabel(str(store.settings.output_folder))
        self._choose = push_button(self.tr("Change…"), tip=self.tr("Choose the folder for what is made"))
        self._packs = PackListModel()
        self.pack_list = PackList(theme, self._packs)
        self._add = push_button(self.tr("Add a folder…"), tip=self.tr("Choose a folder with models"))
        self._lay_out()
        self.theme.currentIndexChanged.connect(self._theme_chosen)
        self.approve_text.toggled.connect(self._approval_switched)
        self.notify.toggled.connect(self._notify_switched)
        self._choose.clicked.connect(self._choose_folder)
        self._add.clicked.connect(self._choose_models)

    def show_packs(self, packs: Packs) -> None:
        """List what is installed."""
        self._packs.show_packs(packs)

    @Slot()
    def _theme_chosen(self) -> None:
        self._store.change(replace(self._store.settings, theme=self.theme.currentData()))

    @Slot(bool)
    def _approval_switched(self, switched_on: bool) -> None:
        self._store.change(replace(self._store.settings, approve_text=switched_on))

    @Slot(bool)
    def _notify_switched(self, switched_on: bool) -> None:
        self._store.change(replace(self._store.settings, notify=switched_on))

    @Slot()
    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for what is made"), str(self._store.settings.output_folder))
        dialog.fileSelected.connect(self._folder_chosen)
        _open_for_folder(dialog)

    @Slot()
    def _choose_models(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder with models"))
        dialog.fileSelected.connect(self.add_models)
        _open_for_folder(dialog)

    @Slot(str)
    def add_models(self, folder: str) -> None:
        """Look for models in this folder, too."""
        settings = self._store.settings
        if Path(folder) not in settings.model_folders:
            self._store.change(replace(settings, model_folders=(*settings.model_folders, Path(folder))))

    @Slot(str)
    def _folder_chosen(self, folder: str) -> None:
        self._store.change(replace(self._store.settings, output=Path(folder)))
        self._folder.show_text(folder)

    def _lay_out(self) -> None:
        folder = QHBoxLayout()
        folder.addWidget(self._folder, 1)
        folder.addWidget(self._choose)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow(label(self.tr("Appearance"), "muted"), self.theme)
        form.addRow(label(self.tr("Saved in"), "muted"), folder)
        form.addRow(label(self.tr("Answers"), "muted"), self.approve_text)
        form.addRow(label(self.tr("Notifications"), "muted"), self.notify)
        models = QHBoxLayout()
        models.addWidget(label(self.tr("Installed models"), "heading"), 1)
        models.addWidget(self._add)
        close = push_button(self.tr("Close"))
        close.clicked.connect(self.close)
        bottom = QHBoxLayout()
        bottom.addWidget(label(self.tr("Changes count at once. Nothing leaves this computer."), "small"), 1)
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(18)
        column.addWidget(label(self.tr("Settings"), "title"))
        column.addLayout(form)
        column.addLayout(models)
        column.addWidget(self.pack_list, 1)
        column.addLayout(bottom)


def _open_for_folder(dialog: QFileDialog) -> None:
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
