from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.ui.parts.flow_layout import FlowLayout


def test_what_does_not_fit_goes_into_the_next_line_and_is_measured_anew_when_it_changes(qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    flow = FlowLayout(row, gap=10)
    for _ in range(3):
        part = QWidget()
        part.setFixedSize(50, 20)
        flow.addWidget(part)
    assert [flow.heightForWidth(width) for width in (170, 110, 50)] == [20, 50, 80]
    assert flow.heightForWidth(170) == 20
    part.setFixedSize(120, 40)
    assert [flow.heightForWidth(width) for width in (240, 170)] == [40, 70]
    assert flow.minimumSize().width() == 120
    part.hide()
    assert flow.heightForWidth(170) == 20
