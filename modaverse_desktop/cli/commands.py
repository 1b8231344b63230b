"""`interpret`, `convert` and `generate`, for one job or a batch of them."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from modaverse_desktop.cli.approval import approved, can_ask
from modaverse_desktop.cli.arguments import usage
from modaverse_desktop.cli.failure import as_app_error
from modaverse_desktop.cli.job import BadLine, Order, Question, order, orders_in, question, questions_in
from modaverse_desktop.cli.needs import needs_data, needs_text
from modaverse_desktop.cli.output import Output
from modaverse_desktop.cli.session import Made, Proposal, Session, Target
from modaverse_desktop.cli.words import artifact_data, artifacts_text, invocation_data, proposal_text
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.naming import safe_name
from modaverse_desktop.core.request import Origin


@dataclass(frozen=True)
class Result:
    """The same for JSON and for a person; `error` if it is only a part of what was wanted."""

    data: Mapping[str, object]
    text: str
    error: AppError | None = None


def interpret(arguments: Namespace, output: Output) -> int:
    """Print what the model proposes."""
    if arguments.batch is not None:
        _no_single(arguments, "instruction", "media")
        return _batch(questions_in(arguments.batch, arguments), arguments, output, _interpreted)
    asked = question(arguments)
    return _tell(_interpreted(asked, _session(arguments, output), arguments), arguments, output)


def convert(arguments: Namespace, output: Output) -> int:
    """Print what the model proposes, and make it."""
    if arguments.batch is not None:
        _no_single(arguments, "instruction", "media")
        if not arguments.yes:
            raise usage("A batch cannot ask", "Add --yes to accept every proposal.")
        return _batch(questions_in(arguments.batch, arguments), arguments, output, _converted)
    if not arguments.yes and (arguments.json or not can_ask()):
        raise usage("There is nobody to ask", "Add --yes to accept the proposal.")
    asked = question(arguments)
    session = _session(arguments, output)
    if arguments.yes:
        return _tell(_converted(asked, session, arguments), arguments, output)
    proposal = session.interpret(asked)
    output.show(proposal_text(proposal))
    chosen = replace(proposal, invocations=approved(proposal.invocations))
    made = _made(asked, chosen, session, arguments, edited=chosen != proposal)
    return _tell(made, arguments, output)


def generate(arguments: Namespace, output: Output) -> int:
    """Make one artifact from a prompt, or change a file."""
    if arguments.batch is not None:
        _no_single(arguments, "prompt", "input", "mask")
        return _batch(orders_in(arguments.batch, arguments), arguments, output, _generated)
    wanted = order(arguments)
    return _tell(_generated(wanted, _session(arguments, output), arguments), arguments, output)


def _interpreted(asked: Question, session: Session, arguments: Namespace) -> Result:
    if arguments.dry_run:
        steps, memory = session.needs(session.media_of(asked), None)
        return Result({"needs": needs_data(steps, memory)}, needs_text(steps, memory))
    proposal = session.interpret(asked)
    steps, memory = session.needs(proposal.media, proposal.invocations)
    data = {**_proposal_data(proposal), "needs": needs_data(steps, memory)}
    return Result(data, f"{proposal_text(proposal)}\n{needs_text(steps, memory)}")


def _converted(asked: Question, session: Session, arguments: Namespace) -> Result:
    proposal = session.interpret(asked)
    started = time.perf_counter()
    made = _made(asked, proposal, session, arguments)
    seconds = {**proposal.seconds, "generate": round(time.perf_counter() - started, 3)}
    seconds["total"] = round(seconds["total"] + seconds["generate"], 3)
    data = {**_proposal_data(proposal), "seconds": seconds, **made.data}
    return Result(data, f"{proposal_text(proposal)}\n{made.text}", made.error)


def _generated(wanted: Order, session: Session, arguments: Namespace) -> Result:
    invocation, media = session.ordered(wanted)
    started = time.perf_counter()
    folder = _folder(session, arguments)
    target = Target(folder, safe_name(wanted.prompt), Origin() if arguments.metadata else None)
    made = session.generate([invocation], media, wanted.seed, target)
    seconds = {"total": round(time.perf_counter() - started, 3)}
    used = {"inputs": [str(media[place].path) for place in invocation.inputs]} if media else {}
    return _artifacts(made, {**used, "seconds": seconds})


def _made(
    asked: Question, proposal: Proposal, session: Session, arguments: Namespace, *, edited: bool = False
) -> Result:
    if not proposal.invocations:
        raise AppError(
            "The model proposed nothing", hint="Say it in other words, or try another --seed.", kind=ErrorKind.INPUT
        )
    origin = Origin(asked.instruction, proposal.meta_response, edited) if arguments.metadata else None
    target = Target(_folder(session, arguments), safe_name(asked.instruction), origin)
    return _artifacts(session.generate(proposal.invocations, proposal.media, asked.seed, target), {})


def _artifacts(made: Made, more: Mapping[str, object]) -> Result:
    data = {"artifacts": [artifact_data(artifact) for artifact in made.artifacts], **more}
    return Result(data, artifacts_text(made.artifacts) if made.artifacts else "", made.error)


def _tell(result: Result, arguments: Namespace, output: Output, name: Mapping[str, object] | None = None) -> int:
    """Print a result, or what there is of it and why there is no more; returns the exit code."""
    data = {**(name or {}), **result.data}
    if result.error is None:
        output.result(data, result.text)
        return 0
    if arguments.debug and result.error.__cause__:
        output.traceback(result.error.__cause__)
    if not output.as_json and result.text:
        output.show(result.text)
    output.failure(result.error, data)
    return result.error.kind.exit_code


def _proposal_data(proposal: Proposal) -> dict[str, object]:
    return {
        "meta_response": proposal.meta_response,
        "invocations": [invocation_data(invocation, proposal.media) for invocation in proposal.invocations],
        "unread": list(proposal.unread),
        "seconds": dict(proposal.seconds),
    }


def _batch(
    jobs: Iterable[Any],
    arguments: Namespace,
    output: Output,
    work: Callable[[Any, Session, Namespace], Result],
) -> int:
    """Every line gets its result or its error; a line that fails spoils no other. Cancelling stops all.

    Returns 0, or 4 if no line could be done because of the models.
    """
    session = _session(arguments, output)
    codes: set[int] = set()
    for job in jobs:
        name = {"id": job.id}
        try:
            if isinstance(job, BadLine):
                raise job.error
            result = work(job, session, arguments)
        except Exception as error:
            failure = as_app_error(error)
            if failure.kind is ErrorKind.CANCELLED:
                raise
            if arguments.debug and failure is not error:
                output.traceback(error)
            output.failure(failure, name)
            codes.add(failure.kind.exit_code)
        else:
            if not output.as_json and job.id is not None:
                output.show(str(job.id))
            codes.add(_tell(result, arguments, output, name))
    no_model = ErrorKind.MODEL.exit_code
    return no_model if codes == {no_model} else 0


def _session(arguments: Namespace, output: Output) -> Session:
    return Session(arguments.stack, output, debug=arguments.debug)


def _folder(session: Session, arguments: Namespace) -> Path:
    folder: Path = arguments.output or session.folder
    return folder.absolute()


def _no_single(arguments: Namespace, *names: str) -> None:
    for name in names:
        if getattr(arguments, name):
            raise usage(f"--{name} cannot stand beside --batch", "Write it into the lines of the batch file.")
