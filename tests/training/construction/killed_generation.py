"""Run a generation again and again and kill it at a random moment, then let it end. The imports are done once."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from modaverse_desktop.training.construction.generation.chat import Refused
from modaverse_desktop.training.construction.generation.endpoint import Endpoint
from modaverse_desktop.training.construction.generation.run import Generation
from modaverse_desktop.training.construction.generation.settings import (
    CaptionSource,
    GenerationSettings,
    ModelSettings,
)


def main() -> None:
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    candidates = tuple(CaptionSource(kind, Path(file), Path(media)) for kind, file, media in data["candidates"])
    model = ModelSettings("m", data["address"], first_wait=0.01, longest_wait=0.02)
    settings = GenerationSettings(Path(data["output"]), 100_000, model, candidates, per_query=1, only_present=False)
    with suppress(Refused):  # nobody is there: the first call imports much, and is made before the clock runs
        Endpoint(replace(model, address="http://127.0.0.1:9/v1")).ask([{"role": "user", "content": "?"}])
    chat = Endpoint(model)
    dice, kills, longest = random.Random(7), 0, 0.05
    while kills < int(sys.argv[2]):
        before = _answers(settings)
        kills += _killed(settings, chat, dice.uniform(0, longest), early=dice.random() < 0.1)
        longest *= 0.9 if _answers(settings) > before else 1.3  # the machine may be slow: answers must come, too
    generation = Generation(settings)
    generation.close()
    assert _wait(_started(replace(settings, count=len(generation.collection.samples) + 20), chat)[0], None)
    print(json.dumps({"kills": kills}))


def _answers(settings: GenerationSettings) -> int:
    path = settings.output / "journal.jsonl"
    return path.read_bytes().count(b'{"answer"') if path.exists() else 0


def _killed(settings: GenerationSettings, chat: Endpoint, seconds: float, *, early: bool) -> bool:
    """Kill it after some `seconds` of asking, or `early`: while it reads its journal. Whether it was still running."""
    child, ready = _started(settings, chat)
    if not early:
        os.read(ready, 1)
    if _wait(child, seconds):
        raise AssertionError("it ended by itself")
    os.kill(child, signal.SIGKILL)
    ended_well = _wait(child, None)
    os.close(ready)  # not before: an early child may still want to say that it is ready
    return not ended_well


def _started(settings: GenerationSettings, chat: Endpoint) -> tuple[int, int]:
    """The child, and where it says that it has read its journal and begins to ask."""
    ready, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        return child, ready
    os.close(ready)
    generation = Generation(settings)
    os.write(tell, b".")
    generation.run(chat, lambda progress: None)
    generation.write()
    os._exit(0)


def _wait(child: int, seconds: float | None) -> bool:
    """Whether the child ended well; with `seconds`, whether it ended at all in that time."""
    descriptor = os.pidfd_open(child)
    try:
        ended = bool(select.select([descriptor], [], [], seconds)[0])
    finally:
        os.close(descriptor)
    return os.waitpid(child, 0)[1] == 0 if ended else False


if __name__ == "__main__":
    main()
