"""A run is the same in one process or several, goes on where it was stopped, and says what came to nothing."""

from __future__ import annotations

import itertools
import multiprocessing
import signal
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.evaluation import model
from modaverse_desktop.evaluation import run as running
from modaverse_desktop.evaluation.model import load_model, safe_stem, seed_of
from modaverse_desktop.evaluation.processes import _interrupts_unheard
from modaverse_desktop.evaluation.report import result_of, table_of
from modaverse_desktop.evaluation.run import Load, Plan, answer_shard, drawn, read_answers, run
from modaverse_desktop.evaluation.sets import coco
from modaverse_desktop.evaluation.task import Means, Sample, Score
from modaverse_desktop.evaluation.tasks import NAMES, find_task
from modaverse_desktop.evaluation.tasks.generating import Generating, Made
from tests.evaluation.data_sets import make_karpathy
from tests.evaluation.fake_model import FakeModel, load_failing, load_fake, load_on_a_full_disk


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan("coco-captions", make_karpathy(tmp_path / "coco"), "any", tmp_path / "run")


def quiet(done: int, total: int) -> None:
    pass


def test_every_sample_that_is_there_gets_an_answer_in_order(plan: Plan) -> None:
    told: list[tuple[int, int]] = []
    done = run(plan, load_fake, lambda *counts: told.append(counts))
    assert [sample.id for sample in done.samples] == ["100", "101", "102", "104"]
    assert done.answers[0]["text"] == "a picture of cat"
    assert done.missing == ("103",)
    assert list(done.failed) == ["102"]
    assert "damaged" in done.failed["102"]
    assert told[-1] == (4, 4)


def test_two_processes_give_the_answers_of_one(plan: Plan) -> None:
    one = run(plan, load_fake, quiet)
    two = run(replace(plan, folder=plan.folder.parent / "two", processes=2), load_fake, quiet)
    assert one.answers == two.answers
    assert len(list((two.plan.folder / "answers").glob("*.jsonl"))) == 2


