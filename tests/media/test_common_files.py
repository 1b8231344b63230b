"""Every common container and codec comes in, and each way in which one can be bad has a sentence; made by ffmpeg."""

from __future__ import annotations

import subprocess
import wave
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.media import frames as frames_module
from modaverse_desktop.media import sound as sound_module
from modaverse_desktop.media.frames import read_frames
from modaverse_desktop.media.probe import describe
from modaverse_desktop.media.sound import read_sound
from modaverse_desktop.media.streams import Streams, find_streams
from modaverse_desktop.media.thumbnail import thumbnail

RATE = 16_000
CLIPS = Excerpts(clips=3, clip_seconds=2.0)
ALL = Excerpts()
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=0.6")
FILM = ("-f", "lavfi", "-i", "testsrc=duration=0.6:size=64x48:rate=10")
SOUNDS = {
    "pcm.wav": (),
    "eight-bit.wav": ("-c:a", "pcm_u8"),
    "float.wav": ("-c:a", "pcm_f32le"),
    "tone.mp3": (),
    "tone.flac": (),
    "tone.ogg": ("-c:a", "libvorbis"),
    "tone.opus": ("-c:a", "libopus"),
    "tone.m4a": ("-c:a", "aac"),
    "tone.aiff": (),
    "tone.ac3": ("-ac", "6"),
    "surround.wav": ("-ac", "6"),
    "surround.flac": ("-ac", "6"),
}
FILMS = {
    "film.mp4": ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"),
    "film.mov": ("-c:v", "mpeg4", "-c:a", "pcm_s16le"),
    "film.webm": ("-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"),
    "film.mkv": ("-c:v", "ffv1", "-c:a", "flac"),
    "film.avi": ("-c:v", "mpeg4", "-c:a", "libmp3lame"),
}


def ffmpeg(*words: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, words)], check=True)


