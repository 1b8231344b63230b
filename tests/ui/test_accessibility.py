"""By keyboard and by screen reader; and colours that can be read. Names and reach: test_keyboard_walk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from modaverse_desktop.core.conversion import State
from modaverse_desktop.ui.theme import Shade, Theme
from tests.ui.conftest import Desk


def test_the_whole_way_by_keyboard(desk: Desk) -> None:
    box = desk.window.composer.instruction
    desk.qtbot.keyClicks(box, "Make a cat")
    desk.qtbot.keyClick(box, Qt.Key.Key_Return)
    desk.until(lambda: len(desk.window.feed.views()) == 1)
    view = desk.window.feed.views()[0]
    desk.wait_for(view, State.PROPOSED)
    assert view.editor is not None
    prompt = view.editor.cards()[0].prompt
    prompt.setFocus()
    desk.qtbot.keyClicks(prompt, " in a hat")
    desk.qtbot.keyClick(prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    conversion = desk.wait_for(view, State.DONE)
    assert "in a hat" in conversion.invocations[0].prompt


def test_sent_instructions_come_back_with_the_arrow_key(desk: Desk) -> None:
    desk.ask("What is this?", State.DONE)
    box = desk.window.composer.instruction
    desk.qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.toPlainText() == "What is this?"


def test_the_focus_stays_in_the_conversion_when_it_goes_on(desk: Desk) -> None:
    view = desk.ask("Make a cat", State.PROPOSED)
    assert view.editor is not None
    view.editor.approve_button.setFocus()
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)
    focus = desk.window.focusWidget()
    assert focus is not None
    assert view.isAncestorOf(focus)


def test_errors_are_announced_with_all_they_say(desk: Desk) -> None:
    view = desk.ask("error", State.FAILED)
    assert view.error.accessibleDescription() == view.error.text()


def luminance(colour: QColor) -> float:
    parts = [part / 255 for part in (colour.red(), colour.green(), colour.blue())]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    """As WCAG 2 has it, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


READ = [
    *((front, back) for front in ("text", "muted", "accent") for back in ("window", "surface", "raised")),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("accent", "accent-soft"),
    ("danger", "danger-soft"),
    ("text", "danger-soft"),
    ("warning", "warning-soft"),
    ("good", "good-soft"),
    ("muted", "sunken"),
    ("text", "selection"),
]


@pytest.mark.parametrize("shade", Shade)
@pytest.mark.parametrize(("front", "back"), READ)
def test_words_stand_out_from_what_is_behind_them(qapp: object, shade: Shade, front: str, back: str) -> None:
    theme = Theme(shade)
    assert contrast(theme.colour(front), theme.colour(back)) >= 4.5


@pytest.mark.parametrize("shade", Shade)
def test_the_focus_ring_and_icons_stand_out(qapp: object, shade: Shade) -> None:
    theme = Theme(shade)
    for back in ("window", "surface", "raised"):
        assert contrast(theme.colour("accent"), theme.colour(back)) >= 3
        assert contrast(theme.colour("border-strong"), theme.colour(back)) >= 3
