"""Rows for one folder and for several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from modaverse_desktop.core.settings import Settings
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.parts.widgets import push_button, tool_button
from modaverse_desktop.ui.settings.setting_row import SettingRow
from modaverse_desktop.ui.theme import Theme


class FolderRow(SettingRow):
    """A folder that can be typed or chosen; nothing stands for the usual one."""

    def __init__(self, theme: Theme, store: SettingsStore, setting: str, title: str, meaning: str = "") -> None:
        super().__init__(theme, store, setting, title, meaning)
        self.line = QLineEdit()
        self.line.setPlaceholderText(str(Settings().output_folder))
        self.choose_button = push_button(self.tr("Change…"), tip=self.tr("Choose the folder for what is made"))
        both = _Focusable(self.line)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose_button)
        self.lay_out(both)
        self.line.setAccessibleName(title)
        self.line.setAccessibleDescription(meaning)
        self.line.textEdited.connect(self._edited)
        self.choose_button.clicked.connect(self._choose)

    def show_settings(self, settings: Settings) -> None:
        """Show the folder; what is being written there is left alone."""
        super().show_settings(settings)
        folder = str(getattr(settings, self.setting) or "")
        if self.line.text().strip() != folder:
            self.line.setText(folder)

    @Slot(str)
    def folder_chosen(self, folder: str) -> None:
        """Use this one."""
        self.change(Path(folder))

    @Slot(str)
    def _edited(self, text: str) -> None:
        folder = text.strip()
        if self.checks(folder):
            self.change(Path(folder) if folder else None)

    @Slot()
    def _choose(self) -> None:
        choose_folder(self, self.tr("Folder for what is made"), self._store.settings.output_folder, self.folder_chosen)


class FoldersRow(SettingRow):
    """Folders one below the other, each with a button that takes it out."""

    def __init__(self, theme: Theme, store: SettingsStore, setting: str, title: str, meaning: str = "") -> None:
        super().__init__(theme, store, setting, title, meaning)
        self._theme = theme
        self._shown: tuple[Path, ...] = ()
        self.add_button = push_button(self.tr("Add a folder…"), tip=self.tr("Choose a folder with models"))
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._list.hide()
        self.lay_out(self.add_button, self._list, wide=False)
        self.add_button.setAccessibleName(self.add_button.text())
        self.add_button.clicked.connect(self._choose)

    def show_settings(self, settings: Settings) -> None:
        """List the folders."""
        super().show_settings(settings)
        folders = getattr(settings, self.setting)
        if folders == self._shown:
            return
        self._shown = folders
        while (item := self._column.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.deleteLater()
        for folder in folders:
            self._column.addWidget(self._line(folder))
        self._list.setVisible(bool(folders))

    @Slot(str)
    def add(self, folder: str) -> None:
        """Look for models in this folder, too."""
        folders = getattr(self._store.settings, self.setting)
        if Path(folder) not in folders:
            self.change((*folders, Path(folder)))

    @Slot()
    def _choose(self) -> None:
        choose_folder(self, self.tr("Folder with models"), None, self.add)

    def _line(self, folder: Path) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        remove = tool_button(self._theme, "remove", self.tr("Do not look in {folder} any more").format(folder=folder))
        remove.setProperty("folder", str(folder))
        remove.clicked.connect(self._remove)
        row.addWidget(ElidedLabel(str(folder)), 1)
        row.addWidget(remove)
        return line

    @Slot()
    def _remove(self) -> None:
        gone = Path(self.sender().property("folder"))
        self.add_button.setFocus()
        self.change(tuple(folder for folder in getattr(self._store.settings, self.setting) if folder != gone))


class _Focusable(QWidget):
    """A row of widgets that gives its focus to the first."""

    def __init__(self, first: QWidget) -> None:
        super().__init__()
        self.setFocusProxy(first)


def choose_folder(parent: QWidget, title: str, start: Path | None, chosen: Callable[[str], None]) -> None:
    """Ask for a folder; `chosen` is a slot of a QObject."""
    dialog = QFileDialog(parent, title, str(start or ""))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()
