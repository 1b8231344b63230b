"""Light and dark: one style sheet, two sets of colours, and icons drawn in the theme's colours."""

from __future__ import annotations

import json
import re
from enum import Enum
from functools import cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from modaverse_desktop.core.settings import Theme as Chosen
from modaverse_desktop.ui.resources import icon_file, style_file

_WORD = re.compile(r"@([a-z-]+)@")
_ICON_SIDE = 20


class Shade(Enum):
    """Which set of colours."""

    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The colours of the shade that is shown now, by their names in the style sheet."""

    changed = Signal()

    def __init__(self, shade: Shade) -> None:
        super().__init__()
        self.shade = shade
        self.colours = _read_colours(shade)
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def change(self, shade: Shade) -> None:
        """Show another shade; what is painted by hand listens to `changed`."""
        if shade is not self.shade:
            self.shade = shade
            self.colours = _read_colours(shade)
            self._pixmaps.clear()
            self.changed.emit()

    def colour(self, name: str) -> QColor:
        """One colour, for what is painted by hand."""
        return QColor(self.colours[name])

    def icon(self, name: str, colour: str = "text", checked: str | None = None) -> QIcon:
        """An icon drawn in a colour of the theme; in another when its button is `checked`."""
        icon = QIcon()
        icon.addPixmap(self._drawn(name, colour), QIcon.Mode.Normal, QIcon.State.Off)
        icon.addPixmap(self._drawn(name, "border-strong"), QIcon.Mode.Disabled, QIcon.State.Off)
        if checked:
            icon.addPixmap(self._drawn(name, checked), QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def pixmap(self, name: str, colour: str = "text", side: int = _ICON_SIDE) -> QPixmap:
        """An icon as a picture of `side` device-independent pixels."""
        return self._drawn(name, colour, side)

    def _drawn(self, name: str, colour: str, side: int = _ICON_SIDE) -> QPixmap:
        ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
        key = (name, colour, side, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _draw(name, self.colours[colour], side, ratio)
        return self._pixmaps[key]


def _draw(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    source = _icon(name).replace("currentColor", colour)
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


@cache
def _icon(name: str) -> str:
    return icon_file(name).read_text(encoding="utf-8")


def _read_colours(shade: Shade) -> dict[str, str]:
    return json.loads(style_file(f"{shade.value}.json").read_text(encoding="utf-8"))


def system_shade() -> Shade:
    """What the desktop asks for; light if it does not say."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return Shade.DARK if scheme is Qt.ColorScheme.Dark else Shade.LIGHT


def wanted_shade(chosen: Chosen) -> Shade:
    """What the user chose; what the desktop asks for if that was left to it."""
    if chosen is Chosen.SYSTEM:
        return system_shade()
    return Shade.DARK if chosen is Chosen.DARK else Shade.LIGHT


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole application the theme's palette and style sheet, for the first time; `Restyling` changes them."""
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def style_sheet(theme: Theme) -> str:
    """The sheet in the theme's colours."""
    sheet = style_file("window.qss").read_text(encoding="utf-8")
    words = {**theme.colours, "shade": theme.shade.value, "icons": icon_file("save").parent.as_posix()}
    return _WORD.sub(lambda match: words[match[1]], sheet)


def palette(theme: Theme) -> QPalette:
    """The theme's colours by their roles, for what the sheet does not draw."""
    role = QPalette.ColorRole
    names = {
        role.Window: "window",
        role.Base: "surface",
        role.AlternateBase: "raised",
        role.Button: "surface",
        role.Text: "text",
        role.WindowText: "text",
        role.ButtonText: "text",
        role.ToolTipBase: "surface",
        role.ToolTipText: "text",
        role.PlaceholderText: "muted",
        role.Highlight: "selection",
        role.HighlightedText: "text",
        role.Link: "accent",
        role.Accent: "accent",
    }
    made = QPalette()
    for which, name in names.items():
        made.setColor(which, theme.colour(name))
    return made
