"""An artifact taken to another program with the mouse: the file, and for a picture its pixels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMetaType, QMimeData, QObject, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDrag, QImage, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

_DRAGGED_SIDE = 96
_IMAGE = "application/x-qt-image"


class DraggedFile(QMimeData):
    """A file's address; its pixels are read only if the program at the other end asks for them."""

    def __init__(self, path: Path, *, picture: bool) -> None:
        super().__init__()
        self._path = path
        self._picture = picture
        self.setUrls([QUrl.fromLocalFile(str(path))])

    def formats(self) -> list[str]:
        """The address, and an image if it is a picture."""
        return [*super().formats(), _IMAGE] if self._picture else super().formats()

    def hasFormat(self, mime_type: str) -> bool:
        """Whether it is one of `formats`."""
        return mime_type in self.formats()

    def retrieveData(self, mime_type: str, kind: QMetaType) -> object:
        """Read the picture when it is wanted."""
        if mime_type == _IMAGE and self._picture:
            return QImage(str(self._path))
        return super().retrieveData(mime_type, kind)


class DragOut(QObject):
    """Watches a widget: the left button and a movement begin a drag. The widget sees no more of that press."""

    def __init__(self, widget: QWidget, path: Path, look: Callable[[], QImage], *, picture: bool) -> None:
        super().__init__(widget)
        self._widget = widget
        self._path = path
        self._look = look
        self._picture = picture
        self._pressed: QPoint | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the left button."""
        if isinstance(event, QMouseEvent):
            here = event.position().toPoint()
            if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                self._pressed = here
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._pressed = None
            elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
                if (here - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                    self._pressed = None
                    self._drag()
                return True
        return False

    def _drag(self) -> None:
        if not self._path.is_file():
            return
        drag = QDrag(self._widget)
        data = DraggedFile(self._path, picture=self._picture)
        drag.setMimeData(data)
        image = self._look()
        if not image.isNull():
            side = QSize(_DRAGGED_SIDE, _DRAGGED_SIDE)
            small = image.scaled(side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            drag.setPixmap(QPixmap.fromImage(small))
        drag.exec(Qt.DropAction.CopyAction)
