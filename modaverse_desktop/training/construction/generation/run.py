"""A generation: its folder with journal, samples and report, and what is still to be asked."""

from __future__ import annotations

import json
import threading
from contextlib import ExitStack
from typing import Any

from modaverse_desktop.core.claiming import claim
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.training.config import plain
from modaverse_desktop.training.construction.files import write_samples
from modaverse_desktop.training.construction.generation.asking import Asking, Tell
from modaverse_desktop.training.construction.generation.chat import Chat
from modaverse_desktop.training.construction.generation.collecting import Collection
from modaverse_desktop.training.construction.generation.estimate import Estimate, estimate
from modaverse_desktop.training.construction.generation.journal import Journal
from modaverse_desktop.training.construction.generation.planning import Planner, read_sources
from modaverse_desktop.training.construction.generation.report import as_markdown, report_of
from modaverse_desktop.training.construction.generation.settings import GenerationSettings

_KEPT = ("seed", "per_query", "longest", "likeness", "candidates", "references", "seeds_shown", "references_shown")
"""Settings that a journal cannot be continued without; `count`, speed and prices may change."""


class Generation:
    """Opened on a folder, new or begun; `run` may be called until `missing` is 0."""

    def __init__(self, settings: GenerationSettings) -> None:
        """Raises AppError if captions or journal cannot be read, or another run has the folder."""
        self.settings = settings
        self.folder = settings.output
        candidates, self.absent = read_sources(settings, settings.candidates, only_present=settings.only_present)
        references, _ = read_sources(settings, settings.references)
        self.planner = Planner(settings, candidates, references)
        kept = {name: value for name, value in _as_json(settings).items() if name in _KEPT}
        with ExitStack() as stack:
            stack.enter_context(claim(self.folder))
            self.journal = Journal.open(self.folder / "journal.jsonl", kept)
            stack.callback(self.journal.close)
            self.collection = Collection(settings)
            self.collection.replay(self.journal)
            self._open = stack.pop_all()

    @property
    def missing(self) -> int:
        """Samples still to be had."""
        return max(0, self.settings.count - len(self.collection.samples))

    def estimate(self) -> Estimate:
        """For what is missing."""
        return estimate(self.settings, self.planner, self.missing)

    def run(self, chat: Chat, tell: Tell, stop: threading.Event | None = None) -> None:
        """Ask until there are enough samples or `stop` is set; what is on its way then is waited for and kept.

        The same at a KeyboardInterrupt; at a second one it is left.
        Raises AppError if the endpoint refuses for good, answers nothing any more, or nothing of use.
        """
        Asking(self, chat, tell, stop or threading.Event()).go()

    def write(self) -> dict[str, Any]:
        """Write samples.jsonl, report.json and report.md; returns the report."""
        write_samples(self.collection.samples, self.folder / "samples.jsonl")
        report = report_of(self.collection, self.journal)
        write_atomically(
            self.folder / "report.json", (json.dumps(report, indent=2, ensure_ascii=False) + "\n").encode()
        )
        write_atomically(self.folder / "report.md", as_markdown(report, self.collection).encode())
        return report

    def close(self) -> None:
        """Close the journal, and let go of the folder."""
        self._open.close()


def _as_json(settings: GenerationSettings) -> dict[str, Any]:
    """The settings as the journal's first line has them."""
    rows = plain(settings)
    return json.loads(json.dumps(rows, default=str))
