"""A request becomes events: with tiny random models, and every way in which it can go wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image

from modaverse_desktop.core.conversion import Conversion, State, advance
from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.events import (
    Approved,
    ArtifactReady,
    Edited,
    EngineProgress,
    Event,
    Finished,
    GenerationStarted,
    Progress,
    Streamed,
)
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.provenance import UsedInput
from modaverse_desktop.core.request import Generate, Interpret, Origin, Sampling
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.engine import composite, models, recording
from modaverse_desktop.engine.configured import configured_engine
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators.diffusers_generator import DiffusersGenerator
from modaverse_desktop.engine.making import LARGEST_SEED, seed_of
from modaverse_desktop.engine.pipeline import LONGEST_INSTRUCTION, Engine
from modaverse_desktop.media.provenance import read
from tests.engine.tiny_packs import save_stable_diffusion, save_stack

IMAGE = Invocation(Modality.IMAGE, "a cat")
TEXT = Invocation(Modality.TEXT, "It is a cat.")
AUDIO = Invocation(Modality.AUDIO, "a cat meows")
SHORT = Sampling(max_tokens=8)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    return save_stack(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="module")
def engine(packs: Packs, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(packs, pick_device("cpu"), tmp_path_factory.mktemp("cache"), budget_mb=1000)


@pytest.fixture
def picture(tmp_path: Path) -> Media:
    path = tmp_path / "a picture.png"
    Image.new("RGB", (40, 30), "orange").save(path)
    return Media(path, Modality.IMAGE)


def ask(instruction: str = "What is this?", media: Sequence[Media] = (), **sampling) -> Interpret:
    return Interpret("c", instruction, tuple(media), "tiny", replace(SHORT, **sampling))


def make(folder: Path, *invocations: Invocation, start: int = 0) -> Generate:
    return Generate("c", invocations, (), "tiny", folder, "cat", start)


def of_kind(events: Sequence[Event], kind: type) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


def refused(engine: Engine, request: Interpret) -> AppError:
    with pytest.raises(AppError) as caught:
        engine.interpret(request, lambda event: None)
    return caught.value


def test_from_a_picture_and_a_sentence_to_a_picture(engine: Engine, picture: Media, tmp_path: Path) -> None:
    events: list[Event] = []
    proposed = engine.interpret(ask(media=[picture]), events.append)
    assert proposed == events[-1]
    assert proposed.invocations
    assert proposed.unread == ()
    assert of_kind(events, Streamed)
    events += [Edited("c", (IMAGE, TEXT)), Approved("c")]
    made = engine.generate(make(tmp_path / "out", IMAGE, TEXT), events.append)
    conversion = Conversion("c", "What is this?", (picture,), "tiny")
    for event in events:
        if not isinstance(event, EngineProgress):
            conversion = advance(conversion, event)
    assert conversion.state is State.DONE
    assert conversion.artifacts == made
    assert made[0].path == tmp_path / "out" / "cat.png"
    assert made[0].path.is_file()
    assert made[0].seed is not None
    assert made[1].text == TEXT.prompt


def test_each_file_is_named_after_what_it_is_and_its_own_seed(engine: Engine, tmp_path: Path) -> None:
    steps = [replace(IMAGE, prompt=prompt, parameters={**IMAGE.parameters, "seed": 7}) for prompt in ("a cat", "a dog")]
    request = replace(make(tmp_path, *steps), stem="20261123-{prompt}-{seed}")
    made = engine.generate(request, lambda event: None)
    assert [each.path.name for each in made] == ["20261123-a cat-7.png", "20261123-a dog-7.png"]


def test_the_picture_changes_what_the_model_reads(engine: Engine, picture: Media, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    Image.effect_noise((64, 64), 90).save(other)
    seen = {
        engine.interpret(ask(media=media, temperature=1.0, seed=3), lambda event: None).meta_response
        for media in ([], [picture], [Media(other, Modality.IMAGE)])
    }
    assert len(seen) > 1


def test_the_same_request_gives_the_same_proposal_and_the_same_bytes(engine: Engine, tmp_path: Path) -> None:
    texts = {engine.interpret(ask(temperature=1.0, seed=5), lambda event: None).meta_response for _ in range(2)}
    assert len(texts) == 1
    paths = [engine.generate(make(tmp_path, IMAGE), lambda event: None)[0].path for _ in range(2)]
    assert paths[0] != paths[1]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_an_artifact_says_how_it_was_made(engine: Engine, picture: Media, tmp_path: Path) -> None:
    origin = Origin("Vẽ nó 🍎", "Modality: [IMAGE]", edited=True)
    wanted = replace(IMAGE, parameters={"seed": 7, "count": 2})
    request = replace(make(tmp_path / "out", wanted), media=(picture,), origin=origin)
    first, second = (artifact.path for artifact in engine.generate(request, lambda event: None))
    record = read(first)
    assert record is not None
    assert (record.instruction, record.meta_response, record.edited) == ("Vẽ nó 🍎", "Modality: [IMAGE]", True)
    assert (record.prompt, record.seed, record.task) == ("a cat", 7, Modality.IMAGE)
    assert read(second) == replace(record, seed=8)
    assert "num_inference_steps" in record.parameters
    assert not {"seed", "count"} & set(record.parameters)
    assert record.inputs == (UsedInput(Modality.IMAGE, hashlib.sha256(picture.path.read_bytes()).hexdigest()),)
    assert record.packs[0].id == record.generator
    assert len(record.packs) > 2
    assert all(pack.sha256 for pack in record.packs if pack.id != "tiny")
    assert (record.device, record.dtype, record.torch) == (engine.device.name, "float32", torch.__version__)
    again = engine.generate(request, lambda event: None)[0].path
    assert again.read_bytes() == first.read_bytes()


def test_without_an_origin_an_artifact_says_nothing(engine: Engine, tmp_path: Path) -> None:
    path = engine.generate(make(tmp_path, IMAGE), lambda event: None)[0].path
    with Image.open(path) as image:
        image.load()
        assert image.info == {}
    assert read(path) is None


def test_a_missing_medium_and_a_record_that_cannot_be_written_spoil_no_artifact(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = (Media(tmp_path / "gone.png", Modality.IMAGE),)
    request = replace(make(tmp_path / "out", IMAGE), media=gone, origin=Origin())
    record = read(engine.generate(request, lambda event: None)[0].path)
    assert record is not None
    assert record.inputs == (UsedInput(Modality.IMAGE, ""),)
    assert [pack.id for pack in record.packs] == [record.generator]

    def full(path: Path, record: object) -> None:
        raise AppError("The disk is full", kind=ErrorKind.RESOURCES)

    monkeypatch.setattr(recording, "write", full)
    path = engine.generate(request, lambda event: None)[0].path
    assert path.is_file()
    assert read(path) is None


def test_stopping_while_the_media_are_read_leaves_no_file(engine: Engine, picture: Media, tmp_path: Path) -> None:
    def stop(event: Event) -> None:
        if isinstance(event, Progress):
            raise Interrupted

    with pytest.raises(Interrupted):
        engine.generate(replace(make(tmp_path / "out", IMAGE), media=(picture,), origin=Origin()), stop)
    assert not (tmp_path / "out").exists()


def test_models_stay_in_memory_between_requests(packs: Packs, tmp_path: Path) -> None:
    engine = Engine(packs, pick_device("cpu"), tmp_path, budget_mb=1000)
    events: list[Event] = []
    engine.warm("tiny", events.append)
    engine.warm_generators("tiny", events.append)
    assert any("Loading" in event.step for event in of_kind(events, EngineProgress))
    assert len(engine.residency.names) == 3
    events.clear()
    engine.interpret(ask(), events.append)
    engine.generate(make(tmp_path, IMAGE), events.append)
    assert not any("Loading" in event.step for event in of_kind(events, Progress))


def test_a_generator_is_not_loaded_ahead_at_the_cost_of_the_language_model(packs: Packs, tmp_path: Path) -> None:
    engine = Engine(packs, pick_device("cpu"), tmp_path, budget_mb=40)
    engine.warm("tiny", lambda event: None)
    engine.warm_generators("tiny", lambda event: None)
    assert engine.residency.names == ("tiny-encoder", "tiny: language model")
    engine.generate(make(tmp_path, IMAGE), lambda event: None)
    assert engine.residency.names == ("tiny: language model", "tiny-image")


def test_what_cannot_be_made_is_said_and_the_others_are_made(engine: Engine, tmp_path: Path) -> None:
    events: list[Event] = []
    with pytest.raises(AppError, match="makes audio") as caught:
        engine.generate(make(tmp_path, AUDIO, IMAGE, TEXT), events.append)
    assert caught.value.kind is ErrorKind.MODEL
    assert "tiny-audio" in caught.value.detail
    assert [event.artifact.invocation for event in of_kind(events, ArtifactReady)] == [1, 2]
    assert not of_kind(events, Finished)


def test_several_pictures_of_one_invocation_have_consecutive_seeds_and_one_progress(
    engine: Engine, tmp_path: Path
) -> None:
    events: list[Event] = []
    three = replace(IMAGE, parameters={"seed": 7, "count": 3})
    made = engine.generate(make(tmp_path, three), events.append)
    assert [(artifact.invocation, artifact.seed) for artifact in made] == [(0, 7), (0, 8), (0, 9)]
    assert len({artifact.path.read_bytes() for artifact in made}) == 3
    assert of_kind(events, GenerationStarted) == [GenerationStarted("c", 0)]
    fractions = [event.fraction for event in of_kind(events, Progress) if event.fraction is not None]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert any(event.step.startswith("Picture 2 of 3: ") for event in of_kind(events, Progress))
    alone = engine.generate(make(tmp_path, replace(IMAGE, parameters={"seed": 8})), events.append)
    assert alone[0].path.read_bytes() == made[1].path.read_bytes()


def test_pictures_that_are_there_already_are_not_made_again(engine: Engine, tmp_path: Path) -> None:
    three = replace(IMAGE, parameters={"seed": 7, "count": 3})
    request = replace(make(tmp_path, TEXT, three, IMAGE, start=1), made=2)
    made = engine.generate(request, lambda event: None)
    assert [artifact.invocation for artifact in made] == [1, 2]
    assert made[0].seed == 9


def test_a_picture_that_fails_does_not_keep_its_sisters_from_being_made(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = DiffusersGenerator.generate

    def second_is_black(self, invocation, media, seed, step, folder, stem) -> Path:
        if seed == 8:
            raise AppError("A black picture", kind=ErrorKind.MODEL)
        return whole(self, invocation, media, seed, step, folder, stem)

    monkeypatch.setattr(DiffusersGenerator, "generate", second_is_black)
    events: list[Event] = []
    with pytest.raises(AppError, match="black"):
        engine.generate(make(tmp_path, replace(IMAGE, parameters={"seed": 7, "count": 3})), events.append)
    assert [event.artifact.seed for event in of_kind(events, ArtifactReady)] == [7, 9]


def test_the_generator_that_the_user_chose_makes_it(packs: Packs, tmp_path: Path) -> None:
    other = replace(save_stable_diffusion(tmp_path / "sd"), id="other-image")
    both = Packs({**packs.manifests, other.id: other})
    engine = Engine(both, pick_device("cpu"), tmp_path / "cache", budget_mb=1000)
    own, chosen = engine.generate(
        make(
            tmp_path, replace(IMAGE, parameters={"seed": 7}), replace(IMAGE, generator=other.id, parameters={"seed": 7})
        ),
        lambda event: None,
    )
    assert (own.generator, chosen.generator) == ("tiny-image", "other-image")
    assert own.path.read_bytes() != chosen.path.read_bytes()
    assert engine.residency.names == ("tiny-image", "other-image")
    small = Engine(both, pick_device("cpu"), tmp_path / "cache", budget_mb=1)
    small.generate(make(tmp_path, IMAGE, replace(IMAGE, generator=other.id)), lambda event: None)
    assert small.residency.names == ("other-image",)


def test_a_full_disk_stops_the_rest(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    events: list[Event] = []
    with pytest.raises(AppError) as caught:
        engine.generate(make(tmp_path / "file", IMAGE, TEXT), events.append)
    assert caught.value.kind is ErrorKind.RESOURCES
    assert not of_kind(events, ArtifactReady)


def test_generation_goes_on_from_where_it_was_stopped(engine: Engine, tmp_path: Path) -> None:
    events: list[Event] = []

    def stop_at_second(event: Event) -> None:
        events.append(event)
        if event == GenerationStarted("c", 1):
            raise Interrupted

    with pytest.raises(Interrupted):
        engine.generate(make(tmp_path, TEXT, IMAGE), stop_at_second)
    assert [event.artifact.invocation for event in of_kind(events, ArtifactReady)] == [0]
    made = engine.generate(make(tmp_path, TEXT, IMAGE, start=1), events.append)
    assert [artifact.invocation for artifact in made] == [1]


def test_interpreting_stops_within_a_token_and_generating_within_a_step(engine: Engine, tmp_path: Path) -> None:
    streamed: list[Event] = []

    def stop_after_three(event: Event) -> None:
        streamed.extend([event] if isinstance(event, Streamed) else [])
        if len(streamed) == 3:
            raise Interrupted

    with pytest.raises(Interrupted):
        engine.interpret(ask(max_tokens=100), stop_after_three)
    assert len(streamed) == 3

    fractions: list[float] = []

    def stop_after_first_step(event: Event) -> None:
        if isinstance(event, Progress) and event.fraction:
            fractions.append(event.fraction)
            raise Interrupted

    with pytest.raises(Interrupted):
        engine.generate(make(tmp_path / "out", IMAGE), stop_after_first_step)
    assert len(fractions) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("instruction", "with_media", "kind"),
    [
        ("", False, ErrorKind.USAGE),
        (" \n ", True, ErrorKind.INPUT),
        ("a" * (LONGEST_INSTRUCTION + 1), False, ErrorKind.INPUT),
        ("word " * 20_000, True, ErrorKind.INPUT),
    ],
)
def test_what_cannot_be_interpreted_is_refused(engine: Engine, picture: Media, instruction, with_media, kind) -> None:
    error = refused(engine, ask(instruction, [picture] if with_media else []))
    assert error.kind is kind
    assert error.hint


def test_a_file_that_is_no_picture_any_more_is_refused(engine: Engine, picture: Media) -> None:
    picture.path.write_bytes(b"not a picture")
    assert refused(engine, ask(media=[picture])).kind is ErrorKind.INPUT


def test_more_files_than_the_model_can_read_are_refused_and_looking_at_them_can_be_stopped(
    engine: Engine, picture: Media, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composite, "ROOM_FOR_ANSWER", 1000)
    error = refused(engine, ask(media=[picture] * 8))
    assert error.kind is ErrorKind.INPUT
    assert "too many files" in error.title
    looked: list[Event] = []

    def stop_at_second(event: Event) -> None:
        looked.extend([event] if isinstance(event, Progress) and "Looking" in event.step else [])
        if len(looked) == 2:
            raise Interrupted

    with pytest.raises(Interrupted):
        engine.interpret(ask(media=[picture] * 8), stop_at_second)


def test_a_modality_that_the_stack_cannot_take_is_named(engine: Engine, picture: Media) -> None:
    error = refused(engine, ask(media=[Media(picture.path, Modality.AUDIO)]))
    assert error.kind is ErrorKind.INPUT
    assert "audio" in error.title


def test_weights_with_one_byte_changed_are_not_loaded(tmp_path: Path) -> None:
    packs = save_stack(tmp_path / "packs")
    engine = Engine(packs, pick_device("cpu"), tmp_path / "cache", budget_mb=1000)
    engine.warm("tiny", lambda event: None)
    for name in ("projector/projector.safetensors", "pixart/vae/diffusion_pytorch_model.safetensors"):
        path = tmp_path / "packs" / name
        content = bytearray(path.read_bytes())
        content[-3] ^= 1
        path.write_bytes(content)
    fresh = Engine(packs, pick_device("cpu"), tmp_path / "cache", budget_mb=1000)
    with pytest.raises(AppError, match=r"projector\.safetensors") as caught:
        fresh.warm("tiny", lambda event: None)
    assert caught.value.kind is ErrorKind.MODEL
    with pytest.raises(AppError, match=r"vae/diffusion_pytorch_model\.safetensors"):
        fresh.generate(make(tmp_path, IMAGE), lambda event: None)


def test_a_stack_and_a_generator_that_are_not_there_are_named(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="big") as caught:
        engine.warm("big", lambda event: None)
    assert caught.value.kind is ErrorKind.MODEL
    for name in ("elsewhere", "tiny-llm"):
        with pytest.raises(AppError, match=name):
            engine.generate(make(tmp_path, replace(IMAGE, generator=name)), lambda event: None)
    invocation = Invocation(Modality.VIDEO, "a cat", generator="tiny-image")
    with pytest.raises(AppError, match="does not make video"):
        engine.generate(make(tmp_path, invocation), lambda event: None)


def test_the_seed_is_the_users_or_follows_from_the_request() -> None:
    assert seed_of(replace(IMAGE, parameters={"seed": 7}), "c", 0) == 7
    assert seed_of(IMAGE, "c", 0) == seed_of(IMAGE, "c", 0)
    assert len({seed_of(IMAGE, "c", 0), seed_of(IMAGE, "c", 1), seed_of(IMAGE, "d", 0)}) == 3
    assert seed_of(IMAGE, "c", 0, 2) == seed_of(IMAGE, "c", 0) + 2
    assert seed_of(replace(IMAGE, parameters={"seed": LARGEST_SEED}), "c", 0, 1) == 0


@pytest.mark.parametrize("seed", [-1, 2**63, 1.5, "seven", True])
def test_a_seed_that_is_none_is_refused(seed) -> None:
    with pytest.raises(AppError) as caught:
        seed_of(replace(IMAGE, parameters={"seed": seed}), "c", 0)
    assert caught.value.kind is ErrorKind.USAGE


def test_the_memory_limit_of_the_settings_is_kept(packs: Packs, tmp_path: Path) -> None:
    engine = configured_engine(packs, Settings(device="cpu", memory_mb=4))
    with pytest.raises(AppError, match="than the settings allow"):
        engine.generate(make(tmp_path, IMAGE), lambda event: None)
    assert engine.residency.names == ()
    assert engine.configure("cpu", 0) == engine.device.name
    assert engine.generate(make(tmp_path, IMAGE), lambda event: None)[0].path.is_file()


def test_on_another_device_everything_is_loaded_anew(
    packs: Packs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(packs, pick_device("cpu"), tmp_path, budget_mb=1000)
    engine.generate(make(tmp_path, IMAGE), lambda event: None)
    assert engine.residency.names
    other = replace(engine.device, name="another CPU")
    monkeypatch.setattr(models, "pick_device", lambda wanted: other)
    assert engine.configure("cuda:1", 0) == "another CPU"
    assert engine.residency.names == ()
    assert engine.device is other


# --- what starts from what an earlier invocation makes ----------------------------------------------------------------


@pytest.fixture
def given_files(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """For each artifact the files that its generator was given to start from."""
    seen: list[list[Path]] = []

    def generate(
        self: object, invocation: Invocation, media: Sequence[Media], seed: int, step: object, folder: Path, stem: str
    ) -> Path:
        seen.append([media[place].path for place in invocation.inputs])
        if invocation.prompt == "fails":
            raise AppError("It broke", kind=ErrorKind.INPUT)
        path = folder / f"{len(seen)}.png"
        Image.new("RGB", (8, 8), (len(seen), 0, 0)).save(path)
        return path

    monkeypatch.setattr(DiffusersGenerator, "generate", generate)
    return seen


def chain(first: Invocation, folder: Path, picture: Media) -> Generate:
    changed = Invocation(Modality.IMAGE, "in blue", after=Modality.IMAGE)
    return Generate("c", (TEXT, first, changed), (picture,), "tiny", folder, "cat", origin=Origin())


def test_what_waits_for_an_earlier_result_starts_from_it_and_its_record_says_so(
    engine: Engine, tmp_path: Path, picture: Media, given_files: list[list[Path]]
) -> None:
    events: list[Event] = []
    twice = replace(IMAGE, parameters={"count": 2})
    made = engine.generate(chain(twice, tmp_path, picture), events.append)
    first, _, last = (artifact.path for artifact in made[1:])
    assert first is not None
    assert last is not None
    assert given_files == [[], [], [first]]
    record = read(last)
    assert record is not None
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (picture.path, first)]
    assert [used.sha256 for used in record.inputs] == hashes
    waiting = Conversion("c", "x", (picture,), "tiny", state=State.PROPOSED, invocations=(TEXT, twice, made_blue()))
    conversion = advance(waiting, Approved("c"))
    for event in events:
        if not isinstance(event, EngineProgress):
            conversion = advance(conversion, event)  # type: ignore[arg-type]
    assert conversion.invocations[2].inputs == (1,)


def made_blue() -> Invocation:
    return Invocation(Modality.IMAGE, "in blue", after=Modality.IMAGE)


def test_what_waits_for_what_could_not_be_made_says_so(
    engine: Engine, tmp_path: Path, picture: Media, given_files: list[list[Path]]
) -> None:
    request = chain(replace(IMAGE, prompt="fails"), tmp_path, picture)
    with pytest.raises(AppError, match="It broke"):
        engine.generate(request, lambda event: None)
    assert given_files == [[]]
    with pytest.raises(AppError, match="starts from made nothing"):
        engine.generate(replace(request, start=2), lambda event: None)
