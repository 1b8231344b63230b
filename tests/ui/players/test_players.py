"""Sounds and videos play, are scrubbed, stepped and looped, and say why when they do not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.ui.players.audio_player import AudioPlayer
from modaverse_desktop.ui.players.playback import Playback
from modaverse_desktop.ui.players.player import Player
from modaverse_desktop.ui.players.video_player import VideoPlayer
from modaverse_desktop.ui.theme import Theme

SOON = 15_000


def shown(qtbot: QtBot, player: Player) -> Player:
    qtbot.addWidget(player)
    player.resize(500, 300)
    player.show()
    return player


def grey(player: VideoPlayer) -> int:
    """The number of the frame that is shown."""
    image = player.frames.image()
    return round((image.pixelColor(80, 60).red() - 20) / 10) if image.width() > 80 else -1


def test_a_sound_shows_its_shape_and_length_before_anything_is_played(qtbot: QtBot, theme: Theme, beep: Path) -> None:
    player = shown(qtbot, AudioPlayer(theme, beep))
    qtbot.waitUntil(lambda: player.bar.has_shape, timeout=SOON)
    assert player.time.text() == "0:00 / 0:02"
    assert not player.playback.is_open


def test_a_sound_plays_to_its_end_and_again_from_the_beginning(qtbot: QtBot, theme: Theme, beep: Path) -> None:
    player = shown(qtbot, AudioPlayer(theme, beep))
    player.play_button.click()
    assert player.play_button.accessibleName() == "Pause"
    qtbot.waitUntil(lambda: not player.playback.playing, timeout=SOON)
    assert player.bar.value() == player.bar.maximum() > 1_900
    player.play_button.click()
    qtbot.waitUntil(lambda: 0 < player.playback.position < 1_000, timeout=SOON)


def test_a_sound_that_loops_begins_again(qtbot: QtBot, theme: Theme, beep: Path) -> None:
    player = shown(qtbot, AudioPlayer(theme, beep))
    qtbot.keyClick(player, Qt.Key.Key_L)
    player.playback.seek(1_700)
    player.playback.play()
    qtbot.waitUntil(lambda: player.playback.position > 1_700, timeout=SOON)
    qtbot.waitUntil(lambda: 0 < player.playback.position < 1_000, timeout=SOON)
    assert player.playback.playing


def test_a_click_on_the_shape_goes_there(qtbot: QtBot, theme: Theme, beep: Path) -> None:
    player = shown(qtbot, AudioPlayer(theme, beep))
    qtbot.waitUntil(lambda: player.bar.has_shape, timeout=SOON)
    qtbot.mouseClick(player.bar, Qt.MouseButton.LeftButton, pos=QPoint(player.bar.width() // 2, 20))
    assert player.playback.position == pytest.approx(1_000, abs=40)
    assert not player.playback.is_open


def test_keys_scrub_play_and_mute(qtbot: QtBot, theme: Theme, beep: Path) -> None:
    player = shown(qtbot, AudioPlayer(theme, beep))
    qtbot.waitUntil(lambda: player.bar.has_shape, timeout=SOON)
    qtbot.keyClick(player.bar, Qt.Key.Key_Right)
    assert player.playback.position == 100
    qtbot.keyClick(player.bar, Qt.Key.Key_PageUp)
    assert player.playback.position == 500
    qtbot.keyClick(player.bar, Qt.Key.Key_End)
    assert player.playback.position == 2_000
    qtbot.keyClick(player.bar, Qt.Key.Key_Home)
    assert player.playback.position == 0
    qtbot.keyClick(player.bar, Qt.Key.Key_M)
    assert player.mute_button.isChecked()
    qtbot.keyClick(player.bar, Qt.Key.Key_Space)
    assert player.playback.playing


def test_a_video_shows_its_poster_and_then_its_frames(qtbot: QtBot, theme: Theme, clip: Path) -> None:
    player = shown(qtbot, VideoPlayer(theme, clip))
    qtbot.waitUntil(lambda: not player.frames.image().isNull(), timeout=SOON)
    assert grey(player) == 0
    assert player.time.text() == "0:00 / 0:02"
    assert not player.playback.is_open
    player.frames.clicked.emit()
    qtbot.waitUntil(lambda: grey(player) > 3, timeout=SOON)
    assert player.error.error is None


def test_a_video_is_stepped_frame_by_frame(qtbot: QtBot, theme: Theme, clip: Path) -> None:
    player = shown(qtbot, VideoPlayer(theme, clip))
    qtbot.waitUntil(lambda: player.playback.duration > 0, timeout=SOON)
    player.playback.seek(750)
    qtbot.waitUntil(lambda: grey(player) == 7, timeout=SOON)
    for key, frame in ((".", 8), (".", 9), (",", 8), (",", 7), (",", 6)):
        qtbot.keyClick(player, key)
        qtbot.waitUntil(lambda wanted=frame: grey(player) == wanted, timeout=SOON)
    assert not player.playback.playing


def test_stepping_while_it_plays_stops_it(qtbot: QtBot, theme: Theme, clip: Path) -> None:
    player = shown(qtbot, VideoPlayer(theme, clip))
    player.playback.play()
    qtbot.waitUntil(lambda: grey(player) >= 2, timeout=SOON)
    player.forward_button.click()
    assert not player.playback.playing


def test_only_one_in_a_window_holds_a_decoder(qtbot: QtBot, theme: Theme, beep: Path, clip: Path) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    first, second = AudioPlayer(theme, beep), VideoPlayer(theme, clip)
    for player in (first, second):
        column.addWidget(player)
    qtbot.addWidget(window)
    window.show()
    first.playback.play()
    qtbot.waitUntil(lambda: first.playback.position > 100, timeout=SOON)
    stood = first.playback.position
    second.playback.play()
    qtbot.waitUntil(lambda: second.playback.position > 100, timeout=SOON)
    assert not first.playback.is_open
    assert not first.playback.playing
    first.playback.play()
    qtbot.waitUntil(lambda: first.playback.is_open and first.playback.position > stood, timeout=SOON)


def test_what_is_hidden_stops_and_gives_its_decoder_back(qtbot: QtBot, theme: Theme, beep: Path) -> None:
    player = shown(qtbot, AudioPlayer(theme, beep))
    player.playback.play()
    qtbot.waitUntil(lambda: player.playback.is_open, timeout=SOON)
    player.hide()
    assert not player.playback.is_open
    assert not player.playback.playing


def test_a_player_that_goes_while_it_plays_leaves_nothing(qtbot: QtBot, theme: Theme, clip: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    player = VideoPlayer(theme, clip)
    player.setParent(window)
    window.show()
    player.playback.play()
    qtbot.waitUntil(lambda: player.playback.position > 100, timeout=SOON)
    with qtbot.waitSignal(player.destroyed, timeout=SOON):
        player.deleteLater()
    assert window.findChildren(Playback) == []


def test_a_damaged_video_says_so_at_once(qtbot: QtBot, theme: Theme, clip: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(clip.read_bytes().replace(b"moov", b"m00v"))
    player = shown(qtbot, VideoPlayer(theme, broken))
    qtbot.waitUntil(lambda: player.error.error is not None, timeout=SOON)
    assert "broken.mp4" in player.error.text()


@pytest.mark.qt_log_ignore("Could not open media")
def test_a_damaged_video_that_is_played_all_the_same_is_given_up(
    qtbot: QtBot, theme: Theme, clip: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(clip.read_bytes().replace(b"moov", b"m00v"))
    player = shown(qtbot, VideoPlayer(theme, broken, start_limit=1_000))
    qtbot.waitUntil(lambda: player.error.error is not None, timeout=SOON)
    player.playback.play()
    assert player.error.error is None
    qtbot.waitUntil(lambda: player.error.error is not None, timeout=SOON)
    assert not player.playback.is_open
    assert not player.playback.playing


@pytest.mark.qt_log_ignore("Could not open media")
def test_what_does_not_begin_in_time_is_given_up(qtbot: QtBot, theme: Theme, beep: Path) -> None:
    player = shown(qtbot, AudioPlayer(theme, beep, start_limit=0))
    player.playback.play()
    qtbot.waitUntil(lambda: player.error.error is not None, timeout=SOON)
    assert "does not begin to play" in player.error.text()
    assert not player.playback.is_open


def test_a_video_without_frames_says_so_and_its_sound_goes_on(
    qtbot: QtBot, theme: Theme, make: Callable[..., Path]
) -> None:
    words = ["-f", "lavfi", "-i", "testsrc2=s=64x64:d=3", "-f", "lavfi", "-i", "sine=duration=3"]
    path = make("unseen.mkv", *words, "-c:v", "libaom-av1", "-cpu-used", "8", "-crf", "50", "-c:a", "libopus")
    player = shown(qtbot, VideoPlayer(theme, path, start_limit=1_000))
    player.playback.play()
    qtbot.waitUntil(lambda: player.error.error is not None, timeout=SOON)
    assert "The sound plays, but the pictures of" in player.error.text()
    assert player.playback.is_open


@pytest.mark.parametrize("kind", [AudioPlayer, VideoPlayer])
def test_a_file_that_is_gone_says_so(qtbot: QtBot, theme: Theme, tmp_path: Path, kind: type[Player]) -> None:
    player = shown(qtbot, kind(theme, tmp_path / "gone.wav"))
    qtbot.waitUntil(lambda: player.error.error is not None, timeout=SOON)
    assert "gone.wav” was not found" in player.error.text()
    player.playback.play()
    qtbot.waitUntil(lambda: player.error.error is not None, timeout=SOON)
    assert not player.playback.playing


def test_multimedia_is_not_loaded_before_something_is_played(beep: Path, clip: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication\n"
        "from modaverse_desktop.ui.players.audio_player import AudioPlayer\n"
        "from modaverse_desktop.ui.players.video_player import VideoPlayer\n"
        "from modaverse_desktop.ui.theme import Shade, Theme\n"
        "app = QApplication([]); theme = Theme(Shade.LIGHT)\n"
        "players = [AudioPlayer(theme, Path(sys.argv[1])), VideoPlayer(theme, Path(sys.argv[2]))]\n"
        "[player.show() for player in players]; app.processEvents()\n"
        "sys.exit('PySide6.QtMultimedia' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(beep), str(clip)], timeout=120)
    assert done.returncode == 0
