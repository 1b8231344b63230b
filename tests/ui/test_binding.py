"""The Qt binding's own fault that this project pins its version for: lost references at every call."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_calls_into_qt_lose_no_reference_to_none_true_or_false(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    point = QPoint(1, 2)
    others = QObject()

    def work() -> None:
        for _ in range(5_000):
            label.setText("words")
            label.isVisible()
            label.setEnabled(True)
            label.parent()
            others.setObjectName("name")
            point.isNull()

    work()
    before = [sys.getrefcount(value) for value in (None, True, False)]
    work()
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert all(abs(now - then) < 1_000 for now, then in zip(after, before, strict=True)), (before, after)
