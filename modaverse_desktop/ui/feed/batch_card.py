"""A batch as one card: counts, one bar, what to do with all of it; a list, and the current one of it in full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout

from modaverse_desktop.core.conversion import State
from modaverse_desktop.service.batches import Batches, Counts
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.outlook import Outlook
from modaverse_desktop.ui.feed.batch_model import BatchModel
from modaverse_desktop.ui.feed.conversion_view import ConversionView
from modaverse_desktop.ui.feed.progress_line import ProgressLine
from modaverse_desktop.ui.feed.row_delegate import ROW_HEIGHT, RowDelegate, RowRole
from modaverse_desktop.ui.feed.standing import time_left
from modaverse_desktop.ui.feed.view_maker import ViewMaker
from modaverse_desktop.ui.parts.widgets import label, push_button, set_property, tool_button
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import number

_ROWS_SHOWN = 6


class BatchCard(QFrame):
    """Makes a view only of the one conversion that is looked at, however many there are."""

    def __init__(
        self,
        theme: Theme,
        queue: ConversionQueue,
        batches: Batches,
        batch: str,
        views: ViewMaker,
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._queue = queue
        self._batches = batches
        self.batch = batch
        self.instruction = queue[batches.members(batch)[0]].instruction
        """What was asked of all of them."""
        self._views = views
        self.view: ConversionView | None = None
        self.model = BatchModel(theme, queue, batches.members(batch), views.thumbnails, self)
        self._pill = label(role="pill")
        self._counts = label(role="muted", wrap=True)
        self.progress = ProgressLine(theme)
        self.list = QListView()
        self.approve_button = push_button("", "primary")
        self.next_button = push_button(self.tr("Show the next proposal"), "link")
        self.stop_button = push_button(self.tr("Stop the batch"), tip=self.tr("Proposals and what is made stay"))
        self.remove_button = tool_button(theme, "remove", self.tr("Remove the batch from the list; files stay"))
        self._delegate = RowDelegate(theme)
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.approve_button.clicked.connect(self._approve)
        self.next_button.clicked.connect(self.show_next_proposal)
        self.stop_button.clicked.connect(self._stop)
        self.remove_button.clicked.connect(self._remove)

    def refresh(self, outlook: Outlook) -> None:
        """Draw how all of them stand together."""
        counts = self._batches.counts(self.batch)
        self._counts.setText(self._in_words(counts))
        self.setAccessibleName(f"{self.instruction}: {self._counts.text()}")
        self._render_pill(counts)
        self.progress.setVisible(counts.busy)
        if counts.busy:
            spoken = self.tr("{ended} of {total} are finished").format(
                ended=number(counts.ended), total=number(counts.total)
            )
            words = spoken if outlook.seconds is None else f"{spoken} · {time_left(outlook.seconds)}"
            self.progress.show_progress(words, outlook.fraction, spoken)
        self.stop_button.setVisible(counts.busy)
        self.approve_button.setVisible(counts.proposed > 0)
        self.next_button.setVisible(counts.proposed > 0)
        self.approve_button.setText(self._approve_words(counts.proposed))
        self.approve_button.setAccessibleName(self.approve_button.text())

    def show_conversion(self, conversion: str) -> None:
        """Show this one in full."""
        row = self.model.row_of(conversion)
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(self.model.index(row), flags)
            self.list.scrollTo(self.model.index(row))

    @Slot()
    def show_next_proposal(self) -> None:
        """Show the next one that waits for the user, after the current one or else from the top."""
        names, current = self.model.names(), self.list.currentIndex().row()
        for name in (*names[current + 1 :], *names[: current + 1]):
            if name in self._queue and self._queue[name].state is State.PROPOSED:
                self.show_conversion(name)
                return

    def show_members(self, members: Sequence[str]) -> None:
        """It has other conversions now."""
        self.model.show_members(members)
        self._fit_list()

    def forget(self, conversion: str) -> None:
        """It is gone: do not show it any more."""
        if self.view is not None and self.view.conversion.id == conversion:
            self._drop_view()

    def _drop_view(self) -> None:
        if self.view is not None:
            self.view.hide()
            self.view.deleteLater()
            self.view = None

    @Slot(QModelIndex)
    def _show_current(self, index: QModelIndex) -> None:
        conversion = index.data(RowRole.ID) if index.isValid() else None
        if not isinstance(conversion, str) or (self.view is not None and self.view.conversion.id == conversion):
            return
        self._drop_view()
        self.view = self._views.make(conversion)
        self._column.addWidget(self.view)

    @Slot()
    def _approve(self) -> None:
        self._batches.approve(self.batch)

    @Slot()
    def _stop(self) -> None:
        self._batches.cancel(self.batch)

    @Slot()
    def _remove(self) -> None:
        self._batches.remove(self.batch)

    # --- words ----------------------------------------------------------------------------------------------------

    def _in_words(self, counts: Counts) -> str:
        parts = [
            (counts.total, self.tr("{count} files")),
            (counts.done, self.tr("{count} done")),
            (counts.proposed, self.tr("{count} wait for you")),
            (counts.running + counts.waiting, self.tr("{count} to do")),
            (counts.failed, self.tr("{count} failed")),
            (counts.cancelled, self.tr("{count} stopped")),
        ]
        return " · ".join(words.format(count=number(count)) for count, words in parts if count)

    def _render_pill(self, counts: Counts) -> None:
        if counts.busy:
            words, tone = self.tr("Batch"), "busy"
        elif counts.proposed:
            words, tone = self.tr("Your turn"), "yours"
        else:
            words, tone = self.tr("Done"), "bad" if counts.failed else "good"
        self._pill.setText(words)
        set_property(self._pill, "tone", tone)

    def _approve_words(self, proposals: int) -> str:
        if proposals == 1:
            return self.tr("Approve one proposal")
        return self.tr("Approve all {count} proposals").format(count=number(proposals))

    # --- layout ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("Files of the batch"))
        self.list.setUniformItemSizes(True)
        self.list.setTabKeyNavigation(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit_list()
        corner = QHBoxLayout()
        corner.setSpacing(6)
        corner.addWidget(self._pill)
        corner.addWidget(self.remove_button)
        header = QHBoxLayout()
        header.addWidget(label(self.instruction[:400], "heading", wrap=True, selectable=True), 1)
        header.addLayout(corner)
        header.setAlignment(corner, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.approve_button)
        buttons.addWidget(self.next_button)
        buttons.addStretch()
        buttons.addWidget(self.stop_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(10)
        self._column.addLayout(header)
        self._column.addWidget(self._counts)
        self._column.addWidget(self.progress)
        self._column.addLayout(buttons)
        self._column.addWidget(self.list)

    def _fit_list(self) -> None:
        self.list.setFixedHeight(min(_ROWS_SHOWN, max(1, self.model.rowCount())) * ROW_HEIGHT + 12)
