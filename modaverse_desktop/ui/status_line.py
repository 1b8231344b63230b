"""The bottom line: is the model ready, and the promise that nothing leaves the computer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStatusBar, QWidget

from modaverse_desktop.core.events import EngineEvent, EngineFailed, EngineProgress, EngineReady
from modaverse_desktop.ui.connection_label import ConnectionLabel
from modaverse_desktop.ui.language import heard, heard_error
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.theme import Theme


class _Dot(QWidget):
    """Filled when ready, hollow while loading, in the error's colour when failed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._colour = "muted"
        self._filled = False
        self.setFixedSize(10, 10)
        theme.changed.connect(self._redraw)

    def show_state(self, colour: str, *, filled: bool) -> None:
        self._colour, self._filled = colour, filled
        self.update()

    @Slot()
    def _redraw(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour(self._colour)
        painter.setPen(colour)
        painter.setBrush(colour if self._filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(1.5, 1.5, 7, 7))


class StatusLine(QStatusBar):
    """Renders the engine's events."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._ready = False
        self._dot = _Dot(theme)
        self._words = ElidedLabel(self.tr("Starting…"), "small", Qt.TextElideMode.ElideRight)
        self._words.setContentsMargins(2, 4, 0, 4)
        self.connections = ConnectionLabel()
        holder = QWidget()
        holder.setFixedWidth(8)
        self.addWidget(holder)
        self.addWidget(self._dot)
        self.addWidget(self._words, 1)
        self.addPermanentWidget(self.connections)
        end = QWidget()
        end.setFixedWidth(8)
        self.addPermanentWidget(end)

    @property
    def is_ready(self) -> bool:
        """Whether the engine has its models."""
        return self._ready

    def text(self) -> str:
        """What it says now."""
        return self._words.full_text()

    @Slot(object)
    def show_engine(self, event: EngineEvent) -> None:
        """Say how the engine is."""
        words = engine_words(event)
        self._ready = isinstance(event, EngineReady)
        match event:
            case EngineReady():
                self._dot.show_state("good", filled=True)
            case EngineProgress():
                self._dot.show_state("accent", filled=False)
            case EngineFailed():
                self._dot.show_state("danger", filled=True)
        self._words.show_text(words)

    def say(self, words: str) -> None:
        """Say something short that passes."""
        self.showMessage(words, 4000)


def engine_words(event: EngineEvent) -> str:
    """The engine's state in one line."""
    match event:
        case EngineReady():
            return _tr("Ready — it runs on this computer ({device})").format(device=heard(event.device))
        case EngineProgress(step=step, fraction=fraction):
            return f"{heard(step)}… {fraction:.0%}" if fraction is not None else f"{heard(step)}…"
        case EngineFailed(error=error):
            said = heard_error(error)
            return " ".join(part for part in (f"{said.title}.", said.hint) if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("StatusLine", text)
