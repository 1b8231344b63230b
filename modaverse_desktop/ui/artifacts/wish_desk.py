"""Does with artifacts what the user wants: save as, copy, open, show, enlarge, use as input."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.core.invocation import Artifact
from modaverse_desktop.ui.artifacts import file_actions
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.theme import Theme


class WishDesk(QObject):
    """What cannot be done is said in the `place` that the wish came from."""

    used = Signal(object)
    """The path of an artifact that is to be an input."""
    said = Signal(str)
    """What was done, in a few words."""

    def __init__(self, theme: Theme, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._theme = theme
        self._loop = loop
        self._running: set[asyncio.Task[None]] = set()

    def grant(self, wish: FileWish, window: QWidget, place: InlineError) -> None:
        """Do it, or say why not."""
        place.clear()
        try:
            self._grant(wish, window, place)
        except AppError as error:
            place.show_error(error)

    def open_path(self, path: Path, place: InlineError) -> None:
        """Let the desktop open a medium."""
        try:
            file_actions.open_file(path)
        except AppError as error:
            place.show_error(error)

    def save(self, artifact: Artifact, target: Path, place: InlineError) -> None:
        """Write a copy to `target`, on another thread."""
        self._start(self._save(artifact, target, place))

    def leave(self) -> None:
        """Begin nothing more; a file that is being written is written whole or not at all."""
        for task in self._running:
            task.cancel()

    def _grant(self, wish: FileWish, window: QWidget, place: InlineError) -> None:
        artifact = wish.artifact
        match wish.wish, artifact.path:
            case Wish.SAVE, _:
                self._ask_where(artifact, window, place)
            case Wish.COPY, None:
                file_actions.copy_text(artifact.text or "")
                self.said.emit(self.tr("Copied"))
            case Wish.COPY, Path() as path:
                self._start(self._copy(path))
            case Wish.OPEN, Path() as path:
                file_actions.open_file(path)
            case Wish.SHOW, Path() as path:
                file_actions.show_in_folder(path)
            case Wish.USE, Path() as path:
                self.used.emit(path)
            case Wish.ENLARGE, Path() as path:
                from modaverse_desktop.ui.artifacts.image_viewer import ImageViewer

                ImageViewer(self._theme, path, window).show()
            case _:
                pass

    def _ask_where(self, artifact: Artifact, window: QWidget, place: InlineError) -> None:
        name = artifact.path.name if artifact.path else "answer.txt"
        dialog = QFileDialog(window, self.tr("Save as"), file_actions.pictures_folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._where_chosen, artifact, place))
        dialog.open()

    def _where_chosen(self, artifact: Artifact, place: InlineError, file: str) -> None:
        self.save(artifact, Path(file), place)

    async def _copy(self, path: Path) -> None:
        """With all its pixels: a preview may hold fewer."""
        image = await self._loop.run_in_executor(None, QImage, str(path))
        file_actions.copy_file(path, image)
        self.said.emit(self.tr("Copied"))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = self._loop.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _save(self, artifact: Artifact, target: Path, place: InlineError) -> None:
        try:
            await self._loop.run_in_executor(None, _write, artifact, target)
        except AppError as error:
            place.show_error(error)
        else:
            self.said.emit(self.tr("Saved as {name}").format(name=target.name))


def _write(artifact: Artifact, target: Path) -> None:
    if artifact.path is not None:
        file_actions.save_copy(artifact.path, target)
    else:
        write_atomically(target, (artifact.text or "").encode())
