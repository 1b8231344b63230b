"""The queue above the feed: what it says, pausing, and another order by mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QModelIndex, Qt

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import Failed
from modaverse_desktop.library.history import History
from modaverse_desktop.service.queue_line import Pause
from modaverse_desktop.ui.feed.queue_bar import QueueBar
from modaverse_desktop.ui.feed.waiting_list import WaitingList
from tests.library.making import at, waiting
from tests.ui.conftest import Desk


def busy(desk: Desk, count: int = 4) -> QueueBar:
    """One runs until it is stopped, the others wait."""
    desk.ask("slow", State.INTERPRETING)
    for number in range(count - 1):
        desk.write(f"What is {number}?")
    desk.until(lambda: len(desk.parts.queue.waiting()) == count - 1)
    bar = desk.window.feed.bar
    desk.until(bar.isVisible)
    return bar


def order(desk: Desk) -> list[str]:
    return [desk.parts.queue[name].instruction for name in desk.parts.queue.waiting()]


def unfolded(desk: Desk, bar: QueueBar) -> WaitingList:
    bar.order_button.click()
    assert bar.line is not None
    desk.until(bar.line.view.hasFocus)
    return bar.line


def test_with_nothing_that_waits_there_is_no_bar(desk: Desk) -> None:
    desk.ask("What is this?", State.DONE)
    assert not desk.window.feed.bar.isVisible()


def test_it_says_how_many_wait_and_goes_when_they_are_done(desk: Desk) -> None:
    bar = busy(desk)
    desk.until(lambda: "3 are waiting" in bar.words())
    desk.window.feed.views()[0].stop_button.click()
    desk.until(lambda: not bar.isVisible())


def test_pausing_keeps_what_waits_and_going_on_does_it(desk: Desk) -> None:
    bar = busy(desk, 3)
    bar.pause_button.click()
    desk.until(lambda: bar.pause_button.text() == "Go on")
    running, *others = desk.window.feed.views()
    running.stop_button.click()
    desk.wait_for(running, State.CANCELLED)
    assert [view.conversion.state for view in others] == [State.QUEUED, State.QUEUED]
    bar.pause_button.click()
    for view in others:
        desk.wait_for(view, State.DONE)


def test_a_key_pauses_an_empty_queue_as_well(desk: Desk) -> None:
    desk.qtbot.keyClick(
        desk.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    desk.until(desk.window.feed.bar.isVisible)
    assert "The queue is paused" in desk.window.feed.bar.words()
    assert desk.parts.queue.paused() is Pause.USER


def test_stop_all_stops_what_runs_and_waits(desk: Desk) -> None:
    bar = busy(desk, 3)
    bar.stop_button.click()
    for view in desk.window.feed.views():
        desk.wait_for(view, State.CANCELLED)


def test_keys_change_the_order_and_the_moved_one_stays_the_current_one(desk: Desk) -> None:
    line = unfolded(desk, busy(desk))
    desk.qtbot.keyClick(line.view, Qt.Key.Key_Down)
    desk.qtbot.keyClick(line.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(desk) == ["What is 1?", "What is 0?", "What is 2?"]
    assert line.view.currentIndex().row() == 0
    desk.qtbot.keyClick(line.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.qtbot.keyClick(line.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(desk) == ["What is 0?", "What is 2?", "What is 1?"]
    desk.qtbot.keyClick(line.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(desk)[-1] == "What is 1?"


def test_delete_takes_one_out_and_the_next_one_is_the_current_one(desk: Desk) -> None:
    line = unfolded(desk, busy(desk))
    desk.qtbot.keyClick(line.view, Qt.Key.Key_Down)
    desk.qtbot.keyClick(line.view, Qt.Key.Key_Delete)
    desk.until(lambda: line.view.model().rowCount() == 2)
    assert order(desk) == ["What is 0?", "What is 2?"]
    assert line.view.currentIndex().row() == 1


def test_the_buttons_do_what_the_keys_do(desk: Desk) -> None:
    line = unfolded(desk, busy(desk))
    assert not line.up_button.isEnabled()
    line.down_button.click()
    assert order(desk) == ["What is 1?", "What is 0?", "What is 2?"]
    desk.qtbot.keyClick(line.view, Qt.Key.Key_End)
    line.first_button.click()
    assert order(desk) == ["What is 2?", "What is 1?", "What is 0?"]
    line.out_button.click()
    assert order(desk) == ["What is 1?", "What is 0?"]


def test_a_row_can_be_dragged_between_others_and_behind_them(desk: Desk) -> None:
    model = unfolded(desk, busy(desk)).view.model()

    def drag(row: int, to: int) -> None:
        data: QMimeData = model.mimeData([model.index(row, 0)])
        model.dropMimeData(data, Qt.DropAction.MoveAction, to, 0, QModelIndex())
        desk.until(lambda: model.index(0, 0).data().endswith(order(desk)[0]))

    drag(2, 0)
    assert order(desk) == ["What is 2?", "What is 0?", "What is 1?"]
    drag(0, 2)
    assert order(desk) == ["What is 0?", "What is 2?", "What is 1?"]
    drag(0, -1)
    assert order(desk) == ["What is 2?", "What is 1?", "What is 0?"]


def test_a_card_that_waits_can_be_done_next(desk: Desk) -> None:
    busy(desk)
    last = desk.window.feed.views()[-1]
    desk.until(last.hasten_button.isVisible)
    last.hasten_button.click()
    assert order(desk)[0] == last.conversion.instruction
    desk.until(lambda: not last.hasten_button.isVisible())


def test_what_an_earlier_run_left_waits_and_the_bar_says_so(desk: Desk) -> None:
    before = History(desk.parts.history._worker._path)
    before.save(waiting("a", State.INTERPRETING), at(0))
    before.save(waiting("b", State.QUEUED), at(1))
    before.save(waiting("c", State.PROPOSED), at(2))
    before.close()
    desk.parts.keeper.open()
    desk.until(lambda: len(desk.window.feed.views()) == 3)
    bar = desk.window.feed.bar
    desk.until(lambda: "2 are left over from last time" in bar.words())
    states = [view.conversion.state for view in desk.window.feed.views()]
    assert states == [State.QUEUED, State.QUEUED, State.PROPOSED]
    bar.pause_button.click()
    for view in desk.window.feed.views()[:2]:
        desk.until(lambda view=view: view.conversion.state in (State.DONE, State.PROPOSED))


def test_twenty_wait_while_the_engine_crashes_and_one_is_lost(desk: Desk) -> None:
    names = [desk.parts.queue.submit("crash" if number == 3 else f"What is {number}?", []) for number in range(20)]
    desk.until(lambda: all(desk.parts.queue[name].state.terminal for name in names))
    states = [desk.parts.queue[name].state for name in names]
    assert states == [State.FAILED if number == 3 else State.DONE for number in range(20)]


def test_an_engine_that_crashes_again_and_again_pauses_the_queue_and_says_why(desk: Desk) -> None:
    names = [desk.parts.queue.submit("crash", []) for _ in range(2)]
    others = [desk.parts.queue.submit("What is this?", []) for _ in range(18)]
    bar = desk.window.feed.bar
    desk.until(lambda: "Paused after two failures in a row" in bar.words())
    assert [desk.parts.queue[name].state for name in names] == [State.FAILED] * 2
    assert desk.parts.queue.waiting() == tuple(others)
    bar.pause_button.click()
    desk.until(lambda: all(desk.parts.queue[name].state is State.DONE for name in others))


def test_that_the_order_cannot_be_kept_is_said_in_place(desk: Desk) -> None:
    desk.parts.keeper.failed.emit(AppError("The disk is full", hint="Free some space."))
    assert "The disk is full" in desk.refusal()


def test_a_failure_of_one_that_was_removed_meanwhile_is_nothing(desk: Desk) -> None:
    name = desk.parts.queue.submit("What is this?", [])
    desk.until(lambda: desk.parts.queue[name].state is State.DONE)
    desk.parts.queue.remove(name)
    desk.parts.queue.receive(Failed(name, AppError("It broke")))
    assert not desk.window.feed.views()
