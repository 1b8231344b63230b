"""Requests and events travel through a pipe to the engine's process and back."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import ArtifactReady, EngineFailed, Event, Proposed
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Generate, Interpret, Request, Sampling, Warm

PICTURE = Media(Path("/a b/ü.png"), Modality.IMAGE)
CAT = Invocation(Modality.IMAGE, "a cat", (0,), {"steps": 12, "seed": 3}, "starter-image")


@pytest.mark.parametrize(
    "message",
    [
        Warm("starter"),
        Interpret("c", "What is this?", (PICTURE,), "starter", Sampling(seed=3, temperature=1.0)),
        Generate("c", (CAT,), (PICTURE,), "starter", Path("/out"), "cat", start=1),
        Proposed("c", "Modality: [IMAGE]", (CAT,), ("odd",)),
        ArtifactReady("c", Artifact(Modality.IMAGE, 0, path=Path("/out/cat.png"), seed=3)),
        EngineFailed(AppError("The engine died", "signal 9", "Try again.")),
    ],
    ids=lambda message: type(message).__name__,
)
def test_a_message_arrives_as_it_was_sent(message: Request | Event) -> None:
    arrived = pickle.loads(pickle.dumps(message))
    assert arrived == message
    assert type(arrived) is type(message)


def test_the_usual_sampling_is_greedy() -> None:
    assert Interpret("c", "Hello", (), "starter").sampling == Sampling(temperature=0.0)
