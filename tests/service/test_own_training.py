"""How a training stands is folded from its events; what was learned becomes packs with free names."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.pack import Manifest, PackKind, StackParts
from modaverse_desktop.core.packs import Packs, find_packs
from modaverse_desktop.service.own_pack import FILES, free_id, keep_adapter
from modaverse_desktop.service.own_standing import Phase, Standing, advance

ROW = {
    "instruction": "x",
    "media": ["/a.png"],
    "wanted": [["image", "A cat."]],
    "before": [["text", "cat"]],
    "after": [["image", "a cat"]],
    "before_right": False,
    "after_right": True,
}


def progress(step: int, loss: float = 1.0) -> dict[str, object]:
    return {"event": "progress", "step": step, "steps": 10, "loss": loss}


def test_time_left_is_told_by_the_speed_since_it_began() -> None:
    standing = Standing(Phase.RUNNING)
    assert standing.seconds_left is None
    for step, now in ((4, 100.0), (5, 102.0), (6, 104.0)):
        standing = advance(standing, progress(step), now)
    assert standing.fraction == 0.6
    assert standing.seconds_left == 8.0


def test_steps_that_are_done_again_take_the_place_of_the_old_ones() -> None:
    standing = Standing(Phase.RUNNING, losses=((1, 3.0), (2, 2.0), (3, 1.0)))
    assert advance(standing, progress(2, 1.5), 0.0).losses == ((1, 3.0), (2, 1.5))


def test_what_it_prepares_is_told_until_it_learns() -> None:
    standing = advance(Standing(Phase.RUNNING), {"event": "step", "step": "Loading", "done": 1, "total": 3}, 0.0)
    assert (standing.words, standing.done, standing.total) == ("Loading", 1, 3)
    assert advance(standing, progress(1), 1.0).words == ""


def test_the_comparison_counts_kinds_and_words() -> None:
    standing = advance(Standing(Phase.RUNNING), {"event": "compared", "rows": [ROW]}, 0.0)
    (row,) = standing.rows
    assert standing.phase is Phase.COMPARED
    assert (row.before_right, row.before_exact, row.after_right, row.after_exact) == (False, False, True, True)


@pytest.mark.parametrize("event", [{}, {"event": "new"}, {"event": "progress", "step": "x"}])
def test_what_is_not_understood_changes_nothing(event: dict[str, object]) -> None:
    assert advance(Standing(Phase.RUNNING), event, 0.0) == Standing(Phase.RUNNING)


def test_an_error_of_the_process_is_kept() -> None:
    error = AppError("A file is not there", "x", "y", ErrorKind.INPUT)
    assert advance(Standing(), {"error": error.to_dict()}, 0.0).error == error


@pytest.fixture
def packs(tmp_path: Path) -> Packs:
    stack = Manifest("starter", PackKind.STACK, "Starter", tmp_path, stack=StackParts("words", adapter="old"))
    words = Manifest("words", PackKind.BACKBONE, "", tmp_path)
    old = Manifest("old", PackKind.ADAPTER, "", tmp_path, licence="Apache-2.0", ram_mb=20)
    return Packs({each.id: each for each in (stack, words, old)})


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    export = tmp_path / "own/run/export"
    export.mkdir(parents=True)
    for name in FILES:
        (export / name).write_text(name, encoding="utf-8")
    (tmp_path / "own/training.toml").write_text('[own]\nstack = "starter"\n', encoding="utf-8")
    return tmp_path / "own"


def test_what_is_kept_is_a_stack_with_another_adapter(finished: Path, packs: Packs, tmp_path: Path) -> None:
    assert keep_adapter(finished, "Mine!", packs, tmp_path / "models") == "mine"
    found = find_packs([tmp_path / "models"])
    assert found.problems == ()
    assert found.manifests["mine"].stack == StackParts("words", adapter="mine-adapter")
    adapter = found.manifests["mine-adapter"]
    assert (adapter.licence, adapter.ram_mb, [file.path for file in adapter.files]) == ("Apache-2.0", 20, list(FILES))
    assert sorted(path.name for path in (tmp_path / "models").iterdir()) == ["mine"]


def test_nothing_is_kept_of_a_run_that_is_not_done(finished: Path, packs: Packs, tmp_path: Path) -> None:
    (finished / "run/export" / FILES[0]).unlink()
    with pytest.raises(AppError, match="no adapter"):
        keep_adapter(finished, "Mine", packs, tmp_path / "models")
    with pytest.raises(AppError, match="not installed"):
        keep_adapter(finished, "Mine", Packs(), tmp_path / "models")


def test_a_folder_that_cannot_be_written_to_is_a_sentence(finished: Path, packs: Packs, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file", encoding="utf-8")
    with pytest.raises(AppError, match="could not be written"):
        keep_adapter(finished, "Mine", packs, tmp_path / "models")


@pytest.mark.parametrize(
    ("name", "id"), [("Của Đạt", "cua-dat"), ("", "my-own"), ("!!", "my-own"), ("words", "words-2")]
)
def test_ids_are_plain_and_free(packs: Packs, name: str, id: str) -> None:
    assert free_id(name, packs) == id
