"""What this program is: its version, the licences of all that it is made of, and a text for who helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListView, QPlainTextEdit, QVBoxLayout, QWidget

from modaverse_desktop import __version__
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.service.licences import Component
from modaverse_desktop.ui.about.diagnosis import diagnosis
from modaverse_desktop.ui.announcer import announce
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme

_TEXT = Qt.ItemDataRole.UserRole + 1
Chapters = tuple[tuple[str, Sequence[Component]], ...]


class AboutPanel(QDialog):
    """Not modal; Escape closes it. The licences are read on another thread."""

    def __init__(self, theme: Theme, packs: Packs | None, engine: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About ModaVerse"))
        self.resize(720, 520)
        self._packs = packs
        self._engine = engine
        self._theme = theme
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setAccessibleName(self.tr("What the program is made of"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Licence"))
        self.copy_button = push_button(
            self.tr("Copy diagnostic text"), tip=self.tr("Versions and models, to paste where you ask for help")
        )
        self._close = push_button(self.tr("Close"))
        self._said = label(role="small")
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._show)
        self.copy_button.clicked.connect(self._copy)
        self._close.clicked.connect(self.close)
        self._start(partial(_chapters, packs), self._fill)

    @Slot(object)
    def _fill(self, chapters: object) -> None:
        names = (self.tr("This program"), self.tr("Models"), self.tr("Libraries"))
        for heading, (_, components) in zip(names, cast("Chapters", chapters), strict=True):
            if components:
                self._add_heading(heading)
            for component in components:
                facts = " · ".join(part for part in (component.version, component.licence) if part)
                item = QStandardItem(f"{component.name}  {facts}")
                item.setEditable(False)
                item.setData(component.text or facts, _TEXT)
                self._model.appendRow(item)
        self.list.setCurrentIndex(self._model.index(1, 0))

    def _add_heading(self, words: str) -> None:
        item = QStandardItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self._model.appendRow(item)

    @Slot(QModelIndex)
    def _show(self, index: QModelIndex) -> None:
        self.text.setPlainText(index.data(_TEXT) or "")

    @Slot()
    def _copy(self) -> None:
        self._start(partial(diagnosis, self._packs, self._engine), self._copied)

    @Slot(object)
    def _copied(self, text: object) -> None:
        QGuiApplication.clipboard().setText(str(text))
        self._said.setText(self.tr("Copied"))
        announce(self, self._said.text())

    def _start(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        background = Background(work, self)
        background.done.connect(then)
        background.start(urgent=True)

    def _lay_out(self) -> None:
        mark = QLabel()
        mark.setPixmap(self._theme.pixmap("modaverse", side=40))
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(mark)
        title.addWidget(label("ModaVerse", "title"))
        title.addWidget(label(self.tr("Version {version}").format(version=__version__), "muted"), 1)
        about = self.tr(
            "Any media and a sentence in, any media out. The system of the paper “ModaVerse: Efficiently Transforming "
            "Modalities with LLMs” (CVPR 2024) as a desktop application. It works without a network connection and "
            "sends nothing anywhere."
        )
        middle = QHBoxLayout()
        middle.setSpacing(10)
        middle.addWidget(self.list, 2)
        middle.addWidget(self.text, 3)
        bottom = QHBoxLayout()
        bottom.addWidget(self.copy_button)
        bottom.addWidget(self._said, 1)
        bottom.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(title)
        column.addWidget(label(about, wrap=True))
        column.addWidget(label(self.tr("Licences"), "heading"))
        column.addLayout(middle, 1)
        column.addLayout(bottom)


def _chapters(packs: Packs | None) -> Chapters:
    """On another thread."""
    from modaverse_desktop.service.licences import application, bundled, libraries, models

    own = application()
    parts = [*libraries(), *bundled()]
    return (("program", [own] if own else []), ("models", models(packs) if packs else []), ("libraries", parts))
