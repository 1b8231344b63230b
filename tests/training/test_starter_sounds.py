"""The sounds that the starter learns from: what is computed, played and varied, and what is learnt of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.training.starter import hearing, sound_names, sounds, synthetic
from modaverse_desktop.training.starter.heard import group_of, media_forms

RATE = synthetic.RATE


def tone(seconds: float, pitch: float = 440.0) -> np.ndarray:
    return np.sin(2 * np.pi * pitch * np.arange(int(seconds * RATE)) / RATE).astype(np.float32)


@pytest.mark.parametrize("name", synthetic.MADE)
def test_computed_sounds_are_decided_by_the_dice(name: str) -> None:
    one, same, other = (synthetic.make(name, np.random.default_rng(seed), 1.5) for seed in (1, 1, 2))
    assert one.shape == (int(1.5 * RATE),)
    assert np.abs(one).max() == pytest.approx(1)
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_a_varied_sound_is_another_one_and_never_too_loud() -> None:
    behind = [tone(0.5, 200)]
    made = [hearing.vary(tone(3), np.random.default_rng(seed), behind) for seed in range(30)]
    assert all(0.6 * RATE < len(each) < 5 * RATE and np.abs(each).max() <= 1.0001 for each in made)
    assert len({each.tobytes() for each in made}) == 30
    assert np.array_equal(made[3], hearing.vary(tone(3), np.random.default_rng(3), behind))


def test_an_excerpt_begins_where_something_is_heard() -> None:
    quiet = np.zeros(5 * RATE, np.float32)
    quiet[3 * RATE : 3 * RATE + 4000] = tone(0.25)
    for seed in range(10):
        assert np.abs(hearing.excerpt(quiet, np.random.default_rng(seed), 1.0)).max() > 0.5
    short = hearing.excerpt(tone(0.1), np.random.default_rng(0), 2.0)
    assert len(short) in (int(0.1 * RATE), 2 * RATE)


def test_faster_is_shorter_and_higher() -> None:
    assert len(hearing.resampled(tone(1), 2.0)) == pytest.approx(RATE / 2, abs=2)
    spectrum = np.abs(np.fft.rfft(hearing.resampled(tone(1), 2.0)))
    assert 2 * int(spectrum.argmax()) == pytest.approx(880, abs=4)


def test_every_kind_comes_from_somewhere_and_belongs_to_a_group() -> None:
    kinds = sounds.read_kinds()
    assert len({kind.name for kind in kinds}) == len(kinds) > 90
    for kind in kinds:
        assert kind.train or kind.programs or kind.made or kind.drums or kind.classes, kind.name
        assert kind.made in ("", "speech", *synthetic.MADE)
        assert group_of(kind.name) in media_forms()["places"]
    grouped = [name for members in media_forms()["groups"].values() for name in members]
    assert set(grouped) <= {kind.name for kind in kinds}


def test_recordings_that_are_not_there_are_named(tmp_path: Path) -> None:
    (tmp_path / "stamps/birds").mkdir(parents=True)
    for name in ("owl.ogg", "owl_desc.ogg"):
        (tmp_path / "stamps/birds" / name).touch()
    assert [each.name for each in sounds.recordings(tmp_path, ["stamps:birds/*.ogg"])] == ["owl.ogg"]
    assert [each.name for each in sounds.recordings(tmp_path, ["stamps:*_desc.ogg"])] == ["owl_desc.ogg"]
    with pytest.raises(AppError) as caught:
        sounds.recordings(tmp_path, ["stamps:birds/crow.ogg"])
    assert "crow" in caught.value.detail


def test_notes_are_written_as_midi() -> None:
    made = sounds.midi_file([(1920, b"\x80\x3c\x00"), (0, b"\x90\x3c\x64")])
    assert made[:14] == b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x03\xc0"
    assert made[14:22] == b"MTrk" + len(made[22:]).to_bytes(4, "big")
    assert made[22:] == b"\x00\x90\x3c\x64" + b"\x8f\x00\x80\x3c\x00" + b"\x00\xff\x2f\x00"


def test_the_classifier_is_corrected_where_recordings_speak_against_it() -> None:
    torch.manual_seed(0)
    centres = torch.randn(5, 20)
    kinds = torch.arange(4).repeat(30)
    features = centres[kinds] + 0.5 * torch.randn(120, 20)
    known = torch.zeros(120, 5)
    known[:, 1] = 3  # it takes everything for the second kind
    known[torch.arange(120), 4] = 1  # of the last kind there is no recording
    weight, bias = sound_names.corrected(features, known, kinds)
    found = known + features @ weight.T + bias
    assert float((found.argmax(-1) == kinds).float().mean()) > 0.9
    other = torch.zeros(1, 5)
    other[0, 4] = 9
    assert int((other + centres[4] @ weight.T + bias).argmax()) == 4


def test_every_class_of_the_kinds_is_one_of_audiosets() -> None:
    names = sound_names.read_class_names()
    table = sound_names.class_table(names, sounds.read_kinds())
    assert table.shape == (len(sounds.read_kinds()), 521)
    assert table[[kind.name for kind in sounds.read_kinds()].index("an owl"), names.index("Hoot")]
    assert int(table.sum(0).max()) == 2  # a lion and a tiger roar


def test_pseudo_sounds_are_probabilities_of_their_kind() -> None:
    kinds = torch.arange(6).repeat(20)
    made = sound_names.pseudo_sounds(kinds, 6, torch.Generator().manual_seed(0))
    assert made.shape == (120, 7)
    assert torch.allclose(made[:, :6].sum(1), torch.ones(120), atol=1e-5)
    assert float(made[torch.arange(120), kinds].min()) >= 0.3
    assert set(made[:, 6].tolist()) == {0.0, 1.0}
