"""The files of new examples: chosen or dropped, looked at on another thread, named in a line, or none at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.media import Media
from modaverse_desktop.media.files import shown_name
from modaverse_desktop.media.gather import gather
from modaverse_desktop.media.probe import probe
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.parts.widgets import push_button

_MOST = 1000


@dataclass(frozen=True)
class _Found:
    media: tuple[Media, ...]
    problem: AppError | None


class ExampleFiles(QWidget):
    """Emits `changed` when `media` are others or are being looked at, and `refused` with an `AppError` about the first
    file that cannot be used; the rest is taken."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.media: tuple[Media, ...] = ()
        self.choose_button = push_button(self.tr("Choose files…"), "small")
        self.choose_button.clicked.connect(self._browse)
        self.names = ElidedLabel("", "small")
        self.none_button = push_button(self.tr("Without files"), "link")
        self.none_button.clicked.connect(self.clear)
        self._looking: Background | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choose_button)
        row.addWidget(self.names, 1)
        row.addWidget(self.none_button)
        self._show()

    def take(self, paths: Sequence[Path]) -> None:
        """Find out what they are; folders are walked."""
        self._looking = Background(partial(_look_at, tuple(paths)), self)
        self._looking.done.connect(self._looked)
        self._looking.start(urgent=True)
        self.names.show_text(self.tr("Looking at the files…"))
        self.changed.emit()

    @property
    def is_looking(self) -> bool:
        """Whether it is not known yet what was chosen."""
        return self._looking is not None

    def show_media(self, media: Sequence[Media]) -> None:
        """These, which are known."""
        self._looking = None
        self.media = tuple(media)
        self._show()
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """None."""
        self.show_media(())

    @Slot()
    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the files of the example"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.finished.connect(dialog.deleteLater)
        dialog.filesSelected.connect(self._chosen)
        dialog.open()

    @Slot(list)
    def _chosen(self, names: Sequence[str]) -> None:
        self.take([Path(name) for name in names])

    @Slot(object)
    def _looked(self, found: _Found) -> None:
        if self.sender() is not self._looking:  # others were chosen meanwhile
            return
        self.show_media(found.media)
        if found.problem is not None:
            self.refused.emit(found.problem)

    def _show(self) -> None:
        names = ", ".join(shown_name(each.path) for each in self.media)
        self.names.show_text(names or self.tr("No file: an instruction alone is an example, too"))
        self.none_button.setVisible(bool(self.media))


def _look_at(paths: tuple[Path, ...]) -> _Found:
    """Those that are media; the first sentence about one that is none."""
    found: list[Media] = []
    problem: AppError | None = None
    for path in gather(paths):
        if len(found) == _MOST:
            return _Found(tuple(found), problem or _too_many())
        try:
            found.append(probe(path))
        except AppError as error:
            problem = problem or error
    return _Found(tuple(found), problem)


def _too_many() -> AppError:
    return AppError("Those are too many files", hint=f"The first {_MOST} were taken.", kind=ErrorKind.INPUT)
