"""An index of named pictures from the fetched sources, and every one of them as an RGB square on white."""

from __future__ import annotations

import io
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import Enum
from importlib.resources import files
from pathlib import Path

import numpy as np
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind

SUPERSAMPLING = 2


class Style(Enum):
    """Where a picture is from; each source draws in one style, except the stamps."""

    FLUENT_3D = "fluent-3d"
    FLUENT_FLAT = "fluent-flat"
    TWEMOJI = "twemoji"
    OPENMOJI = "openmoji"
    STAMPS = "tuxpaint-stamps"


EMOJI_FOLDERS = {
    Style.FLUENT_3D: "package/assets",
    Style.FLUENT_FLAT: "package/assets",
    Style.TWEMOJI: "package",
    Style.OPENMOJI: "package/color/svg",
}
LICENCES = {
    Style.FLUENT_3D: "MIT",
    Style.FLUENT_FLAT: "MIT",
    Style.TWEMOJI: "CC-BY-4.0",
    Style.OPENMOJI: "CC-BY-SA-4.0",
    Style.STAMPS: "GPL-2.0",
}


@dataclass(frozen=True)
class Picture:
    """A picture's file and what it shows. `key` is the same in every style; `path` is relative to the data folder."""

    path: str
    name: str
    tags: tuple[str, ...]
    group: str
    subgroup: str
    style: str
    licence: str
    key: str


def index_pictures(data: Path) -> list[Picture]:
    """Every emoji without skin tone in every style, then the stamps. Sorted, so that indices are stable."""
    found = [*_emoji(data), *_stamps(data)]
    if not found:
        hint = "Run the recipe's `fetch` step first."
        raise AppError("There are no pictures to train on", str(data), hint, kind=ErrorKind.INPUT)
    return sorted(found, key=lambda picture: picture.path)


def write_index(pictures: Iterable[Picture], path: Path) -> None:
    """One JSON object a line."""
    lines = (json.dumps(asdict(picture), ensure_ascii=False) + "\n" for picture in pictures)
    path.write_text("".join(lines), encoding="utf-8")


def read_index(path: Path) -> list[Picture]:
    """The inverse of `write_index`."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Picture(**{**row, "tags": tuple(row["tags"])}) for row in rows]


def picture_rgb(path: Path, size: int) -> np.ndarray:
    """A picture in the middle of a white square: uint8 (size, size, 3). Raises AppError if it cannot be read."""
    try:
        with _open(path, size * SUPERSAMPLING) as image:
            image.load()
            rgba = image.convert("RGBA")
    except (OSError, ValueError) as error:
        hint = "Fetch the data again."
        raise AppError(f"{path.name} is not a picture", str(error), hint, kind=ErrorKind.INPUT) from error
    scale = size / max(rgba.size)
    rgba = _over_white(rgba).resize([max(1, round(side * scale)) for side in rgba.size], Image.Resampling.LANCZOS)
    square = Image.new("RGB", (size, size), "white")
    square.paste(rgba, ((size - rgba.width) // 2, (size - rgba.height) // 2))
    return np.asarray(square)


def _open(path: Path, size: int) -> Image.Image:
    if path.suffix != ".svg":
        return Image.open(path)
    import resvg_py  # needed for training only

    png = resvg_py.svg_to_bytes(svg_path=str(path), width=size, height=size, skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(png)))


def _over_white(rgba: Image.Image) -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")


def _emoji(data: Path) -> Iterator[Picture]:
    english = data / "emojibase/package/en/data.json"
    if not english.is_file():
        return
    hierarchy = json.loads((data / "emojibase/package/meta/groups.json").read_text(encoding="utf-8"))
    files = {style: _by_key(data / style.value / folder) for style, folder in EMOJI_FOLDERS.items()}
    for row in json.loads(english.read_text(encoding="utf-8")):
        if "subgroup" not in row:  # letters that are parts of flags
            continue
        key = emoji_key(row["hexcode"])
        for style, by_key in files.items():
            if key not in by_key:
                continue
            yield Picture(
                path=by_key[key].relative_to(data).as_posix(),
                name=row["label"],
                tags=tuple(row.get("tags", ())),
                group=hierarchy["groups"][str(row["group"])],
                subgroup=hierarchy["subgroups"][str(row["subgroup"])],
                style=style.value,
                licence=LICENCES[style],
                key=key,
            )


def emoji_key(hexcode: str) -> str:
    """The sources spell the same emoji differently: lower case, no variation selectors, no leading zeros."""
    parts = (part.lstrip("0") for part in hexcode.lower().split("-"))
    return "-".join(part for part in parts if part != "fe0f")


def _by_key(folder: Path) -> dict[str, Path]:
    return {emoji_key(path.stem): path for path in sorted(folder.glob("*")) if path.suffix in {".svg", ".webp"}}


def _stamps(data: Path) -> Iterator[Picture]:
    root = data / Style.STAMPS.value / "usr/share/tuxpaint/stamps"
    for path in sorted(root.rglob("*")):
        sentence = path.with_suffix(".txt")
        if path.suffix not in {".png", ".svg"} or not sentence.is_file() or path.stem.endswith("_mirror"):
            continue
        folders = path.relative_to(root).parts[:-1]
        lines = sentence.read_text(encoding="utf-8", errors="replace").splitlines()
        name = lines[0].strip().rstrip(".!") if lines else ""
        if not name:
            continue
        yield Picture(
            path=path.relative_to(data).as_posix(),
            name=name,
            tags=(path.stem.replace("_", " ").replace("-", " "),),
            group=folders[0] if folders else "",
            subgroup="/".join(folders[1:]),
            style=Style.STAMPS.value,
            licence=LICENCES[Style.STAMPS],
            key=path.stem,
        )


def choose_concepts(pictures: Iterable[Picture], style: Style = Style.FLUENT_3D) -> list[Picture]:
    """The pictures of one style that the generator learns, as concepts.toml says. Raises AppError on a name in it
    that no picture has."""
    table = tomllib.loads(files(__package__).joinpath("concepts.toml").read_text(encoding="utf-8"))
    wanted = {(subgroup, name) for subgroup, names in table.items() for name in names}
    chosen = [each for each in pictures if each.style == style.value and (each.subgroup, each.name) in wanted]
    if strange := sorted(wanted - {(each.subgroup, each.name) for each in chosen}):
        hint = "Correct concepts.toml, or fetch the data again."
        raise AppError("concepts.toml names what no picture shows", str(strange[:8]), hint, kind=ErrorKind.INPUT)
    return chosen


def pack_pictures(pictures: Iterable[Picture], data: Path, size: int, path: Path) -> None:
    """Write all pictures as one uint8 array (count, size, size, 3) in .npy form."""
    np.save(path, np.stack([picture_rgb(data / picture.path, size) for picture in pictures]))
