"""One entry in full: what was asked, what was made of it, the plan before and after the edit, and with what."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.library.entry import Entry, MediaFact
from modaverse_desktop.ui.artifacts.artifact_list import ArtifactList
from modaverse_desktop.ui.artifacts.artifact_view import ArtifactView
from modaverse_desktop.ui.artifacts.file_wish import FileWish
from modaverse_desktop.ui.history.plan_view import PlanView
from modaverse_desktop.ui.history.tile import meta_words
from modaverse_desktop.ui.history.tile_pictures import TilePictures
from modaverse_desktop.ui.history.words import full_moment_words
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.thumbnail_label import ThumbnailLabel
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import file_size, part_words, state_tone, state_word

_WIDEST = 860


class EntryView(QScrollArea):
    """Made anew for each entry. Signals say what the user wants."""

    reopened = Signal(object)
    """The `Conversion` shall be edited and run again, as a new one."""
    media_used = Signal(object)
    """This file shall be an input of the next conversion."""
    wished = Signal(object, object)
    """A `FileWish`, and the `InlineError` that says why it cannot be granted."""

    def __init__(self, theme: Theme, entry: Entry, pictures: TilePictures) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self._thumbs: dict[Path, ThumbnailLabel] = {}
        self.entry = entry
        self.wish_error = InlineError(theme)
        self.reopen_button = push_button(self.tr("Edit and run again"), "primary")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Conversion: {instruction}").format(instruction=entry.row.instruction))
        content = QWidget()
        content.setObjectName("feedContent")
        content.setMaximumWidth(_WIDEST)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 4, 12, 16)
        self._column.setSpacing(14)
        self._add_head(entry)
        self._add_artifacts(entry.conversion)
        self._add_plan(entry.conversion)
        self._add_media(entry)
        self._add_facts(entry)
        self._column.addStretch()
        self.setWidget(content)
        pictures.ready.connect(self._show_thumbs)
        self._show_thumbs()

    def _add_head(self, entry: Entry) -> None:
        conversion = entry.conversion
        self._column.addWidget(label(conversion.instruction, "title", wrap=True, selectable=True))
        pill = label(state_word(conversion.state), "pill")
        pill.setProperty("tone", state_tone(conversion.state))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(pill)
        row.addWidget(label(meta_words(entry.row), "muted"), 1)
        self.reopen_button.setEnabled(bool(conversion.invocations) and conversion.state.terminal)
        self.reopen_button.setToolTip(self.tr("The plan comes back as a new conversion; what you are writing stays"))
        self.reopen_button.clicked.connect(self._reopen)
        row.addWidget(self.reopen_button)
        self._column.addLayout(row)
        if conversion.error is not None:
            error = InlineError(self._theme, closable=False)
            self._column.addWidget(error)
            error.show_error(conversion.error)

    def _add_artifacts(self, conversion: Conversion) -> None:
        made = ArtifactList()
        self._column.addWidget(made)  # first: it shows itself, and without a parent it would be a window
        for artifact in conversion.artifacts:
            view = ArtifactView(self._theme, artifact, conversion)
            view.wished.connect(self._wish)
            made.add(view)
        self._column.addWidget(self.wish_error)

    def _add_plan(self, conversion: Conversion) -> None:
        if conversion.proposal or conversion.invocations:
            self._column.addWidget(PlanView(conversion))
        for unread in conversion.unread:
            self._column.addWidget(label(self.tr("Could not be read: {text}").format(text=unread), "small", wrap=True))

    def _add_media(self, entry: Entry) -> None:
        if not entry.media:
            return
        self._column.addWidget(label(self.tr("Media"), "section"))
        for fact, given in zip(entry.media, entry.conversion.media, strict=False):
            self._column.addWidget(self._media_row(fact, given))

    def _media_row(self, media: MediaFact, given: Media) -> QWidget:
        frame = QFrame()
        frame.setObjectName("mediaCard")
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 8, 10, 8)
        thumb = ThumbnailLabel(self._theme, media.modality, None, 40)
        row.addWidget(thumb)
        if media.modality in (Modality.IMAGE, Modality.VIDEO):
            self._thumbs[media.path] = thumb
        words = QVBoxLayout()
        words.setSpacing(0)
        name = ElidedLabel(media.path.name, "heading")
        name.setToolTip(str(media.path))
        words.addWidget(name)
        facts = [part_words(given.part)] if given.part is not None else []
        facts += [file_size(media.size)] if media.size is not None else []
        facts += [f"sha256 {media.sha256}"] if media.sha256 else []
        words.addWidget(ElidedLabel(" · ".join(facts), "small"))
        row.addLayout(words, 1)
        use = push_button(self.tr("Use as input"), "small")
        use.setAccessibleName(self.tr("Use {name} as input").format(name=media.path.name))
        use.clicked.connect(partial(self._use, given.spelled))
        row.addWidget(use)
        return frame

    def _add_facts(self, entry: Entry) -> None:
        conversion = entry.conversion
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(4)
        seconds = self.tr("{seconds:.1f} s")
        facts = [
            (self.tr("Made"), full_moment_words(entry.row.created)),
            (self.tr("Read in"), seconds.format(seconds=conversion.interpret_seconds)),
            (self.tr("Made in"), seconds.format(seconds=conversion.generate_seconds)),
            (self.tr("Stack"), conversion.stack),
            (self.tr("Seed"), str(conversion.seed)),
            (self.tr("Model's answer"), conversion.meta_response),
            (self.tr("Versions"), ", ".join(f"{name} {version}" for name, version in entry.versions.items())),
        ]
        for name, value in facts:
            if value:
                form.addRow(label(name, "small"), label(value, wrap=True, selectable=True))
        self._column.addWidget(label(self.tr("Details"), "section"))
        self._column.addLayout(form)

    @Slot()
    def _show_thumbs(self) -> None:
        for path, thumb in list(self._thumbs.items()):
            picture = self._pictures.pixmap(path)
            if picture is not None:
                thumb.show_picture(picture)
                del self._thumbs[path]

    @Slot()
    def _reopen(self) -> None:
        self.reopened.emit(self.entry.conversion)

    def _use(self, path: Path) -> None:
        self.media_used.emit(path)

    @Slot(object)
    def _wish(self, wish: FileWish) -> None:
        self.wished.emit(wish, self.wish_error)
