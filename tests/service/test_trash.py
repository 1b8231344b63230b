"""Files go to the trash, not away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.service.trash import to_trash

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="there the trash belongs to the whole system")
def test_files_can_be_found_in_the_trash(own_folders: Path) -> None:
    paths = [own_folders / "a.png", own_folders / "käse #1.png"]
    for path in paths:
        path.write_bytes(b"pixels")
    program = (
        "import sys; from pathlib import Path; from modaverse_desktop.service.trash import to_trash;"
        "print(to_trash([Path(argument) for argument in sys.argv[1:]]))"
    )  # in a process of its own: where the trash is, is looked up once
    command = [sys.executable, "-c", program, *map(str, paths), str(own_folders / "gone.png")]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60).stdout == "2\n"
    assert not any(path.exists() for path in paths)
    kept = {path.name for path in (own_folders / ".local/share/Trash/files").iterdir()}
    assert kept == {path.name for path in paths}


def test_what_cannot_be_moved_is_named_and_the_others_are_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[Path] = []

    def send(path: Path) -> None:
        if path.name == "stuck.png":
            raise PermissionError("it may not be moved")
        moved.append(path)

    monkeypatch.setattr("send2trash.send2trash", send)
    for name in ("a.png", "stuck.png", "b.png"):
        (tmp_path / name).touch()
    with pytest.raises(AppError, match="it may not be moved") as refused:
        to_trash([tmp_path / "a.png", tmp_path / "stuck.png", tmp_path / "b.png"])
    assert refused.value.kind is ErrorKind.RESOURCES
    assert [path.name for path in moved] == ["a.png", "b.png"]
