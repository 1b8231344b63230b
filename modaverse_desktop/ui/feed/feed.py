"""The right side: the conversions, the newest on top; and what a newcomer reads before there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from modaverse_desktop.ui.feed.welcome import Welcome
from modaverse_desktop.ui.parts.widgets import push_button
from modaverse_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from modaverse_desktop.ui.feed.conversion_view import ConversionView

_WIDEST = 860


class Feed(QScrollArea):
    """Holds one view a conversion, by id."""

    sample = Signal()
    browse = Signal()
    earlier = Signal()
    """The user wants to see older conversions."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Conversions"))
        self._views: dict[str, ConversionView] = {}
        self._content = QWidget()
        self._content.setObjectName("feedContent")
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(12)
        self.welcome = Welcome(theme)
        self.welcome.sample.connect(self.sample)
        self.welcome.browse.connect(self.browse)
        self.earlier_button = push_button(self.tr("Show earlier ones"), "link")
        self.earlier_button.clicked.connect(self.earlier)
        self._column.addWidget(self.earlier_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.earlier_button.hide()
        self._column.addWidget(self.welcome, 1)
        self._column.addStretch(0)
        self.setWidget(self._content)
        self._keep_narrow()

    def view(self, conversion: str) -> ConversionView | None:
        """The view of a conversion."""
        return self._views.get(conversion)

    def views(self) -> tuple[ConversionView, ...]:
        """Those that are shown, the oldest first."""
        return tuple(self._views.values())

    def add(self, view: ConversionView) -> None:
        """Put a new conversion on top and show it."""
        self.welcome.hide()
        self._column.setStretch(self._column.count() - 1, 1)
        self._views[view.conversion.id] = view
        self._column.insertWidget(0, view)
        QTimer.singleShot(0, self, self._to_top)

    def remove(self, conversion: str) -> None:
        """Take a conversion's view away."""
        view = self._views.pop(conversion)
        self._column.removeWidget(view)
        view.hide()
        view.deleteLater()
        if not self._views:
            self._column.setStretch(self._column.count() - 1, 0)
            self.welcome.show()

    def add_below(self, view: ConversionView) -> None:
        """Put an older conversion below all others."""
        self.welcome.hide()
        self._views = {view.conversion.id: view, **self._views}
        self._column.insertWidget(self._column.indexOf(self.earlier_button), view)

    def offer_earlier(self, count: int) -> None:
        """Say how many older conversions there are that are not shown."""
        self.earlier_button.setVisible(count > 0)
        self.earlier_button.setText(self.tr("Show earlier ones ({count})").format(count=count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines that are too long are hard to read: keep the column narrow and in the middle."""
        super().resizeEvent(event)
        self._keep_narrow()

    def _keep_narrow(self) -> None:
        side = max(16, (self.viewport().width() - _WIDEST) // 2)
        self._column.setContentsMargins(side, 16, side, 16)

    def _to_top(self) -> None:
        self.verticalScrollBar().setValue(0)
