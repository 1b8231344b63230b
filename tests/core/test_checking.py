"""A check reads every byte, and goes on where it was stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.checking import check_pack
from modaverse_desktop.core.errors import Interrupted
from modaverse_desktop.core.manifest import Manifest, ProblemKind
from tests.core.travel.making import save_pack


@pytest.fixture
def pack(tmp_path: Path) -> Manifest:
    return save_pack(tmp_path / "painter", content={name: name.encode() * 100_000 for name in ("a", "b", "c")})


def check(pack: Manifest, folder: Path, stop_at: float = 2.0) -> tuple[list[float], list[str]]:
    """What was told on the way, and what is wrong."""
    told: list[float] = []

    def tell(share: float) -> None:
        told.append(share)
        if share >= stop_at:
            raise Interrupted

    return told, [str(problem) for problem in check_pack(pack, tell, folder)]


def test_progress_goes_up_to_the_end(tmp_path: Path, pack: Manifest) -> None:
    told, problems = check(pack, tmp_path / "checks")
    assert (told, problems) == (sorted(told), [])
    assert told[-1] == 1.0


def test_a_stopped_check_goes_on_with_what_is_left(tmp_path: Path, pack: Manifest) -> None:
    with pytest.raises(Interrupted):
        check(pack, tmp_path / "checks", stop_at=0.9)
    told, problems = check(pack, tmp_path / "checks")
    assert problems == []
    assert told[0] == pytest.approx(1 / 3)
    assert len(told) == 4  # two files passed over, one read and told twice


def test_a_file_that_has_changed_since_is_read_again(tmp_path: Path, pack: Manifest) -> None:
    with pytest.raises(Interrupted):
        check(pack, tmp_path / "checks", stop_at=0.9)
    (pack.folder / "a").write_bytes(b"x" * 100_000)
    assert "sha256" in check(pack, tmp_path / "checks")[1][0]


def test_a_whole_check_is_never_believed_the_next_time(tmp_path: Path, pack: Manifest) -> None:
    check(pack, tmp_path / "checks")
    (pack.folder / "c").unlink()
    (problem,) = check_pack(pack, lambda share: None, tmp_path / "checks")
    assert (problem.kind, problem.file) == (ProblemKind.MISSING, "c")
    assert len(check(pack, tmp_path / "checks")[0]) >= 5
