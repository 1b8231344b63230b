"""A second program for the drag test: prints what is dropped on it, formats first."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget


class Taker(QWidget):
    """Takes everything."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowFlag(Qt.WindowType.X11BypassWindowManagerHint)
        self.setAcceptDrops(True)
        self.setGeometry(700, 100, 400, 400)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        png = QImage.fromData(data.data("image/png")) if "image/png" in data.formats() else QImage()
        image = QImage(data.imageData()) if data.hasImage() else QImage()
        print(" ".join(data.formats()), flush=True)
        print(bytes(data.data("text/uri-list").data()).decode().strip(), flush=True)
        print(f"{image.width()}x{image.height()} {png.width()}x{png.height()}", flush=True)
        event.acceptProposedAction()


if __name__ == "__main__":
    app = QApplication([])
    taker = Taker()
    taker.show()
    print("shown", flush=True)
    sys.exit(app.exec())
