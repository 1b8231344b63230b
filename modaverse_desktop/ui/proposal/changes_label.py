"""What the user changed in one invocation of the model's: struck out and underlined, and said in words."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QLabel

from modaverse_desktop.core.chaining import waits
from modaverse_desktop.core.changes import Kind, Piece, word_changes
from modaverse_desktop.core.invocation import MASK, Invocation
from modaverse_desktop.ui.masks.mask_row import mask_words
from modaverse_desktop.ui.parts.widgets import label
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import task_word

_LONGEST_KEPT = 60
"""Characters of unchanged text between two changes; the middle of more is left out."""


class ChangesLabel(QLabel):
    """Hidden where nothing was changed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Invocation | None, Invocation] | None = None
        self.setProperty("role", "small")
        self.setTextFormat(Qt.TextFormat.RichText)  # everything in it is escaped
        self.setWordWrap(True)
        self.setSizePolicy(label(wrap=True).sizePolicy())
        self.hide()
        theme.changed.connect(self._draw)

    def show_changes(self, origin: Invocation | None, invocation: Invocation) -> None:
        """From the model's `origin` to `invocation`; None for one that the user added."""
        if self._shown != (origin, invocation):
            self._shown = (origin, invocation)
            self._draw()

    def clear_changes(self) -> None:
        """It is the model's own."""
        self._shown = None
        self.hide()

    @Slot()
    def _draw(self) -> None:
        if self._shown is None:
            return
        origin, invocation = self._shown
        if origin == invocation:
            self.hide()
            return
        if origin is None:
            words = _tr("You added this step.")
            self.setText(escape(words))
            self.setAccessibleName(words)
        else:
            lines = other_changes(origin, invocation)
            pieces = word_changes(origin.prompt, invocation.prompt) if origin.prompt != invocation.prompt else ()
            marked = [self._marked(pieces)] if pieces else []
            self.setText("<br>".join([*map(escape, lines), *marked]))
            self.setAccessibleName(" ".join([*lines, *_spoken(pieces)]))
        self.show()

    def _marked(self, pieces: tuple[Piece, ...]) -> str:
        red, green = self._theme.colour("danger").name(), self._theme.colour("good").name()
        styles = {
            Kind.REMOVED: f'<span style="color:{red};text-decoration:line-through">{{}}</span>',
            Kind.ADDED: f'<span style="color:{green};text-decoration:underline">{{}}</span>',
            Kind.KEPT: "{}",
        }
        marked = ""
        for before, piece in zip((None, *pieces), pieces, strict=False):
            gap = " " if before is not None and Kind.KEPT not in (before.kind, piece.kind) else ""
            marked += gap + styles[piece.kind].format(escape(_shortened(piece)).replace("\n", "<br>"))
        return marked


def other_changes(origin: Invocation, invocation: Invocation) -> list[str]:
    """What was changed besides the prompt, a sentence each."""
    lines: list[str] = []
    if origin.task is not invocation.task:
        old, new = task_word(origin.task), task_word(invocation.task)
        lines.append(_tr("Kind: {old} → {new}.").format(old=old, new=new))
    if origin.generator != invocation.generator:
        usual = _tr("the usual one")
        old, new = origin.generator or usual, invocation.generator or usual
        lines.append(_tr("Model: {old} → {new}.").format(old=old, new=new))
    for name in sorted({*origin.parameters, *invocation.parameters}):
        old, new = origin.parameters.get(name), invocation.parameters.get(name)
        if name == MASK and old != new:
            lines.append(mask_words(old, new))
        elif old != new:
            usual = _tr("as usual")
            values = {"old": usual if old is None else old, "new": usual if new is None else new}
            lines.append(_tr("{name}: {old} → {new}.").format(name=name.replace("_", " ").capitalize(), **values))
    if waits(invocation) and not waits(origin):
        lines.append(_tr("It starts from what an earlier step makes."))
    elif origin.inputs != invocation.inputs or waits(origin) != waits(invocation):
        lines.append(_inputs_words(origin.inputs, invocation.inputs))
    return lines


def _inputs_words(old: tuple[int, ...], new: tuple[int, ...]) -> str:
    if not old:
        return _tr("It starts from what you gave.")
    return _tr("Another file is used.") if new else _tr("It is made from the prompt alone.")


def _spoken(pieces: tuple[Piece, ...]) -> list[str]:
    gone = " … ".join(piece.text.strip() for piece in pieces if piece.kind is Kind.REMOVED and piece.text.strip())
    new = " … ".join(piece.text.strip() for piece in pieces if piece.kind is Kind.ADDED and piece.text.strip())
    lines = [_tr("Removed from the prompt: {words}.").format(words=gone)] if gone else []
    return [*lines, _tr("Added to the prompt: {words}.").format(words=new)] if new else lines


def _shortened(piece: Piece) -> str:
    if piece.kind is not Kind.KEPT or len(piece.text) <= _LONGEST_KEPT:
        return piece.text
    half = _LONGEST_KEPT // 2
    return f"{piece.text[:half]}…{piece.text[-half:]}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChangesLabel", text)
