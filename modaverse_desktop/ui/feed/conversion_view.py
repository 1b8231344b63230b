"""A conversion as a card: what was asked, where it stands, and what the user can do now. It only draws the value."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.ui.artifacts.artifact_list import ArtifactList
from modaverse_desktop.ui.artifacts.artifact_view import ArtifactView
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.artifacts.reruns import Verdict
from modaverse_desktop.ui.artifacts.text_preview import TextPreview
from modaverse_desktop.ui.composer.thumbnails import Thumbnails
from modaverse_desktop.ui.feed.conversion_footer import ConversionFooter
from modaverse_desktop.ui.feed.media_thumbs import MediaThumbs
from modaverse_desktop.ui.feed.progress_line import ProgressLine
from modaverse_desktop.ui.feed.standing import Standing, doing_now, running_words
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.widgets import label, push_button, set_property, tool_button
from modaverse_desktop.ui.proposal.proposal_editor import ProposalEditor
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import state_tone, state_word

_RUNNING = (State.QUEUED, State.INTERPRETING, State.APPROVED, State.GENERATING)


class ConversionView(QFrame):
    """`render` may be called with any state at any time. Signals say what the user wants; the window does it."""

    edited = Signal(str, object)
    approved = Signal(str, object)
    """And the positions of the invocations that are to be made."""
    asked_again = Signal(str)
    cancelled = Signal(str)
    hastened = Signal(str)
    """It is to be done next."""
    repeated = Signal(str)
    reopened = Signal(str)
    removed = Signal(str)
    wished = Signal(str, object)

    def __init__(
        self, theme: Theme, catalogue: Catalogue, conversion: Conversion, thumbnails: Thumbnails | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = theme
        self._catalogue = catalogue
        self.conversion = conversion
        self._pill = label(role="pill")
        self.progress = ProgressLine(theme)
        self.answer = TextPreview()
        """An answer in words, while it is written."""
        self._stream = label(role="mono", wrap=True)
        self.error = InlineError(theme, closable=False)
        self.wish_error = InlineError(theme)
        """What went wrong when something was done with an artifact."""
        self.editor: ProposalEditor | None = None
        self.artifacts: list[ArtifactView] = []
        self.artifact_list = ArtifactList()
        self.stop_button = push_button(self.tr("Stop"), tip=self.tr("Stop; what is made already stays"))
        self.hasten_button = push_button(self.tr("Do next"), "link", tip=self.tr("Before the others that wait"))
        self.footer = ConversionFooter()
        self._body = QVBoxLayout()
        self._lay_out(MediaThumbs(theme, conversion.media, thumbnails))
        self.stop_button.clicked.connect(self._cancel)
        self.hasten_button.clicked.connect(self._hasten)
        self.footer.repeated.connect(self._repeat)
        self.footer.reopened.connect(self._reopen)
        approve = QShortcut(QKeySequence("Ctrl+Return"), self, self._approve_by_key)
        approve.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def offer(self, catalogue: Catalogue) -> None:
        """Other models are installed, or there."""
        self._catalogue = catalogue
        if self.editor is not None:
            self.editor.offer(catalogue)

    def render(self, conversion: Conversion, standing: Standing) -> None:
        """Draw the conversion as it is now, and where it stands in the queue."""
        self.conversion = conversion
        state = conversion.state
        self._pill.setText(state_word(state))
        set_property(self._pill, "tone", state_tone(state))
        self.setAccessibleName(f"{conversion.instruction}: {state_word(state)}")
        had_focus = self._focus_inside()
        self._render_progress(conversion, standing)
        self._render_editor(conversion)
        self._render_artifacts(conversion)
        if conversion.error is not None:
            self.error.show_error(conversion.error)
        else:
            self.error.clear()
        self.footer.render(conversion)
        if had_focus and not self._focus_inside():
            self._keep_focus()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """How its artifact compares with the one that it repeats, if it does."""
        if verdict is not None and self.artifacts:
            self.artifacts[0].show_verdict(verdict)

    def show_trashed(self, path: Path) -> None:
        """This file is in the trash now; if it is one of ours, say so in its place."""
        for made in self.artifacts:
            if made.artifact.path == path:
                made.show_trashed()

    def focus_here(self) -> None:
        """Put the focus where the user goes on."""
        if self.editor is not None and self.editor.isVisible():
            (
                self.editor.approve_button if self.editor.approve_button.isEnabled() else self.editor.add_button
            ).setFocus()

    def _focus_inside(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and focus.isVisible() and self.isAncestorOf(focus)

    def _keep_focus(self) -> None:
        """What had the focus is gone: do not let Qt throw it to the other end of the window."""
        if self.conversion.state in _RUNNING:
            self.stop_button.setFocus()
        elif self.editor is not None and self.conversion.state is State.PROPOSED:
            self.focus_here()
        elif self.artifacts:
            self.artifacts[-1].buttons[Wish.SAVE].setFocus()
        else:
            self.footer.again_button.setFocus()

    def show_standing(self, standing: Standing) -> None:
        """Draw only how far it is; called often while it runs."""
        running = self.conversion.state in _RUNNING
        self._running_row.setVisible(running)
        if running:
            waiting = self.conversion.state in (State.QUEUED, State.APPROVED) and not self.conversion.step
            self.hasten_button.setVisible(waiting and not standing.first)
            words, spoken = running_words(self.conversion, standing), doing_now(self.conversion, standing)
            self.progress.show_progress(words, standing.outlook.fraction, spoken, waiting=waiting)

    def _render_progress(self, conversion: Conversion, standing: Standing) -> None:
        self.show_standing(standing)
        streaming = conversion.state is State.INTERPRETING and bool(conversion.meta_response)
        answering = streaming and self.answer.stream(conversion.meta_response)
        self.answer.setVisible(answering)
        self._stream.setVisible(streaming and not answering)
        if streaming and not answering:
            self._stream.setText(conversion.meta_response)

    def _render_editor(self, conversion: Conversion) -> None:
        proposed = conversion.state is State.PROPOSED
        shown = proposed or (conversion.left_out > 0 and not conversion.state.terminal)
        if shown and self.editor is None:
            self.editor = self._make_editor()
        if self.editor is None:
            if conversion.state is State.INTERPRETING:
                QTimer.singleShot(0, self, self._prepare_editor)
            return
        if shown:
            self._place_editor(self.editor, conversion)
            self.editor.render(conversion)
        self.editor.setVisible(shown)
        self.editor.setEnabled(proposed)
        if conversion.state.terminal:  # half of a card's memory, and needed no more
            self.editor.deleteLater()
            self.editor = None

    @Slot()
    def _prepare_editor(self) -> None:
        """While the model thinks, each part in a turn of its own, so that its plan is seen without a jolt."""
        if self.conversion.state is not State.INTERPRETING:
            return
        if self.editor is None:
            self.editor = self._make_editor()
            self.editor.hide()
            self._place_editor(self.editor, self.conversion)
            QTimer.singleShot(0, self, self._prepare_editor)
        else:
            self.editor.list.prepare(self.conversion.media)

    def _place_editor(self, editor: ProposalEditor, conversion: Conversion) -> None:
        """A whole plan comes first; the rest of one below what was made of it."""
        below = conversion.settled + conversion.left_out > 0
        place, artifacts = self._body.indexOf(editor), self._body.indexOf(self.artifact_list)
        if place < 0 or below != (place > artifacts):
            self._body.removeWidget(editor)
            self._body.insertWidget(self._body.indexOf(self.artifact_list) + 1 if below else 0, editor)

    def _render_artifacts(self, conversion: Conversion) -> None:
        for artifact in conversion.artifacts[len(self.artifacts) :]:
            made = ArtifactView(self._theme, artifact, conversion)
            made.wished.connect(self._wish)
            self.artifacts.append(made)
            self.artifact_list.add(made)

    def _make_editor(self) -> ProposalEditor:
        editor = ProposalEditor(self._theme, self._catalogue)
        editor.edited.connect(self._edit)
        editor.approved.connect(self._approve)
        editor.asked_again.connect(self._ask_again)
        editor.cancelled.connect(self._cancel)
        return editor

    # --- what the user does ---------------------------------------------------------------------------------------

    @Slot(object)
    def _edit(self, invocations: tuple[Invocation, ...]) -> None:
        self.edited.emit(self.conversion.id, invocations)

    @Slot(object)
    def _approve(self, positions: Sequence[int]) -> None:
        self.approved.emit(self.conversion.id, positions)

    @Slot()
    def _approve_by_key(self) -> None:
        if self.editor is not None and self.editor.isVisible() and self.editor.isEnabled():
            self.editor.approve()

    @Slot()
    def _ask_again(self) -> None:
        self.asked_again.emit(self.conversion.id)

    @Slot()
    def _cancel(self) -> None:
        self.cancelled.emit(self.conversion.id)

    @Slot()
    def _hasten(self) -> None:
        self.hastened.emit(self.conversion.id)

    @Slot()
    def _repeat(self) -> None:
        self.repeated.emit(self.conversion.id)

    @Slot()
    def _reopen(self) -> None:
        self.reopened.emit(self.conversion.id)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self.conversion.id)

    @Slot(object)
    def _wish(self, wish: FileWish) -> None:
        self.wished.emit(self.conversion.id, wish)

    # --- layout ---------------------------------------------------------------------------------------------------

    def _lay_out(self, thumbs: MediaThumbs) -> None:
        self._running_row = QWidget()
        running = QHBoxLayout(self._running_row)
        running.setContentsMargins(0, 0, 0, 0)
        running.setSpacing(12)
        running.addWidget(self.progress, 1)
        running.addWidget(self.hasten_button, 0, Qt.AlignmentFlag.AlignBottom)
        running.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._body.setSpacing(10)
        self._body.addWidget(self.answer)
        self._body.addWidget(self._stream)
        self._body.addWidget(self._running_row)
        self._body.addWidget(self.artifact_list)
        self._body.addWidget(self.error)
        self._body.addWidget(self.wish_error)
        self._body.addWidget(self.footer)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(self._header(thumbs))
        column.addLayout(self._body)

    def _header(self, thumbs: MediaThumbs) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(thumbs, 0, Qt.AlignmentFlag.AlignTop)
        asked = label(_title(self.conversion), "heading", wrap=True, selectable=True)
        row.addWidget(asked, 1, Qt.AlignmentFlag.AlignVCenter)
        self.remove_button = tool_button(self._theme, "remove", self.tr("Remove from the list; files stay"))
        self.remove_button.clicked.connect(self._remove)
        corner = QHBoxLayout()
        corner.setSpacing(6)
        corner.addWidget(self._pill)
        corner.addWidget(self.remove_button)
        row.addLayout(corner)
        row.setAlignment(corner, Qt.AlignmentFlag.AlignTop)
        return row


def _title(conversion: Conversion) -> str:
    """What was asked; within a batch, where that is the same for all, the file's name."""
    text = conversion.media[0].path.name if conversion.batch and conversion.media else conversion.instruction
    return text if len(text) <= 400 else f"{text[:399]}…"
