"""Artifacts in order: pictures side by side as far as there is room, everything else a line each."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from modaverse_desktop.ui.artifacts.artifact_view import ArtifactView
from modaverse_desktop.ui.parts.flow_layout import FlowLayout


class ArtifactList(QWidget):
    """Hidden while it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._pictures: FlowLayout | None = None
        self.hide()

    def add(self, view: ArtifactView) -> None:
        """Put it at the end."""
        if view.preview is None:
            self._pictures = None
            self._column.addWidget(view)
        else:
            if self._pictures is None:
                row = QWidget()
                self._pictures = FlowLayout(row, gap=16)
                self._column.addWidget(row)
            self._pictures.addWidget(view)
        self.show()