def test_each_process_has_a_graphics_card_of_its_own(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(model, "find_packs", lambda folders: SimpleNamespace(stack=lambda name: None))
    used: list[str] = []

    def engine(packs: object, settings: Settings, *, many_answers: bool) -> None:
        used.append(settings.device)

    monkeypatch.setattr(model, "configured_engine", engine)

    def load(stack: str, seed: int, place: int) -> FakeModel:
        load_model(stack, seed, place)
        return FakeModel()

    (plan.folder / "answers").mkdir(parents=True)
    for shard in range(3):
        answer_shard(replace(plan, processes=3), shard, load)
    assert used == ["cuda:0", "cuda:1", "cuda:0"]
    assert len(read_answers(plan.folder)) == 4


def test_a_stopped_run_goes_on_and_asks_nothing_twice(plan: Plan) -> None:
    first = FakeModel(patience=2)
    with pytest.raises(KeyboardInterrupt):
        run(plan, lambda stack, seed, place: first, quiet)
    (file,) = (plan.folder / "answers").glob("*.jsonl")
    file.write_bytes(file.read_bytes() + b'{"id": "104", "answ')  # killed in the middle of a line
    second = FakeModel()
    done = run(plan, lambda stack, seed, place: second, quiet)
    assert first.asked + second.asked == ["100", "101", "102", "104"]
    assert done.answers == run(replace(plan, folder=plan.folder.parent / "whole"), load_fake, quiet).answers


def test_a_process_whose_parent_was_killed_ends(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = SimpleNamespace(is_alive=lambda: False)
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: gone)
    (plan.folder / "answers").mkdir(parents=True)
    answer_shard(plan, 0, load_fake)
    assert list(read_answers(plan.folder)) == ["100"]


def test_a_made_file_that_is_gone_is_made_again(tmp_path: Path) -> None:
    plan = Plan("coco-images", make_karpathy(tmp_path / "coco", ("cat", "cup")), "any", tmp_path / "run")
    first = run(plan, load_fake, quiet)
    gone = plan.folder / "files" / first.answers[0]["path"]
    gone.unlink()
    again = FakeModel()
    assert run(plan, lambda stack, seed, place: again, quiet).answers == first.answers
    assert len(again.asked) == 1
    assert gone.is_file()


def test_a_folder_with_another_run_is_not_mixed_with_this_one(plan: Plan) -> None:
    run(plan, load_fake, quiet)
    with pytest.raises(AppError, match="another seed"):
        run(replace(plan, seed=1), load_fake, quiet)
    text = (plan.data / "dataset_coco.json").read_text(encoding="utf-8")
    (plan.data / "dataset_coco.json").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(AppError, match="another annotations"):
        run(plan, load_fake, quiet)


@pytest.mark.parametrize(
    ("load", "said"), [(load_failing, "The model is not installed"), (load_on_a_full_disk, "The disk is full")]
)
def test_what_stops_a_process_ends_all_in_its_own_sentence(
    plan: Plan, load: Load, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AppError, match=said) as caught:
        run(replace(plan, processes=2), load, quiet)
    assert "What is answered is kept" in caught.value.hint
    assert "Traceback" not in capfd.readouterr().err
    assert run(plan, load_fake, quiet).answers


def test_a_full_disk_midway_is_a_sentence_and_the_next_run_goes_on(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    real, lines = running._write, itertools.count(1)
    with Path("/dev/full").open("ab", buffering=0) as full:
        monkeypatch.setattr(running, "_write", lambda stream, line: real(full if next(lines) == 3 else stream, line))
        with pytest.raises(AppError, match="The disk is full"):
            run(plan, load_fake, quiet)
    again = FakeModel()
    assert len(run(plan, lambda stack, seed, place: again, quiet).answers) == 4
    assert len(again.asked) == 2


def test_two_runs_do_not_work_in_one_folder(plan: Plan) -> None:
    def load(stack: str, seed: int, place: int) -> FakeModel:
        with pytest.raises(AppError, match="Another run works in this folder"):
            run(plan, load_fake, quiet)
        return FakeModel()

    run(plan, load, quiet)


def test_the_processes_leave_an_interrupt_to_the_one_that_began_them() -> None:
    before = signal.getsignal(signal.SIGINT)
    with _interrupts_unheard():
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGINT) is before


def test_samples_are_drawn_by_the_seed_alone() -> None:
    samples = [Sample(str(number), "x") for number in range(100)]
    assert drawn(samples, 10, 3) == drawn(samples, 10, 3) != drawn(samples, 10, 4)
    assert drawn(samples, 0, 3) == tuple(samples)
    with pytest.raises(AppError, match="same id"):
        drawn([*samples, samples[5]], 0, 0)


def test_nothing_to_ask_is_said_with_the_reason(tmp_path: Path) -> None:
    plan = Plan("coco-captions", make_karpathy(tmp_path / "coco", ("gone",)), "any", tmp_path / "run")
    with pytest.raises(AppError, match="nothing to evaluate") as refused:
        run(plan, load_fake, quiet)
    assert "1 media" in refused.value.hint


def test_a_seed_belongs_to_its_sample() -> None:
    assert seed_of(0, "a") == seed_of(0, "a") != seed_of(0, "b")
    assert seed_of(0, "a") != seed_of(1, "a")
    assert 0 <= seed_of(7, "x") < 2**31
    assert safe_stem("../a b/ç") == "___a_b_ç"
    assert safe_stem("") == "sample"


def test_what_is_generated_is_compared_with_its_original(tmp_path: Path) -> None:
    compared: list[Made] = []

    def measure(made: list[Made], means: Means) -> list[Score]:
        compared.extend(made)
        return [Score("FID", None, "needs x")]

    task = Generating("coco-images", Modality.IMAGE, "Generate an image: {caption}", coco, measure, ())
    data = make_karpathy(tmp_path / "coco", ("cat", "refuse"))
    samples = task.samples(data).found
    assert samples[0].instruction == "Generate an image: A cat."
    answers = [task.run(sample, FakeModel(), tmp_path / "files") for sample in samples]
    scores = task.score(samples, answers, Means(tmp_path / "files"))
    assert [each.path.read_text(encoding="utf-8") for each in compared] == ["A cat."]
    assert compared[0].original == data / "val2014/cat.jpg"
    assert scores[-1] == Score("image made", 0.5)


def test_the_table_sets_the_papers_row_beside_ours_and_says_what_differs(plan: Plan) -> None:
    done = run(plan, load_fake, quiet)
    row = find_task("msrvtt-video").row()
    scores = [Score("FID", 20.5), Score("CLIPSIM", 0.25), Score("FVD", None, "needs i3d.pt: put it there")]
    result = result_of(done, scores, row, {"date": "today"})
    table = table_of(result, row)
    assert "(Table 6)" in table
    assert "| FID | 20.50 | 13.35 |" in table
    assert "| CLIPSIM | 0.2500 | 0.3014 |" in table
    assert "| FVD | – | – |" in table
    assert "- FVD was not measured: needs i3d.pt: put it there." in table
    assert "4 samples, 1 medium missing, 1 failed" in table
    assert all(f"- {sentence}" in table for sentence in row.differs)
    assert result["not_measured"] == {"FVD": "needs i3d.pt: put it there"}
    assert result["failed"]["102"]


@pytest.mark.parametrize("name", NAMES)
def test_every_task_has_its_four_methods_and_a_row(name: str) -> None:
    task = find_task(name)
    assert task.name == name
    assert task.row().differs
    assert all(callable(getattr(task, method)) for method in ("samples", "run", "score", "row"))


def test_a_task_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(AppError, match="no task") as refused:
        find_task("nope")
    assert "coco-captions" in refused.value.hint
