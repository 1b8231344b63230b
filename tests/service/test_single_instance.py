"""One window for each folder: a second start hands its files over, whatever state the first is in."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from modaverse_desktop.service import single_instance
from modaverse_desktop.service.single_instance import Handover, Outcome, SingleInstance

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., SingleInstance]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """Makes the instance of one more start in a folder."""
    made: list[SingleInstance] = []

    def make(folder: Path = tmp_path) -> SingleInstance:
        made.append(SingleInstance(folder))
        return made[-1]

    yield make
    for instance in made:
        instance.leave()


def hand_over(qtbot: QtBot, instance: SingleInstance, *files: Path, patience: int = 10_000) -> Outcome:
    handover = Handover(instance, files, patience)
    with qtbot.waitSignal(handover.finished, timeout=20_000) as finished:
        handover.begin()
    return finished.args[0]


def test_the_second_hands_its_files_over_to_the_first(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    first, second = start(), start()
    assert first.is_first()
    assert not second.is_first()
    first.listen()
    files = (tmp_path / "café #1.png", Path("relative.png"), tmp_path / "caf\udce9\n.png")
    with qtbot.waitSignal(first.called) as called:
        assert hand_over(qtbot, second, *files) is Outcome.TAKEN
    assert called.args == [tuple(file.absolute() for file in files)]
    with qtbot.waitSignal(first.called) as called:
        assert hand_over(qtbot, second) is Outcome.TAKEN
    assert called.args == [()]


def test_two_folders_are_two_instances(start: Start, tmp_path: Path) -> None:
    first, other = start(tmp_path / "a"), start(tmp_path / "b")
    assert first.is_first()
    assert other.is_first()
    assert first.address != other.address


def test_a_folder_with_a_long_name_has_a_socket_too(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    folder = tmp_path / ("long " * 30)
    first, second = start(folder), start(folder)
    assert first.is_first()
    first.listen()
    assert hand_over(qtbot, second) is Outcome.TAKEN


def test_a_first_that_does_not_listen_yet_is_waited_for(qtbot: QtBot, start: Start) -> None:
    first, second = start(), start()
    assert first.is_first()
    handover = Handover(second, ())
    handover.begin()
    with qtbot.waitSignal(handover.finished) as finished:
        first.listen()
    assert finished.args == [Outcome.TAKEN]


def test_when_the_first_leaves_the_second_opens_its_own_window(qtbot: QtBot, start: Start) -> None:
    first, second = start(), start()
    assert first.is_first()
    first.listen()
    first.stop_listening()
    handover = Handover(second, ())
    handover.begin()
    with qtbot.waitSignal(handover.finished) as finished:
        first.leave()
    assert finished.args == [Outcome.ALONE]
    assert second.is_first()


def test_who_holds_the_lock_and_never_listens_locks_nobody_out(qtbot: QtBot, start: Start) -> None:
    first, second = start(), start()
    assert first.is_first()
    assert hand_over(qtbot, second, patience=300) is Outcome.ALONE


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
def test_where_no_lock_can_be_made_the_window_opens(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert start(tmp_path / "file" / "folder").is_first()


# --- processes ----------------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A first start in a process of its own, which prints the files that it is called with."""
    code = """
        import sys
        from pathlib import Path
        from PySide6.QtCore import QCoreApplication
        from modaverse_desktop.service.single_instance import SingleInstance

        app = QCoreApplication([])
        instance = SingleInstance(Path(sys.argv[1]))
        instance.called.connect(lambda files: print(*(file.name for file in files), flush=True))
        assert instance.is_first()
        instance.listen()
        print("listens", flush=True)
        app.exec()
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "listens\n"
        yield process
        process.kill()


def test_another_process_takes_the_files(qtbot: QtBot, start: Start, elsewhere: subprocess.Popen[str]) -> None:
    assert hand_over(qtbot, start(), Path("/a.png")) is Outcome.TAKEN
    assert elsewhere.stdout is not None
    assert elsewhere.stdout.readline() == "a.png\n"


def test_after_kill_9_the_stale_lock_and_socket_stop_nobody(
    qtbot: QtBot, start: Start, elsewhere: subprocess.Popen[str]
) -> None:
    elsewhere.kill()
    elsewhere.wait(30)
    next_start, later = start(), start()
    assert Path(next_start.address).exists()
    assert next_start.is_first()
    next_start.listen()
    with qtbot.waitSignal(next_start.called):
        assert hand_over(qtbot, later, Path("/a.png")) is Outcome.TAKEN


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be held there")
def test_a_busy_first_gets_the_files_when_it_has_time(
    qtbot: QtBot, start: Start, elsewhere: subprocess.Popen[str]
) -> None:
    elsewhere.send_signal(signal.SIGSTOP)
    assert hand_over(qtbot, start(), Path("/a.png"), patience=500) is Outcome.BUSY
    elsewhere.send_signal(signal.SIGCONT)
    assert elsewhere.stdout is not None
    assert elsewhere.stdout.readline() == "a.png\n"


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be held there")
def test_a_busy_first_that_dies_is_replaced(qtbot: QtBot, start: Start, elsewhere: subprocess.Popen[str]) -> None:
    elsewhere.send_signal(signal.SIGSTOP)
    handover = Handover(start(), (Path("/a.png"),))
    handover.begin()
    qtbot.waitUntil(lambda: handover._met)
    elsewhere.kill()
    elsewhere.wait(30)
    with qtbot.waitSignal(handover.finished) as finished:
        pass
    assert finished.args == [Outcome.ALONE]


# --- what others may send -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\n",
        b"hello\n",
        b"[]\n",
        b'{"files": 5}\n',
        b'{"files": ["relative.png"]}\n',
        b'{"files": [5]}\n',
        b"\xff\xfe\n",
    ],
)
def test_nonsense_is_refused_and_the_next_start_is_heard(qtbot: QtBot, start: Start, nonsense: bytes) -> None:
    first, second = start(), start()
    assert first.is_first()
    first.listen()
    called: list[object] = []
    first.called.connect(called.append)
    client = QLocalSocket()
    client.connectToServer(first.address)
    with qtbot.waitSignal(client.disconnected):
        client.write(nonsense)
    assert client.bytesAvailable() == 0
    assert called == []
    assert hand_over(qtbot, second, Path("/a.png")) is Outcome.TAKEN
    assert called == [(Path("/a.png"),)]


def test_who_says_nothing_or_too_much_is_left(qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "_PATIENCE_MS", 50)
    first = start()
    assert first.is_first()
    first.listen()
    silent, endless = QLocalSocket(), QLocalSocket()
    with qtbot.waitSignals([silent.disconnected, endless.disconnected]):
        silent.connectToServer(first.address)
        endless.connectToServer(first.address)
        endless.write(b"x" * (2 << 20))


@pytest.mark.skipif(sys.platform == "win32", reason="sockets are not files there")
def test_only_the_user_may_use_the_socket(start: Start) -> None:
    first = start()
    assert first.is_first()
    first.listen()
    assert Path(first.address).stat().st_mode & 0o077 == 0
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(first.address)
