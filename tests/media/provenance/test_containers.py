"""Each container: what is written is read again, nothing else of the file changes, and all of it can be removed."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.provenance import MADE_BY_AI, Provenance, UsedInput, UsedPack
from modaverse_desktop.media.provenance import read, strip, write

RECORD = Provenance(
    application="ModaVerse 0.1.0",
    task=Modality.IMAGE,
    prompt="một quả táo; a=b #1 \\ 🍎",
    seed=2**62,
    generator="tiny",
    parameters={"num_inference_steps": 20, "guidance_scale": 2.5},
    instruction="Vẽ <nó> & “đẹp”\n\x00\x85\ud800 ]]>",
    meta_response="Modality: [IMAGE] Prompt: x ###",
    packs=(UsedPack("tiny", "1", "ab" * 32),),
    inputs=(UsedInput(Modality.AUDIO, "cd" * 32),),
    device="CPU",
    dtype="float32",
    torch="2.13.0",
)
LONG = replace(RECORD, instruction="Kẻ 🍎 " * 20_000)
PICTURES = ("a.png", "a.jpg", "a.webp", "lossless.webp")
SOUND_AND_FILM = ("a.wav", "a.flac", "a.mp3", "a.mp4", "a.webm")
_FILM = ("-f", "lavfi", "-i", "testsrc=duration=1:size=64x48:rate=5")
_TONE = ("-f", "lavfi", "-i", "sine=duration=1")

Make = Callable[[str], Path]


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    pixels = np.random.default_rng(3).integers(0, 256, (33, 21, 3), dtype=np.uint8)
    picture = Image.fromarray(pixels)
    picture.save(folder / "a.png")
    picture.save(folder / "a.jpg", quality=90, dpi=(72, 72))
    picture.save(folder / "a.webp", quality=80)
    picture.convert("RGBA").save(folder / "lossless.webp", lossless=True)
    for name in SOUND_AND_FILM:
        film = _FILM if name.endswith(("mp4", "webm")) else ()
        subprocess.run(["ffmpeg", "-v", "error", *film, *_TONE, str(folder / name)], check=True)
    return folder


@pytest.fixture
def make(originals: Path, tmp_path: Path) -> Make:
    """A fresh file of this kind."""

    def fresh(name: str) -> Path:
        path = tmp_path / name
        path.write_bytes((originals / name).read_bytes())
        return path

    return fresh


def essence(path: Path) -> str:
    """What is seen and heard, as a hash: that of all decoded pixels or samples."""
    if path.name.endswith(PICTURES):
        with Image.open(path) as image:
            return hashlib.sha256(image.tobytes()).hexdigest() + image.mode
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0", "-f", "hash", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("record", [RECORD, LONG], ids=["short", "long"])
@pytest.mark.parametrize("name", [*PICTURES, *SOUND_AND_FILM])
def test_a_record_goes_in_and_comes_out_and_nothing_else_changes(make: Make, name: str, record: Provenance) -> None:
    path = make(name)
    before = essence(path)
    assert read(path) is None
    write(path, record)
    assert read(path) == record
    assert essence(path) == before


@pytest.mark.parametrize("name", [*PICTURES, *SOUND_AND_FILM])
def test_the_same_record_gives_the_same_bytes_and_takes_the_place_of_another(make: Make, name: str) -> None:
    path = make(name)
    write(path, RECORD)
    once = path.read_bytes()
    make(name)
    write(path, RECORD)
    assert path.read_bytes() == once
    write(path, LONG)
    assert read(path) == LONG


@pytest.mark.parametrize("name", [*PICTURES, *SOUND_AND_FILM])
def test_a_copy_without_metadata_says_nothing(make: Make, name: str, tmp_path: Path) -> None:
    path = make(name)
    write(path, RECORD)
    plain = tmp_path / f"plain {name}"
    strip(path, plain)
    assert read(plain) is None
    assert essence(plain) == essence(path)
    data = plain.read_bytes()
    for secret in (b"ModaVerse", b"modaverse", b"trainedAlgorithmicMedia", "táo".encode(), "táo".encode("utf-16-be")):
        assert secret not in data
    assert read(path) == RECORD


@pytest.mark.parametrize("name", [*PICTURES, *SOUND_AND_FILM])
def test_every_file_says_that_a_model_made_it(make: Make, name: str) -> None:
    path = make(name)
    write(path, LONG)
    assert MADE_BY_AI.encode() in path.read_bytes()


def test_other_programs_find_the_parameters_in_pictures(make: Make) -> None:
    for name in ("a.png", "a.jpg", "a.webp"):
        path = make(name)
        write(path, RECORD)
        with Image.open(path) as image:
            image.load()
            if name == "a.png":
                text = image.text["parameters"]
                assert "Size: 21x33" in text
            else:
                text = image.getexif().get_ifd(0x8769)[0x9286].removeprefix(b"UNICODE\0").decode("utf-16-be")
            assert text.startswith("một quả táo")
            assert f"Steps: 20, CFG scale: 2.5, Seed: {2**62}" in text


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.mp3", "a.mp4", "a.webm"])
def test_other_programs_find_a_comment_in_sound_and_film(make: Make, name: str) -> None:
    path = make(name)
    write(path, RECORD)
    command = ["ffprobe", "-v", "error", "-show_entries", "format_tags", "-of", "json", str(path)]
    done = subprocess.run(command, check=True, capture_output=True)
    tags = {key.lower(): value for key, value in json.loads(done.stdout)["format"]["tags"].items()}
    assert "một quả táo" in tags["comment"]


@pytest.mark.parametrize(("name", "other"), [("a.mp4", "b.mkv"), ("a.webm", "b.mkv"), ("a.mp4", "b.mp4")])
def test_the_record_survives_a_mux_by_another_program(make: Make, name: str, other: str) -> None:
    path = make(name)
    write(path, LONG)
    muxed = path.with_name(other) if other != name else path.with_name("c.mp4")
    subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-c", "copy", str(muxed)], check=True)
    assert read(muxed) == LONG


def test_colours_and_orientation_stay_when_everything_else_goes(tmp_path: Path) -> None:
    path, plain = tmp_path / "photo.jpg", tmp_path / "plain.jpg"
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera maker"
    Image.new("RGB", (8, 4)).save(path, exif=exif, icc_profile=b"\0" * 128, comment=b"a secret")
    strip(path, plain)
    with Image.open(plain) as image:
        assert image.getexif()[0x0112] == 6
        assert 0x010F not in image.getexif()
        assert image.info["icc_profile"] == b"\0" * 128
    assert b"secret" not in plain.read_bytes()


def test_what_is_not_known_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.bmp"
    Image.new("RGB", (2, 2)).save(path)
    assert read(path) is None
    with pytest.raises(AppError, match="cannot be changed"):
        write(path, RECORD)
    with pytest.raises(AppError, match="cannot be changed"):
        strip(path, tmp_path / "b.bmp")
    assert sorted(tmp_path.iterdir()) == [path]