def write_wav(path: Path, samples: np.ndarray, rate: int = RATE) -> Path:
    """16-bit PCM of (samples, channels) in -1..1."""
    with wave.open(str(path), "wb") as file:
        file.setparams((samples.shape[1], 2, rate, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def refusal(read: Callable[[], object]) -> AppError:
    with pytest.raises(AppError) as caught:
        read()
    assert caught.value.kind is ErrorKind.INPUT
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("name", SOUNDS)
def test_every_common_kind_of_sound_is_heard(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    ffmpeg(*TONE, *SOUNDS[name], path)
    assert describe(path).modality is Modality.AUDIO
    (heard,) = read_sound(path, RATE, CLIPS)
    spectrum = np.abs(np.fft.rfft(heard[: RATE // 2]))
    assert spectrum.argmax() * 2 == pytest.approx(440, abs=8)


@pytest.mark.parametrize("name", FILMS)
def test_every_common_kind_of_video_is_seen_and_heard(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    ffmpeg(*FILM, *TONE, *FILMS[name], path)
    info = describe(path)
    assert (info.modality, info.width, info.height, info.has_audio) == (Modality.VIDEO, 64, 48, True)
    (clip,) = read_frames(path, CLIPS)
    assert clip.shape == (2, 48, 64, 3)
    assert (clip[0] != clip[1]).any()
    assert np.abs(read_sound(path, RATE, CLIPS)[0]).max() > 0.05


def test_frames_of_different_lengths_are_found_by_their_times(tmp_path: Path) -> None:
    path = tmp_path / "variable.mkv"
    shades = "color=black:size=64x48:rate=10:duration=4,format=gray,geq=lum='5*N'"
    ffmpeg("-f", "lavfi", "-i", shades, "-vf", "select='lt(n,10)+gte(n,35)'", "-fps_mode", "vfr", "-c:v", "ffv1", path)
    clips = read_frames(path, Excerpts(clips=2, clip_seconds=1.0))
    seen = [[round(float(frame.mean()) / 5) for frame in clip] for clip in clips]
    assert seen[0] == [0, 9]
    assert seen[1][1] == 39
    assert 9 < seen[1][0] <= 36


def test_a_turned_video_is_seen_upright(tmp_path: Path) -> None:
    plain, turned = tmp_path / "plain.mp4", tmp_path / "turned.mp4"
    left_red = "color=red:size=64x48:rate=5:duration=0.4,drawbox=x=32:w=32:h=48:color=blue:t=fill"
    ffmpeg("-f", "lavfi", "-i", left_red, "-pix_fmt", "yuv420p", plain)
    ffmpeg("-i", plain, "-c", "copy", "-metadata:s:v:0", "rotate=90", turned)
    (clip,) = read_frames(turned, CLIPS)
    assert clip.shape == (2, 64, 48, 3)
    above, below = clip[0][:24].mean(axis=(0, 1)), clip[0][40:].mean(axis=(0, 1))
    assert (above[0] > above[2]) != (below[0] > below[2])


def test_a_video_of_one_frame_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "one.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=red:size=64x48:rate=5", "-frames:v", "1", "-pix_fmt", "yuv420p", path)
    for excerpts in (CLIPS, ALL):
        (clip,) = read_frames(path, excerpts)
        assert (clip[0] == clip[1]).all()
    assert thumbnail(path, 32)


def test_ten_hours_of_sound_are_sampled_and_never_read_whole(tmp_path: Path) -> None:
    path, rate, seconds = tmp_path / "long.wav", 8_000, 36_000
    tone = (0.5 * np.sin(np.arange(2 * rate) * 2 * np.pi * 440 / rate) * 32767).astype("<i2").tobytes()
    write_wav(path, np.zeros((1, 1)), rate)
    with path.open("r+b") as file:  # a file with holes: half a gigabyte that takes no room
        size = 2 * rate * seconds
        file.seek(4)
        file.write((36 + size).to_bytes(4, "little"))
        file.seek(40)
        file.write(size.to_bytes(4, "little"))
        file.truncate(44 + size)
        file.seek(44 + size - len(tone))
        file.write(tone)
    assert describe(path).duration == pytest.approx(seconds)
    clips = read_sound(path, RATE, CLIPS)
    assert [len(clip) for clip in clips] == [2 * RATE] * 3
    assert [float(np.abs(clip).max()) > 0.3 for clip in clips] == [False, False, True]


def test_of_a_long_video_only_both_ends_are_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.mkv"
    shades = "color=black:size=64x48:rate=1:duration=120,format=gray,geq=lum='2*N'"
    ffmpeg("-f", "lavfi", "-i", shades, "-c:v", "ffv1", path)
    read: list[float | None] = []
    decoding = frames_module.decoding

    def count(path: Path, start: float, seconds: float | None, output: Mapping[str, object]) -> object:
        read.append(seconds)
        return decoding(path, start, seconds, output)

    monkeypatch.setattr(frames_module, "decoding", count)
    (clip,) = read_frames(path, ALL)
    assert [round(float(frame.mean()) / 2) for frame in clip] == [0, 119]
    assert read == [3.0, None]


# --- bad files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [0.0, 0.5], ids=["silent", "constant"])
def test_a_sound_in_which_nothing_is_heard_is_said_to_be_silent(tmp_path: Path, level: float) -> None:
    path = write_wav(tmp_path / "nothing.wav", np.full((RATE, 2), level))
    assert "silent" in refusal(lambda: read_sound(path, RATE, CLIPS)).title


def test_a_film_may_be_silent(tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    ffmpeg(*FILM, "-f", "lavfi", "-i", "anullsrc=r=8000:d=0.6", "-shortest", "-c:v", "ffv1", "-c:a", "flac", path)
    assert np.ptp(read_sound(path, RATE, CLIPS)[0]) == 0


@pytest.mark.parametrize("channel", [0, 3])
def test_one_channel_of_six_is_heard_also_that_of_the_deep_tones(tmp_path: Path, channel: int) -> None:
    samples = np.zeros((RATE, 6))
    samples[:, channel] = 0.5 * np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE)
    path = write_wav(tmp_path / "surround.wav", samples)
    extended = tmp_path / "surround-5.1.wav"
    ffmpeg("-channel_layout", "5.1", "-i", path, extended)
    (heard,) = read_sound(extended, RATE, CLIPS)
    assert np.abs(heard).max() > 0.05


def test_channels_that_cancel_each_other_out_are_heard(tmp_path: Path) -> None:
    tone = 0.5 * np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE)
    path = write_wav(tmp_path / "opposite.wav", np.stack([tone, -tone], axis=1))
    assert np.abs(read_sound(path, RATE, CLIPS)[0]).max() > 0.4


def test_a_clipped_sound_is_heard_as_it_is(tmp_path: Path) -> None:
    tone = np.clip(3 * np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE), -1, 1)[:, None]
    (heard,) = read_sound(write_wav(tmp_path / "clipped.wav", tone), RATE, CLIPS)
    assert np.abs(heard).max() <= 1
    assert heard.std() > 0.7


@pytest.mark.parametrize("name", ["tone.mp3", "tone.flac", "pcm.wav"])
def test_of_a_cut_sound_the_rest_is_heard(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    ffmpeg(*TONE, *SOUNDS[name], path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    (heard,) = read_sound(path, RATE, ALL)
    assert 0.1 * RATE < len(heard) < 0.6 * RATE


@pytest.mark.parametrize("name", ["film.mp4", "film.mov", "tone.m4a"])
def test_a_file_whose_index_is_missing_or_damaged_has_its_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    ffmpeg(*(FILM if name in FILMS else ()), *TONE, *FILMS.get(name, SOUNDS.get(name, ())), path)
    whole = path.read_bytes()
    place = whole.index(b"moov")
    for damaged in (whole[: place - 4], whole[: place + 8] + bytes(len(whole) - place - 8)):
        path.write_bytes(damaged)
        assert "damaged" in refusal(lambda: describe(path)).title


def test_without_a_decoder_for_its_pictures_a_video_has_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "strange.mp4"
    ffmpeg(*FILM, "-pix_fmt", "yuv420p", path)
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzz1"))
    error = refusal(lambda: read_frames(path, CLIPS))
    assert "decoder" in error.detail
    refusal(lambda: thumbnail(path, 32))


@pytest.mark.parametrize("name", ["song.wav", "song.mp4", "song.png", "song"])
def test_a_wrong_ending_makes_no_difference(tmp_path: Path, name: str) -> None:
    made = tmp_path / "tone.flac"
    ffmpeg(*TONE, made)
    path = made.rename(tmp_path / name)
    assert describe(path).modality is Modality.AUDIO
    assert read_sound(path, RATE, CLIPS)


@pytest.mark.parametrize("seconds", [0])
def test_a_sound_that_takes_no_time_has_its_sentence(tmp_path: Path, seconds: int) -> None:
    path = write_wav(tmp_path / "none.wav", np.zeros((seconds, 1)))
    refusal(lambda: read_sound(path, RATE, CLIPS))


@pytest.mark.parametrize("text", ["#EXTM3U\n/etc/passwd\n", "ffconcat version 1.0\nfile other.wav\n"])
def test_a_playlist_called_a_sound_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.wav"
    path.write_text(text)
    assert "playlist" in refusal(lambda: describe(path)).title


@pytest.mark.parametrize(("module", "name"), [(sound_module, "tone.flac"), (frames_module, "film.mp4")])
def test_a_file_that_shrinks_while_it_is_read_has_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    path = tmp_path / name
    ffmpeg(*(FILM if name in FILMS else ()), *TONE, *FILMS.get(name, ()), path)

    def find_and_cut(path: Path) -> Streams | None:
        found = find_streams(path)
        path.write_bytes(path.read_bytes()[:40])
        return found

    monkeypatch.setattr(module, "find_streams", find_and_cut)
    refusal(lambda: read_sound(path, RATE, CLIPS) if module is sound_module else read_frames(path, CLIPS))
