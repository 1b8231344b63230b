"""A second program for the drop test: a small window that drags what its command line names, as such programs do.

Files and folders by name, like a file manager; ``--picture FILE`` its bytes beside a link, like a browser; ``--link
ADDRESS`` a link alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """A press and a move begin the drag."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__("drag me")
        self._arguments = arguments
        self.setWindowFlag(Qt.WindowType.X11BypassWindowManagerHint)
        self.setGeometry(0, 0, 120, 90)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        drag.setMimeData(self._data())
        drag.exec(Qt.DropAction.CopyAction)

    def _data(self) -> QMimeData:
        data = QMimeData()
        match self._arguments:
            case ["--picture", file]:
                data.setData("image/png", Path(file).read_bytes())
                data.setUrls([QUrl("https://example.org/picture.png")])
            case ["--link", address]:
                data.setUrls([QUrl(address)])
                data.setText(address)
            case files:
                data.setUrls([QUrl.fromLocalFile(file) for file in files])
        return data


if __name__ == "__main__":
    app = QApplication([])
    source = Source(sys.argv[1:])
    source.show()
    print("shown", flush=True)
    sys.exit(app.exec())
