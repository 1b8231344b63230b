from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.media.decode import decode_image, decode_rgba

_LOSSLESS = ("png", "bmp", "tiff", "ppm")
_LOSSY = ("jpg", "webp", "avif", "gif", "ico")


def _refusal(path: Path) -> AppError:
    with pytest.raises(AppError) as caught:
        decode_image(path)
    assert caught.value.kind is ErrorKind.INPUT
    return caught.value


@pytest.mark.parametrize("extension", [*_LOSSLESS, *_LOSSY])
def test_every_format_gives_the_pixels_that_were_saved(tmp_path: Path, picture: Image.Image, extension: str) -> None:
    smooth = picture.resize((32, 32))
    smooth.save(tmp_path / f"a.{extension}")
    pixels = decode_image(tmp_path / f"a.{extension}")
    assert pixels.shape == (32, 32, 3)
    assert pixels.dtype == np.uint8
    difference = np.abs(pixels.astype(int) - np.asarray(smooth).astype(int))
    assert difference.max() == 0 if extension in _LOSSLESS else difference.mean() < 8


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_turned_photograph_comes_upright(tmp_path: Path, picture: Image.Image, turn: int) -> None:
    """Saved as a camera would that was held in each of the eight ways; read back as it looked."""
    inverse = {6: 8, 8: 6}
    exif = Image.Exif()
    exif[0x0112] = inverse.get(turn, turn)
    as_stored = picture.copy()
    as_stored.getexif()[0x0112] = turn
    ImageOps.exif_transpose(as_stored).save(tmp_path / "turned.png", exif=exif)
    np.testing.assert_array_equal(decode_image(tmp_path / "turned.png"), np.asarray(picture))


def test_a_turned_photograph_is_upright_also_when_made_smaller(tmp_path: Path, picture: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right by 90 degrees to see it upright
    picture.resize((960, 640)).rotate(90, expand=True).save(tmp_path / "turned.jpg", exif=exif)
    pixels = decode_image(tmp_path / "turned.jpg", 96).astype(int)
    assert pixels.shape == (64, 96, 3)
    assert (abs(pixels[40, 10] - [254, 0, 0]) < 12).all()
    assert (abs(pixels[40, 80] - [0, 0, 254]) < 12).all()


def test_damaged_orientation_does_not_lose_the_picture(tmp_path: Path, picture: Image.Image) -> None:
    picture.save(tmp_path / "a.png", exif=b"Exif\0\0II*\0\xff\xff\xff\xff garbage")
    np.testing.assert_array_equal(decode_image(tmp_path / "a.png"), np.asarray(picture))


@pytest.mark.parametrize("extension", ["gif", "png", "webp"])
def test_an_animated_picture_gives_its_first_frame(tmp_path: Path, extension: str) -> None:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue", "yellow")]
    frames[0].save(tmp_path / f"a.{extension}", save_all=True, append_images=frames[1:], lossless=True)
    pixels = decode_image(tmp_path / f"a.{extension}")
    assert pixels.shape == (10, 20, 3)
    assert (abs(pixels.astype(int) - [255, 0, 0]) <= 2).all()


@pytest.mark.parametrize("extension", ["jpg", "tiff"])
def test_cmyk_gives_its_colours(tmp_path: Path, extension: str) -> None:
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(tmp_path / f"a.{extension}", quality=95)
    assert (abs(decode_image(tmp_path / f"a.{extension}").astype(int) - [255, 0, 0]) <= 8).all()


@pytest.mark.parametrize("extension", ["png", "tiff"])
def test_sixteen_bits_are_scaled_and_not_clipped(tmp_path: Path, extension: str) -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16).reshape(16, 16)
    Image.fromarray(ramp).save(tmp_path / f"a.{extension}")
    grey = decode_image(tmp_path / f"a.{extension}")[..., 0]
    np.testing.assert_array_equal(grey, np.arange(256).reshape(16, 16))


def test_sixteen_bit_colour_is_scaled(tmp_path: Path) -> None:
    (tmp_path / "a.ppm").write_bytes(b"P6 1 1 65535\n" + bytes([128, 0, 255, 255, 0, 0]))
    assert decode_image(tmp_path / "a.ppm").tolist() == [[[128, 255, 0]]]


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.0, 255.0), (-3.0, 900.0)])
def test_floats_fill_the_range(tmp_path: Path, low: float, high: float) -> None:
    values = np.linspace(low, high, 64, dtype=np.float32).reshape(8, 8)
    Image.fromarray(values).save(tmp_path / "a.tiff")
    grey = decode_image(tmp_path / "a.tiff")[..., 0]
    assert (grey[0, 0], grey[-1, -1]) == (0, 255)
    assert abs(int(grey[4, 0]) - 129) <= 2


def test_floats_that_are_not_numbers_become_black(tmp_path: Path) -> None:
    Image.fromarray(np.array([[np.nan, np.inf], [0.5, 1.0]], dtype=np.float32)).save(tmp_path / "a.tiff")
    assert decode_image(tmp_path / "a.tiff")[..., 0].tolist() == [[0, 0], [128, 255]]


def test_one_bit_is_black_and_white(tmp_path: Path) -> None:
    Image.fromarray(np.array([[True, False]])).save(tmp_path / "a.png")
    assert decode_image(tmp_path / "a.png").tolist() == [[[255] * 3, [0] * 3]]


