from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.paths import resources_folder
from modaverse_desktop.media.decode import decode_image
from modaverse_desktop.media.probe import describe


@pytest.mark.parametrize("name", ["apple", "cup", "balloon"])
def test_each_sample_picture_can_be_used_and_is_small(name: str) -> None:
    path: Path = resources_folder() / "samples" / f"{name}.jpg"
    info = describe(path)
    assert (info.modality, info.width, info.height) == (Modality.IMAGE, 512, 512)
    assert info.size_bytes < 150_000
    assert decode_image(path).std() > 20
