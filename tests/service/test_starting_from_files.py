"""The queue and the files that invocations start from: given ones, made ones, and what the settings make of a plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from modaverse_desktop.core import events
from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Generate, Request
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.engine_memory import EngineMemory
from modaverse_desktop.service.queue_requests import Plan

CAT = Invocation(Modality.IMAGE, "a cat")
PICTURE = Media(Path("/pictures/piano.png"), Modality.IMAGE)
MADE = Artifact(Modality.IMAGE, 0, path=Path("/made/cat.png"), seed=1)


def starting(conversion: Conversion, plan: Plan) -> Plan:
    return tuple(replace(each, inputs=(0,)) for each in plan) if conversion.media else plan


def queue_of(sent: list[Request]) -> ConversionQueue:
    return ConversionQueue(sent.append, "starter", lambda: Path("/made"), lambda: "stem", plan_of=starting)


def propose(queue: ConversionQueue, conversion: str, *invocations: Invocation) -> None:
    queue.receive(events.Started(conversion))
    queue.receive(events.Proposed(conversion, "raw", invocations))


def test_what_the_settings_make_of_a_plan_is_the_proposal_and_no_edit_of_it(qapp: object) -> None:
    queue = queue_of([])
    name = queue.submit("make it blue", [PICTURE])
    propose(queue, name, CAT)
    assert queue[name].proposal == queue[name].invocations == (replace(CAT, inputs=(0,)),)
    assert not queue[name].edited


def test_the_rest_of_a_plan_may_start_from_what_was_made_of_it(qapp: object) -> None:
    sent: list[Request] = []
    queue = queue_of(sent)
    name = queue.submit("two cats", [])
    propose(queue, name, CAT, CAT)
    queue.approve_some(name, [0])
    queue.receive(events.GenerationStarted(name, 0))
    queue.receive(events.ArtifactReady(name, MADE))
    queue.receive(events.Finished(name))
    queue.edit(name, (CAT, replace(CAT, inputs=(0,))))
    queue.approve(name)
    request = sent[-1]
    assert isinstance(request, Generate)
    assert request.earlier == request.files == (Media(Path("/made/cat.png"), Modality.IMAGE),)
    again = queue.bring_back(queue[name])
    assert queue[again].media == request.earlier


def test_what_the_engine_holds_is_known_after_it_has_told(qapp: object) -> None:
    queue = queue_of([])
    known = EngineMemory(queue)
    assert known.now() is None
    queue.receive(events.MemoryTold(Memory(1000, held={"eye": 100})))
    assert known.now() == Memory(1000, held={"eye": 100})
