"""A home folder with a long history, pictures and all, and files to drop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.library.history import History
from modaverse_desktop.library.saving import save_conversion

_THINGS = "apple balloon boat cat cup dog guitar house icon lamp moon penguin rocket robot shoe tree umbrella violin"
_COLOURS = "red green blue yellow purple white black golden"
_PICTURES = 200
_AT_ONCE = 2000
_LAST = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)


def make_pictures(folder: Path, count: int, size: tuple[int, int] = (640, 480)) -> list[Path]:
    """That many pictures of different colours."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for number in range(count):
        file = folder / f"picture-{number:04}.png"
        Image.new("RGB", size, ((number * 37) % 256, (number * 71) % 256, (number * 113) % 256)).save(file)
        files.append(file)
    return files


def fill_history(path: Path, pictures: list[Path], count: int) -> None:
    """That many conversions of the last years, one in three an answer in words."""
    path.parent.mkdir(parents=True, exist_ok=True)
    history = History(path)
    for first in range(0, count, _AT_ONCE):
        with history._writing():  # one transaction for many: `save` would take minutes
            for number in range(first, min(first + _AT_ONCE, count)):
                when = _LAST - timedelta(minutes=11 * number)
                save_conversion(history._connection, _conversion(number, pictures), when, {})
    history.close()


def _conversion(number: int, pictures: list[Path]) -> Conversion:
    things, colours = _THINGS.split(), _COLOURS.split()
    thing = f"{colours[number % len(colours)]} {things[number // 7 % len(things)]}"
    if number % 3 == 0:
        plan = (Invocation(Modality.TEXT, f"This is a {thing}."),)
        made = Artifact(Modality.TEXT, 0, text=plan[0].prompt)
    else:
        plan = (Invocation(Modality.IMAGE, f"a {thing}"),)
        made = Artifact(Modality.IMAGE, 0, path=pictures[number % len(pictures)], seed=number, generator="painter")
    return Conversion(
        f"old-{number}",
        f"Number {number}: a {thing}",
        (),
        "starter",
        state=State.DONE,
        proposal=plan,
        invocations=plan,
        artifacts=(made,),
    )


def make_home(home: Path, count: int) -> None:
    """A home as it is after years of use."""
    fill_history(home / "data" / "history.sqlite", make_pictures(home / "made", _PICTURES), count)
