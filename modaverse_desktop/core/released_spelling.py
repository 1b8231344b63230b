"""Reading ``Modality: [IMAGE] Prompt: a cat ###`` in spite of what a language model may do to it."""

from __future__ import annotations

import re

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.spelling import MARK, Found, clean_prompt, excerpt, task_named

STOP = "###"

_FLAG = re.compile(r"[\s,;&+/]*\[(?:([^\[\]\n]{0,60})\]|\s*(text|image|audio|video)\b)", re.IGNORECASE)
_BARE_FLAG = re.compile(r"(text|image|audio|video)\b", re.IGNORECASE | re.ASCII)
_PROMPT = re.compile(r"\s*Prompts?\s*:", re.IGNORECASE)
_CUT_STOP = re.compile(r"\s#{1,2}\Z")


def begins(text: str, mark: re.Pattern[str] = MARK) -> int | None:
    """Where the first invocation of this spelling begins."""
    match = mark.search(text)
    return match.start() if match else None


def read(text: str, start: int, mark: re.Pattern[str] = MARK) -> Found:
    """The invocations from `start`, where `mark` begins one; what stands before and after the whole is reported."""
    found = Found()
    if stray := text[:start].strip("# \t\r\n"):
        found.unread.append(f"text before the first invocation: {excerpt(stray)}")
    body, stop, rest = text[start:].partition(STOP)
    marks = list(mark.finditer(body))
    starts = [match.end() for match in marks]
    ends = [match.start() for match in marks[1:]] + [len(body)]
    for first, end in zip(starts, ends, strict=True):
        _read_segment(body[first:end], found, cut=not stop and end == len(body))
    if rest.strip("# \t\r\n"):
        found.unread.append(f"text after the stop marker: {excerpt(rest.strip('# '))}")
    return found


def _read_segment(segment: str, found: Found, *, cut: bool) -> None:
    """One invocation, what follows ``Modality:``. `cut`: the text ends here without its stop marker."""
    tasks, unknown, end = _read_flags(segment)
    for name in unknown:
        found.unread.append(f"unknown modality {excerpt(name.strip())} in {excerpt(segment)}")
    rest = segment[end:]
    label = _PROMPT.match(rest)
    prompt = rest[label.end() :] if label else rest
    if cut:
        prompt = _without_cut_end(prompt, labelled=label is not None)
    prompt = clean_prompt(prompt)
    if tasks:
        found.calls.extend((task, prompt) for task in tasks)
        if not prompt:
            found.unread.append(f"no prompt for {', '.join(task.value for task in tasks)}")
    elif label and prompt and not unknown:
        found.calls.append((Modality.TEXT, prompt))
        found.unread.append("no modality given: read as a text answer")
    elif not unknown:
        found.unread.append(f"an invocation without a known modality: {excerpt(segment)}")


def _read_flags(segment: str) -> tuple[list[Modality], list[str], int]:
    """Known tasks and unknown names in the flags that the segment begins with, and where they end."""
    tasks: list[Modality] = []
    unknown: list[str] = []
    end = 0
    if bare := _BARE_FLAG.match(segment):
        return [Modality(bare[1].lower())], [], bare.end()
    while match := _FLAG.match(segment, end):
        end = match.end()
        name = match[2] or match[1]
        task = task_named(name)
        if task is None:
            unknown.append(name)
        else:
            tasks.append(task)
    return tasks, unknown, end


def _without_cut_end(prompt: str, *, labelled: bool) -> str:
    """The prompt without the cut-off beginning of what came next: ``Prompt:``, the stop marker, an invocation."""
    if not labelled and "prompt:".startswith(prompt.strip().lower()):
        return ""
    prompt = _CUT_STOP.sub("", prompt)
    before, newline, last = prompt.rpartition("\n")
    return before if newline and last and "Modality: [".startswith(last) else prompt
