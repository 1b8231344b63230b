"""An artifact with what can be done with it. A picture is shown, a text is read, anything else is a file to open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.artifacts.image_preview import ImagePreview
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.parts.thumbnail_label import ThumbnailLabel
from modaverse_desktop.ui.parts.widgets import label, push_button, tool_button
from modaverse_desktop.ui.theme import Theme


class ArtifactView(QWidget):
    """Emits a `FileWish` for whatever leaves the window."""

    wished = Signal(object)

    def __init__(self, theme: Theme, artifact: Artifact, invocation: Invocation | None) -> None:
        super().__init__()
        self._theme = theme
        self.artifact = artifact
        self.preview: ImagePreview | None = None
        self.buttons: dict[Wish, QAbstractButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        prompt = invocation.prompt if invocation else ""
        if artifact.text is not None:
            column.addWidget(self._text(artifact.text))
        elif artifact.task is Modality.IMAGE and artifact.path is not None:
            column.addWidget(self._picture(artifact, prompt), 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(self._caption(prompt))
        else:
            column.addWidget(self._file(artifact))
        column.addLayout(self._buttons_row())

    def _text(self, text: str) -> QWidget:
        words = label(text, "answer", wrap=True, selectable=True)
        words.setAccessibleName(self.tr("Answer: {text}").format(text=text))
        return words

    def _picture(self, artifact: Artifact, prompt: str) -> QWidget:
        assert artifact.path is not None
        self.preview = ImagePreview(self._theme, artifact.path, self.tr("Picture: {prompt}").format(prompt=prompt))
        self.preview.enlarged.connect(self._enlarge)
        return self.preview

    def _caption(self, prompt: str) -> QWidget:
        facts = [prompt]
        if self.artifact.seed is not None:
            facts.append(self.tr("seed {seed}").format(seed=self.artifact.seed))
        if self.artifact.seconds:
            facts.append(self.tr("{seconds:.1f} s").format(seconds=self.artifact.seconds))
        return ElidedLabel(" · ".join(fact for fact in facts if fact), "small", Qt.TextElideMode.ElideRight)

    def _file(self, artifact: Artifact) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ThumbnailLabel(self._theme, artifact.task, None, 52))
        row.addWidget(ElidedLabel(artifact.path.name if artifact.path else "", "heading"), 1)
        return holder

    def _buttons_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        wishes = [
            (Wish.SAVE, "save", self.tr("Save as…")),
            (Wish.COPY, "copy", self.tr("Copy")),
        ]
        if self.artifact.path is not None:
            wishes += [
                (Wish.OPEN, "open", self.tr("Open with another program")),
                (Wish.SHOW, "folder", self.tr("Show in its folder")),
                (Wish.USE, "use", self.tr("Use as input")),
            ]
        for wish, icon, name in wishes:
            button = self._save_button(name) if wish is Wish.SAVE else tool_button(self._theme, icon, name)
            button.setProperty("wish", wish.value)
            button.clicked.connect(self._button_clicked)
            self.buttons[wish] = button
            row.addWidget(button)
        row.addStretch()
        return row

    def _save_button(self, name: str) -> QPushButton:
        button = push_button(name, "small")
        button.setIcon(self._theme.icon("save", "muted"))
        button.setProperty("iconName", "save")
        return button

    @Slot()
    def _button_clicked(self) -> None:
        self._emit(Wish(self.sender().property("wish")))

    @Slot()
    def _enlarge(self) -> None:
        self._emit(Wish.ENLARGE)

    def _emit(self, wish: Wish) -> None:
        self.wished.emit(FileWish(wish, self.artifact))
