"""Sources, pictures and captions of the starter recipe, on made-up files."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.training.records import sha256_of
from modaverse_desktop.training.starter import pictures as pictures_of
from modaverse_desktop.training.starter.captions import plain_name, plural, read_aliases, with_article, write_captions
from modaverse_desktop.training.starter.pictures import Picture, Style, choose_concepts, emoji_key, picture_rgb
from modaverse_desktop.training.starter.sources import Client, Source, fetch, read_sources, unpack


def picture(name: str, subgroup: str = "animal-mammal", tags: tuple[str, ...] = ()) -> Picture:
    return Picture(f"{name}.webp", name, tags, "animals-nature", subgroup, Style.FLUENT_3D.value, "MIT", name)


def archive(path: Path, member: str) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        info = tarfile.TarInfo(member)
        info.size = 2
        tar.addfile(info, io.BytesIO(b"hi"))
    return path


def test_every_source_is_pinned() -> None:
    sources = read_sources()
    assert {source.name for source in sources} >= {style.value for style in Style}
    assert all(len(source.sha256) == 64 and source.licence for source in sources)
    assert all(("@" in source.package[1:]) or ("=" in source.package) for source in sources)


def test_a_download_that_is_there_is_checked_and_unpacked_once(tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    tar = archive(tmp_path / "downloads/a.tgz", "package/a.txt")
    source = Source("a", Client.NPM, "a@1", "a.tgz", sha256_of(tar), "MIT")
    assert (fetch(source, tmp_path) / "package/a.txt").read_text() == "hi"
    tar.unlink()
    assert fetch(source, tmp_path) == tmp_path / "data/a"


def test_a_file_that_is_not_the_pinned_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "downloads").mkdir()
    monkeypatch.setattr(
        "modaverse_desktop.training.starter.sources._download",
        lambda source, path: archive(path, "package/changed.txt"),
    )
    with pytest.raises(AppError, match="not the file that was pinned"):
        fetch(Source("a", Client.NPM, "a@1", "a.tgz", "0" * 64, "MIT"), tmp_path)
    assert not (tmp_path / "data").exists()


def test_an_archive_cannot_write_outside_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with pytest.raises(AppError, match="no data holds"):
        unpack(archive(tmp_path / "bad.tgz", "../out.txt"), folder)
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(
    "spelling", ["0023-fe0f-20e3", "23-20e3", "0023-FE0F-20E3"], ids=["fluent", "twemoji", "openmoji"]
)
def test_the_same_emoji_has_one_key_in_every_source(spelling: str) -> None:
    assert emoji_key(spelling) == "23-20e3"


def test_a_picture_is_centred_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 20), (255, 0, 0, 255)).save(tmp_path / "red.png")
    pixels = picture_rgb(tmp_path / "red.png", 16)
    assert pixels.shape == (16, 16, 3)
    assert pixels[8, 8].tolist() == [255, 0, 0]
    assert pixels[1, 8].tolist() == [255, 255, 255]


def test_transparent_parts_are_white(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(tmp_path / "clear.webp")
    assert (picture_rgb(tmp_path / "clear.webp", 8) == 255).all()


def test_a_damaged_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no")
    with pytest.raises(AppError, match=r"broken\.png"):
        picture_rgb(tmp_path / "broken.png", 8)


def test_an_index_is_read_back_as_written(tmp_path: Path) -> None:
    rows = [picture("cat", tags=("pet", "mäuschen")), picture("dog")]
    pictures_of.write_index(rows, tmp_path / "index.jsonl")
    assert pictures_of.read_index(tmp_path / "index.jsonl") == rows


def test_emoji_are_indexed_in_every_style_that_has_them(tmp_path: Path) -> None:
    emojibase = tmp_path / "emojibase/package"
    (emojibase / "en").mkdir(parents=True)
    (emojibase / "meta").mkdir()
    row = {"label": "cat", "hexcode": "1F408", "tags": ["pet"], "group": 3, "subgroup": 34}
    (emojibase / "en/data.json").write_text(json.dumps([row, {"label": "regional indicator A", "hexcode": "1F1E6"}]))
    groups = {"groups": {"3": "animals-nature"}, "subgroups": {"34": "animal-mammal"}}
    (emojibase / "meta/groups.json").write_text(json.dumps(groups))
    for path in ("fluent-3d/package/assets/1f408.webp", "openmoji/package/color/svg/1F408.svg"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    found = pictures_of.index_pictures(tmp_path)
    assert [(each.name, each.style) for each in found] == [("cat", "fluent-3d"), ("cat", "openmoji")]


def test_a_concept_that_no_picture_shows_is_named() -> None:
    with pytest.raises(AppError, match=r"concepts\.toml") as caught:
        choose_concepts([picture("cat")])
    assert "names what no picture shows" in caught.value.title


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("cat", "a cat"),
        ("owl", "an owl"),
        ("grapes", "grapes"),
        ("unicorn", "a unicorn"),
        ("coffee", "coffee"),
        ("cup of coffee", "a cup of coffee"),
    ],
)
def test_nouns_get_the_article_they_need(noun: str, expected: str) -> None:
    assert with_article(noun) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("cat", "cats"),
        ("strawberry", "strawberries"),
        ("fox", "foxes"),
        ("toy boat", "toy boats"),
        ("mouse", "mice"),
        ("grapes", ""),
        ("coffee", ""),
        ("cup of tea", ""),
        ("Santa Claus", ""),
    ],
)
def test_simple_nouns_have_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected


def test_names_are_written_as_people_write_them() -> None:
    assert plain_name("woman’s HAT") == "woman's hat"
    assert plain_name("Santa Claus") == "Santa Claus"


def test_every_concept_has_captions_by_name_alias_and_rare_tag() -> None:
    concepts = [picture("cat", tags=("pet", "whisker")), picture("dog face", tags=("pet",))]
    captions = write_captions(concepts, {"dog face": ("dog", "cat")})
    texts = {(caption.text, caption.picture): caption.weight for caption in captions}
    assert {("cat", 0), ("a photo of a dog", 1), ("whisker", 0), ("pet", 1)} <= set(texts)
    assert texts[("cat", 0)] > texts[("cat", 1)] > 0


def test_what_a_thing_does_is_in_some_of_its_captions() -> None:
    doings = [f"doing thing {number}" for number in range(30)]
    captions = write_captions([picture("cat")], {}, doings)
    done = [caption for caption in captions if "doing" in caption.text]
    assert {caption.text for caption in done} < {f"a cat {doing}" for doing in doings}
    assert sum(caption.weight for caption in done) < 0.3 * sum(caption.weight for caption in captions)


def test_no_alias_repeats_itself() -> None:
    assert all(len(set(others)) == len(others) for others in read_aliases().values())


def test_pictures_are_packed_in_order(tmp_path: Path) -> None:
    for name, level in (("cat", 10), ("dog", 200)):
        Image.new("RGB", (8, 8), (level, level, level)).save(tmp_path / f"{name}.webp", lossless=True)
    pictures_of.pack_pictures([picture("dog"), picture("cat")], tmp_path, 8, tmp_path / "all.npy")
    assert np.load(tmp_path / "all.npy")[:, 0, 0, 0].tolist() == [200, 10]
