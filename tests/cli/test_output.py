"""What is said while a command runs."""

from __future__ import annotations

import pytest

from modaverse_desktop.cli import output
from modaverse_desktop.cli.output import Output


def test_where_nobody_watches_progress_is_a_line_a_minute(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(output.time, "monotonic", lambda: now[0])
    told = Output(as_json=False)
    for second in range(150):
        now[0] = second
        told.progress(f"second {second}")
    assert capsys.readouterr().err.splitlines() == ["second 60", "second 120"]
