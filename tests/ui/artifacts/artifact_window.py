"""For the drag test: a window with one artifact, from its path and task on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.artifacts.artifact_view import ArtifactView
from modaverse_desktop.ui.theme import Shade, Theme
from tests.ui.artifacts.conftest import made

if __name__ == "__main__":
    app = QApplication([])
    conversion = made(Path(sys.argv[1]), Modality(sys.argv[2]))
    window = QWidget()
    window.setWindowFlag(Qt.WindowType.X11BypassWindowManagerHint)
    window.setGeometry(0, 0, 500, 400)
    theme = Theme(Shade.LIGHT)
    column = QVBoxLayout(window)
    view = ArtifactView(theme, conversion.artifacts[0], conversion)
    column.addWidget(view)
    column.addStretch()
    window.show()

    def tell() -> None:
        """It can be taken when it has its picture."""
        if view.preview is not None and view.preview.pixmap().isNull():
            return
        waiting.stop()
        print("shown", flush=True)

    waiting = QTimer()
    waiting.timeout.connect(tell)
    waiting.start(20)
    sys.exit(app.exec())
