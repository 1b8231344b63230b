"""The training as it goes: what it does, how far it is, how long it will take, its curve, and the ways to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.service.own_standing import Phase, Standing
from modaverse_desktop.ui.announcer import announce
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.progress_bar import SlimBar
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.teach.loss_curve import LossCurve
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import duration

_GOING = (Phase.RUNNING, Phase.PAUSING)
_WHOLE = 1000


class TrainingPanel(QWidget):
    """Shows a `Standing`."""

    begun = Signal()
    paused = Signal()
    resumed = Signal()
    discarded = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._phase = Phase.IDLE
        self.state = label("", wrap=True)
        self.left = label("", "small")
        self.bar = SlimBar(theme)
        self.bar.setAccessibleName(self.tr("Progress of the training"))
        self.curve = LossCurve(theme)
        self.error = InlineError(theme, self, closable=False)
        self.begin_button = push_button(self.tr("Start the training"), "primary")
        self.pause_button = push_button(self.tr("Pause"))
        self.resume_button = push_button(self.tr("Go on"), "primary")
        self.discard_button = push_button(self.tr("Discard"))
        self.begin_button.clicked.connect(self.begun)
        self.pause_button.clicked.connect(self.paused)
        self.resume_button.clicked.connect(self.resumed)
        self.discard_button.clicked.connect(self.discarded)
        self._lay_out()
        self.show_standing(Standing())

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands; what is new about it is said."""
        phase = standing.phase
        focused = self.window().focusWidget()
        self.state.setText(self._words(standing))
        self._show_progress(standing)
        self.curve.show_losses(standing.losses, standing.steps)
        if standing.error is not None and phase is Phase.FAILED:
            self.error.show_error(standing.error)
        else:
            self.error.clear()
        if focused is self.pause_button and phase is Phase.PAUSING:
            self.bar.setFocus()  # a button that is disabled would lose it to another part of the window
        self.begin_button.setVisible(phase is Phase.IDLE)
        self.pause_button.setVisible(phase in _GOING)
        self.pause_button.setEnabled(phase is Phase.RUNNING)
        self.resume_button.setVisible(phase in (Phase.PAUSED, Phase.FAILED))
        self.discard_button.setVisible(phase in (Phase.PAUSED, Phase.FAILED))
        if phase is not self._phase:
            self._phase = phase
            if focused in (self.begin_button, self.pause_button, self.resume_button, self.bar):
                self.hand_on_focus()
            announce(self, self.state.text())

    def hand_on_focus(self) -> None:
        """To the button that took the place of the one that had it."""
        for button in (self.begin_button, self.pause_button, self.resume_button):
            if not button.isHidden() and button.isEnabled():
                button.setFocus()

    def _words(self, standing: Standing) -> str:
        match standing.phase:
            case Phase.IDLE:
                return self.tr("It takes some minutes in the background; conversions are slower meanwhile.")
            case Phase.PAUSING:
                return self.tr("Keeping what it has learned so far")
            case Phase.PAUSED:
                return self.tr("Paused; nothing that was learned is lost, also when the program is closed.")
            case Phase.COMPARED:
                return self.tr("Done. Compare, then keep or discard what it learned.")
            case Phase.FAILED:
                return self.tr("The training stopped.")
            case Phase.RUNNING:
                return self._running(standing)

    def _running(self, standing: Standing) -> str:
        if standing.words:
            counted = f" ({standing.done}/{standing.total})" if standing.total else ""
            return self._preparing().get(standing.words, "") + counted
        if standing.losses:
            step, loss = standing.losses[-1]
            words = self.tr("Step {step} of {steps}, loss {loss}")
            return words.format(step=step, steps=standing.steps, loss=f"{loss:.2f}")
        return self.tr("Starting")

    def _preparing(self) -> dict[str, str]:
        """Words for what the process does besides learning."""
        return {
            "loading": self.tr("Loading the model"),
            "looking": self.tr("Looking at your files"),
            "before": self.tr("Asking the model as it is"),
            "after": self.tr("Asking it what it has learned"),
        }

    def _show_progress(self, standing: Standing) -> None:
        self.bar.setVisible(standing.phase in _GOING)
        counted = standing.done / standing.total if standing.total else None
        fraction = counted if standing.words else standing.fraction
        self.bar.setRange(0, 0 if fraction is None else _WHOLE)
        if fraction is not None:
            self.bar.setValue(round(fraction * _WHOLE))
        left = standing.seconds_left if standing.phase is Phase.RUNNING and not standing.words else None
        self.left.setVisible(left is not None)
        if left is not None:
            self.left.setText(self.tr("About {time} left").format(time=duration(left)))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.state, 1)
        top.addWidget(self.left)
        buttons = QHBoxLayout()
        for button in (self.begin_button, self.pause_button, self.resume_button, self.discard_button):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.error)
        column.addLayout(buttons)
        column.addWidget(self.curve)
