"""Caption metrics through the published tool: its scores on fixed captions, and what is said when a part is missing."""

from __future__ import annotations

import hashlib
import json
import math
import os
import zipfile
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.evaluation.metrics import captions, spice
from modaverse_desktop.evaluation.metrics.captions import caption_scores, scores_without_java
from modaverse_desktop.evaluation.metrics.spice import check_corenlp, program_fails, spice_missing, spice_scores

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


def fake_java(folder: Path, scores: list[object]) -> Path:
    """A program `java` that writes SPICE's answer, and keeps how it was called."""
    program = folder / "java"
    rows = json.dumps([{"image_id": str(n), "scores": {"All": {"f": each}}} for n, each in enumerate(scores)])
    program.write_text(f"""#!/bin/sh
printf '%s\\n' "$@" > {folder}/called
cp "$5" {folder}/asked.json
printf '%s' '{rows}' > "$7"
""")
    program.chmod(0o755)
    return program


def archive(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of CoreNLP's names with made-up content, taken for the published one."""
    made = folder / spice.ARCHIVE
    with zipfile.ZipFile(made, "w") as stream:
        for name in spice.JARS:
            stream.writestr(f"stanford-corenlp-full-2015-12-09/{name}", name)
    monkeypatch.setattr(spice, "ARCHIVE_SHA1", hashlib.sha1(made.read_bytes()).hexdigest())
    return made


def test_spider_is_the_mean_of_spice_and_cider(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """SPICE is the mean F-score over the captions (Anderson et al.), SPIDEr its mean with CIDEr (Liu et al.)."""
    archive(tmp_path, monkeypatch)
    fake_java(tmp_path, [0.25, 0.5, 0.0, 0.75])
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    given, wanted = {"1": ["a cat"], "2": ["a dog"]}, {"1": ["the cat", "one cat"], "2": ["dogs"]}
    scores = {score.name: score.value for score in spice_scores(given, wanted, 1.25, tmp_path)}
    assert scores == {"SPICE": pytest.approx(0.375, abs=1e-12), "SPIDEr": pytest.approx(0.8125, abs=1e-12)}
    assert json.loads((tmp_path / "asked.json").read_text())[0] == {
        "image_id": "1", "test": "a cat", "refs": ["the cat", "one cat"]
    }  # fmt: skip
    called = (tmp_path / "called").read_text()
    assert all(name in called for name in ("spice-1.0.jar", *spice.JARS, "SceneGraphParser-1.0.jar"))


def test_a_java_program_that_fails_is_not_a_score(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    archive(tmp_path, monkeypatch)
    (tmp_path / "java").write_text(
        "#!/bin/sh\necho 'Parsing captions' >&2\necho 'java.io.IOError: no parser' >&2\necho '    at A.b' >&2\nexit 1\n"
    )
    (tmp_path / "java").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    found = spice_scores({"1": ["a"]}, {"1": ["b"]}, 1.0, tmp_path)
    assert [score.value for score in found] == [None, None]
    assert "said: java.io.IOError: no parser; it was" in found[0].why


def test_without_corenlp_spice_is_not_measured_and_says_what_is_missing(tmp_path: Path) -> None:
    found = spice_scores({"1": ["a"]}, {"1": ["b"]}, 1.0, tmp_path)
    assert [(score.name, score.value) for score in found] == [("SPICE", None), ("SPIDEr", None)]
    assert spice.ARCHIVE in found[0].why
    assert str(tmp_path) in found[0].why
    assert "--weights" in spice_scores({"1": ["a"]}, {"1": ["b"]}, 1.0, None)[0].why
    assert spice_missing(tmp_path) == [f"SPICE and SPIDEr will not be measured: {found[0].why}."]
    (tmp_path / spice.ARCHIVE).touch()
    assert spice_missing(tmp_path) == []


def test_spices_own_program_runs_to_its_end_here_and_says_what_it_lacks_where_it_does_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The published program itself, on no captions: what it needs beside CoreNLP's models."""
    assert program_fails(None) == ""
    (tmp_path / spice.ARCHIVE).touch()
    monkeypatch.setattr(spice, "SCRIPT_ENGINE", tmp_path / "none.jar")
    (sentence,) = spice_missing(tmp_path)
    assert "apt-get install librhino-java" in sentence  # Java has been without an engine since version 15
    (tmp_path / "rhino.jar").symlink_to("/usr/share/java/rhino.jar")
    assert spice_missing(tmp_path) == []


def test_another_corenlp_is_refused_before_a_run(tmp_path: Path) -> None:
    assert check_corenlp(tmp_path) == {}
    (tmp_path / spice.ARCHIVE).write_bytes(b"another")
    with pytest.raises(AppError, match="not the published one") as refused:
        check_corenlp(tmp_path)
    assert "55c9d653eb30" in refused.value.detail


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
