"""The clips that the sound generator learns from: alike in length and loudness, and what their names say."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.training.starter.sound_generator import clips, judging, played, synthesis
from modaverse_desktop.training.starter.sound_generator.captions import write_sound_captions
from modaverse_desktop.training.starter.sound_generator.clips import (
    GRID,
    LOUDNESS,
    PEAK,
    RATE,
    SAMPLES,
    Excerpt,
    SoundKind,
)

MADE = sorted(synthesis.names())
EVENTS = {kind.made for kind in clips.read_kinds() if kind.manner == "event"}


def dice(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_every_kind_has_words_sources_and_names_that_the_ear_knows() -> None:
    kinds = clips.read_kinds()
    assert len({kind.name for kind in kinds}) == len(kinds) >= 60
    for kind in kinds:
        sources = (kind.recordings, kind.program is not None, kind.drums, kind.made, kind.voice)
        assert sum(map(bool, sources)) == 1 or (kind.manner in ("event", "texture") and any(sources)), kind.name
        assert kind.says
        assert kind.heard
        assert set(kind.heard) <= set(judging.names()), kind.name
        assert kind.program is None or bool(kind.keys) == (kind.manner in ("event", "texture"))
        assert kind.font in clips.SOUNDFONTS
        assert not kind.made or kind.made in synthesis.names()
        assert kind.manner in ("event", "texture", "melody", "beat")


def test_no_two_kinds_are_asked_for_in_the_same_words() -> None:
    captions = write_sound_captions(clips.read_kinds())
    assert len({caption.text for caption in captions}) == len(captions)


@pytest.mark.parametrize("name", MADE)
def test_what_is_computed_is_a_sound_and_another_one_every_time(name: str) -> None:
    sound, same, other = (synthesis.make(name, dice(seed), 2.0) for seed in (1, 1, 2))
    assert np.isfinite(sound).all()
    assert 0.2 * RATE < len(sound) <= 2 * RATE or name in EVENTS
    assert np.abs(sound).max() > 0.01
    assert np.array_equal(sound, same)
    assert not np.array_equal(sound, other)


@pytest.mark.parametrize("made", ["siren", "beep", "gong"])
def test_clips_are_of_one_length_and_one_loudness_and_end_silently(made: str) -> None:
    kind = SoundKind(made, (made,), "event", made=made)
    for clip in clips.make_clips(kind, 3, Path("nowhere")):
        assert clip.samples.shape == (SAMPLES,)
        assert np.abs(clip.samples).max() <= PEAK + 1e-6
        end = math.ceil(clip.seconds * RATE / GRID) * GRID
        assert np.abs(clip.samples[end - 100 :]).max(initial=0) < 0.01
        halves = [
            np.sqrt(np.mean(part**2)) for part in np.split(clip.samples[: SAMPLES // 8000 * 8000], SAMPLES // 8000)
        ]
        assert max(halves) < 1.05 * LOUDNESS


def test_a_recording_that_is_looped_has_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clips, "find_recordings", lambda parts, data: [Excerpt(Path("hum.wav"))])
    hum = np.sin(np.arange(RATE // 2) * 0.3).astype(np.float32)
    monkeypatch.setattr(clips, "load", lambda path: hum)
    (clip,) = clips.make_clips(SoundKind("hum", ("hum",), "texture", recordings=("hum.wav",)), 1, Path())
    steady = clip.samples[: round((clip.seconds - 0.2) * RATE)]
    loudness = [np.sqrt(np.mean(part**2)) for part in np.array_split(steady, 20)]
    assert min(loudness) > 0.5 * max(loudness)


def test_what_happens_again_begins_alike_for_the_codec(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clips, "find_recordings", lambda parts, data: [Excerpt(Path("knock.wav"))])
    monkeypatch.setattr(clips, "load", lambda path: np.ones(500, np.float32))
    for clip in clips.make_clips(SoundKind("knock", ("a knock",), "event", recordings=("knock.wav",)), 4, Path()):
        starts = np.flatnonzero(np.diff(clip.samples[: 2 * RATE], prepend=clip.samples[0]) > 0.05)
        assert len(starts) > 1
        assert {int(start) % GRID for start in starts} == {GRID // 2}


def test_of_a_recording_the_seconds_are_taken_that_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gcompris/weather").mkdir(parents=True)
    (tmp_path / "gcompris/weather/storm.ogg").touch()
    ramp = np.linspace(0.1, 1, 10 * RATE, dtype=np.float32)
    monkeypatch.setattr(clips, "load", lambda path: np.pad(ramp, (RATE, 0)))
    for line, first, seconds in (("storm.ogg 2-5", 2, 3), ("storm.ogg 8", 8, 2), ("weather/storm.ogg", 0, 4.096)):
        (excerpt,) = clips.find_recordings([line], tmp_path)
        sound = clips._cut(excerpt)
        assert len(sound) == pytest.approx(seconds * RATE, abs=2)
        assert sound[0] == pytest.approx(ramp[first * RATE], abs=0.01)
    clips._recordings.cache_clear()


def test_a_recording_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="not found") as caught:
        clips.find_recordings(["birds/dodo.ogg"], tmp_path)
    assert "birds/dodo.ogg" in caught.value.detail


def test_a_tune_stays_in_the_range_of_its_instrument_and_ends_in_time() -> None:
    for seed in range(30):
        notes = played.melody(dice(seed), 55, 72)
        assert all(55 <= note.key <= 72 for note in notes)
        assert max(note.start + note.length for note in notes) <= 4.1
        assert len(notes) >= 4


def test_with_the_notes_of_a_tune_go_those_of_its_chord() -> None:
    alone, chords = played.melody(dice(), 60, 72), played.melody(dice(), 60, 72, (0, -12, -5))
    assert [note.key for note in chords[::3]] == [note.key for note in alone]
    assert all(low.key == key.key - 12 for key, low in zip(chords[::3], chords[1::3], strict=True))


def test_what_is_struck_sounds_one_after_the_other_and_what_is_held_all_the_time() -> None:
    ding, dong = played.struck([69, 65], held=False)
    assert ding.start < dong.start == pytest.approx(ding.start + ding.length)
    assert (dong.start - ding.start) % played.GRID == pytest.approx(0, abs=1e-9)
    assert played.struck([60], held=True)[0].length > SAMPLES / RATE


def test_a_score_holds_every_note_once_on_and_once_off() -> None:
    notes = [played.Note(0.0, 0.5, 60, 100), played.Note(0.5, 2.0, 64, 90)]
    score = played.midi(notes, 40)
    assert score.startswith(b"MThd\x00\x00\x00\x06\x00\x00\x00\x01")
    assert int.from_bytes(score[18:22], "big") == len(score) - 22
    assert bytes([0xC0, 40]) in score
    for note in notes:
        assert score.count(bytes([0x90, note.key, note.velocity])) == 1
        assert score.count(bytes([0x80, note.key, 0])) == 1
    assert bytes([0xC9]) in played.midi(notes, None)


def test_a_missing_program_is_said_with_how_to_get_it() -> None:
    with pytest.raises(AppError, match="not installed") as caught:
        played.run(["fluidsynth-that-nobody-has"])
    assert "apt-get install" in caught.value.hint
