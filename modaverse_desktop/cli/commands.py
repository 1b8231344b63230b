"""`interpret`, `convert` and `generate`, for one job or a batch of them."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from modaverse_desktop.cli.approval import approved, can_ask
from modaverse_desktop.cli.arguments import usage
from modaverse_desktop.cli.failure import as_app_error
from modaverse_desktop.cli.job import BadLine, Order, Question, order, orders_in, question, questions_in
from modaverse_desktop.cli.output import Output
from modaverse_desktop.cli.session import Proposal, Session
from modaverse_desktop.cli.words import artifact_data, artifacts_text, invocation_data, proposal_text
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.naming import safe_name

Result = tuple[Mapping[str, object], str]
"""The same result for JSON and for a person."""


def interpret(arguments: Namespace, output: Output) -> int:
    """Print what the model proposes."""
    if arguments.batch is not None:
        _no_single(arguments, "instruction", "media")
        return _batch(questions_in(arguments.batch, arguments), arguments, output, _interpreted)
    asked = question(arguments)
    output.result(*_interpreted(asked, _session(arguments, output), arguments))
    return 0


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
        output.result(*_converted(asked, session, arguments))
        return 0
    proposal = session.interpret(asked)
    output.show(proposal_text(proposal))
    invocations = approved(proposal.invocations)
    _, text = _made(asked, Proposal(proposal.media, "", invocations, ()), session, arguments)
    output.show(text)
    return 0


def generate(arguments: Namespace, output: Output) -> int:
    """Make one artifact from a prompt."""
    if arguments.batch is not None:
        _no_single(arguments, "prompt")
        return _batch(orders_in(arguments.batch, arguments), arguments, output, _generated)
    wanted = order(arguments)
    output.result(*_generated(wanted, _session(arguments, output), arguments))
    return 0


def _interpreted(asked: Question, session: Session, arguments: Namespace) -> Result:
    proposal = session.interpret(asked)
    return _proposal_data(proposal), proposal_text(proposal)


def _converted(asked: Question, session: Session, arguments: Namespace) -> Result:
    proposal = session.interpret(asked)
    started = time.perf_counter()
    made, text = _made(asked, proposal, session, arguments)
    seconds = {**proposal.seconds, "generate": round(time.perf_counter() - started, 3)}
    seconds["total"] = round(seconds["total"] + seconds["generate"], 3)
    return {**_proposal_data(proposal), "seconds": seconds, **made}, f"{proposal_text(proposal)}\n{text}"


def _generated(wanted: Order, session: Session, arguments: Namespace) -> Result:
    invocation = session.invocation(wanted)
    started = time.perf_counter()
    folder = _folder(session, arguments)
    artifacts = session.generate([invocation], (), wanted.seed, folder, safe_name(wanted.prompt))
    seconds = {"total": round(time.perf_counter() - started, 3)}
    data = {"artifacts": [artifact_data(artifact) for artifact in artifacts], "seconds": seconds}
    return data, artifacts_text(artifacts)


def _made(asked: Question, proposal: Proposal, session: Session, arguments: Namespace) -> Result:
    if not proposal.invocations:
        raise AppError(
            "The model proposed nothing", hint="Say it in other words, or try another --seed.", kind=ErrorKind.INPUT
        )
    stem, folder = safe_name(asked.instruction), _folder(session, arguments)
    artifacts = session.generate(proposal.invocations, proposal.media, asked.seed, folder, stem)
    return {"artifacts": [artifact_data(artifact) for artifact in artifacts]}, artifacts_text(artifacts)


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
        name = {} if job.id is None else {"id": job.id}
        try:
            if isinstance(job, BadLine):
                raise job.error
            data, text = work(job, session, arguments)
        except Exception as error:
            failure = as_app_error(error)
            if failure.kind is ErrorKind.CANCELLED:
                raise
            if arguments.debug and failure is not error:
                output.traceback(error)
            output.failure(failure, name or {"id": None})
            codes.add(failure.kind.exit_code)
        else:
            codes.add(0)
            output.result({**(name or {"id": None}), **data}, f"{job.id}\n{text}" if name else text)
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
