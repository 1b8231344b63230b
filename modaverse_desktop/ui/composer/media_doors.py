"""The ways by which media come in, besides the drop: browse, paste, samples."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.ui.artifacts.file_actions import pictures_folder
from modaverse_desktop.ui.composer.composer import Composer
from modaverse_desktop.ui.composer.dropped import can_take, read_dropped
from modaverse_desktop.ui.composer.media_intake import MediaIntake
from modaverse_desktop.ui.resources import sample_pictures

_PICTURES = "*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff *.avif"
_SOUNDS = "*.wav *.mp3 *.flac *.ogg *.opus *.m4a"
_VIDEOS = "*.mp4 *.mkv *.webm *.mov *.avi"


class MediaDoors(QObject):
    """Gives what comes to the intake; what cannot be used is said in the composer."""

    def __init__(self, window: QWidget, composer: Composer, intake: MediaIntake) -> None:
        super().__init__(window)
        self._window = window
        self._composer = composer
        self._intake = intake

    @Slot()
    def browse(self) -> None:
        """Let the user choose files."""
        dialog = QFileDialog(self._window, self.tr("Choose pictures, sounds or videos"), pictures_folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        media = self.tr("Media") + f" ({_PICTURES} {_SOUNDS} {_VIDEOS})"
        dialog.setNameFilters([media, self.tr("All files") + " (*)"])
        dialog.filesSelected.connect(self._files_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def take_sample(self) -> None:
        """Put the next shipped sample on the shelf."""
        given = {media.path for media in self._composer.shelf.media()}
        fresh = [sample for sample in sample_pictures() if sample not in given]
        self._intake.take(fresh[:1])

    @Slot()
    def paste(self) -> None:
        """Take files or an image from the clipboard; text goes into the instruction."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None:  # an empty clipboard, on some systems
            return
        if can_take(data):
            self.take(data)
        elif data.hasText():
            self._composer.instruction.setFocus()
            self._composer.instruction.paste()

    @Slot(object)
    def take(self, data: QMimeData) -> None:
        """Take what was dropped or pasted."""
        self._composer.error.clear()
        try:
            dropped = read_dropped(data)
        except AppError as error:
            self._composer.show_error(error)
            return
        if dropped.image is not None:
            self._intake.take_image(dropped.image)
        else:
            self._intake.take(dropped.paths)

    @Slot(list)
    def _files_chosen(self, files: list[str]) -> None:
        self._composer.error.clear()
        self._intake.take([Path(file) for file in files])
