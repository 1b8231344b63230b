"""Proposals and artifacts, as JSON and as lines for a person."""

from __future__ import annotations

from collections.abc import Sequence

from modaverse_desktop.cli.session import Proposal
from modaverse_desktop.core.chaining import source_of
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media


def invocation_data(invocation: Invocation, media: Sequence[Media]) -> dict[str, object]:
    """For JSON; inputs as absolute paths."""
    return {
        "task": invocation.task.value,
        "prompt": invocation.prompt,
        "inputs": [str(media[position].path) for position in invocation.inputs if position < len(media)],
        "parameters": dict(invocation.parameters),
        **({"after": invocation.after.value} if invocation.after else {}),
    }


def artifact_data(artifact: Artifact) -> dict[str, object]:
    """For JSON; either `path` or `text`."""
    content = {"text": artifact.text} if artifact.path is None else {"path": str(artifact.path)}
    return {
        "task": artifact.task.value,
        **content,
        "seed": artifact.seed,
        "seconds": round(artifact.seconds, 3),
    }


def invocation_lines(invocations: Sequence[Invocation]) -> list[str]:
    """One numbered line each."""
    return [
        f"  {number}. {each.task.value:<6} {each.prompt}{_source(invocations, number - 1)}"
        for number, each in enumerate(invocations, start=1)
    ]


def _source(invocations: Sequence[Invocation], position: int) -> str:
    source = source_of(invocations, position)
    return "" if source is None else f"  (starts from {source + 1}.)"


def proposal_text(proposal: Proposal) -> str:
    """What the model proposes, and what of it could not be read."""
    lines = ["Proposal", *invocation_lines(proposal.invocations)]
    lines += [f"  could not be read: {text}" for text in proposal.unread]
    if "total" in proposal.seconds:
        load = f", {proposal.seconds['load']:.1f} s of it loading" if proposal.seconds.get("load") else ""
        lines.append(f"  ({proposal.seconds['total']:.1f} s{load})")
    return "\n".join(lines)


def artifacts_text(artifacts: Sequence[Artifact]) -> str:
    """Where each artifact is, or what it says."""
    lines = ["Result"]
    for artifact in artifacts:
        if artifact.path is None:
            lines.append(f"  {artifact.task.value:<6} {artifact.text}")
        else:
            seed = f"seed {artifact.seed}, " if artifact.seed is not None else ""
            lines.append(f"  {artifact.task.value:<6} {artifact.path}  ({seed}{artifact.seconds:.1f} s)")
    return "\n".join(lines)
