"""What file managers, browsers and programs put into a drop or onto the clipboard."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.ui.composer.dropped import can_take, read_dropped
from tests.ui.conftest import Desk


def png(colour: str = "red") -> bytes:
    encoded = BytesIO()
    Image.new("RGB", (20, 10), colour).save(encoded, "PNG")
    return encoded.getvalue()


def links(*addresses: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(address) for address in addresses])
    return data


def test_files_come_first_whatever_is_beside_them(tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a #b%.png")), QUrl("https://example.org/")])
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    data.setText("a #b%.png")
    assert read_dropped(data).paths == (tmp_path / "a #b%.png",)


def test_a_picture_from_a_browser_is_kept_byte_by_byte_and_its_address_is_not_used() -> None:
    data = links("https://example.org/cat.png")
    data.setData("image/png", png())
    dropped = read_dropped(data)
    assert (dropped.picture, dropped.suffix, dropped.paths) == (png(), ".png", ())


def test_a_picture_that_is_its_own_address_is_read_from_it() -> None:
    body = base64.b64encode(png()).decode()
    for address in (f"data:image/png;base64,{body}", f"data:image/png;charset=x;base64,{body.replace('+', '%2B')}"):
        dropped = read_dropped(links(address))
        assert (dropped.picture, dropped.suffix) == (png(), ".png")


@pytest.mark.parametrize("address", ["data:image/png;base64,", "data:text/html,<b>", "data:image/svg+xml;base64,AAAA"])
def test_other_written_out_addresses_are_refused(address: str) -> None:
    with pytest.raises(AppError):
        read_dropped(links(address))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://example.org/cat.png", "never goes online"),
        ("http://[::1]/x", "never goes online"),
        ("ftp://example.org/a", "never goes online"),
        ("smb://server/share/cat.png", "on this computer"),
        ("trash:///cat.png", "on this computer"),
        ("mtp:/phone/cat.png", "on this computer"),
    ],
)
def test_what_lies_elsewhere_is_refused_with_a_hint(address: str, words: str) -> None:
    with pytest.raises(AppError) as caught:
        read_dropped(links(address))
    assert words in f"{caught.value.title} {caught.value.detail}"
    assert caught.value.hint


def test_nothing_is_refused_and_not_welcome() -> None:
    assert not can_take(QMimeData())
    with pytest.raises(AppError, match="Nothing here"):
        read_dropped(QMimeData())


def test_a_dropped_picture_from_a_browser_becomes_a_file_and_a_card(desk: Desk) -> None:
    data = links("https://example.org/cat.png")
    data.setData("image/png", png())
    desk.drop_data(data)
    desk.until(lambda: len(desk.window.composer.shelf.media()) == 1)
    path = desk.window.composer.shelf.media()[0].path
    assert path.read_bytes() == png()
    assert path.name == "pasted.png"


def test_damaged_picture_data_is_refused_in_place(desk: Desk) -> None:
    data = QMimeData()
    data.setData("image/png", png()[:40])
    desk.drop_data(data)
    assert "damaged" in desk.refusal()


def test_dropped_words_go_into_the_instruction(desk: Desk) -> None:
    data = QMimeData()
    data.setText("Make an icon of this")
    desk.drop_data(data)
    assert desk.window.composer.instruction.toPlainText() == "Make an icon of this"


def test_text_with_a_picture_of_itself_is_pasted_as_text(desk: Desk) -> None:
    data = QMimeData()
    data.setText("from a word processor")
    data.setData("image/png", png())
    QGuiApplication.clipboard().setMimeData(data)
    desk.window.composer.instruction.paste()
    assert desk.window.composer.instruction.toPlainText() == "from a word processor"
    assert not desk.window.composer.shelf.media()


def test_a_pasted_link_is_refused_outside_and_is_text_inside_the_instruction(desk: Desk) -> None:
    data = links("https://example.org/cat.png")
    QGuiApplication.clipboard().setMimeData(data)
    desk.window.doors.paste()
    assert "never goes online" in desk.refusal()
    desk.window.composer.instruction.paste()
    assert desk.window.composer.instruction.toPlainText() == "https://example.org/cat.png"


def test_an_empty_clipboard_is_no_matter(desk: Desk) -> None:
    QGuiApplication.clipboard().clear()
    desk.window.doors.paste()
    desk.window.composer.instruction.paste()
    assert desk.window.composer.error.error is None
