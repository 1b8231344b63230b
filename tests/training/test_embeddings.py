from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.training.augmentation import augment, on_white, open_rgba
from modaverse_desktop.training.embeddings import EmbeddingCache, Wanted, content_key

SIZE = 6


def embed(image: NDArray[np.uint8]) -> torch.Tensor:
    return torch.from_numpy(image.astype(np.float32).reshape(-1)[:SIZE] / 255)


def picture(value: int) -> Callable[[], NDArray[np.uint8]]:
    return lambda: np.full((2, 2, 3), value, np.uint8)


def never() -> NDArray[np.uint8]:
    raise AssertionError("encoded again")


def broken() -> NDArray[np.uint8]:
    raise AppError("ant.svg is not a picture")


def test_cached_embedding_equals_a_fresh_one_also_when_read_again(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path, "enc", SIZE)
    cache.fill([Wanted("a", picture(51)), Wanted("b", picture(102))], embed)
    again = EmbeddingCache(tmp_path, "enc", SIZE)
    fresh = embed(picture(102)()).numpy()
    assert again.matrix()[again.row("b")] == pytest.approx(fresh, abs=1e-3)
    assert len(again) == 2


def test_nothing_is_encoded_twice(tmp_path: Path) -> None:
    EmbeddingCache(tmp_path, "enc", SIZE).fill([Wanted("a", picture(1))], embed)
    again = EmbeddingCache(tmp_path, "enc", SIZE)
    again.fill([Wanted("a", never), Wanted("c", picture(3))], embed)
    assert "c" in again


def test_another_encoder_has_its_own_rows(tmp_path: Path) -> None:
    EmbeddingCache(tmp_path, "enc", SIZE).fill([Wanted("a", picture(1))], embed)
    assert "a" not in EmbeddingCache(tmp_path, "other", SIZE)


def test_interrupted_write_loses_the_last_row_only(tmp_path: Path) -> None:
    EmbeddingCache(tmp_path, "enc", SIZE).fill([Wanted("a", picture(1)), Wanted("b", picture(2))], embed)
    rows = tmp_path / "enc.f16"
    rows.write_bytes(rows.read_bytes()[:-3])
    again = EmbeddingCache(tmp_path, "enc", SIZE)
    assert ("a" in again, "b" in again) == (True, False)
    again.fill([Wanted("b", picture(2))], embed)
    assert EmbeddingCache(tmp_path, "enc", SIZE).matrix()[1] == pytest.approx(embed(picture(2)()).numpy(), abs=1e-3)


def test_broken_picture_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path, "enc", SIZE)
    refused = cache.fill([Wanted("x", broken), Wanted("a", picture(1))], embed)
    assert refused == ["ant.svg is not a picture"]
    assert "a" in cache


def test_key_follows_content_and_variation_not_the_name(tmp_path: Path) -> None:
    for name, data in (("one", b"same"), ("two", b"same"), ("three", b"other")):
        (tmp_path / name).write_bytes(data)
    assert content_key(tmp_path / "one") == content_key(tmp_path / "two")
    assert content_key(tmp_path / "one") != content_key(tmp_path / "three")
    assert content_key(tmp_path / "one", 1) != content_key(tmp_path / "one", 2)


def test_augmentation_is_decided_by_its_seed_and_keeps_the_thing(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 20), (255, 0, 0, 255)).save(tmp_path / "red.png")
    red = open_rgba(tmp_path / "red.png")
    one, same, other = augment(red, 7), augment(red, 7), augment(red, 8)
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)
    reddish = (one[..., 0].astype(int) - one[..., 1] > 150).mean()
    assert reddish > 0.1


def test_transparency_is_shown_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert on_white(open_rgba(tmp_path / "clear.png")).min() == 255


def test_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("no")
    with pytest.raises(AppError, match=r"a\.png"):
        open_rgba(tmp_path / "a.png")
