"""SPICE by its published program (Java), with the Stanford CoreNLP that the user fetched."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.evaluation.task import Score

ARCHIVE = "stanford-corenlp-full-2015-12-09.zip"
ARCHIVE_SHA1 = "55c9d653eb30ace7d5a60eb3138e424f9442e539"
"""As DeepDive's and others' installers check it; its publisher names no hash."""
JARS = ("stanford-corenlp-3.6.0.jar", "stanford-corenlp-3.6.0-models.jar")
_PROGRAM = "spice-1.0.jar"
_MAIN = "edu.anu.spice.SpiceScorer"
_MEMORY = "-Xmx8G"
"""What the published tool gives it."""
SCRIPT_ENGINE = Path("/usr/share/java/rhino.jar")
"""Debian's. The program writes its scores with a JavaScript engine, which Java has had of its own up to version 14."""
_SMALL_CORENLP = "tokenizer/stanford-corenlp-3.4.1.jar"
"""pycocoevalcap's, without models: enough to start the program, not to read a caption."""
_SAID = re.compile(r"^[\w.]+(Exception|Error)\b.*")


def check_corenlp(weights: Path | None) -> dict[str, str]:
    """The archive's sha1, if it is there. Raises AppError(MODEL) if it is not the published one."""
    archive = weights / ARCHIVE if weights else None
    if archive is None or not archive.is_file():
        return {}
    with archive.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha1").hexdigest()
    if found != ARCHIVE_SHA1:
        title = "The Stanford CoreNLP for SPICE is not the published one"
        detail = f"{archive}: its sha1 begins with {found[:12]}, not with {ARCHIVE_SHA1[:12]}"
        raise AppError(title, detail, "Fetch the file again from nlp.stanford.edu.", ErrorKind.MODEL)
    return {"corenlp": found}


def spice_scores(
    given: Mapping[str, Sequence[str]], wanted: Mapping[str, Sequence[str]], cider: float, weights: Path | None
) -> list[Score]:
    """SPICE of tokenized captions, and SPIDEr, the mean of it and `cider`; None and why, if a part is missing.

    Raises AppError(MODEL) if the archive in `weights` is damaged.
    """
    try:
        with _jars(weights) as jars:
            spice = _mean_f(_run(jars, given, wanted, weights))
    except _NotMeasuredError as error:
        return [Score("SPICE", None, str(error)), Score("SPIDEr", None, str(error))]
    return [Score("SPICE", spice), Score("SPIDEr", (spice + cider) / 2)]


def spice_folder() -> Path:
    """Where pycocoevalcap has the program; its own CoreNLP would lie in lib/."""
    spec = find_spec("pycocoevalcap")
    assert spec is not None, "required before"
    assert spec.submodule_search_locations is not None, "it is a package"
    return Path(next(iter(spec.submodule_search_locations))) / "spice"


def spice_missing(weights: Path | None) -> list[str]:
    """A sentence if SPICE will be left out, for want of CoreNLP or because its program does not run with this Java.

    Known before hours of answers: the program is run on no captions, which takes a second.
    """
    why = "" if (weights and (weights / ARCHIVE).is_file()) or _jars_beside() else _wanted(weights)
    why = why or program_fails(weights)
    return [f"SPICE and SPIDEr will not be measured: {why}."] if why else []


def program_fails(weights: Path | None) -> str:
    """Why the program does not run to its end on this machine; empty if it does."""
    try:
        _run([spice_folder().parent / _SMALL_CORENLP], {}, {}, weights)
    except _NotMeasuredError as error:
        return str(error)
    return ""


def _jars_beside() -> list[Path]:
    """CoreNLP's beside the program; none if one is not there."""
    beside = [spice_folder() / "lib" / name for name in JARS]
    return beside if all(each.is_file() for each in beside) else []


def _wanted(weights: Path | None) -> str:
    where = weights or "a folder, and name it with --weights"
    return f"put {ARCHIVE} (nlp.stanford.edu, 536 MB) into {where}"


class _NotMeasuredError(Exception):
    """Why there is no score."""


@contextmanager
def _jars(weights: Path | None) -> Iterator[list[Path]]:
    """CoreNLP's: beside the program, or taken out of the archive for as long as they are needed."""
    if beside := _jars_beside():
        yield beside
        return
    if not check_corenlp(weights):
        raise _NotMeasuredError(_wanted(weights))
    assert weights is not None, "the archive lies in it"
    with tempfile.TemporaryDirectory(prefix="corenlp-") as folder, zipfile.ZipFile(weights / ARCHIVE) as archive:
        for name in JARS:
            with archive.open(f"{Path(ARCHIVE).stem}/{name}") as packed, (Path(folder) / name).open("wb") as made:
                while piece := packed.read(1 << 20):
                    made.write(piece)
        yield [Path(folder) / name for name in JARS]


def _run(
    jars: Sequence[Path],
    given: Mapping[str, Sequence[str]],
    wanted: Mapping[str, Sequence[str]],
    weights: Path | None,
) -> list[float]:
    """The F-scores of the captions, by the program."""
    folder = spice_folder()
    libraries = [folder / _PROGRAM, *jars, *sorted((folder / "lib").glob("*.jar")), *_script_engine(weights)]
    rows = [{"image_id": name, "test": given[name][0], "refs": list(wanted[name])} for name in sorted(given)]
    with tempfile.TemporaryDirectory(prefix="spice-") as made:
        asked, answered = Path(made) / "captions.json", Path(made) / "scores.json"
        asked.write_text(json.dumps(rows), encoding="utf-8")
        command = ["java", _MEMORY, "-cp", os.pathsep.join(map(str, libraries)), _MAIN]
        command += [str(asked), "-out", str(answered), "-subset", "-silent"]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode or not answered.is_file():
            raise _NotMeasuredError(_why(ran.stderr))
        scores = json.loads(answered.read_text(encoding="utf-8"))
    return [_number(row["scores"]["All"]["f"]) for row in scores]


def _script_engine(weights: Path | None) -> list[Path]:
    """Debian's, and whatever libraries lie beside the weights: elsewhere an engine can be put there."""
    beside = sorted(weights.glob("*.jar")) if weights else []
    return [*([SCRIPT_ENGINE] if SCRIPT_ENGINE.is_file() else []), *beside]


def _why(said: str) -> str:
    """What a failed run said, which tells much before it says what was wrong."""
    lines = said.strip().splitlines() or ["nothing"]
    if "scriptEngine" in said or "ScriptEngine.put" in said:
        return (
            "its Java program needs a JavaScript engine, which Java has no more since version 15: "
            "`apt-get install librhino-java`, or put Rhino's rhino-all.jar into the folder of --weights"
        )
    first = next((line for line in lines if _SAID.match(line)), lines[-1])
    return f"its Java program failed and said: {first[:300]}; it was written for Java 8"


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else math.nan


def _mean_f(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores)
