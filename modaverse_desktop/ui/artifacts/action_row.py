"""What can be done with an artifact: the usual things as buttons, the rest in a menu, and all of it by key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QPushButton, QWidget

from modaverse_desktop.ui.artifacts.file_wish import Wish
from modaverse_desktop.ui.parts.widgets import push_button, tool_button
from modaverse_desktop.ui.theme import Theme

_COUNTS = (2, 4, 8)
_IN_MENU = (Wish.OPEN, Wish.SHOW, Wish.COPY_PLAIN, Wish.SAVE_PLAIN, Wish.DELETE)


class ActionRow(QWidget):
    """Emits the `Wish`, and for variations how many."""

    wished = Signal(object, int)

    def __init__(self, theme: Theme, wishes: Sequence[Wish]) -> None:
        super().__init__()
        self._theme = theme
        self._wishes = tuple(wishes)
        self.buttons: dict[Wish, QAbstractButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for wish in self._wishes:
            if wish not in _IN_MENU:
                row.addWidget(self._button(wish))
        self.more_button = tool_button(theme, "more", self.tr("More that can be done with it"))
        self.more_button.clicked.connect(self._open_menu)
        if any(wish in _IN_MENU for wish in self._wishes):
            row.addWidget(self.more_button)
        else:
            self.more_button.hide()
        row.addStretch()

    def menu(self, wishes: Sequence[Wish] | None = None) -> QMenu:
        """A menu of all that can be done, or of these; it goes when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for wish in wishes if wishes is not None else self._wishes:
            if wish is Wish.VARY:
                self._add_counts(menu.addMenu(self._theme.icon("dice", "muted"), _words(wish)))
                continue
            if wish is Wish.DELETE:
                menu.addSeparator()
            action = menu.addAction(self._theme.icon(_face(wish)[0], "muted"), _words(wish))
            action.setData((wish.value, 0))
        menu.triggered.connect(self._chosen)
        return menu

    def _button(self, wish: Wish) -> QAbstractButton:
        icon = _face(wish)[0]
        button = self._save_button(_words(wish)) if wish is Wish.SAVE else tool_button(self._theme, icon, _words(wish))
        button.setProperty("wish", wish.value)
        button.clicked.connect(self._open_counts if wish is Wish.VARY else self._clicked)
        self.buttons[wish] = button
        return button

    def _save_button(self, name: str) -> QPushButton:
        button = push_button(name, "small")
        button.setIcon(self._theme.icon("save", "muted"))
        button.setProperty("iconName", "save")
        return button

    def _add_counts(self, menu: QMenu) -> None:
        for count in _COUNTS:
            action = menu.addAction(self.tr("{count} variations").format(count=count))
            action.setData((Wish.VARY.value, count))

    @Slot()
    def _clicked(self) -> None:
        self.wished.emit(Wish(self.sender().property("wish")), 0)

    @Slot()
    def _open_menu(self) -> None:
        self._popup(self.menu([wish for wish in self._wishes if wish in _IN_MENU]), self.more_button)

    @Slot()
    def _open_counts(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_counts(menu)
        menu.triggered.connect(self._chosen)
        self._popup(menu, self.buttons[Wish.VARY])

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        wish, count = action.data()
        self.wished.emit(Wish(wish), count)

    def _popup(self, menu: QMenu, button: QWidget) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))


def _words(wish: Wish) -> str:
    return _face(wish)[1]


def _face(wish: Wish) -> tuple[str, str]:
    """Icon and words."""
    return {
        Wish.SAVE: ("save", _tr("Save as…")),
        Wish.COPY: ("copy", _tr("Copy")),
        Wish.USE: ("use", _tr("Use as input")),
        Wish.COMPARE: ("compare", _tr("Compare with the input")),
        Wish.AGAIN: ("again", _tr("Run again with the same seed")),
        Wish.VARY: ("dice", _tr("Variations: other seeds")),
        Wish.OPEN: ("open", _tr("Open with another program")),
        Wish.SHOW: ("folder", _tr("Show in its folder")),
        Wish.COPY_PLAIN: ("copy", _tr("Copy without metadata")),
        Wish.SAVE_PLAIN: ("save", _tr("Save without metadata…")),
        Wish.DELETE: ("trash", _tr("Move to the trash")),
    }[wish]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ActionRow", text)
