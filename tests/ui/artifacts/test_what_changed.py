"""Why an artifact came out differently is read from the two files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.provenance import Provenance, UsedInput, UsedPack
from modaverse_desktop.media.provenance import write
from modaverse_desktop.ui.artifacts.what_changed import what_changed

BEFORE = Provenance(
    application="ModaVerse 0.1.0",
    task=Modality.IMAGE,
    prompt="a cat",
    seed=7,
    generator="painter",
    parameters={"steps": 10},
    packs=(UsedPack("painter", "1", "0" * 64),),
    inputs=(UsedInput(Modality.IMAGE, "1" * 64),),
    device="cuda",
    dtype="float16",
    torch="2.12.1",
)


def file(path: Path, record: Provenance | None) -> Path:
    Image.new("RGB", (4, 4)).save(path)
    if record is not None:
        write(path, record)
    return path


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (replace(BEFORE, device="cpu", dtype="float32"), "Device: cpu, was cuda. Precision: float32, was float16."),
        (replace(BEFORE, torch="2.13.0"), "Version of torch: 2.13.0, was 2.12.1."),
        (replace(BEFORE, packs=(UsedPack("painter", "2", "2" * 64),)), "Version of “painter”: 2, was 1."),
        (
            replace(BEFORE, packs=(UsedPack("painter", "1", "2" * 64),)),
            "The files of “painter” are not the same as before.",
        ),
        (replace(BEFORE, parameters={"steps": 20, "eta": 0.5}), "eta: 0.5, was unknown. steps: 20, was 10."),
        (replace(BEFORE, inputs=()), "The inputs have another content."),
        (BEFORE, "this generator does not repeat itself exactly here"),
        (None, "one of the files does not say how it was made"),
    ],
)
def test_what_differs_is_said(qapp: object, tmp_path: Path, now: Provenance | None, words: str) -> None:
    assert words in what_changed(file(tmp_path / "old.png", BEFORE), file(tmp_path / "new.png", now))


def test_a_file_that_is_gone_is_no_reason_to_fail(qapp: object, tmp_path: Path) -> None:
    assert "not found" in what_changed(tmp_path / "gone.png", file(tmp_path / "new.png", BEFORE))
