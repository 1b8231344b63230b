"""The user teaches the model by hand: examples, training, comparison, keeping; and pausing, failing, discarding."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from modaverse_desktop.core.acceptance import Acceptance
from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.examples import Example
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack import Manifest, PackKind, StackParts
from modaverse_desktop.core.packs import Packs, find_packs
from modaverse_desktop.core.paths import models_folder
from modaverse_desktop.service.own_standing import Phase
from modaverse_desktop.ui.pages import Page
from modaverse_desktop.ui.teach.teach_page import TeachPage
from tests.ui.conftest import Desk

STACK = Manifest("starter", PackKind.STACK, "Starter", Path("/p/stack"), stack=StackParts("words"), licence="MIT")
PACKS = Packs({"starter": STACK, "words": Manifest("words", PackKind.BACKBONE, "Words", Path("/p/words"))})
TRAINER = """
import json, pathlib, signal, sys, time, tomllib
folder = pathlib.Path(tomllib.loads(pathlib.Path(sys.argv[1]).read_text())["output"])
resumed, kind = "--resume" in sys.argv, sys.argv[2]
def tell(**event): print(json.dumps(event), flush=True)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))
tell(event="step", step="loading", done=0, total=0)
if kind == "breaks":
    tell(error={"title": "A file of the example is not there", "detail": "x.png", "hint": "", "kind": "input"})
    sys.exit(3)
for step in range(6 if resumed else 1, 10):
    tell(event="progress", step=step, steps=9, loss=3.0 / step)
    if kind == "waits" and not resumed and step == 5:
        time.sleep(60)
export = folder / "export"
export.mkdir(parents=True)
for name in ("adapter_model.safetensors", "adapter_config.json"):
    (export / name).write_text("{}")
row = {"instruction": "sticker cat", "media": [], "wanted": [["image", "a sticker of a cat"]],
       "before": [["text", "A cat."]], "after": [["image", "a sticker of a cat"]],
       "before_right": False, "after_right": True}
