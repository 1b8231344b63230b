"""Reading what the chat model answered: each pair held against what was asked, and a reason for every reject."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from modaverse_desktop.core.meta_response import Spelling, parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.spelling import task_named
from modaverse_desktop.training.construction.generation.planning import Plan, Slot
from modaverse_desktop.training.construction.sample import Kind, Sample, targets

NOT_JSON, CUT, MISSING, FORM, TASKS, EMPTY, LONG, TELLS, REFUSAL, SPELLING = (
    "no JSON", "answer cut off", "pair missing", "wrong form", "other tasks than asked for", "empty text", "too long",
    "repeats the description", "refusal", "cannot be spelled as a meta-response",
)  # fmt: skip
DUPLICATES = ("duplicate", "near duplicate")
_REFUSALS = re.compile(r"\b(as an ai|i cannot|i can't|i'm sorry|i am sorry|language model)\b", re.IGNORECASE)


@dataclass
class Reading:
    """The good samples by number, and for every other number the reason; `whole` if nothing could be read at all."""

    good: dict[int, Sample] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    whole: str = ""


def read_answer(text: str, plan: Plan, name: str, source: str, longest: int, numbers: tuple[int, ...] = ()) -> Reading:
    """Hold an answer against its plan. `name` begins the samples' ids; `numbers`: only these were asked for."""
    wanted = numbers or tuple(range(1, len(plan.slots) + 1))
    rows, trouble = _rows(text)
    if not rows and trouble:
        return Reading(problems=dict.fromkeys(wanted, trouble), whole='It is not one whole JSON object with "pairs".')
    found = Reading(problems=dict.fromkeys(wanted, trouble or MISSING))
    for row in rows:
        number = _number(row)
        if number not in found.problems:
            continue
        slot = plan.slots[number - 1]
        made = _sample(row, slot, f"{name}-{number}", source, longest)
        if isinstance(made, Sample):
            found.good[number] = made
            del found.problems[number]
        else:
            found.problems[number] = made
    return found


def _rows(text: str) -> tuple[list[Any], str]:
    """The pairs in the text, whatever stands around them, and what is wrong with the whole.

    Of an answer that breaks off, or is damaged, the pairs that are whole are found.
    """
    rows: list[Any] = []
    trouble, place = "", text.find("{")
    while place >= 0:
        try:
            value, place = json.JSONDecoder().raw_decode(text, place)
        except json.JSONDecodeError as error:
            trouble = trouble or (CUT if _breaks_off(error) else NOT_JSON)
            place += 1
        except RecursionError:
            return rows, NOT_JSON
        else:
            if isinstance(value.get("pairs"), list):
                return value["pairs"], ""
            rows.append(value)
        place = text.find("{", place)
    return [row for row in rows if "invocations" in row], trouble or NOT_JSON


def _breaks_off(error: json.JSONDecodeError) -> bool:
    return error.msg.startswith("Unterminated string") or error.pos >= len(error.doc.rstrip())


def _number(row: object) -> int:
    """Which pair it says that it is; 0: none. Some models write numbers as texts."""
    number = row.get("number") if isinstance(row, dict) else None
    if isinstance(number, str) and re.fullmatch(r"\s*[0-9]{1,4}\s*", number):
        return int(number)
    return number if type(number) is int else 0


def _sample(row: Mapping[str, Any], slot: Slot, name: str, source: str, longest: int) -> Sample | str:
    """The sample of a row, or why there is none."""
    instruction, calls = row.get("instruction"), row.get("invocations")
    if not isinstance(instruction, str) or not isinstance(calls, list):
        return FORM
    made: list[tuple[str, str]] = []
    for call in calls:
        pair = (call.get("task"), call.get("prompt")) if isinstance(call, dict) else (None, None)
        if not isinstance(pair[0], str) or not isinstance(pair[1], str):
            return FORM
        task = task_named(pair[0])  # also text-to-image
        made.append((task.value if task else pair[0], " ".join(pair[1].split())))
    if tuple(task for task, _ in made) != slot.make:
        return TASKS
    instruction = " ".join(instruction.split())
    if reason := _problem_with([instruction, *(prompt for _, prompt in made)], instruction, slot, longest):
        return reason
    media = tuple((Modality(modality), path) for modality, path, _ in slot.media)
    invocations = tuple((Modality(task), prompt) for task, prompt in made)
    sample = Sample(name, Kind.OUTPUT, instruction, media, invocations, source)
    return sample if _can_be_spelled(sample) else SPELLING


def _problem_with(texts: list[str], instruction: str, slot: Slot, longest: int) -> str:
    if not all(texts):
        return EMPTY
    if any(len(text) > longest for text in texts):
        return LONG
    if any(_REFUSALS.search(text) for text in texts):
        return REFUSAL
    told = [text for _, _, text in slot.media if len(text.split()) > 3]
    return TELLS if any(text.strip(" .").lower() in instruction.lower() for text in told) else ""


def _can_be_spelled(sample: Sample) -> bool:
    """Both spellings must give back exactly what was meant."""
    for spelling in Spelling:
        read = parse_meta_response(targets(sample)[spelling])
        if [(each.task, each.prompt) for each in read.invocations] != list(sample.invocations):
            return False
    return True
