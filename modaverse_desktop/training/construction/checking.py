"""`instructions check`: every line of an instruction file, in constant memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.spelling import clean_prompt
from modaverse_desktop.media.files import regular_file
from modaverse_desktop.media.probe import describe
from modaverse_desktop.training.construction.reading import Item, numbered_lines, parsed, text_line
from modaverse_desktop.training.construction.repeated import Ids
from modaverse_desktop.training.construction.sample import Sample, from_row, targets

MOST = 100
"""Problems that are told in words; all are counted."""
_KNOWN_MEDIA = 20_000
"""Media whose state is remembered; a file that lies further back is looked at once more."""


@dataclass
class Findings:
    """What a file holds, and what is wrong with it."""

    samples: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    """How many there are of each sort."""
    said: list[str] = field(default_factory=list)
    """The first `MOST`, a sentence each, with the line."""

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def note(self, sort: str, sentence: str) -> None:
        """Count a problem, and keep its sentence if there are not too many."""
        self.problems[sort] += 1
        if len(self.said) < MOST:
            self.said.append(sentence)


def check_file(
    path: Path, media: Path | None, *, probe: bool = False, tell: Callable[[int], None] = lambda count: None
) -> Findings:
    """Check schema, ids, both spellings and, if `media` is a folder, that its files are there.

    `probe` also reads the headers of each medium. `tell` hears the number of lines every now and then.
    Raises AppError(INPUT) if the file cannot be read at all, or `media` is no folder.
    """
    if media is not None and not media.is_dir():
        raise AppError(f"There is no folder {media}", "", "Check what --media names.", ErrorKind.INPUT)
    findings = Findings()
    states: dict[str, str] = {}
    with Ids() as ids:
        for number, line in _lines(path, findings):
            sample = _sample(number, line, findings)
            if sample is None:
                continue
            findings.samples += 1
            findings.kinds[sample.kind.value] += 1
            findings.pairs[sample.pair] += 1
            ids.add(sample.id, Item(number, None))
            _check_spellings(number, sample, findings)
            if media is not None:
                _check_media(number, sample, media, probe, states, findings)
            if findings.samples % 1000 == 0:
                tell(findings.samples)
        for later, earlier in ids.repeated():
            findings.note("id", f"{later.place}: has the same id as {earlier.place}")
    return findings


def _lines(path: Path, findings: Findings) -> Iterator[tuple[int, str]]:
    """The lines that can be read; the others are noted and passed over."""
    regular_file(path)
    for number, data in numbered_lines(path):
        try:
            line = text_line(number, data)
        except ValueError as error:
            findings.note("encoding", f"line {number}: {error}")
            continue
        if line.strip():
            yield number, line


def _sample(number: int, line: str, findings: Findings) -> Sample | None:
    try:
        return from_row(parsed(line))
    except ValueError as error:
        findings.note("schema", f"line {number}: {error}")
        return None


def _check_spellings(number: int, sample: Sample, findings: Findings) -> None:
    """A response that is read back as something else would teach the wrong thing."""
    wanted = [(task, clean_prompt(prompt)) for task, prompt in sample.invocations]
    for spelling, text in targets(sample).items():
        found = [(each.task, each.prompt) for each in parse_meta_response(text).invocations]
        if found != wanted:
            findings.note("response", f"line {number}: cannot be written in the {spelling.value} spelling")
            return


def _check_media(
    number: int, sample: Sample, folder: Path, probe: bool, states: dict[str, str], findings: Findings
) -> None:
    for modality, name in sample.media:
        if name not in states:
            if len(states) >= _KNOWN_MEDIA:
                states.clear()
            states[name] = _state(folder / name, probe)
        state = states[name]
        if state and state not in ("image", "audio", "video"):
            where = f" ({name})" if Path(name).name != name else ""
            findings.note("media", f"line {number}: {state}{where}")
        elif state and state != modality.value:
            findings.note("media", f"line {number}: {name} is {state}, not {modality.value}")


def _state(path: Path, probe: bool) -> str:
    """Empty if the file is there; what it is, if it was probed; or a sentence about what is wrong."""
    try:
        if probe:
            return describe(path).modality.value
        regular_file(path)
    except AppError as error:
        return str(error)
    return ""
