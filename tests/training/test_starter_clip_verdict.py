"""The judge of made clips: it knows every motion by seeing it, and says so of all that it was asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from modaverse_desktop.engine.generators.moving_picture.motion import Motion, MotionCodec
from modaverse_desktop.training.motion_fitting import fit_codec
from modaverse_desktop.training.starter.clip_generator.motions import MOTIONS, computed, mirrored
from modaverse_desktop.training.starter.clip_generator.verdict import Judge, judged, share, unseen_words, write_verdict
from modaverse_desktop.training.starter.clip_generator.words import read_doings, read_wordings


@pytest.fixture(scope="module")
def codec() -> MotionCodec:
    made = MotionCodec(components=12)
    fit_codec(made, [computed(name, seed) for name in MOTIONS for seed in range(3)])
    return made


class Knowing:
    """A mover that understands the words that it was taught, and takes all others for sleeping."""

    def __init__(self, codec: MotionCodec) -> None:
        self.codec = codec

    def motion_of(self, prompt: str, seed: int) -> Motion:
        words = {text: name for name, wording in read_wordings().items() for text in wording.says}
        fitting = [text for text in words if prompt.endswith(f" {text}")]
        return computed(words[max(fitting, key=len)] if fitting else "rest", seed)


def test_it_knows_motions_that_it_has_not_seen_yet_and_their_mirror_images(codec: MotionCodec) -> None:
    judge = Judge(codec)
    names = [
        (name, judge.name(motion)) for name in MOTIONS for motion in (computed(name, 5), mirrored(computed(name, 5)))
    ]
    assert sum(name == taken for name, taken in names) >= 0.95 * len(names)


def test_unseen_words_are_in_no_caption(codec: MotionCodec) -> None:
    assert unseen_words().keys() == MOTIONS.keys()
    assert not {text for texts in unseen_words().values() for text in texts} & set(read_doings())


def test_all_that_was_asked_is_written_down(codec: MotionCodec, tmp_path: Path) -> None:
    said: list[str] = []
    found = judged(Knowing(codec), said.append)
    assert share(found["known_words"]) > 0.95
    assert 0 < share(found["unseen_words"]) < 0.1
    write_verdict(tmp_path / "clips.json", found)
    content = json.loads((tmp_path / "clips.json").read_text(encoding="utf-8"))
    assert content["right"]["known_words"] == share(found["known_words"])
    assert len(content["known_words"]) == 2 * len(MOTIONS)
    assert len(said) == 2
