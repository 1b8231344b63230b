"""Cards: what they show, what the model sees, and all that can be done with them by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Part
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.composer import media_doors
from modaverse_desktop.ui.composer.media_card import CardWish, MediaCard
from modaverse_desktop.ui.composer.seen import SeenPicture
from tests.ui.composer.conftest import ALL
from tests.ui.conftest import Desk

Pictures = Callable[[int], list[Path]]


def names(desk: Desk) -> list[str]:
    return [media.path.name for media in desk.window.composer.shelf.media()]


def cards(desk: Desk) -> tuple[MediaCard, ...]:
    return desk.window.composer.shelf.cards()


def test_a_picture_has_its_size_and_what_the_model_sees_of_it(desk: Desk, photo: Path) -> None:
    desk.window.show_catalogue(ALL)
    desk.give(photo)
    (card,) = cards(desk)
    assert "64 × 48" in card.look.facts
    assert "middle once more" in card.seen()
    assert isinstance(card.large(), SeenPicture)
    assert card.accessibleDescription() == f"{card.look.facts} {card.seen()}"


def test_the_frame_is_painted_where_the_second_view_is(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "grey.png"
    Image.new("RGB", (200, 200), (128, 128, 128)).save(path)
    desk.give(path)
    (card,) = cards(desk)
    plain = card.large().grab().toImage()
    desk.window.show_catalogue(ALL)
    framed = card.large().grab().toImage()
    side = plain.height()
    colours = [(plain.pixelColor(x, side // 2), framed.pixelColor(x, side // 2)) for x in range(plain.width())]
    changed = [x for x, (before, after) in enumerate(colours) if before != after]
    left = (plain.width() - side) // 2
    assert changed
    assert abs(changed[0] - (left + 0.09 * side)) <= 3
    assert abs(changed[-1] - (left + 0.91 * side)) <= 3


def test_a_sound_has_a_waveform_with_play_and_the_heard_parts_marked(desk: Desk, beep: Path) -> None:
    desk.window.show_catalogue(ALL)
    desk.give(beep)
    (card,) = cards(desk)
    assert "0:12" in card.look.facts
    assert card.seen() == "The model hears the 3 marked parts: 0:06 of 0:12."
    player = card.large()
    desk.until(lambda: player.bar.has_shape)
    marked = player.bar.grab().toImage()
    player.bar.show_marks(())
    assert marked != player.bar.grab().toImage()
    assert player.play_button.isVisible()


def test_a_part_of_a_sound_is_chosen_where_the_player_stands(desk: Desk, beep: Path) -> None:
    desk.window.show_catalogue(ALL)
    desk.give(beep)
    (card,) = cards(desk)
    player, row = card.large(), card.part_row
    assert row is not None
    assert not row.all_button.isVisible()
    player.bar.setValue(2000)
    desk.qtbot.mouseClick(row.from_button, Qt.MouseButton.LeftButton)
    player.bar.setValue(4500)
    card.setFocus()
    desk.qtbot.keyClick(card, Qt.Key.Key_O)
    assert desk.window.composer.shelf.media()[0].part == Part(2, 4.5)
    assert card.seen() == "Only 0:02.0–0:04.5 is meant. The model hears all of it."
    veiled = player.bar.grab().toImage()
    desk.qtbot.mouseClick(row.all_button, Qt.MouseButton.LeftButton)
    assert card.look.media.part is None
    assert veiled != player.bar.grab().toImage()
    assert "3 marked parts" in card.seen()


def test_a_beginning_behind_the_end_takes_all_the_rest(desk: Desk, beep: Path) -> None:
    desk.window.show_catalogue(ALL)
    desk.give(beep)
    (card,) = cards(desk)
    card.choose_part(Part(2, 4))
    card.large().bar.setValue(6000)
    desk.qtbot.keyClick(card, Qt.Key.Key_I)
    assert card.look.media.part == Part(6, round(card.look.seconds, 3))
    card.large().bar.setValue(3000)
    desk.qtbot.keyClick(card, Qt.Key.Key_O)
    assert card.look.media.part == Part(0, 3)


def test_what_is_sent_is_the_part(desk: Desk, beep: Path) -> None:
    desk.window.show_catalogue(ALL)
    desk.give(beep)
    cards(desk)[0].choose_part(Part(1, 3))
    desk.write("What is this?")
    assert [media.part for media in desk.parts.queue.conversions()[-1].media] == [Part(1, 3)]


def test_a_short_film_is_seen_whole_and_has_a_poster_with_play(desk: Desk, film: Path) -> None:
    desk.window.show_catalogue(ALL)
    desk.give(film)
    (card,) = cards(desk)
    assert card.seen() == "The model sees all of it."
    player = card.large()
    desk.until(lambda: not player.frames.image().isNull())
    assert player.width() <= card.width()


def test_what_no_model_reads_waits_on_its_card_and_is_not_sent(desk: Desk, beep: Path, photo: Path) -> None:
    desk.give(beep, photo)
    assert "understands sounds yet" in cards(desk)[0].seen()
    desk.write("What is this?")
    assert "can understand sounds" in desk.refusal()
    assert desk.window.composer.instruction.toPlainText() == "What is this?"
    cards(desk)[0].remove.click()
    desk.write("What is this?")
    desk.until(lambda: len(desk.window.feed.views()) == 1)


def test_nothing_is_suggested_about_what_no_model_reads(desk: Desk, beep: Path, photo: Path) -> None:
    desk.give(beep)
    assert desk.window.composer.chips.texts() == ()
    desk.give(photo)
    assert desk.window.composer.chips.texts()[0] == "What is this?"
    desk.window.show_catalogue(ALL)
    assert desk.window.composer.chips.texts()[0] == "Does the sound fit the picture?"


def test_a_model_that_is_added_reads_what_has_waited(desk: Desk, beep: Path) -> None:
    desk.give(beep)
    desk.window.show_catalogue(ALL)
    assert "The model hears" in cards(desk)[0].seen()


def test_keys_move_and_remove_the_card_that_has_the_focus(desk: Desk, pictures: Pictures) -> None:
    desk.give(*pictures(3))
    first = cards(desk)[0]
    first.setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    desk.qtbot.keyClick(first, Qt.Key.Key_Down, alt)
    assert names(desk) == ["0001.png", "0000.png", "0002.png"]
    desk.qtbot.keyClick(first, Qt.Key.Key_Down, alt)
    desk.qtbot.keyClick(first, Qt.Key.Key_Down, alt)
    assert names(desk) == ["0001.png", "0002.png", "0000.png"]
    assert desk.window.focusWidget() is first
    desk.qtbot.keyClick(first, Qt.Key.Key_Up, alt)
    assert names(desk) == ["0001.png", "0000.png", "0002.png"]
    desk.qtbot.keyClick(first, Qt.Key.Key_Delete)
    assert names(desk) == ["0001.png", "0002.png"]
    assert desk.window.focusWidget() is cards(desk)[1]


def move_mouse(card: MediaCard, kind: QEvent.Type, place: QPoint) -> None:
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind,
        QPointF(card.mapFromGlobal(place)),
        QPointF(place),
        button,
        held,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(card, event)


def test_the_mouse_drags_a_card_to_another_place(desk: Desk, pictures: Pictures) -> None:
    desk.give(*pictures(3))
    desk.qtbot.wait(1)  # the layout's turn
    first, _, last = cards(desk)
    start = first.mapToGlobal(QPoint(100, 10))
    end = last.mapToGlobal(QPoint(100, last.height() - 4))
    move_mouse(first, QEvent.Type.MouseButtonPress, start)
    for step in range(1, 21):
        move_mouse(first, QEvent.Type.MouseMove, start + (end - start) * step / 20)
        QApplication.processEvents()
    move_mouse(first, QEvent.Type.MouseButtonRelease, end)
    assert names(desk) == ["0001.png", "0002.png", "0000.png"]


def test_a_card_is_replaced_in_its_place(desk: Desk, pictures: Pictures, photo: Path) -> None:
    desk.give(*pictures(3))
    cards(desk)[1].wished.emit(CardWish.REPLACE)
    (dialog,) = desk.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(photo))
    dialog.reject()
    desk.until(lambda: names(desk) == ["0000.png", photo.name, "0002.png"])


def test_a_bad_replacement_leaves_the_card_as_it_is(desk: Desk, pictures: Pictures, tmp_path: Path) -> None:
    desk.give(*pictures(2))
    desk.parts.intake.replace(cards(desk)[0].look.media, tmp_path / "gone.png")
    assert "gone.png" in desk.refusal()
    assert names(desk) == ["0000.png", "0001.png"]


@pytest.mark.parametrize(("wish", "name"), [(CardWish.OPEN, "open_file"), (CardWish.SHOW, "show_in_folder")])
def test_a_card_is_opened_and_shown_in_its_folder(
    desk: Desk, photo: Path, monkeypatch: pytest.MonkeyPatch, wish: CardWish, name: str
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(media_doors, name, seen.append)
    desk.give(photo)
    cards(desk)[0].wished.emit(wish)
    assert seen == [photo]

    def refuse(path: Path) -> None:
        raise AppError("No program could be found to open it")

    monkeypatch.setattr(media_doors, name, refuse)
    cards(desk)[0].wished.emit(wish)
    assert "No program" in desk.refusal()


def test_the_menu_offers_everything_and_enter_opens(desk: Desk, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(media_doors, "open_file", opened.append)
    desk.give(photo)
    (card,) = cards(desk)
    texts = [action.text().split("\t")[0] for action in card.more.menu().actions() if not action.isSeparator()]
    assert texts == ["Open", "Show in folder", "Replace…", "Move up", "Move down", "Remove"]
    card.setFocus()
    desk.qtbot.keyClick(card, Qt.Key.Key_Return)
    assert opened == [photo]


def test_of_several_each_unfolds_by_itself_and_a_single_one_is_large(desk: Desk, pictures: Pictures) -> None:
    desk.give(*pictures(2))
    first, second = cards(desk)
    assert not first.large().isVisible()
    first.setFocus()
    desk.qtbot.keyClick(first, Qt.Key.Key_Space)
    assert first.large().isVisible()
    second.remove.click()
    assert not first.unfold.isVisible()
    assert first.large().isVisible()


def test_the_last_card_gives_the_focus_to_the_invitation(desk: Desk, photo: Path) -> None:
    desk.give(photo)
    cards(desk)[0].setFocus()
    desk.qtbot.keyClick(cards(desk)[0], Qt.Key.Key_Delete)
    assert desk.window.focusWidget() is desk.window.composer.shelf.invitation.browse_button


def test_the_same_file_twice_is_one_card(desk: Desk, photo: Path) -> None:
    desk.give(photo)
    desk.drop(photo)
    desk.until(lambda: not desk.parts.intake.busy)
    assert names(desk) == [photo.name]


def test_recent_files_are_those_that_were_sent_and_are_taken_by_a_click(desk: Desk, photo: Path, beep: Path) -> None:
    desk.parts.drafts.open()
    desk.until(lambda: desk.parts.drafts.is_open)
    shelf = desk.window.composer.shelf
    assert not shelf.invitation.recent_button.isVisible()
    desk.give(photo)
    desk.write("What is this?")
    shelf.clear()
    assert shelf.invitation.recent_button.isVisible()
    shelf.invitation.recent_button.click()
    menu = QApplication.activePopupWidget()
    desk.until(lambda: not menu.actions()[0].icon().isNull())
    menu.actions()[0].trigger()
    menu.close()
    desk.until(lambda: names(desk) == [photo.name])


def test_a_drop_from_another_pane_is_a_file_like_any_other(desk: Desk, photo: Path) -> None:
    from modaverse_desktop.ui.artifacts.drag_out import DraggedFile

    desk.drop_data(DraggedFile(photo, picture=True))
    desk.until(lambda: names(desk) == [photo.name])
    assert desk.window.composer.shelf.media()[0].modality is Modality.IMAGE
