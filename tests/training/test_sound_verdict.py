"""The verdict on generated sounds: what is like its kind is taken for it, what is not is said to be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from modaverse_desktop.training.starter.sound_generator import judging
from modaverse_desktop.training.starter.sound_generator.clips import SAMPLES, SoundKind, read_kinds
from modaverse_desktop.training.starter.sound_generator.sheet import PROMPTS
from modaverse_desktop.training.starter.sound_generator.verdict import (
    Guess,
    Judge,
    Judged,
    likeliest,
    shares,
    write_verdict,
)

DICE = np.random.default_rng(6)
CENTRES = DICE.standard_normal((4, 30)).astype(np.float32)
NAMES = ("cat", "dog", "rain", "bell")


def near(kind: int, noise: float = 0.3) -> np.ndarray:
    return (5 * CENTRES[kind] + 2 + noise * DICE.standard_normal(30)).astype(np.float32)


def test_a_sound_is_taken_for_the_kind_that_it_is_like() -> None:
    judge = Judge(NAMES, np.stack([[near(kind) for _ in range(3)] for kind in range(4)]))
    guesses = [judge.guess(NAMES[kind], near(kind)) for kind in range(4)]
    assert all(guess.right for guess in guesses)
    assert not judge.guess("cat", near(2)).right
    assert judge.guess("cat", near(2)).taken_for[0] == "rain"


def test_names_are_right_if_the_kind_allows_them() -> None:
    likeness = np.array([0.1, 0.6, 0.05, 0.3], np.float32)
    assert likeliest(NAMES, likeness, ("dog",)) == Guess(("dog", "bell", "cat"), ("dog",))
    assert likeliest(NAMES, likeness, ("bell", "cat")).near
    assert not likeliest(NAMES, likeness, ("bell", "cat")).right
    assert not likeliest(NAMES, likeness, ("rain",)).near


def test_what_is_wrong_is_written_down_too(tmp_path: Path) -> None:
    def said(kind: str, mean: str, name: str) -> Judged:
        return Judged(kind, Guess((mean, "dog"), (kind,)), Guess((name, "a dog"), (f"a {kind}",)))

    made = [said("cat", "cat", "a dog"), said("cat", "dog", "a cow"), said("rain", "bell", "a rain")]
    write_verdict(tmp_path / "verdict.json", made[:1], made, made[1:2], {"judge": "an ear"})
    written = json.loads((tmp_path / "verdict.json").read_text())
    assert written["generated"]["by_mean"] == {"right": pytest.approx(0.333), "near": pytest.approx(0.333)}
    assert written["never_right"] == {"by_mean": ["rain"], "by_name": ["cat"]}
    assert written["real_clips"]["by_mean"]["right"] == 1.0
    assert written["sheet_sounds"] == ["cat | - dog, dog | - a cow, a dog"]
    assert len(written["generated_sounds"]) == 3


def test_a_generator_that_always_makes_the_same_is_right_about_one_kind_only(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = [SoundKind(name, (name, f"a {name} tone"), "event", (f"{name} one",)) for name in ("low", "high")]
    time = np.arange(SAMPLES) / 16_000
    tones = np.stack([np.sin(2 * np.pi * hertz * time) for hertz in (200, 6000)])
    clips = np.repeat(np.round(tones[:, None] * 9000), 8, axis=1).astype(np.int16)
    clips = clips + DICE.integers(-300, 300, clips.shape, dtype=np.int16)
    monkeypatch.setattr(judging, "PROMPTS", ("a high tone",))
    monkeypatch.setattr(judging, "names", lambda: ["low one", "high one", "neither", "nothing"])
    monkeypatch.setattr(judging, "make", lambda generator, prompt, seed, folder: (tones[0] * 0.3).astype(np.float32))

    def hear(sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        halves = np.abs(np.fft.rfft(sound, 48_000))[:24_000].reshape(2, -1).mean(1)
        return np.log(halves + 1.0).astype(np.float32), np.array([0.1, 0.6, 0.2, 0.1], np.float32)

    said: list[str] = []
    real, made, sheet = judging.judged(kinds, clips, object(), hear, said.append)  # type: ignore[arg-type]
    assert shares([each.mean for each in real])["right"] == 1.0
    assert shares([each.mean for each in made])["right"] == shares([each.name for each in made])["right"] == 0.5
    assert [each.mean.taken_for for each in sheet] == [("low", "high")] * len(judging.SHEET_SEEDS)
    assert [each.name.right for each in sheet] == [True] * len(judging.SHEET_SEEDS)
    assert said[0] == "low: low (high one), low (high one)"


def test_every_prompt_of_the_sheet_names_one_kind() -> None:
    asked = judging.asked_for(PROMPTS, read_kinds())
    assert [prompt for prompt, _ in asked] == list(PROMPTS)
    assert len({kind.name for _, kind in asked}) == len(PROMPTS)
