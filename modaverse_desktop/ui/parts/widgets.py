"""Small makers of labels and buttons, so that every one has a role, a name for screen readers and a tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from modaverse_desktop.ui.theme import Theme


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A plain-text label: what a model or a file name says is never read as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        made.setCursor(Qt.CursorShape.IBeamCursor)
    return made


def push_button(text: str, kind: str = "", *, tip: str = "", shortcut: str = "") -> QPushButton:
    """A button with words. `kind`: ``primary``, ``chip``, ``link``, ``quiet`` or plain."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setAccessibleName(text.replace("&", ""))
    if kind:
        made.setProperty("kind", kind)
    _explain(made, tip, shortcut)
    return made


def tool_button(theme: Theme, icon: str, name: str, *, shortcut: str = "", colour: str = "muted") -> QToolButton:
    """A button with only an icon; `name` is its tool tip and what a screen reader says."""
    made = QToolButton()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setIcon(theme.icon(icon, colour))
    made.setProperty("iconName", icon)
    made.setProperty("iconColour", colour)
    made.setIconSize(QSize(18, 18))
    made.setAccessibleName(name)
    _explain(made, name, shortcut)
    return made


def redraw_icons(root: QWidget, theme: Theme) -> None:
    """Draw the icons of every button below `root` in the colours of another theme."""
    for button in [*root.findChildren(QToolButton), *root.findChildren(QPushButton)]:
        icon = button.property("iconName")
        if icon:
            button.setIcon(theme.icon(icon, button.property("iconColour") or "muted", button.property("iconChecked")))


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let the sheet look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def spoken_shortcut(shortcut: str) -> str:
    """A shortcut as this system writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def _explain(button: QPushButton | QToolButton, tip: str, shortcut: str) -> None:
    if shortcut:
        button.setShortcut(QKeySequence(shortcut))
        tip = f"{tip} ({spoken_shortcut(shortcut)})" if tip else spoken_shortcut(shortcut)
    if tip:
        button.setToolTip(tip)
