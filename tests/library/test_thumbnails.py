"""A picture is decoded once; its thumbnail outlives it."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.library import thumbnails
from modaverse_desktop.library.thumbnails import SIDE, ThumbnailCache


@pytest.fixture
def cache(tmp_path: Path) -> ThumbnailCache:
    return ThumbnailCache(tmp_path / "thumbnails")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "caf\udce9.png"
    Image.new("RGB", (800, 400), "teal").save(path)
    return path


def size(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as image:
        return image.size


def files(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "thumbnails").rglob("*") if path.is_file()]


def test_a_picture_is_decoded_once(
    cache: ThumbnailCache, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = cache.get(photo)
    assert size(first) == (SIDE, SIDE // 2)
    monkeypatch.setattr(thumbnails, "thumbnail", None)
    assert cache.get(photo) == first
    assert len(files(tmp_path)) == 1


def test_a_picture_that_has_changed_is_decoded_again(cache: ThumbnailCache, photo: Path, tmp_path: Path) -> None:
    cache.get(photo)
    Image.new("RGB", (400, 800), "red").save(photo)
    assert size(cache.get(photo)) == (SIDE // 2, SIDE)
    assert len(files(tmp_path)) == 1


def test_the_thumbnail_of_a_picture_that_is_gone_stays(cache: ThumbnailCache, photo: Path) -> None:
    data = cache.get(photo)
    photo.unlink()
    assert cache.get(photo) == data
    cache.forget(photo)
    with pytest.raises(AppError, match="was not found"):
        cache.get(photo)


def test_transparent_parts_stay_transparent(cache: ThumbnailCache, tmp_path: Path) -> None:
    Image.new("RGBA", (64, 64), (255, 0, 0, 0)).save(tmp_path / "icon.png")
    with Image.open(io.BytesIO(cache.get(tmp_path / "icon.png"))) as image:
        assert image.getchannel("A").getextrema() == (0, 0)


def test_what_has_no_picture_is_refused_and_nothing_is_kept(cache: ThumbnailCache, tmp_path: Path) -> None:
    (tmp_path / "words.png").write_text("no picture")
    with pytest.raises(AppError):
        cache.get(tmp_path / "words.png")
    assert files(tmp_path) == []


def test_without_a_place_on_disk_thumbnails_are_made_anyway(tmp_path: Path, photo: Path) -> None:
    (tmp_path / "file").touch()
    assert size(ThumbnailCache(tmp_path / "file").get(photo)) == (SIDE, SIDE // 2)


def test_those_not_looked_at_for_longest_go_first(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "thumbnails", limit=2000)
    for number in range(4):
        path = tmp_path / f"{number}.png"
        Image.new("RGB", (64, 64), (number, 0, 0)).save(path)
        cache.get(path)
        (kept,) = cache._kept(path)
        os.utime(kept, (number, number))
    cache.get(tmp_path / "0.png")
    one = files(tmp_path)[0].stat().st_size
    ThumbnailCache(tmp_path / "thumbnails", limit=2 * one + one // 2).prune()
    left = [number for number in range(4) if cache._kept(tmp_path / f"{number}.png")]
    assert left == [0, 3]
    ThumbnailCache(tmp_path / "nowhere").prune()
