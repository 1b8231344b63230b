"""What opens beside the window: the settings, and what there is to say about the program. Made when it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui.main_window import MainWindow
from modaverse_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from modaverse_desktop.core.packs import Packs
    from modaverse_desktop.ui.settings_panel import SettingsPanel


class Panels(QObject):
    """Opens them when the window says so; of the settings there is one at a time."""

    def __init__(self, theme: Theme, store: SettingsStore, window: MainWindow) -> None:
        super().__init__()
        self._theme = theme
        self._store = store
        self._window = window
        self._packs: Packs | None = None
        self.settings: SettingsPanel | None = None
        """While it is open."""
        window.settings_wanted.connect(self._show_settings)
        window.about_wanted.connect(self._show_about)

    @property
    def packs(self) -> Packs | None:
        """What is installed, once that is known."""
        return self._packs

    def know(self, packs: Packs) -> None:
        """These are installed."""
        self._packs = packs
        if self.settings is not None:
            self.settings.show_packs(packs)

    def furnish_anew(self) -> None:
        """The settings once more, in another language, if they are open."""
        if self.settings is not None:
            self.settings.close()
            QTimer.singleShot(0, self, self._show_settings)

    @Slot()
    def _show_settings(self) -> None:
        from modaverse_desktop.ui.settings_panel import SettingsPanel

        if self.settings is not None:
            self.settings.activateWindow()
            return
        self.settings = SettingsPanel(self._theme, self._store, self._window)
        if self._packs is not None:
            self.settings.show_packs(self._packs)
        self.settings.finished.connect(self._closed)
        self.settings.show()

    @Slot()
    def _closed(self) -> None:
        self.settings = None

    @Slot()
    def _show_about(self) -> None:
        from modaverse_desktop.ui.about.about_panel import AboutPanel

        AboutPanel(self._theme, self._packs, self._window.status.text(), self._window).show()
