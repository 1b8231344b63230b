"""A fake engine behind the real command line."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image

from modaverse_desktop.cli import session
from modaverse_desktop.cli.entry import main
from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.events import ArtifactReady, Finished, Progress, Proposed
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.manifest import Manifest, Option, PackKind, StackParts
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.request import Generate, Interpret


@dataclass
class FakeEngine:
    """Proposes a text and a picture, prints where it must not, and writes small files."""

    interpreted: list[Interpret] = field(default_factory=list)
    generated: list[Generate] = field(default_factory=list)
    warmed: list[str] = field(default_factory=list)
    failure: BaseException | None = None
    broken_generator: BaseException | None = None
    names_inputs: bool = True

    def memory(self) -> Memory:
        return Memory(1000, device="CPU", held={"tiny: language model": 300})

    def warm(self, stack: str, report: Report) -> None:
        print("a library prints while it loads")
        self.warmed.append(stack)

    def interpret(self, request: Interpret, report: Report) -> Proposed:
        print("a library prints")
        self.interpreted.append(request)
        if self.failure:
            raise self.failure
        report(Progress(request.conversion, "Reading", 0.5))
        inputs = tuple(range(len(request.media))) if self.names_inputs else ()
        picture = Invocation(Modality.IMAGE, "a cat", inputs, {"steps": 4})
        return Proposed(request.conversion, "RAW", (Invocation(Modality.TEXT, "Mèo 😺"), picture), ("stray",), 0.25)

    def generate(self, request: Generate, report: Report) -> None:
        self.generated.append(request)
        for position, invocation in enumerate(request.invocations):
            if invocation.task is Modality.TEXT:
                report(ArtifactReady("", Artifact(Modality.TEXT, position, text=invocation.prompt)))
                continue
            if self.broken_generator:
                raise self.broken_generator
            path = request.folder / f"{request.stem}.png"
            path.write_bytes(b"png")
            seed = int(invocation.parameters.get("seed", 99))
            report(ArtifactReady("", Artifact(invocation.task, position, path, seed=seed, seconds=0.5)))
        report(Finished(""))


@dataclass
class Ran:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        """The one JSON object on standard output."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict]:
        """One JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine()
    folder = Path("/nowhere")
    stack = Manifest(
        "tiny",
        PackKind.STACK,
        "Tiny",
        folder,
        stack=StackParts("words", generators={Modality.IMAGE: "painter"}),
    )
    painter = Manifest(
        "painter",
        PackKind.GENERATOR,
        "Painter",
        folder,
        task=Modality.IMAGE,
        options=(Option("steps", 8, minimum=1, maximum=50), Option("guidance", 3.0), Option("tiled", False)),
    )
    words = Manifest("words", PackKind.BACKBONE, "Words", folder)
    packs = Packs({each.id: each for each in (stack, replace(stack, id="starter"), painter, words)})
    monkeypatch.setattr(session, "find_installed", lambda settings: packs)
    monkeypatch.setattr(session, "make_engine", lambda packs, settings, debug=False: fake)
    return fake


Run = Callable[..., Ran]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `modaverse` in this process, with bytes on standard input."""

    def call(*words: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capfd.readouterr()
        code = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return call


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "a picture #1 😺.png"
    Image.new("RGB", (8, 8), "red").save(path)
    return path
