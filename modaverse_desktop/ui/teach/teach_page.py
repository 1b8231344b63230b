"""The page itself: which model is in use, the examples, the training, and what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.examples import Example
from modaverse_desktop.service.history_service import HistoryService
from modaverse_desktop.service.own_standing import Phase, Standing
from modaverse_desktop.service.teaching import Teaching
from modaverse_desktop.ui.announcer import announce
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.widgets import label
from modaverse_desktop.ui.teach.comparison import Comparison
from modaverse_desktop.ui.teach.example_form import ExampleForm
from modaverse_desktop.ui.teach.example_list import ExampleList
from modaverse_desktop.ui.teach.training_panel import TrainingPanel
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import number


class TeachPage(QWidget):
    """Joins its parts to `Teaching`."""

    def __init__(self, theme: Theme, teaching: Teaching, history: HistoryService) -> None:
        super().__init__()
        self._teaching, self._history = teaching, history
        self._asked = False
        self.model = QComboBox()
        self.model.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.model.setAccessibleName(self.tr("Model in use"))
        self.error = InlineError(theme, self)
        self.examples = ExampleList()
        self.form = ExampleForm()
        self.panel = TrainingPanel(theme)
        self.comparison = Comparison()
        self.news = label("", "small", wrap=True)
        self._lay_out()
        self._connect()
        self._show_stacks()
        self._show_examples()
        self._show_standing(teaching.training.standing)

    def _connect(self) -> None:
        teaching, training = self._teaching, self._teaching.training
        self.model.activated.connect(self._chosen)
        self.form.written.connect(self._add)
        self.form.refused.connect(self.show_error)
        self.examples.removed.connect(self._remove)
        self.examples.chosen.connect(self._change)
        self.examples.edits_wanted.connect(self._ask_for_edits)
        self.panel.begun.connect(self._begin)
        self.panel.paused.connect(training.pause)
        self.panel.resumed.connect(training.go_on)
        self.panel.discarded.connect(training.discard)
        self.comparison.discarded.connect(training.discard)
        self.comparison.kept.connect(self._keep)
        teaching.examples_changed.connect(self._show_examples)
        teaching.stacks_changed.connect(self._show_stacks)
        teaching.failed.connect(self.show_error)
        training.changed.connect(self._show_standing)
        training.failed.connect(self.show_error)
        training.kept.connect(self._kept)
        self._history.edits_found.connect(self._edits)

    @Slot(int)
    def _chosen(self, place: int) -> None:
        self._teaching.use(self.model.itemData(place))

    @Slot(object)
    def _add(self, examples: Sequence[Example]) -> None:
        self.error.clear()
        if self._teaching.add(*examples, instead_of=self.form.changing):
            self.form.clear()

    @Slot(str)
    def _change(self, key: str) -> None:
        self.form.change(next(example for example in self._teaching.examples if example.key == key))

    @Slot(object)
    def _remove(self, keys: Sequence[str]) -> None:
        self._teaching.remove(keys)

    @Slot()
    def _ask_for_edits(self) -> None:
        self._asked = True
        self._history.edits()

    @Slot(object)
    def _edits(self, edits: Sequence[dict[str, object]]) -> None:
        if not self._asked:
            return
        self._asked = False
        count = self._teaching.add_edits(edits)
        self._say(self.tr("{count} of your corrections were added.").format(count=number(count)))

    @Slot()
    def _begin(self) -> None:
        self.error.clear()
        self.news.hide()
        self._teaching.begin()

    @Slot(str)
    def _keep(self, name: str) -> None:
        self.error.clear()
        self._teaching.keep(name)

    @Slot(str)
    def _kept(self, stack: str) -> None:
        self._say(self.tr("Kept as a model of its own. Choose it above to use it; the one before stays as it was."))
        self.model.setFocus()

    def _say(self, words: str) -> None:
        self.news.setText(words)
        self.news.show()
        self._bring_into_sight(self.news)
        announce(self, words)

    @Slot()
    def _show_stacks(self) -> None:
        self.model.clear()
        for stack in self._teaching.stacks:
            self.model.addItem(stack.name, stack.id)
        self.model.setCurrentIndex(self.model.findData(self._teaching.stack))

    @Slot()
    def _show_examples(self) -> None:
        self.examples.show_examples(self._teaching.examples)

    @Slot(object)
    def _show_standing(self, standing: Standing) -> None:
        had_focus = self.panel.isAncestorOf(self.window().focusWidget() or self)
        self.panel.show_standing(standing)
        is_compared = standing.phase is Phase.COMPARED
        if is_compared and self.comparison.isHidden():
            name = self.tr("{model}, taught").format(model=self.model.currentText() or "ModaVerse")
            self.comparison.show_rows(standing.rows, name)
        self.comparison.setVisible(is_compared)
        if is_compared and had_focus:
            self.comparison.table.setFocus()
            self._bring_into_sight(self.comparison)

    def _bring_into_sight(self, part: QWidget) -> None:
        """Once it has its place: what was just shown has none yet."""
        QTimer.singleShot(0, self, partial(self._area.ensureWidgetVisible, part))

    @Slot(object)
    def show_error(self, error: AppError) -> None:
        """Say it on this page."""
        self.error.show_error(error)
        self._bring_into_sight(self.error)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("feedContent")
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 8, 18, 18)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Teach it your way"), "title"), 1)
        head.addWidget(label(self.tr("Model in use"), "small"))
        head.addWidget(self.model)
        column.addLayout(head)
        meaning = self.tr(
            "Show it how you ask and what you want. It learns an adapter from your examples, on this computer; one in "
            "five is kept back, so that you see what changed before you keep it."
        )
        column.addWidget(label(meaning, "muted", wrap=True))
        self.news.hide()
        self.comparison.hide()
        for title, parts in (
            ("", (self.news, self.error)),
            (self.tr("Examples"), (self.examples, self.form)),
            (self.tr("Training"), (self.panel, self.comparison)),
        ):
            if title:
                column.addWidget(label(title, "heading"))
            for part in parts:
                column.addWidget(part)
        column.addStretch(1)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
