"""A hand-written `[config]`: each missing or wrong value is named with its file, its key and what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest, PackKind, parse_manifest
from modaverse_desktop.core.pack_config import config_of, paths_of, sizes_of

HEAD = 'id = "p"\nkind = "generator"\ntask = "image"\nname = "P"\n[config]\n'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('inputs = "many"', "config.inputs: must be a whole number, not a text"),
        ("tokens = 0", "config.tokens: must be at least 1"),
        ("width = -4", "config.width: must not be negative"),
        ("dimension = 2.5", "config.dimension: must be a whole number, not a number"),
        ("text_length = true", "config.text_length: must be a whole number, not true or false"),
        ('sampling_rate = "16 kHz"', "config.sampling_rate: must be a whole number, not a text"),
        ("fps = 0", "config.fps: must be above 0"),
        ('fps = "ten"', "config.fps: must be a number, not a text"),
        ("family = 1", "config.family: must be a text, not a whole number"),
        ('pipeline = ""', "config.pipeline: must not be empty"),
        ('like = ["a"]', "config.like: must be a text, not a list"),
        ("base = true", "config.base: must be a text, not true or false"),
        ("base = 1", "config.base: must be a text, not a whole number"),
        ('needs_input = "yes"', "config.needs_input: must be true or false, not a text"),
        ("lora = 1", "config.lora: must be true or false, not a whole number"),
        ("parts_mb = 100", "config.parts_mb: must be a table, not a whole number"),
        ('parts_mb = {unet = "big"}', "config.parts_mb.unet: must be a whole number, not a text"),
        ("network = 1", "config.network: must be a table, not a whole number"),
    ],
)
def test_a_value_that_is_not_what_its_reader_expects_is_named(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(AppError) as caught:
        parse_manifest(HEAD + line, tmp_path)
    assert caught.value.kind is ErrorKind.MODEL
    assert caught.value.detail == f"{tmp_path / 'pack.toml'}: {said}"
    assert caught.value.hint.startswith("Correct the file")


def test_what_is_right_or_of_nobody_we_know_stays_as_it_is(tmp_path: Path) -> None:
    config = parse_manifest(HEAD + 'inputs = 3\nfps = 8\nparts_mb = {unet = 5}\nmine = [1, "a"]', tmp_path).config
    assert config == {"inputs": 3, "fps": 8, "parts_mb": {"unet": 5}, "mine": [1, "a"]}


def test_what_a_loader_cannot_do_without_is_named(tmp_path: Path) -> None:
    manifest = Manifest("p", PackKind.PROJECTOR, "P", tmp_path, config={"inputs": 3})
    assert sizes_of(manifest, "inputs") == [3]
    with pytest.raises(AppError, match=r"pack\.toml: config\.tokens: is missing"):
        sizes_of(manifest, "inputs", "tokens", "width")
    with pytest.raises(AppError, match=r"pack\.toml: files: this model needs at least one file"):
        paths_of(manifest)
    with pytest.raises(AppError, match=r"pack\.toml: config\.pipeline: is missing"):
        config_of(manifest).text("pipeline")
