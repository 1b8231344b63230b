"""`python -m modaverse_desktop.evaluation.heard_and_seen`: are sounds and clips named that nothing was trained on?"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from modaverse_desktop.core.media import Media
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation.moving import animated, film, moves
from modaverse_desktop.evaluation.object_named import Named, read_labels, spread, summary, words_of
from modaverse_desktop.evaluation.right_task import Ask
from modaverse_desktop.evaluation.stack import circumstances, load_measured, tell

QUESTIONS = {Modality.AUDIO: "What is this sound?", Modality.VIDEO: "What is in this clip?"}
ANIMATIONS = "fluent-anim-1/package/assets"


def recordings(data: Path) -> Iterator[tuple[str, Path, frozenset[str]]]:
    """Every recording of recordings.toml below `data`: its kind, its file and the words that name it."""
    text = files(__package__).joinpath("recordings.toml").read_text(encoding="utf-8")
    for kind, row in tomllib.loads(text).items():
        accepted = frozenset(words_of(f"{row['words']} {kind}"))
        for line in row["files"]:
            source, _, pattern = line.partition(":")
            for path in sorted((data / source).absolute().rglob(pattern)):
                yield kind, path, accepted


def filmed(data: Path, folder: Path) -> Iterator[tuple[str, Path, frozenset[str]]]:
    """Every photograph of photographs.toml below `data` as a clip in `folder`."""
    text = files(__package__).joinpath("photographs.toml").read_text(encoding="utf-8")
    for source, rows in tomllib.loads(text).items():
        root = data.absolute() / rows.pop("root")
        for file, words in rows.items():
            if (root / file).is_file():
                clip = film(root / file, folder / f"{source}-{Path(file).stem}.mp4")
                yield clip.stem, clip, frozenset(words_of(words))


def animations(data: Path, folder: Path, count: int) -> Iterator[tuple[str, Path, frozenset[str]]]:
    """`count` animated emoji as clips: what moves in them was never trained on, pictures of the same things were."""
    labels = read_labels(data)
    known = (path for path in sorted((data / ANIMATIONS).glob("*.webp")) if path.stem in labels)
    found = [path for path in known if moves(path)]
    for path in spread(found, count):
        label, words = labels[path.stem]
        yield label, animated(path, folder / f"{path.stem}.mp4"), words


def named(subjects: Iterator[tuple[str, Path, frozenset[str]]], kind: Modality, ask: Ask) -> list[Named]:
    """Ask what every file is; right is an answer with one of its words."""
    results: list[Named] = []
    for name, path, accepted in subjects:
        found = parse_meta_response(ask(QUESTIONS[kind], [Media(path, kind)])).invocations
        answer, task = (found[0].prompt, found[0].task) if found else ("", Modality.TEXT)
        right = bool(set(words_of(answer)) & accepted)
        results.append(Named(f"{name}: {path.stem}", answer, task.value, right, right))
    return results


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure a stack; JSON on stdout."""
    parser = argparse.ArgumentParser(description="Sounds and clips that were not trained on.")
    parser.add_argument("--stack", default="starter")
    parser.add_argument("--data", type=Path, default=Path("build/starter/data"), help="what the recipe fetched")
    parser.add_argument("--animations", type=int, default=60, help="how many animated emoji, evenly spread")
    chosen = parser.parse_args(arguments)
    ask = load_measured(chosen.stack).ask_about
    result: dict[str, Any] = {**circumstances(), "questions": [*QUESTIONS.values()]}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, subjects, kind in (
            ("sounds", recordings(chosen.data), Modality.AUDIO),
            ("filmed photographs", filmed(chosen.data, folder), Modality.VIDEO),
            ("animated emoji", animations(chosen.data, folder, chosen.animations), Modality.VIDEO),
        ):
            found = summary(named(subjects, kind, ask))
            result[name] = {key: value for key, value in found.items() if key != "strict"}
            tell(f"{name}: {found['lenient']:.1%} of {found['count']}")
    sys.stdout.write(json.dumps(result, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
