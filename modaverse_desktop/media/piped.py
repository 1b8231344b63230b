"""What ffmpeg decodes of a file, read from a pipe as it comes, within a time limit."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import ffmpeg

from modaverse_desktop.media.files import bad_input, shown_name
from modaverse_desktop.media.streams import SAFE_INPUT, source_name

TIME_LIMIT = 60.0
_AT_ONCE = 3
Span = TypeVar("Span")
Found = TypeVar("Found")


@contextmanager
def decoding(
    path: Path, start: float, seconds: float | None, output: Mapping[str, object], time_limit: float = TIME_LIMIT
) -> Iterator[IO[bytes]]:
    """The pipe with what ffmpeg writes of `path`, from `start` on for so many `seconds` (None: to its end).

    `output` are ffmpeg's options for what it writes.

    Raises AppError(INPUT) when ffmpeg is missing, or the time limit (seconds) is over when the block ends.
    """
    span = {"ss": f"{start:.6f}", **({} if seconds is None else {"t": f"{seconds:.6f}"})}
    graph = cast(Any, ffmpeg).input(source_name(path), **SAFE_INPUT, **span).output("pipe:", loglevel="error", **output)
    try:
        with path.open("rb") as file:
            process = subprocess.Popen(
                [*graph.compile(), "-nostdin"], stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
    except FileNotFoundError as error:
        raise bad_input(
            f"“{shown_name(path)}” cannot be opened here", "The program ffmpeg was not found", "Install ffmpeg."
        ) from error
    late = threading.Event()
    watch = threading.Timer(time_limit, _stop, (process, late))
    watch.start()
    with process:  # which closes its pipe and waits for its end
        try:
            yield cast("IO[bytes]", process.stdout)
        finally:
            watch.cancel()
            process.kill()
    if late.is_set():
        raise bad_input(
            f"“{shown_name(path)}” could not be read",
            f"It took longer than {time_limit:g} seconds",
            "Copy it to a local disk, or use another file.",
        )


def at_once(read: Callable[[Span], Found], spans: Iterable[Span]) -> list[Found]:
    """What `read` finds in every span, in order; several at a time, since what decodes them are processes."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(read, spans))


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()
