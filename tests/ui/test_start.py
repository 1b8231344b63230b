"""The start and the end of the window, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from modaverse_desktop import app
from modaverse_desktop.core.errors import AppError, ErrorKind

ROOT = Path(__file__).resolve().parents[2]


def python(code: str) -> subprocess.Popen[str]:
    """A process that runs `code` in the repository's root."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_window_is_shown_without_torch_numpy_or_pillow() -> None:
    process = python("""
        import sys
        from PySide6.QtCore import QTimer
        from PySide6 import QtWidgets
        from modaverse_desktop.ui import running
        from tests.service import fake_engine

        class Watched(running.Application):
            def begin(self):
                assert self.window.isVisible()
                heavy = {"torch", "transformers", "diffusers", "numpy", "PIL", "ffmpeg"} & set(sys.modules)
                print("heavy:", sorted(heavy))
                super().begin()
                QTimer.singleShot(300, self.window.close)

        running.Application = Watched
        code = running.run([], fake_engine.run)
        print("later:", sorted({"torch", "transformers", "diffusers"} & set(sys.modules)))
        sys.exit(code)
    """)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert output.split("\n")[:2] == ["heavy: []", "later: []"]


def test_ctrl_c_closes_the_window_and_the_engine() -> None:
    process = python("""
        import sys
        from modaverse_desktop.ui import running
        from tests.service import fake_engine

        class Watched(running.Application):
            def begin(self):
                super().begin()
                self.queue.engine_changed.connect(self.tell)

            def tell(self, event):
                if type(event).__name__ == "EngineReady":
                    print(self.service.engine_pid, flush=True)

        running.Application = Watched
        sys.exit(running.run([], fake_engine.run))
    """)
    assert process.stdout is not None
    engine = int(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    with pytest.raises(ProcessLookupError):
        os.kill(engine, 0)


def test_without_a_display_there_is_a_sentence_and_no_abort(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    if app.has_display():
        pytest.skip("this system always has a display")
    with pytest.raises(AppError, match="no display") as refused:
        app.main([])
    assert refused.value.kind is ErrorKind.USAGE


def test_the_engine_survives_without_the_windows_libraries() -> None:
    """The module that the engine process imports first must not bring Qt in."""
    process = python("""
        import sys
        import modaverse_desktop.app
        print(sorted(name for name in sys.modules if name.startswith(("PySide6", "qasync"))))
    """)
    output, errors = process.communicate(timeout=60)
    assert output.strip() == "[]", errors
