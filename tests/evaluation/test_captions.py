"""Caption metrics through the published tool: its scores on fixed captions, and what is said when a part is missing."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.evaluation.metrics import captions
from modaverse_desktop.evaluation.metrics.captions import caption_scores, scores_without_java

REFERENCES = {
    "1": ["A man rides a brown horse on the beach.", "A person on a horse, near the sea."],
    "2": ["Two dogs are playing with a red ball!", "dogs play in the grass"],
    "3": ["A plate of food with vegetables and rice"],
    "4": ["the kitchen has a white stove"],
}
CANDIDATES = {
    "1": "a man riding a horse on the beach",
    "2": "Two dogs playing with a ball\n in the grass.",
    "3": "",
    "4": "a white stove in a kitchen",
}


def test_all_scores_are_those_of_the_published_tool() -> None:
    """Recorded from pycocoevalcap 1.2 with its own METEOR 1.5 and PTB tokenizer, called one by one."""
    scores = {score.name: score for score in caption_scores(CANDIDATES, REFERENCES)}
    wanted = {
        "BLEU-4": 0.23866296560988354,
        "ROUGE-L": 0.5135698588942863,
        "CIDEr": 2.2595550215266442,
        "METEOR": 0.3165652824866271,
    }
    assert {name: scores[name].value for name in wanted} == pytest.approx(wanted, abs=1e-6)


def test_bleu_and_rouge_are_what_their_definitions_give() -> None:
    """By hand: 4/5, 3/4, 2/3, 1/2 of the 1- to 4-grams match, as long as the reference; LCS 4 of 5 words both ways."""
    given, wanted = {"1": ["a b c d x"]}, {"1": ["a b c d e"]}
    scores = {score.name: score.value for score in scores_without_java(given, wanted)}
    assert scores["BLEU-4"] == pytest.approx(math.prod((4 / 5, 3 / 4, 2 / 3, 1 / 2)) ** 0.25, abs=1e-6)
    assert scores["ROUGE-L"] == pytest.approx(0.8, abs=1e-6)


def test_spice_without_its_jars_is_not_measured_and_says_which(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(captions, "spice_folder", lambda: tmp_path)
    (tmp_path / captions.CORENLP).touch()
    spice, spider = captions._spice({}, {}, 1.0)
    assert (spice.value, spider.value) == (None, None)
    assert captions.CORENLP_MODELS in spice.why
    assert str(tmp_path) in spice.why
    assert captions.CORENLP + " and" not in spice.why


def test_a_machine_without_java_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(AppError, match="need Java") as refused:
        caption_scores(CANDIDATES, REFERENCES)
    assert "default-jre-headless" in refused.value.hint


def test_without_the_package_one_is_told_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions, "find_spec", lambda name: None)
    with pytest.raises(AppError, match="not installed") as refused:
        caption_scores(CANDIDATES, REFERENCES)
    assert "pycocoevalcap==1.2" in refused.value.hint