(folder / "comparison.json").write_text(json.dumps([row]))
tell(event="compared", rows=[row])
"""


def example(word: str) -> Example:
    return Example(f"sticker {word}", (), (Invocation(Modality.IMAGE, f"a sticker of a {word}"),))


@pytest.fixture
def trains(desk: Desk, tmp_path: Path) -> Callable[[str], None]:
    """Let the training be a script that plays one of: learns, waits, breaks."""
    script = tmp_path / "trainer.py"
    script.write_text(TRAINER, encoding="utf-8")

    def play(kind: str) -> None:
        def command(config: Path, *, resume: bool) -> Sequence[str]:
            return [sys.executable, str(script), str(config), kind, *(["--resume"] if resume else [])]

        desk.parts.teaching.training._command = command

    return play


@pytest.fixture
def page(desk: Desk) -> TeachPage:
    desk.parts.teaching.know(PACKS)
    desk.window.pages.teach_button.click()
    (found,) = desk.window.pages.findChildren(TeachPage)
    return found


def give_examples(desk: Desk, count: int = 5) -> None:
    for number in range(count):
        desk.parts.teaching.add(example(f"cat {number}"))


def test_an_example_is_written_by_keyboard_and_kept(desk: Desk, page: TeachPage, photo: Path) -> None:
    page.form.take_files([photo])
    desk.until(lambda: bool(page.form.files.media))
    page.form.instruction.setFocus()
    desk.qtbot.keyClicks(page.form.instruction, "sticker")
    row = page.form.wanted.rows[0]
    row.task.setCurrentIndex(row.task.findData(Modality.IMAGE))
    desk.qtbot.keyClicks(row.prompt, "a sticker of it")
    desk.qtbot.keyClick(page.form.instruction, Qt.Key.Key_Return)
    (kept,) = desk.parts.teaching.examples
    assert (kept.instruction, [each.path for each in kept.media]) == ("sticker", [photo])
    assert kept.wanted == (Invocation(Modality.IMAGE, "a sticker of it"),)
    assert page.form.instruction.text() == ""
    assert page.examples.list.count() == 1
    assert "Image: a sticker of it" in page.examples.list.item(0).text()


def test_an_example_that_says_nothing_is_refused_in_place(desk: Desk, page: TeachPage) -> None:
    desk.qtbot.keyClicks(page.form.instruction, "sticker")
    page.form.add_button.click()
    assert "no answer" in page.error.text()
    assert page.form.instruction.text() == "sticker"
    assert desk.parts.teaching.examples == ()


def test_each_of_many_files_makes_an_example_with_its_name(desk: Desk, page: TeachPage, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for name in ("red_fox.png", "cat.png"):
        Image.new("RGB", (8, 8)).save(tmp_path / "mine" / name)
    (tmp_path / "mine" / "notes.bin").write_bytes(b"nothing")
    desk.drop(tmp_path / "mine", at=page)
    desk.until(lambda: len(page.form.files.media) == 2)
    assert "notes.bin" in page.error.text()
    assert page.form.each.isChecked()
    assert "“cat”" in page.form.hint.text()
    page.form.instruction.setText("make a sticker of it")
    page.form.wanted.rows[0].prompt.setText("a sticker of a {name}")
    page.form.add_button.click()
    added = [(each.media[0].path.name, each.wanted[0].prompt) for each in desk.parts.teaching.examples]
    assert added == [("cat.png", "a sticker of a cat"), ("red_fox.png", "a sticker of a red fox")]
    assert page.form.files.media == ()


def test_files_together_are_one_example_if_the_user_says_so(desk: Desk, page: TeachPage, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.png" for number in range(2)]
    for path in paths:
        Image.new("RGB", (8, 8)).save(path)
    page.form.take_files(paths)
    desk.until(lambda: len(page.form.files.media) == 2)
    page.form.each.click()
    page.form.instruction.setText("what have these in common?")
    page.form.wanted.rows[0].prompt.setText("{name}")
    page.form.add_button.click()
    (kept,) = desk.parts.teaching.examples
    assert [each.path for each in kept.media] == paths
    assert kept.wanted[0].prompt == "{name}"


def test_files_dropped_on_the_composer_are_meant_for_it(desk: Desk, page: TeachPage, photo: Path) -> None:
    desk.drop(photo, at=desk.window.composer)
    desk.until(lambda: bool(desk.window.composer.shelf.media()))
    assert page.form.files.media == ()


def test_chosen_files_can_be_left_out_again(desk: Desk, page: TeachPage, photo: Path) -> None:
    page.form.take_files([photo])
    assert not page.form.add_button.isEnabled()
    desk.until(lambda: page.form.files.none_button.isVisible())
    page.form.files.none_button.click()
    assert page.form.files.media == ()
    assert page.form.files.none_button.isHidden()


def test_an_example_is_changed_in_its_place(desk: Desk, page: TeachPage) -> None:
    give_examples(desk, 2)
    page.examples.list.setFocus()
    page.examples.list.setCurrentRow(0)
    desk.qtbot.keyClick(page.examples.list, Qt.Key.Key_Return)
    assert page.form.instruction.text() == "sticker cat 1"
    assert page.form.wanted.wanted() == (Invocation(Modality.IMAGE, "a sticker of a cat 1"),)
    page.form.cancel_button.click()
    assert page.form.changing == ""
    page.examples.list.itemActivated.emit(page.examples.list.item(0))
    page.form.instruction.setText("sticker dog")
    page.form.add_button.click()
    assert [each.instruction for each in desk.parts.teaching.examples] == ["sticker cat 0", "sticker dog"]


def test_several_outputs_are_one_example(page: TeachPage) -> None:
    page.form.wanted.rows[0].prompt.setText("one")
    while page.form.wanted.more_button.isEnabled():
        page.form.wanted.more_button.click()
    page.form.wanted.rows[-1].prompt.setText("two")
    assert [each.prompt for each in page.form.wanted.wanted()] == ["one", "two"]
    page.form.wanted.clear()
    assert len(page.form.wanted.rows) == 1


def test_selected_examples_are_forgotten(desk: Desk, page: TeachPage) -> None:
    give_examples(desk, 2)
    assert not page.examples.remove_button.isEnabled()
    page.examples.list.setFocus()
    page.examples.list.setCurrentRow(0)
    desk.qtbot.keyClick(page.examples.list, Qt.Key.Key_Delete)
    assert [each.instruction for each in desk.parts.teaching.examples] == ["sticker cat 0"]


def test_corrections_become_examples_only_when_asked_for(desk: Desk, page: TeachPage) -> None:
    desk.parts.keeper.open()
    desk.window.pages.show_page(Page.NOW)
    view = desk.ask("Make a cat", State.PROPOSED)
    assert view.editor is not None
    view.editor.cards()[0].prompt.setPlainText("a cat in my style")
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)
    assert desk.parts.teaching.examples == ()
    page.examples.edits_button.click()
    desk.until(lambda: len(desk.parts.teaching.examples) == 1)
    assert desk.parts.teaching.examples[0].wanted[0].prompt == "a cat in my style"
    assert "1" in page.news.text()


def test_too_few_examples_are_said_to_be_too_few(desk: Desk, page: TeachPage) -> None:
    give_examples(desk, 2)
    desk.window.resize(1024, 640)
    scroll = page._area.verticalScrollBar()
    desk.until(lambda: scroll.maximum() > 0)
    scroll.setValue(scroll.maximum())
    page.panel.begin_button.click()
    assert "too few" in page.error.text()
    desk.until(lambda: not page.error.visibleRegion().isEmpty())
    assert desk.parts.teaching.training.standing.phase is Phase.IDLE


def test_what_is_learned_is_compared_kept_and_can_be_used(
    desk: Desk, page: TeachPage, trains: Callable[[str], None]
) -> None:
    trains("learns")
    give_examples(desk)
    page.panel.begin_button.setFocus()
    page.panel.begin_button.click()
    desk.until(lambda: page.comparison.isVisible())
    assert page.comparison.table.hasFocus()
    assert len(page.panel.curve.points()) == 9
    cells = [page.comparison.table.item(0, column).text() for column in range(4)]
    assert cells[0] == "sticker cat"
    assert cells[2].startswith("✗")
    assert cells[3].startswith("✓")
    assert "0 before, 1 now" in page.comparison.said.text()
    Acceptance().accept([STACK])
    page.comparison.name.setText("Nhãn dán của tôi")
    page.comparison.keep_button.click()
    found = find_packs([models_folder()]).manifests
    assert found["nhan-dan-cua-toi"].stack == StackParts("words", adapter="nhan-dan-cua-toi-adapter")
    assert found["nhan-dan-cua-toi-adapter"].files[0].size == 2
    assert page.comparison.isHidden()
    assert all(map(Acceptance().has, found.values()))
    desk.parts.teaching.know(Packs({**PACKS.manifests, **found}))
    place = page.model.findData("nhan-dan-cua-toi")
    page.model.setCurrentIndex(place)
    page.model.activated.emit(place)
    assert desk.parts.store.settings.stack == "nhan-dan-cua-toi"
    desk.window.pages.show_page(Page.NOW)
    view = desk.ask("What is this?", State.DONE)
    assert view.conversion.stack == "nhan-dan-cua-toi"


def test_a_paused_training_goes_on_where_it_was(desk: Desk, page: TeachPage, trains: Callable[[str], None]) -> None:
    trains("waits")
    give_examples(desk)
    page.panel.begin_button.click()
    desk.until(lambda: len(desk.parts.teaching.training.standing.losses) == 5)
    assert page.panel.left.isVisible()
    page.panel.pause_button.setFocus()
    page.panel.pause_button.click()
    assert page.panel.bar.hasFocus()
    desk.until(lambda: page.panel.resume_button.isVisible())
    assert page.panel.resume_button.hasFocus()
    assert "Paused" in page.panel.state.text()
    page.panel.resume_button.click()
    desk.until(lambda: page.comparison.isVisible())
    assert [step for step, _ in desk.parts.teaching.training.standing.losses] == list(range(1, 10))
    page.comparison.discard_button.click()
    assert page.panel.begin_button.isVisible()
    assert len(desk.parts.teaching.examples) == 5


def test_an_error_of_the_training_is_said_and_it_can_be_discarded(
    desk: Desk, page: TeachPage, trains: Callable[[str], None]
) -> None:
    trains("breaks")
    give_examples(desk)
    page.panel.begin_button.click()
    desk.until(lambda: page.panel.error.isVisible())
    assert "x.png" in page.panel.error.text()
    page.panel.discard_button.click()
    assert page.panel.error.isHidden()


def test_what_an_earlier_run_left_is_there_again(desk: Desk, page: TeachPage, trains: Callable[[str], None]) -> None:
    trains("learns")
    give_examples(desk)
    page.panel.begin_button.click()
    desk.until(lambda: page.comparison.isVisible())
    training = desk.parts.teaching.training
    rows = training.standing.rows
    training.standing = replace(training.standing, phase=Phase.IDLE, rows=())
    training.open()
    assert training.standing.phase is Phase.COMPARED
    assert training.standing.rows == rows
    (training._folder / "run/comparison.json").write_text(json.dumps([{}]), encoding="utf-8")
    training.open()
    assert training.standing.phase is Phase.PAUSED
    assert training.standing.steps == 0
    checkpoint = training._folder / "run/checkpoints/step-00000005"
    checkpoint.mkdir(parents=True)
    (checkpoint / "state.json").write_text(json.dumps({"config": {"steps": 9}}), encoding="utf-8")
    training.open()
    assert training.standing.steps == 9
