"""`generate` with a file to start from, a mask on it, and all that can be wrong with them."""

from __future__ import annotations

import json
import wave
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from modaverse_desktop.cli import session
from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.events import Proposed
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import Option
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.request import Interpret
from modaverse_desktop.core.settings import Settings, save_settings, settings_path
from tests.cli.conftest import FakeEngine, Run

ORDER = ("generate", "--stack", "tiny", "--task", "image", "--prompt", "a cat")


@pytest.fixture
def editor(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """The painter changes pictures, too."""
    packs = session.find_installed(session.user_settings())
    painter = packs.manifests["painter"]
    options = (*painter.options, Option("strength", 0.7, minimum=0.05, maximum=1.0), Option("mask", ""))
    able = replace(painter, modalities=(Modality.IMAGE,), options=options)
    monkeypatch.setattr(session, "find_installed", lambda settings: Packs({**packs.manifests, "painter": able}))
    return engine


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    image = Image.new("L", (8, 8), 0)
    image.paste(255, (0, 0, 4, 4))
    image.save(tmp_path / "mask.png")
    return tmp_path / "mask.png"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    with wave.open(str(tmp_path / "sound.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(1600))
    return tmp_path / "sound.wav"


def test_a_picture_is_changed_inside_a_mask(editor: FakeEngine, run: Run, picture: Path, mask: Path) -> None:
    ran = run(*ORDER, "--input", picture, "--mask", mask, "--set", "strength=0.6", "--json")
    assert ran.code == 0
    assert ran.json["inputs"] == [str(picture)]
    (request,) = editor.generated
    (invocation,) = request.invocations
    assert [media.path for media in request.media] == [picture]
    assert invocation.inputs == (0,)
    assert invocation.parameters == {"strength": 0.6, "mask": str(mask)}


def test_of_several_inputs_it_says_which_one_is_used(editor: FakeEngine, run: Run, picture: Path, mask: Path) -> None:
    ran = run(*ORDER, "--input", picture, "--input", mask, "--json")
    assert ran.code == 0
    assert "Painter uses one file" in ran.err
    assert ran.json["inputs"] == [str(picture)]


def test_without_an_input_nothing_is_different(editor: FakeEngine, run: Run) -> None:
    ran = run(*ORDER, "--json")
    assert set(ran.json) == {"artifacts", "seconds"}
    assert editor.generated[0].invocations[0].inputs == ()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("--input", "nowhere.png"), "was not found"),
        (("--input", "PICTURE", "--mask", "nowhere.png"), "was not found"),
        (("--input", "PICTURE", "--mask", "SMALL"), "The mask does not fit the picture"),
        (("--input", "PICTURE", "--mask", "PICTURE"), "The mask is empty"),
        (("--mask", "PICTURE"), "There is no picture that the mask lies on"),
        (("--input", "SOUND"), "Painter cannot use"),
    ],
)
def test_what_cannot_be_used_gets_its_sentence_before_a_model_is_loaded(
    editor: FakeEngine, run: Run, picture: Path, tmp_path: Path, sound: Path, given: tuple[str, ...], sentence: str
) -> None:
    Image.new("L", (4, 4), 255).save(tmp_path / "small.png")
    files = {"PICTURE": picture, "SMALL": tmp_path / "small.png", "SOUND": sound}
    ran = run(*ORDER, *(files.get(word, word) for word in given), "--json")
    assert ran.code == 3
    assert sentence in ran.json["error"]["title"]
    assert not editor.generated


