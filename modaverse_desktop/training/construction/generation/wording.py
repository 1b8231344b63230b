"""What the chat model is told: the task, the form of the answer, examples, styles, and the numbered descriptions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.generation.planning import Plan, Slot
from modaverse_desktop.training.construction.generation.seeds import Seed, read_seeds

Messages = list[dict[str, str]]

_SYSTEM = """\
You write training data for an assistant that receives pictures, sounds and video clips together with a sentence,
and answers by calling generators: text-to-image, text-to-audio and text-to-video.

For each numbered task you are given descriptions that stand in for the media which a user attaches, and the outputs
to be made, in order. Invent what that user might write (the instruction), and the prompt for each output (the
invocations).

- The user sees and hears the media and need not describe them: never repeat a description in the instruction; refer
  to it, as in "this animal" or "the place in the clip".
- The prompts stand alone: a generator sees only its prompt, neither the media nor the instruction.
- The outputs must follow from instruction and media together, and be worth making.
- Vary length, tone and purpose; some users are terse, some polite, some tell why they ask. Do not begin alike.
- An instruction has at most 60 words, a prompt at most 40. Plain English, no names of living people.

Answer with one JSON object and nothing else:
{"pairs": [{"number": 1, "instruction": "...", "invocations": [{"task": "image", "prompt": "..."}]}]}
"task" is image, audio or video, exactly as asked for and in that order."""

_WORDS = {Modality.IMAGE: "text-to-image", Modality.AUDIO: "text-to-audio", Modality.VIDEO: "text-to-video"}

SCHEMA: Mapping[str, Any] = {
    "name": "pairs",
    "strict": True,
    "schema": {
        "type": "object",
        "additionalProperties": False,
        "required": ["pairs"],
        "properties": {
            "pairs": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["number", "instruction", "invocations"],
                    "properties": {
                        "number": {"type": "integer"},
                        "instruction": {"type": "string"},
                        "invocations": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "additionalProperties": False,
                                "required": ["task", "prompt"],
                                "properties": {
                                    "task": {"type": "string", "enum": ["image", "audio", "video"]},
                                    "prompt": {"type": "string"},
                                },
                            },
                        },
                    },
                },
            }
        },
    },
}
"""The answer's form, for endpoints that hold a model to one."""


def question(plan: Plan) -> Messages:
    """The messages of a query."""
    seeds = read_seeds()
    parts = ["Examples of good pairs:", *(_example(seeds[number]) for number in plan.seeds)]
    for task, texts in plan.references.items():
        parts += ["", f"This is how captions read that {_WORDS[Modality(task)]} was trained on; write prompts alike:"]
        parts += [f"- {text}" for text in texts]
    parts += ["", "Your tasks:", *(_task(number, slot) for number, slot in enumerate(plan.slots, start=1))]
    return [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": "\n".join(parts)}]


def correction(plan: Plan, answer: str, problems: Mapping[int, str], whole: str) -> Messages:
    """The messages that ask once more for what was wrong: `whole` if nothing could be read, else by number."""
    said = whole or "\n".join(f"{number}: {problem}" for number, problem in sorted(problems.items()))
    numbers = ", ".join(str(number) for number in sorted(problems))
    ask = f"That cannot be used:\n{said}\nWrite only the pairs {numbers} again, as the same kind of JSON object."
    return [*question(plan), {"role": "assistant", "content": answer}, {"role": "user", "content": ask}]


def _example(seed: Seed) -> str:
    media = [f"{modality.value}: {text}" for modality, text in seed.media]
    calls = [{"task": task.value, "prompt": prompt} for task, prompt in seed.invocations]
    example = {"given": media, "instruction": seed.instruction, "invocations": calls}
    return json.dumps(example, ensure_ascii=False)


def _task(number: int, slot: Slot) -> str:
    given = "; ".join(f"{modality}: {json.dumps(text, ensure_ascii=False)}" for modality, _, text in slot.media)
    return f"{number}. given {given or 'no media, only the instruction'} → make {', '.join(slot.make)}"


def letters(messages: Sequence[Mapping[str, str]]) -> int:
    """How long the messages are together."""
    return sum(len(message["content"]) for message in messages)