def test_a_palette_gives_its_colours(tmp_path: Path, picture: Image.Image) -> None:
    picture.quantize(8).save(tmp_path / "a.png")
    np.testing.assert_array_equal(decode_image(tmp_path / "a.png"), np.asarray(picture))


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (255, 0, 0, 0)), ("LA", (0, 0))])
def test_what_is_transparent_is_white(tmp_path: Path, mode: str, colour: tuple[int, ...]) -> None:
    Image.new(mode, (4, 4), colour).save(tmp_path / "a.png")
    assert (decode_image(tmp_path / "a.png") == 255).all()
    assert (decode_rgba(tmp_path / "a.png")[..., 3] == 0).all()


def test_half_transparent_is_mixed_with_white(tmp_path: Path) -> None:
    Image.new("RGBA", (4, 4), (0, 0, 255, 128)).save(tmp_path / "a.png")
    assert (abs(decode_image(tmp_path / "a.png").astype(int) - [127, 127, 255]) <= 1).all()


def test_a_transparent_colour_of_a_palette_or_of_rgb_is_white(tmp_path: Path) -> None:
    palette = Image.new("RGB", (4, 4), "red").quantize(4)
    palette.save(tmp_path / "p.png", transparency=palette.getpixel((0, 0)))
    Image.new("RGB", (4, 4), (1, 2, 3)).save(tmp_path / "rgb.png", transparency=(1, 2, 3))
    assert (decode_image(tmp_path / "p.png") == 255).all()
    assert (decode_image(tmp_path / "rgb.png") == 255).all()


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "LA", "P", "1", "I;16", "CMYK"])
def test_the_longest_side_is_kept_for_every_mode(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("a.tiff" if mode == "CMYK" else "a.png")
    Image.new("I", (300, 100)).convert("I;16").save(path) if mode == "I;16" else Image.new(mode, (300, 100)).save(path)
    assert decode_image(path, 30).shape == (10, 30, 3)
    assert decode_rgba(path, 30).shape == (10, 30, 4)
    assert decode_image(path, 5000).shape == (100, 300, 3), "never larger"


def test_a_very_long_picture_keeps_at_least_one_pixel(tmp_path: Path) -> None:
    Image.new("RGB", (4000, 1)).save(tmp_path / "a.png")
    assert decode_image(tmp_path / "a.png", 10).shape == (1, 10, 3)


def test_a_big_jpeg_is_not_decoded_in_full(tmp_path: Path) -> None:
    Image.new("RGB", (4000, 3000), "green").save(tmp_path / "a.jpg")
    loaded: list[tuple[int, int]] = []
    resize = Image.Image.resize

    def recorded(self: Image.Image, *args: object, **kwargs: object) -> Image.Image:
        loaded.append(self.size)
        return resize(self, *args, **kwargs)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Image.Image, "resize", recorded)
        pixels = decode_image(tmp_path / "a.jpg", 200)
    assert pixels.shape == (150, 200, 3)
    assert loaded == [(500, 375)]


@pytest.mark.parametrize("extension", [*_LOSSLESS, *_LOSSY])
@pytest.mark.parametrize("kept", [0.97, 0.5, 0.15])
def test_an_incomplete_file_gives_an_error_and_no_partial_picture(
    tmp_path: Path, noise: Image.Image, extension: str, kept: float
) -> None:
    path = tmp_path / f"a.{extension}"
    noise.save(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert "damaged" in _refusal(path).title or "not known" in _refusal(path).title


@pytest.mark.parametrize("extension", ["jpg", "png"])
def test_an_incomplete_file_is_refused_also_when_made_smaller(
    tmp_path: Path, noise: Image.Image, extension: str
) -> None:
    path = tmp_path / f"a.{extension}"
    noise.resize((1200, 900)).save(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(AppError, match="damaged"):
        decode_image(path, 64)


@pytest.mark.parametrize("extension", [*_LOSSLESS, *_LOSSY])
def test_changed_bytes_give_a_picture_or_an_error_with_a_sentence(
    tmp_path: Path, noise: Image.Image, extension: str
) -> None:
    path = tmp_path / f"a.{extension}"
    noise.save(path)
    content = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    random = np.random.default_rng(3)
    for _ in range(20):
        changed = content.copy()
        changed[random.integers(0, min(len(changed), 400), 4)] = random.integers(0, 256, 4)
        path.write_bytes(changed.tobytes())
        with suppress(AppError):  # anything else fails the test
            assert decode_image(path, 64).shape[2] == 3


def test_sound_and_video_are_refused_by_what_they_are(recording: Callable[[str], Path]) -> None:
    assert "audio" in _refusal(recording("tone.wav")).detail
    assert "video" in _refusal(recording("film.mp4")).detail


def test_what_cannot_be_opened_is_refused_before_decoding(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "text.png").write_text("hello")
    assert "named pipe" in _refusal(tmp_path / "fifo").title
    assert "text file" in _refusal(tmp_path / "text.png").title
    assert "not found" in _refusal(tmp_path / "gone.png").title


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    Image.new("1", (20000, 20000)).save(tmp_path / "bomb.png")
    assert "20000 × 20000" in _refusal(tmp_path / "bomb.png").detail


def test_no_memory_is_said_as_such(tmp_path: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    picture.save(tmp_path / "a.bmp")

    def none_left(self: Image.Image, *_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("PIL.BmpImagePlugin.BmpImageFile.load", none_left)
    with pytest.raises(AppError, match="memory") as caught:
        decode_image(tmp_path / "a.bmp")
    assert caught.value.kind is ErrorKind.RESOURCES
