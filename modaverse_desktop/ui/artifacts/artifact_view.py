"""An artifact and what can be done with it. A picture is shown, a text read, a sound or a video played."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.conversion import Conversion, files_of
from modaverse_desktop.core.invocation import Artifact
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.rerun import can_rerun
from modaverse_desktop.ui.artifacts.action_row import ActionRow
from modaverse_desktop.ui.artifacts.drag_out import DragOut
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.artifacts.gone_notice import GoneNotice
from modaverse_desktop.ui.artifacts.image_preview import ImagePreview
from modaverse_desktop.ui.artifacts.reruns import Verdict
from modaverse_desktop.ui.artifacts.text_preview import TextPreview
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.parts.thumbnail_label import ThumbnailLabel
from modaverse_desktop.ui.parts.widgets import label, set_property
from modaverse_desktop.ui.players.audio_player import AudioPlayer
from modaverse_desktop.ui.players.player import Player
from modaverse_desktop.ui.players.video_player import VideoPlayer
from modaverse_desktop.ui.theme import Theme

_AUDIO_WIDTH = 520
_KEYS = (
    (QKeySequence.StandardKey.Copy, Wish.COPY),
    (QKeySequence.StandardKey.Save, Wish.SAVE),
    (QKeySequence.StandardKey.Delete, Wish.DELETE),
)


class ArtifactView(QWidget):
    """Emits a `FileWish` for whatever leaves it. When its file goes, it says so in place."""

    wished = Signal(object)

    def __init__(self, theme: Theme, artifact: Artifact, conversion: Conversion) -> None:
        super().__init__()
        self._theme = theme
        self.artifact = artifact
        self._inputs = _pictures_before(artifact, conversion)
        self._can_rerun = can_rerun(conversion, artifact)
        self.preview: ImagePreview | None = None
        self.player: Player | None = None
        self.gone: GoneNotice | None = None
        self._looking: Background | None = None
        self._trashed = False
        known = artifact.invocation < len(conversion.invocations)
        self._prompt = conversion.invocations[artifact.invocation].prompt if known else ""
        self.verdict = label(role="pill")
        self.verdict_reason = label(role="small", wrap=True, selectable=True)
        self.row = ActionRow(theme, self._wishes())
        self.row.wished.connect(self._wish)
        self._shown = self._body()
        self._lay_out()
        self._look()

    @property
    def buttons(self) -> dict[Wish, QAbstractButton]:
        """The buttons for the usual things."""
        return self.row.buttons

    def show_verdict(self, verdict: Verdict) -> None:
        """What came of running it again."""
        from modaverse_desktop.media.likeness import Likeness  # numpy and all: not before it is needed

        words, tone = {
            Likeness.IDENTICAL: (self.tr("Identical to the one it repeats"), "good"),
            Likeness.NEAR: (self.tr("Nearly the same as the one it repeats"), "yours"),
            Likeness.DIFFERENT: (self.tr("Different from the one it repeats"), "yours"),
            None: (self.tr("Cannot be compared with the one it repeats"), ""),
        }[verdict.likeness]
        self.verdict.setText(words)
        set_property(self.verdict, "tone", tone)
        self.verdict.show()
        self.verdict_reason.setText(verdict.reason)
        self.verdict_reason.setVisible(bool(verdict.reason))

    @Slot()
    def show_trashed(self) -> None:
        """Its file was moved to the trash from here."""
        self._trashed = True
        self._show_there(False)

    def changeEvent(self, event: QEvent) -> None:
        """The user comes back from another program, where the file may have been deleted or put back."""
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.isVisible():
            self._look()
        super().changeEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """All that can be done with it."""
        if self.gone is None or self.gone.isHidden():
            self.row.menu().popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, save, delete: what has the focus inside had its chance."""
        for keys, wish in _KEYS:
            if event.matches(keys) and wish in self._wishes() and not self.row.isHidden():
                self._wish(wish)
                return
        super().keyPressEvent(event)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _wishes(self) -> list[Wish]:
        if self.artifact.path is None:
            return [Wish.SAVE, Wish.COPY]
        wishes = [Wish.SAVE, Wish.COPY, Wish.USE]
        if self.artifact.task is Modality.IMAGE and self._inputs:
            wishes.append(Wish.COMPARE)
        if self._can_rerun:
            wishes += [Wish.AGAIN, Wish.VARY]
        return [*wishes, Wish.OPEN, Wish.SHOW, Wish.COPY_PLAIN, Wish.SAVE_PLAIN, Wish.DELETE]

    def _body(self) -> QWidget:
        artifact = self.artifact
        if artifact.path is None:
            return TextPreview(artifact.text or "")
        match artifact.task:
            case Modality.IMAGE:
                return self._picture(artifact.path)
            case Modality.AUDIO:
                return self._sound(artifact.path)
            case Modality.VIDEO:
                return self._video(artifact.path)
            case _:
                return self._file(artifact.path)

    def _picture(self, path: Path) -> QWidget:
        self.preview = ImagePreview(self._theme, path, self.tr("Picture: {prompt}").format(prompt=self._prompt))
        self.preview.enlarged.connect(self._enlarge)
        return self.preview

    def _sound(self, path: Path) -> QWidget:
        self.player = AudioPlayer(self._theme, path, self.tr("Sound: {prompt}").format(prompt=self._prompt))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._file(path))
        column.addWidget(self.player)
        holder.setMaximumWidth(_AUDIO_WIDTH)
        return holder

    def _video(self, path: Path) -> QWidget:
        video = VideoPlayer(self._theme, path, self.tr("Video: {prompt}").format(prompt=self._prompt))
        DragOut(video.frames, path, video.frames.image, picture=False)
        self.player = video
        return video

    def _file(self, path: Path) -> QWidget:
        """Icon and name, to be dragged elsewhere."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        icon = ThumbnailLabel(self._theme, self.artifact.task, None, 36)
        icon.setToolTip(self.tr("Drag it to another program"))
        icon.setCursor(Qt.CursorShape.OpenHandCursor)
        DragOut(icon, path, QImage, picture=False)
        row.addWidget(icon)
        row.addWidget(ElidedLabel(path.name, "heading"), 1)
        return holder

    def _caption(self) -> QWidget:
        facts = [self._prompt]
        if self.artifact.seed is not None:
            facts.append(self.tr("seed {seed}").format(seed=self.artifact.seed))
        if self.artifact.seconds:
            seconds = QLocale().toString(self.artifact.seconds, "f", 1)
            facts.append(self.tr("{seconds} s").format(seconds=seconds))
        return ElidedLabel(" · ".join(fact for fact in facts if fact), "small", Qt.TextElideMode.ElideRight)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        place = Qt.AlignmentFlag.AlignLeft if self.preview is not None else Qt.AlignmentFlag(0)
        column.addWidget(self._shown, 0, place)
        if self.artifact.path is not None:
            column.addWidget(self._caption())
        verdict = QHBoxLayout()
        verdict.addWidget(self.verdict)
        verdict.addStretch()
        column.addLayout(verdict)
        column.addWidget(self.verdict_reason)
        column.addWidget(self.row)
        self.verdict.hide()
        self.verdict_reason.hide()

    @Slot()
    def _look(self) -> None:
        """Is the file there? A network disk may take its time to answer: not on the window's thread."""
        path = self.artifact.path
        if path is None or self._looking is not None:
            return
        self._looking = Background(partial(Path.is_file, path), self)
        self._looking.done.connect(self._show_there)
        self._looking.start(urgent=True)

    @Slot(object)
    def _show_there(self, there: bool) -> None:
        if self._looking is not None:
            self._looking.deleteLater()
            self._looking = None
        if there == (self.gone is None):
            return
        focus = self.window().focusWidget()
        focused = focus is not None and self.isAncestorOf(focus)
        if not there:
            self._say_gone()
        for part in (self._shown, self.row):
            part.setVisible(there)
        if there:
            self._come_back()
        if focused:  # Qt would give it to the neighbour, which the next Delete would then hit
            (self.gone.look_button if self.gone is not None else self.buttons[Wish.SAVE]).setFocus()

    def _say_gone(self) -> None:
        assert self.artifact.path is not None
        self.gone = GoneNotice(self.artifact.path, can_make_again=self._can_rerun)
        self.gone.say(trashed=self._trashed)
        self.gone.looked_again.connect(self._look)
        self.gone.made_again.connect(self._make_again)
        self._column().insertWidget(0, self.gone)
        self.updateGeometry()

    def _come_back(self) -> None:
        self._trashed = False
        if self.gone is not None:
            self.gone.hide()
            self.gone.deleteLater()
            self.gone = None
        if self.preview is not None:
            self.preview.read()

    def _column(self) -> QVBoxLayout:
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        return column

    @Slot()
    def _enlarge(self) -> None:
        self._wish(Wish.ENLARGE)

    @Slot()
    def _make_again(self) -> None:
        self._wish(Wish.AGAIN)

    @Slot(object, int)
    def _wish(self, wish: Wish, count: int = 0) -> None:
        self.wished.emit(FileWish(wish, self.artifact, self._inputs, count))


def _pictures_before(artifact: Artifact, conversion: Conversion) -> tuple[Path, ...]:
    """What to compare it with: the pictures that it was made from, then the others that were given."""
    files, at = files_of(conversion), artifact.invocation
    used = conversion.invocations[at].inputs if at < len(conversion.invocations) else ()
    places = dict.fromkeys([*(place for place in used if place < len(files)), *range(len(conversion.media))])
    return tuple(files[place].path for place in places if files[place].modality is Modality.IMAGE)
