"""What one invocation comes to: several artifacts with consecutive seeds, and one progress over all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from modaverse_desktop.core.chaining import with_result
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import Event, Progress
from modaverse_desktop.core.invocation import SEED, Artifact, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.naming import file_stem
from modaverse_desktop.core.request import Generate
from modaverse_desktop.engine.generators import Step

LARGEST_SEED = 2**63 - 1
_NOUNS = {Modality.IMAGE: "Picture", Modality.AUDIO: "Sound", Modality.VIDEO: "Clip"}


def seed_of(invocation: Invocation, conversion: str, position: int, number: int = 0) -> int:
    """The seed of the artifact with this `number`: that of the first one plus `number`; after the largest comes 0.

    The first one has the seed that the user gave, else one that the conversion, the position and the prompt decide.

    Raises:
        AppError: USAGE, it is not a whole number from 0 on.
    """
    seed = invocation.parameters.get(SEED)
    if seed is None:
        digest = hashlib.sha256(f"{conversion}/{position}/{invocation.prompt}".encode("utf-8", "replace")).digest()
        seed = int.from_bytes(digest[:4], "big") >> 1
    if type(seed) is not int or not 0 <= seed <= LARGEST_SEED:
        raise AppError(
            "The seed cannot have this value",
            f"{seed!r} is not a whole number from 0 to {LARGEST_SEED}.",
            "Choose another one, or leave it out.",
            ErrorKind.USAGE,
        )
    return (seed + number) & LARGEST_SEED


def after_artifact(request: Generate, artifact: Artifact) -> Generate:
    """The request when `artifact` exists: what waited for its file starts from it."""
    if artifact.path is None:
        return request
    plan = with_result(request.invocations, artifact.invocation, len(request.files))
    return replace(request, invocations=plan, earlier=(*request.earlier, Media(artifact.path, artifact.task)))


def nothing_to_start_from() -> AppError:
    """What to tell about an invocation whose source could not be made."""
    return AppError(
        "The step that this one starts from made nothing",
        "",
        "See why that one could not be made, or let this one start from its words alone.",
        ErrorKind.INPUT,
    )


def stem_of(template: str, invocation: Invocation, seed: int, generator: str) -> str:
    """The name of one artifact, without suffix; see `core.naming`."""
    values = {"prompt": invocation.prompt, "seed": seed, "task": invocation.task.value, "generator": generator}
    return file_stem(template, values)


def step_of(conversion: str, task: Modality, number: int, count: int, report: Callable[[Event], None]) -> Step:
    """What a generator tells about the `number`-th of `count` artifacts, as progress of the whole invocation."""

    done = 0.0

    def step(words: str, fraction: float | None) -> None:
        nonlocal done
        if count > 1:
            done = done if fraction is None else fraction  # what tells no fraction does not turn the bar back
            words = f"{_NOUNS.get(task, 'Artifact')} {number + 1} of {count}: {words}"
            fraction = (number + done) / count if number + done else None
        report(Progress(conversion, words, fraction))

    return step