def test_one_of_several_generators_is_named(editor: FakeEngine, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = session.find_installed(session.user_settings()).manifests
    singer = replace(found["painter"], id="singer", name="Singer", task=Modality.AUDIO)
    sketcher = replace(found["painter"], id="sketcher", options=(Option("ink", 3),))
    more = Packs({**found, "singer": singer, "sketcher": sketcher})
    monkeypatch.setattr(session, "find_installed", lambda settings: more)
    assert run(*ORDER, "--generator", "sketcher", "--set", "ink=4").code == 0
    assert run(*ORDER, "--generator", "sketcher", "--set", "steps=4").code == 2
    assert run(*ORDER, "--generator", "words").code == 4
    assert "Singer does not make image" in run(*ORDER, "--generator", "singer").err
    line = {"task": "image", "prompt": "a cat"}
    text = "\n".join(json.dumps(each) for each in ({**line, "generator": "sketcher"}, {**line, "generator": 7}, line))
    ran = run("generate", "--stack", "tiny", "--batch", "-", "--json", stdin=text.encode())
    assert [entry.get("exit_code", 0) for entry in ran.lines] == [0, 2, 0]
    assert [request.invocations[0].generator for request in editor.generated] == ["sketcher", "sketcher", None]


def test_a_model_that_takes_no_input_or_no_mask_says_so(
    engine: FakeEngine, run: Run, picture: Path, mask: Path
) -> None:
    assert run(*ORDER, "--input", picture).code == 3
    ran = run(*ORDER, "--mask", mask)
    assert ran.code == 3
    assert "cannot change only a part" in ran.err


def test_lines_of_a_batch_name_their_inputs_and_masks(editor: FakeEngine, run: Run, picture: Path, mask: Path) -> None:
    line = {"task": "image", "prompt": "a cat", "parameters": {"strength": 0.5}}
    lines = [
        {**line, "id": 1, "inputs": [str(picture)], "mask": str(mask)},
        {**line, "id": 2, "inputs": str(picture)},
        {**line, "id": 3, "inputs": [7]},
        {**line, "id": 4, "inputs": ["nowhere.png"]},
        {**line, "id": 5, "mask": 7},
    ]
    text = "\n".join(map(json.dumps, lines)).encode()
    ran = run("generate", "--stack", "tiny", "--batch", "-", "--json", stdin=text)
    assert ran.code == 0
    assert [entry.get("exit_code", 0) for entry in ran.lines] == [0, 0, 2, 3, 2]
    assert editor.generated[0].invocations[0].parameters["mask"] == str(mask)
    assert "mask" not in editor.generated[1].invocations[0].parameters


@pytest.mark.parametrize("option", ["--input", "--mask"])
def test_beside_a_batch_they_cannot_stand(editor: FakeEngine, run: Run, picture: Path, option: str) -> None:
    assert run("generate", "--batch", "-", option, picture).code == 2


# --- a plan that starts from the picture --------------------------------------------------------------------------


@pytest.fixture
def careless(editor: FakeEngine) -> FakeEngine:
    """A model that names no inputs, as the trained ones do."""
    editor.names_inputs = False
    return editor


def inputs_of(run: Run, picture: Path, *words: str, instruction: str = "Make it blue") -> list[str]:
    ran = run("interpret", "--stack", "tiny", "--instruction", instruction, "--media", picture, *words, "--json")
    return ran.json["invocations"][1]["inputs"]


def test_a_plan_starts_from_the_picture_where_that_is_asked_for(careless: FakeEngine, run: Run, picture: Path) -> None:
    assert inputs_of(run, picture) == []
    assert inputs_of(run, picture, "--edit") == [str(picture)]


def test_the_windows_setting_counts_for_wishes_for_a_change(
    careless: FakeEngine, run: Run, picture: Path, own_folders: Path
) -> None:
    save_settings(Settings(edit_given=True), settings_path())
    assert inputs_of(run, picture) == [str(picture)]
    assert inputs_of(run, picture, instruction="Make an icon") == []
    assert inputs_of(run, picture, "--no-edit") == []


def test_a_line_of_a_batch_may_say_so_too(careless: FakeEngine, run: Run, picture: Path) -> None:
    lines = [{"id": at, "instruction": "x", "media": str(picture), "edit": edit} for at, edit in enumerate((True, 1))]
    text = "\n".join(map(json.dumps, lines)).encode()
    ran = run("interpret", "--stack", "tiny", "--batch", "-", "--json", stdin=text)
    assert ran.lines[0]["invocations"][1]["inputs"] == [str(picture)]
    assert ran.lines[1]["exit_code"] == 2


# --- what it will need --------------------------------------------------------------------------------------------


def test_what_each_step_needs_is_told_with_the_proposal(engine: FakeEngine, run: Run, picture: Path) -> None:
    ran = run("interpret", "--stack", "tiny", "--instruction", "x", "--media", picture, "--json")
    needs = ran.json["needs"]
    assert (needs["device"], needs["budget_mb"], needs["limited"]) == ("CPU", 1000, False)
    assert [(step["step"], step["done"]) for step in needs["steps"]] == [("language model", True), ("generator", False)]
    assert needs["steps"][0]["in_memory"]
    assert needs["steps"][1]["invocation"] == 1


def test_a_dry_run_loads_nothing_and_names_all_that_could_be_made(engine: FakeEngine, run: Run) -> None:
    ran = run("interpret", "--stack", "tiny", "--instruction", "x", "--dry-run", "--json")
    assert ran.code == 0
    assert [step["model"] for step in ran.json["needs"]["steps"]] == ["Words", "Painter"]
    assert not engine.warmed
    assert not engine.interpreted
    assert "Painter" in run("interpret", "--stack", "tiny", "--instruction", "x", "--dry-run").out


# --- one output from another ------------------------------------------------------------------------------------------

ASK = ("convert", "--stack", "tiny", "--instruction", "draw a cat, then make it blue", "--yes", "--json")


@pytest.fixture
def two_pictures(editor: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """It proposes two pictures."""
    plan = (Invocation(Modality.IMAGE, "a cat"), Invocation(Modality.IMAGE, "a blue cat"))
    whole = FakeEngine.interpret

    def interpret(self: FakeEngine, request: Interpret, report: Report) -> Proposed:
        return replace(whole(self, request, report), invocations=plan)

    monkeypatch.setattr(FakeEngine, "interpret", interpret)
    return editor


def test_each_output_starts_from_the_one_before_it_if_that_is_asked_for(two_pictures: FakeEngine, run: Run) -> None:
    said = run(*ASK, "--chain").json["invocations"]
    assert [each.get("after") for each in said] == [None, "image"]
    (request,) = two_pictures.generated
    assert [each.after for each in request.invocations] == [None, Modality.IMAGE]
    assert [each.get("after") for each in run(*ASK, "--no-chain").json["invocations"]] == [None, None]
    assert "2. image  a blue cat  (starts from 1.)" in run(*ASK[:-1], "--chain").out


def test_where_the_words_say_so_it_need_not_be_asked_for(two_pictures: FakeEngine, run: Run) -> None:
    assert [each.get("after") for each in run(*ASK).json["invocations"]] == [None, "image"]
    words = ("convert", "--stack", "tiny", "--instruction", "draw a cat and a blue cat", "--yes", "--json")
    assert [each.get("after") for each in run(*words).json["invocations"]] == [None, None]


def test_a_line_of_a_batch_can_ask_for_it(two_pictures: FakeEngine, run: Run, tmp_path: Path) -> None:
    lines = [{"instruction": "x", "chain": True}, {"instruction": "x"}, {"instruction": "x", "chain": 1}]
    (tmp_path / "batch.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    results = run("interpret", "--stack", "tiny", "--batch", tmp_path / "batch.jsonl", "--json").lines
    assert [result["invocations"][1].get("after") for result in results[:2]] == ["image", None]
    assert "“chain” is not true or false" in results[2]["error"]["title"]
