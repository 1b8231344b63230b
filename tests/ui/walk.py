"""Walks through a window by Tab as somebody does who has no mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

CONTROLS = (QAbstractButton, QPlainTextEdit, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


def controls(root: QWidget) -> list[QWidget]:
    """What a person can use now, without the parts of other controls, and without other windows."""
    found = [child for kind in CONTROLS for child in root.findChildren(kind)]
    return [
        child
        for child in found
        if child.isVisible() and child.window() is root.window() and not isinstance(child.parent(), CONTROLS)
    ]


class Walk:
    """One round through `window`, beginning at `start`; `seen` has what had the focus, in order."""

    def __init__(self, qtbot: QtBot, start: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> None:
        self.window = start.window()
        self.seen: list[QWidget] = []
        if self.window.focusWidget() is not None:
            self.window.focusWidget().clearFocus()
        self.without_focus = {control: _picture(control) for control in controls(self.window)}
        self.with_focus: dict[QWidget, QImage] = {}
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow, timeout=20_000)
        start.setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(3 * len(self.without_focus) + 10):
            focus = self.window.focusWidget()
            assert focus is not None
            self.seen.append(focus)
            self.with_focus[focus] = _picture(focus)
            qtbot.keyClick(focus, key)
            if self.window.focusWidget() is start:
                return
        names = [describe(widget) for widget in self.seen[-6:]]
        raise AssertionError(f"the focus does not come back; it ends in {names}")

    def nameless(self) -> list[str]:
        """Controls that a screen reader could not name."""
        return [describe(control) for control in self.without_focus if not _name(control)]

    def unreached(self) -> list[str]:
        """Controls that Tab never comes to; of buttons that exclude each other one is enough, for the arrow keys."""
        wanted = [control for control in self.without_focus if control.isEnabled() and control not in self.seen]
        return [
            describe(control) for control in wanted if not (_one_of_many(control) and self._saw_one_beside(control))
        ]

    def _saw_one_beside(self, control: QWidget) -> bool:
        return any(one.parentWidget() is control.parentWidget() and _one_of_many(one) for one in self.seen)

    def unmarked(self) -> list[str]:
        """Controls that look the same with the focus."""
        return [
            describe(control)
            for control, picture in self.with_focus.items()
            if control in self.without_focus and picture == self.without_focus[control]
        ]

    def backwards(self) -> list[str]:
        """Steps between neighbours (of one parent) that go up."""
        steps = zip(self.seen, self.seen[1:], strict=False)
        return [
            f"{describe(first)} to {describe(second)}"
            for first, second in steps
            if first.parentWidget() is second.parentWidget() and _top(second) + second.height() <= _top(first)
        ]


def describe(widget: QWidget) -> str:
    """For messages of tests."""
    parent = type(widget.parentWidget()).__name__ if widget.parentWidget() else ""
    return f"{parent}/{type(widget).__name__} “{_name(widget)}”"


def _name(widget: QWidget) -> str:
    """What a screen reader calls it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def _picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


def _one_of_many(control: QWidget) -> bool:
    if not isinstance(control, QAbstractButton):
        return False
    group = control.group()
    return control.autoExclusive() or (group is not None and group.exclusive())


def _top(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), QPoint(0, 0)).y()
