"""The researcher's guides tell the truth: their commands can be typed, and their configurations are read."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from modaverse_desktop.cli.arguments import parser
from modaverse_desktop.training.config import load_config
from modaverse_desktop.training.construction.generation.settings import load_settings
from modaverse_desktop.training.preparation.settings import read_prepared

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDES = ("instructions", "reproduction", "evaluation")
_OURS = re.compile(r"^(?:modaverse|accelerate launch .*--module modaverse_desktop\.cli) (.*)$", re.MULTILINE)


def blocks(guide: str, language: str) -> list[str]:
    text = (DOCS / f"{guide}.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


TYPED = [words for guide in GUIDES for block in blocks(guide, "sh") for words in _OURS.findall(block)]


@pytest.mark.parametrize("words", TYPED)
def test_a_command_of_a_guide_can_be_typed(words: str) -> None:
    assert parser().parse_args(shlex.split(words))


def test_every_guide_that_has_commands_is_checked() -> None:
    assert len(TYPED) >= 20


def test_the_configuration_of_a_generation_is_read(tmp_path: Path) -> None:
    (block,) = blocks("instructions", "toml")
    (tmp_path / "generate.toml").write_text(block, encoding="utf-8")
    settings = load_settings(tmp_path / "generate.toml")
    assert (settings.media, settings.candidates[0].media) == (Path("media"), Path("coco/train2017"))


def test_the_configuration_of_the_papers_training_is_read(tmp_path: Path) -> None:
    (block,) = blocks("reproduction", "toml")
    (tmp_path / "train.toml").write_text(block, encoding="utf-8")
    config = load_config(tmp_path / "train.toml")
    prepared = read_prepared(config.options)
    assert (config.loop.learning_rate, config.loop.beta2, config.loop.weight_decay) == (5e-4, 0.95, 0.001)
    assert (prepared.samples, prepared.longest, prepared.trained) == (16, 512, ("projectors", "lora"))
