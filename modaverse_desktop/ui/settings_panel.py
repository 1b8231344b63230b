"""The settings: every control changes its setting at once; nothing to confirm, and everything can be taken back.

The sections are made one a turn of the loop, so that the panel is there at once and input is never late by all of them.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.paths import config_folder, data_folder
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.core.settings import Theme as Shown
from modaverse_desktop.service.devices import cuda_devices
from modaverse_desktop.service.pack_list import PackListModel
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui.connection_label import ConnectionLabel
from modaverse_desktop.ui.language import LANGUAGES
from modaverse_desktop.ui.pack_list import PackList
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.settings.folder_rows import FolderRow, FoldersRow
from modaverse_desktop.ui.settings.rows import ChoiceRow, MemoryRow, NamingRow, SwitchRow
from modaverse_desktop.ui.settings.section import Section
from modaverse_desktop.ui.settings.setting_row import SettingRow, paragraph
from modaverse_desktop.ui.theme import Theme

_WIDTH, _HEIGHT = 720, 620


class SettingsPanel(QDialog):
    """Not modal; Escape closes it."""

    def __init__(self, theme: Theme, store: SettingsStore, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(_WIDTH, _HEIGHT)
        self._theme, self._store = theme, store
        self._shown = store.settings
        self._before: Settings | None = None
        self._packs = PackListModel()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the settings"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.nothing = label(self.tr("No setting is called so."), "muted")
        self.nothing.hide()
        self.reset_all_button = push_button(self.tr("Reset all"), tip=self.tr("Take the standard value for everything"))
        self.close_button = push_button(self.tr("Close"))
        self._made: list[Section] = []
        self._content = QVBoxLayout()
        self._lay_out()
        self._show_reset()
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._make_next)
        self._turn.start(0)
        self.search.textChanged.connect(self._find)
        self.reset_all_button.clicked.connect(self._reset_all)
        store.changed.connect(self._follow)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)

    @property
    def theme(self) -> QComboBox:
        """Where the appearance is chosen."""
        row = self.row("theme")
        assert isinstance(row, ChoiceRow), "it is one of a few"
        return row.choice

    @property
    def sections(self) -> tuple[Section, ...]:
        """All of them; those that are still to be made are made now."""
        while self._turn.isActive():
            self._make_next()
        return tuple(self._made)

    @property
    def pack_list(self) -> PackList:
        """The installed models."""
        return next(each for section in self.sections for each in section.findChildren(PackList))

    def rows(self) -> list[SettingRow]:
        """Every setting, in order."""
        return [row for section in self.sections for row in section.rows]

    def row(self, setting: str) -> SettingRow:
        """That of one field of `Settings`."""
        return next(row for row in self.rows() if row.setting == setting)

    def show_packs(self, packs: Packs) -> None:
        """List what is installed."""
        self._packs.show_packs(packs)

    @Slot(str)
    def add_models(self, folder: str) -> None:
        """Look for models in this folder, too."""
        row = self.row("model_folders")
        assert isinstance(row, FoldersRow), "they are several"
        row.add(folder)

    @Slot()
    def _make_next(self) -> None:
        makers = (self._files, self._models, self._window, self._privacy)
        section = makers[len(self._made)]()
        self._made.append(section)
        self._content.insertWidget(len(self._made), section)
        section.show()
        for row in section.rows:
            row.show_settings(self._shown)
        if len(self._made) == len(makers):
            self._turn.stop()
        reached = [each for each in section.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        if reached:
            self.setTabOrder(reached[-1], self.reset_all_button)
            self.setTabOrder(self.reset_all_button, self.close_button)

    @Slot(object)
    def _follow(self, settings: Settings) -> None:
        """Show what has changed; a row whose entry cannot be used keeps it until it can."""
        before, self._shown = self._shown, settings
        for row in (row for section in self._made for row in section.rows):
            if getattr(settings, row.setting) != getattr(before, row.setting):
                row.show_settings(settings)
        self._show_reset()

    @Slot()
    def _reset_all(self) -> None:
        settings, self._before = self._before or Settings(), None if self._before else self._store.settings
        self._store.change(settings)
        for row in self.rows():
            row.show_settings(settings)
        self._show_reset()

    def _show_reset(self) -> None:
        """The button takes back what it did, until something else is changed."""
        if self._before is not None and self._shown != Settings():
            self._before = None
        words = self.tr("Undo the reset") if self._before else self.tr("Reset all")
        self.reset_all_button.setText(words)
        self.reset_all_button.setAccessibleName(words)
        self.reset_all_button.setEnabled(self._before is not None or self._shown != Settings())

    @Slot(str)
    def _find(self, words: str) -> None:
        found = [section.find(words) for section in self.sections]
        self.nothing.setVisible(not any(found))

    # --- the sections ---------------------------------------------------------------------------------------------

    def _files(self) -> Section:
        theme, store = self._theme, self._store
        return Section(
            self.tr("Files"),
            FolderRow(theme, store, "output", self.tr("Saved in")),
            NamingRow(theme, store, "naming", self.tr("Names of files")),
            SwitchRow(
                theme,
                store,
                "metadata",
                self.tr("Record"),
                self.tr("Write into each file how it was made"),
                self.tr(
                    "Instruction, prompt, seed, models, and the mark that a model made it: to make it again later."
                ),
            ),
        )

    def _models(self) -> Section:
        theme, store = self._theme, self._store
        devices = [(name, f"cuda:{place}") for place, name in enumerate(cuda_devices())]
        folders = FoldersRow(
            theme,
            store,
            "model_folders",
            self.tr("Model folders"),
            self.tr("Besides the application's own: each folder in them that has a pack.toml is a model."),
        )
        device = ChoiceRow(
            theme,
            store,
            "device",
            self.tr("Device"),
            [(self.tr("Automatic: the graphics card if it can be used"), "auto"), (self.tr("CPU"), "cpu"), *devices],
            self.tr("Models are loaded anew on another device. The same seed gives another picture there."),
        )
        memory = MemoryRow(
            theme,
            store,
            "memory_mb",
            self.tr("Memory limit"),
            self.tr("For all models together. Those that are not used leave first; one that needs more is not loaded."),
        )
        packs = PackList(theme, self._packs)
        packs.setMinimumHeight(220)
        return Section(self.tr("Models"), folders, device, memory, below=packs)

    def _window(self) -> Section:
        theme, store = self._theme, self._store
        shades = (
            (self.tr("Like the system"), Shown.SYSTEM),
            (self.tr("Light"), Shown.LIGHT),
            (self.tr("Dark"), Shown.DARK),
        )
        languages = [(self.tr("Like the system"), ""), *((name, code) for code, name in LANGUAGES.items())]
        return Section(
            self.tr("Window"),
            ChoiceRow(theme, store, "theme", self.tr("Appearance"), shades),
            ChoiceRow(theme, store, "language", self.tr("Language"), languages),
            SwitchRow(
                theme,
                store,
                "approve_text",
                self.tr("Answers"),
                self.tr("Show answers in words without asking for approval"),
            ),
            SwitchRow(
                theme,
                store,
                "edit_given",
                self.tr("Changes"),
                self.tr("Edit the picture I gave when I ask for a change of it"),
                self.tr("Otherwise a new one is drawn, and the edit offered beside it."),
            ),
            SwitchRow(
                theme,
                store,
                "notify",
                self.tr("Notifications"),
                self.tr("Tell me when something is done while I am in another window"),
            ),
        )

    def _privacy(self) -> Section:
        about = QWidget()
        column = QVBoxLayout(about)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        promise = self.tr(
            "Nothing leaves this computer. There is no account, no statistics and no search for updates; models are "
            "read from your own disk. The line below counts the network connections that are open now."
        )
        kept = self.tr("History and drafts are kept in {data}, these settings in {settings}.").format(
            data=data_folder(), settings=config_folder()
        )
        record = self.tr(
            "What is made carries a record, unless you switch it off above; “Copy without metadata” leaves it out."
        )
        for widget in (
            paragraph(promise),
            ConnectionLabel(),
            paragraph(kept, "small"),
            paragraph(record, "small"),
        ):
            column.addWidget(widget)
        return Section(self.tr("Privacy"), below=about, words=f"{promise} {kept} {record}")

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("root")
        inner.setLayout(self._content)
        self._content.setContentsMargins(0, 0, 14, 0)
        self._content.setSpacing(22)
        self._content.addWidget(self.nothing)
        self._content.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        top = QHBoxLayout()
        top.addWidget(label(self.tr("Settings"), "title"), 1)
        top.addWidget(self.search, 1)
        self.close_button.clicked.connect(self.close)
        bottom = QHBoxLayout()
        bottom.addWidget(label(self.tr("Changes count at once."), "small"), 1)
        bottom.addWidget(self.reset_all_button)
        bottom.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(area, 1)
        column.addLayout(bottom)
