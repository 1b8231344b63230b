"""An artifact once more, from its card to the verdict; and the trash, in the whole window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from modaverse_desktop.core.conversion import State
from modaverse_desktop.ui.artifacts.artifact_view import ArtifactView
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.feed.conversion_view import ConversionView
from tests.ui.conftest import Desk


def picture_of(desk: Desk) -> tuple[ConversionView, ArtifactView, Path]:
    """A conversion that was made, its artifact, and its file."""
    view = desk.ask("Make a cat", State.PROPOSED)
    assert view.editor is not None
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)
    path = view.artifacts[0].artifact.path
    assert path is not None
    return view, view.artifacts[0], path


def newest(desk: Desk, *before: ConversionView) -> ConversionView:
    """The one that came, when it is done."""
    desk.until(lambda: len(desk.window.feed.views()) > len(before))
    (view,) = set(desk.window.feed.views()) - set(before)
    desk.wait_for(view, State.DONE)
    return view


def test_the_same_seed_gives_the_same_and_it_is_said(desk: Desk) -> None:
    view, made, path = picture_of(desk)
    made.buttons[Wish.AGAIN].click()
    again = newest(desk, view)
    desk.until(lambda: again.artifacts[0].verdict.text() == "Identical to the one it repeats")
    other = again.artifacts[0].artifact
    assert other.path != path
    assert other.seed == made.artifact.seed
    assert again.conversion.media == view.conversion.media
    assert again.conversion.proposal == view.conversion.proposal


def test_what_came_out_differently_is_said_with_the_reason(desk: Desk) -> None:
    view, made, path = picture_of(desk)
    Image.new("RGB", (4, 4), "black").save(path)
    made.buttons[Wish.AGAIN].click()
    again = newest(desk, view)
    desk.until(lambda: again.artifacts[0].verdict.text() == "Different from the one it repeats")
    assert "does not say how it was made" in again.artifacts[0].verdict_reason.text()


def test_variations_are_one_card_with_as_many_pictures_and_seeds(desk: Desk) -> None:
    view, made, _ = picture_of(desk)
    made.wished.emit(FileWish(Wish.VARY, made.artifact, (), 4))
    varied = newest(desk, view)
    seeds = [one.artifact.seed for one in varied.artifacts]
    assert len({*seeds, made.artifact.seed}) == 5
    assert all(not one.verdict.isVisible() for one in varied.artifacts)


def test_a_file_that_was_trashed_is_made_again_from_its_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("send2trash.plat_other.HOMETRASH_B", bytes(tmp_path / "trash"), raising=False)
    view, made, path = picture_of(desk)
    made.wished.emit(FileWish(Wish.DELETE, made.artifact))
    desk.until(lambda: made.gone is not None)
    assert not path.exists()
    made.gone.make_button.click()
    again = newest(desk, view)
    desk.until(lambda: again.artifacts[0].verdict.text().startswith("Cannot be compared"))
    assert again.artifacts[0].artifact.path.exists()
