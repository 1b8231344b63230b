"""Does with artifacts what the user wants: save as, copy, open, show, enlarge, use as input, move to the trash."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.core.invocation import Artifact
from modaverse_desktop.core.paths import cache_folder
from modaverse_desktop.ui.artifacts import file_actions
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.theme import Theme


class WishDesk(QObject):
    """What cannot be done is said in the `place` that the wish came from."""

    used = Signal(object)
    """The path of an artifact that is to be an input."""
    trashed = Signal(object)
    """The path of an artifact that is in the trash now."""
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
        self._start(self._save(partial(_write, artifact), target), place)

    def leave(self) -> None:
        """Begin nothing more; a file that is being written is written whole or not at all."""
        for task in self._running:
            task.cancel()

    def _grant(self, wish: FileWish, window: QWidget, place: InlineError) -> None:
        artifact = wish.artifact
        match wish.wish, artifact.path:
            case ((Wish.SAVE | Wish.SAVE_PLAIN), _):
                self._ask_where(wish, window, place)
            case Wish.COPY, None:
                file_actions.copy_text(artifact.text or "")
                self.said.emit(self.tr("Copied"))
            case Wish.COPY, Path() as path:
                self._start(self._copy(path), place)
            case Wish.COPY_PLAIN, Path() as path:
                self._start(self._copy_plain(path), place)
            case Wish.OPEN, Path() as path:
                file_actions.open_file(path)
            case Wish.SHOW, Path() as path:
                file_actions.show_in_folder(path)
            case Wish.USE, Path() as path:
                self.used.emit(path)
            case Wish.DELETE, Path() as path:
                self._start(self._delete(path), place)
            case ((Wish.ENLARGE | Wish.COMPARE), Path() as path):
                self._show_large(path, wish, window)
            case _:
                pass

    def _show_large(self, path: Path, wish: FileWish, window: QWidget) -> None:
        from modaverse_desktop.ui.artifacts.image_viewer import ImageViewer
        from modaverse_desktop.ui.artifacts.picture_canvas import Comparison

        comparison = Comparison.SIDE_BY_SIDE if wish.wish is Wish.COMPARE else Comparison.NONE
        viewer = ImageViewer(self._theme, path, window, wish.inputs, comparison)
        viewer.show()
        viewer.activateWindow()

    def _ask_where(self, wish: FileWish, window: QWidget, place: InlineError) -> None:
        name = wish.artifact.path.name if wish.artifact.path else "answer.txt"
        dialog = QFileDialog(window, self.tr("Save as"), file_actions.pictures_folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        if Path(name).suffix in (".wav", ".flac"):
            forms = [self.tr("WAV sound (*.wav)"), self.tr("FLAC sound, smaller (*.flac)")]
            dialog.setNameFilters(forms if Path(name).suffix == ".wav" else forms[::-1])
            dialog.filterSelected.connect(partial(_take_form, dialog))
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._where_chosen, wish, place))
        dialog.open()

    def _where_chosen(self, wish: FileWish, place: InlineError, file: str) -> None:
        if wish.wish is Wish.SAVE_PLAIN and wish.artifact.path is not None:
            self._start(self._save(partial(file_actions.plain_copy, wish.artifact.path), Path(file)), place)
        else:
            self.save(wish.artifact, Path(file), place)

    async def _copy(self, path: Path) -> None:
        """With all its pixels: a preview may hold fewer."""
        content = await self._loop.run_in_executor(None, file_actions.read_content, path)
        file_actions.copy_content(content)
        self.said.emit(self.tr("Copied"))

    async def _copy_plain(self, path: Path) -> None:
        content = await self._loop.run_in_executor(None, _plain_content, path)
        file_actions.copy_content(content)
        self.said.emit(self.tr("Copied without metadata"))

    async def _delete(self, path: Path) -> None:
        await self._loop.run_in_executor(None, file_actions.trash, path)
        self.trashed.emit(path)
        self.said.emit(self.tr("Moved to the trash: {name}").format(name=path.name))

    async def _save(self, write: Callable[[Path], None], target: Path) -> None:
        await self._loop.run_in_executor(None, write, target)
        self.said.emit(self.tr("Saved as {name}").format(name=target.name))

    def _start(self, work: Coroutine[None, None, None], place: InlineError) -> None:
        task = self._loop.create_task(_said_in_place(work, place))
        self._running.add(task)
        task.add_done_callback(self._running.discard)


def _take_form(dialog: QFileDialog, name_filter: str) -> None:
    """The name ends as the chosen kind of file does."""
    suffix = name_filter[name_filter.rindex("*.") + 2 :].rstrip(")")
    dialog.setDefaultSuffix(suffix)
    if chosen := dialog.selectedFiles():
        dialog.selectFile(Path(chosen[0]).with_suffix(f".{suffix}").name)


async def _said_in_place(work: Coroutine[None, None, None], place: InlineError) -> None:
    try:
        await work
    except AppError as error:
        if isValid(place):  # the card may be gone by now
            place.show_error(error)


def _write(artifact: Artifact, target: Path) -> None:
    if artifact.path is not None:
        file_actions.save_copy(artifact.path, target)
    else:
        write_atomically(target, (artifact.text or "").encode())


def _plain_content(path: Path) -> file_actions.Content:
    """A copy without metadata in a folder of our own, read; the one before it goes."""
    folder = cache_folder() / "plain"
    shutil.rmtree(folder, ignore_errors=True)
    target = folder / path.name
    folder.mkdir(parents=True, exist_ok=True)
    file_actions.plain_copy(path, target)
    return file_actions.read_content(target)
