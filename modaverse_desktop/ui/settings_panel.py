"""The settings: every control changes its setting at once; nothing to confirm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFileDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.settings import Theme as Shown
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui.elided_label import ElidedLabel
from modaverse_desktop.ui.widgets import label, push_button


class SettingsPanel(QDialog):
    """Not modal; Escape closes it."""

    def __init__(self, store: SettingsStore, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(440)
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
        self._folder = ElidedLabel(str(store.settings.output_folder))
        self._choose = push_button(self.tr("Change…"), tip=self.tr("Choose the folder for what is made"))
        self._lay_out()
        self.theme.currentIndexChanged.connect(self._theme_chosen)
        self.approve_text.toggled.connect(self._approval_switched)
        self._choose.clicked.connect(self._choose_folder)

    @Slot()
    def _theme_chosen(self) -> None:
        self._store.change(replace(self._store.settings, theme=self.theme.currentData()))

    @Slot(bool)
    def _approval_switched(self, switched_on: bool) -> None:
        self._store.change(replace(self._store.settings, approve_text=switched_on))

    @Slot()
    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for what is made"), str(self._store.settings.output_folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._folder_chosen)
        dialog.open()

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
        column.addStretch()
        column.addLayout(bottom)
