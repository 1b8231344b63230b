"""The window's composition root: names the engine, asks for a display, and leaves the rest to `ui.running`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection

from modaverse_desktop.core.errors import AppError, ErrorKind


def engine_main(connection: Connection) -> None:
    """The engine process: Ctrl-C is the window's business, which then asks the engine to leave."""
    import os
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before torch: see the README on two cores
    from modaverse_desktop.core.offline import stay_local

    stay_local(sealed=True)
    from modaverse_desktop.engine.host import run

    run(connection)


def has_display() -> bool:
    """Whether a window could be shown here; without one Qt would abort the process."""
    import os

    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window and return when it was closed. Files named in `argv` are put on the shelf.

    Raises:
        AppError: there is no display.
    """
    if not has_display():
        raise AppError(
            "There is no display to show the window on",
            hint="Start it from a desktop session, or use the command line: modaverse --help.",
            kind=ErrorKind.USAGE,
        )
    if argv is None:  # the process is ours alone
        from modaverse_desktop.core.offline import stay_local

        stay_local()
    from modaverse_desktop.ui.first_picture import rest_collecting

    rest_collecting()
    from modaverse_desktop.ui.running import run

    return run(sys.argv[1:] if argv is None else list(argv), engine_main)


def launch() -> int:
    """As `main`, for the command `modaverse-desktop`: what went wrong is said on standard error."""
    try:
        return main()
    except AppError as error:
        sys.stderr.write(f"{error}\n  {error.hint}\n")
        return error.kind.exit_code


if __name__ == "__main__":
    sys.exit(launch())
