"""The ways by which media come in, besides the drop: browse, paste, recent files, samples."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Media
from modaverse_desktop.ui.artifacts.file_actions import open_file, pictures_folder, show_in_folder
from modaverse_desktop.ui.composer.batch_panel import Stage
from modaverse_desktop.ui.composer.composer import Composer
from modaverse_desktop.ui.composer.dropped import has_media, read_dropped
from modaverse_desktop.ui.composer.media_card import CardWish
from modaverse_desktop.ui.composer.media_intake import MOST_TOGETHER, MediaIntake
from modaverse_desktop.ui.composer.media_look import MediaLook
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
        shelf = composer.shelf
        shelf.browse.connect(self.browse)
        shelf.folder.connect(self.browse_folder)
        shelf.sample.connect(self.take_sample)
        shelf.wished.connect(self._grant)
        composer.batch_panel.together.connect(self._take_together)
        composer.instruction.media_pasted.connect(self.take)
        intake.looked.connect(self._looked)
        intake.replaced.connect(shelf.replace)
        intake.refused.connect(composer.show_error)
        intake.many.connect(self._ask_about)
        intake.busy_changed.connect(shelf.show_busy)

    def leave(self) -> None:
        """Hear no more of what is being looked at."""
        self._intake.disconnect(self)

    @Slot()
    def browse(self) -> None:
        """Let the user choose files."""
        dialog = self._dialog(self.tr("Choose pictures, sounds or videos"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._files_chosen)
        dialog.open()

    @Slot()
    def browse_folder(self) -> None:
        """Let the user choose a folder, for a batch."""
        dialog = self._dialog(self.tr("Choose a folder with pictures, sounds or videos"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(self._files_chosen)
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
        if has_media(data) or data.hasUrls():
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
        if dropped.paths:
            self.take_files(dropped.paths)
        elif dropped.picture:
            self._intake.take_picture(dropped.picture, dropped.suffix)
        elif dropped.image is not None:
            self._intake.take_image(dropped.image)
        else:
            self._composer.instruction.setFocus()
            self._composer.instruction.insertFromMimeData(data)

    @Slot(object)
    def take_files(self, paths: Sequence[Path]) -> None:
        """Take files and folders; they join a batch that is there."""
        if self._composer.batch_panel.stage is Stage.ABSENT:
            self._intake.take(paths)
        else:
            self._ask_about(paths)

    @Slot(object)
    def _looked(self, look: MediaLook) -> None:
        shelf = self._composer.shelf
        is_new = look.media not in shelf.media()
        if self._composer.batch_panel.stage is not Stage.ABSENT or (is_new and len(shelf.media()) >= MOST_TOGETHER):
            self._ask_about([look.media.path])
        else:
            self._composer.add_media(look)

    @Slot(object)
    def _ask_about(self, paths: Sequence[Path]) -> None:
        """Look at many files, and ask whether they are meant as a batch."""
        shelf, panel = self._composer.shelf, self._composer.batch_panel
        there = [media.path for media in shelf.media()]
        panel.batch.begin([*there, *paths], shelf.can_read)
        panel.look(ask=True, joining=len(there))

    @Slot(object)
    def _take_together(self, paths: Sequence[Path]) -> None:
        self._intake.take(paths)

    @Slot(list)
    def _files_chosen(self, files: list[str]) -> None:
        self._composer.error.clear()
        self.take_files([Path(file) for file in files])

    @Slot(object, object)
    def _grant(self, wish: CardWish, media: Media) -> None:
        self._composer.error.clear()
        try:
            match wish:
                case CardWish.OPEN:
                    open_file(media.path)
                case CardWish.SHOW:
                    show_in_folder(media.path)
                case CardWish.REPLACE:
                    self._ask_replacement(media)
                case _:
                    pass
        except AppError as error:
            self._composer.show_error(error)

    def _ask_replacement(self, media: Media) -> None:
        dialog = self._dialog(self.tr("Choose a file instead of {name}").format(name=media.path.name))
        dialog.setDirectory(str(media.path.parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(partial(self._replacement_chosen, media))
        dialog.open()

    def _replacement_chosen(self, media: Media, file: str) -> None:
        self._intake.replace(media, Path(file))

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title, pictures_folder())
        media = self.tr("Media") + f" ({_PICTURES} {_SOUNDS} {_VIDEOS})"
        dialog.setNameFilters([media, self.tr("All files") + " (*)"])
        dialog.finished.connect(dialog.deleteLater)
        return dialog
