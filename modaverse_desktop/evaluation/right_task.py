"""`python -m modaverse_desktop.evaluation.right_task`: does a request in a new form get the right kind of thing?"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.paths import resources_folder
from modaverse_desktop.evaluation.moving import film
from modaverse_desktop.evaluation.stack import circumstances, load_measured, tell

Ask = Callable[[str, Sequence[Media]], str]
SECTIONS = {"text_only": "", "with_media": "image"}
"""What is given with the instructions of these sections; the name of any other section says it itself."""
SETS = ("instructions", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
"""Files of instructions beside this one; each was written after the mistakes of the one before had been read, and from
the third on for media of all kinds."""
PICTURE_SETS = SETS[:2]
"""Those that need no sounds and clips."""
RECORDINGS = "gcompris/gcompris/src/activities"
"""Sounds that nothing was trained on, for the instructions that need one."""


@dataclass(frozen=True)
class Case:
    """An instruction and the tasks, in order, that answer it."""

    instruction: str
    tasks: tuple[Modality, ...]
    media: tuple[Modality, ...]


@dataclass(frozen=True)
class Outcome:
    """What the model made of a case."""

    case: Case
    tasks: tuple[Modality, ...]
    meta_response: str

    @property
    def right(self) -> bool:
        """Whether the tasks are those expected, in their order."""
        return self.tasks == self.case.tasks


def read_set(name: str) -> list[Case]:
    """The cases of one of `SETS`."""
    return read_cases(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def read_cases(source: str) -> list[Case]:
    """The cases in a set's text."""
    return [
        Case(instruction.strip(), tuple(Modality(task) for task in tasks.split()), _given(section))
        for section, lines in tomllib.loads(source).items()
        for tasks, _, instruction in (line.partition("|") for line in lines.strip().splitlines())
    ]


def measure(cases: Iterable[Case], ask: Ask, files_of: Mapping[Modality, Sequence[Path]]) -> list[Outcome]:
    """Ask every case; those with media get the files of each kind in turn. Raises AppError(USAGE) if there is none."""
    outcomes: list[Outcome] = []
    for number, case in enumerate(cases):
        media: list[Media] = []
        for place, kind in enumerate(case.media):
            if not files_of.get(kind):
                raise AppError(f"There is no {kind.value} to ask about", "", "Fetch the data.", ErrorKind.USAGE)
            media.append(Media(files_of[kind][(number + place) % len(files_of[kind])], kind))
        raw = ask(case.instruction, media)
        tasks = tuple(one.task for one in parse_meta_response(raw).invocations)
        outcomes.append(Outcome(case, tasks, raw))
    return outcomes


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Shares, the confusion of single tasks, and every case that went wrong."""
    confusion = Counter((_named(each.case.tasks), _named(each.tasks)) for each in outcomes)
    wrong = [
        {
            "instruction": each.case.instruction,
            "media": _named(each.case.media),
            "wanted": _named(each.case.tasks),
            "meta_response": each.meta_response,
        }
        for each in outcomes
        if not each.right
    ]
    return {
        "count": len(outcomes),
        "right": _share(outcomes),
        "right_without_media": _share([each for each in outcomes if not each.case.media]),
        "right_with_media": _share([each for each in outcomes if each.case.media]),
        "right_of_several_outputs": _share([each for each in outcomes if len(each.case.tasks) > 1]),
        "right_by_media": {given: _share(some) for given, some in _by_media(outcomes).items()},
        "confusion": {f"{wanted} -> {got}": count for (wanted, got), count in sorted(confusion.items())},
        "wrong": wrong,
    }


def table(result: dict[str, Any]) -> str:
    """Markdown: wanted against got."""
    pairs = {tuple(key.split(" -> ")): count for key, count in result["confusion"].items()}
    rows = sorted({wanted for wanted, _ in pairs})
    columns = sorted({got for _, got in pairs})
    lines = [f"| wanted \\ got | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {row} | {' | '.join(str(pairs.get((row, column), '')) for column in columns)} |" for row in rows]
    return "\n".join(lines)


def _share(outcomes: Sequence[Outcome]) -> float:
    return round(sum(each.right for each in outcomes) / len(outcomes), 4) if outcomes else 0.0


def _given(section: str) -> tuple[Modality, ...]:
    named = SECTIONS.get(section, section)
    return tuple(Modality(name) for name in named.split("_") if name)


def _by_media(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for each in outcomes:
        found.setdefault(_named(each.case.media) or "nothing", []).append(each)
    return found


def _named(tasks: Sequence[Modality]) -> str:
    return "+".join(task.value for task in tasks)


def main() -> None:
    """Measure a stack; JSON on stdout, or a table with --markdown."""
    parser = argparse.ArgumentParser(description="Right task for instructions in forms that were not trained on.")
    parser.add_argument("--stack", default="starter")
    parser.add_argument("--pictures", type=Path, help="folder of pictures for the instructions that need one")
    parser.add_argument("--data", type=Path, default=Path("build/starter/data"), help="what the recipe fetched")
    parser.add_argument("--set", choices=SETS, default=SETS[0], help="which instructions")
    parser.add_argument("--markdown", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.pictures or resources_folder() / "samples"
    paths = sorted(path for path in folder.absolute().iterdir() if path.suffix in {".jpg", ".png", ".webp"})
    measured = load_measured(arguments.stack)
    with tempfile.TemporaryDirectory() as made:
        given = {
            Modality.IMAGE: paths,
            Modality.AUDIO: sorted((arguments.data.absolute() / RECORDINGS).glob("*/resource/*/*.ogg")),
            Modality.VIDEO: [film(path, Path(made, f"{path.stem}.mp4")) for path in paths],
        }
        outcomes = measure(read_set(arguments.set), measured.ask_about, given)
    result = {**circumstances(), "set": arguments.set, "pictures": [path.name for path in paths], **summary(outcomes)}
    tell(f"right task: {result['right']:.1%} of {result['count']}")
    report = table(result) if arguments.markdown else json.dumps(result, indent=2, ensure_ascii=False)
    sys.stdout.write(report + "\n")


if __name__ == "__main__":
    main()
