"""Memory runs out at every step, by injection: what is there leaves, a smaller way is tried, the engine lives on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import Event, Progress
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.placement import Placement
from modaverse_desktop.core.request import Generate, Interpret, Sampling
from modaverse_desktop.engine import models as module
from modaverse_desktop.engine import pipeline
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import load_generator
from modaverse_desktop.engine.generators.diffusers_generator import DiffusersGenerator
from modaverse_desktop.engine.models import Way
from modaverse_desktop.engine.pipeline import Engine
from tests.engine.tiny_packs import save_stable_diffusion, save_stack

OUT = torch.OutOfMemoryError("CUDA out of memory")
CAT = Invocation(Modality.IMAGE, "a cat", parameters={"seed": 1})


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    return save_stack(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def engine(packs: Packs, tmp_path: Path) -> Engine:
    return Engine(packs, pick_device("cpu"), tmp_path / "cache", budget_mb=1000)


@pytest.fixture
def picture(tmp_path: Path) -> Media:
    Image.new("RGB", (40, 30), "orange").save(tmp_path / "a.png")
    return Media(tmp_path / "a.png", Modality.IMAGE)


def failing(times: int, whole: Callable[..., Any]) -> Callable[..., Any]:
    """`whole`, but memory runs out the first `times`."""
    left = iter(range(times))

    def call(*arguments: Any, **named: Any) -> Any:
        if next(left, None) is not None:
            raise OUT
        return whole(*arguments, **named)

    return call


def run(engine: Engine, picture: Media, folder: Path, events: list[Event]) -> Path:
    """From a picture to a picture."""
    ask = Interpret("c", "What is this?", (picture,), "tiny", Sampling(max_tokens=4))
    assert engine.interpret(ask, events.append).invocations is not None
    (made,) = engine.generate(Generate("c", (CAT,), (), "tiny", folder, "cat"), events.append)
    assert made.path is not None
    return made.path


STEPS = {
    "loading the encoder": (module, "load_encoder"),
    "loading the language model": (module, "load_modaverse"),
    "reading the prompt": (pipeline, "prompt_of"),
    "writing the answer": (pipeline, "decode"),
    "loading the generator": (module, "load_generator"),
    "generating": (DiffusersGenerator, "generate"),
}


@pytest.mark.parametrize("step", list(STEPS))
def test_what_runs_out_of_memory_once_is_done_all_the_same(
    engine: Engine, picture: Media, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    owner, name = STEPS[step]
    monkeypatch.setattr(owner, name, failing(1, getattr(owner, name)))
    events: list[Event] = []
    assert run(engine, picture, tmp_path / "out", events).is_file()
    again = [event for event in events if isinstance(event, Progress) and "trying again" in event.step]
    assert len(again) == (0 if step.startswith("loading") else 1)  # a load is repeated alone before it is made smaller


@pytest.mark.parametrize("step", list(STEPS))
def test_what_never_fits_is_explained_and_the_engine_lives_on(
    engine: Engine, picture: Media, tmp_path: Path, step: str
) -> None:
    owner, name = STEPS[step]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, failing(99, getattr(owner, name)))
        with pytest.raises(AppError, match="not enough memory") as caught:
            run(engine, picture, tmp_path / "out", [])
    assert caught.value.kind is ErrorKind.RESOURCES
    assert caught.value.hint
    engine.configure("cpu", 1000)
    assert run(engine, picture, tmp_path / "out", []).is_file()


def test_the_smaller_way_is_kept_until_the_settings_change(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placements: list[Placement] = []

    def load(manifest: Manifest, device: Any, base: Any, placement: Placement) -> Any:
        placements.append(placement)
        return load_generator(manifest, device, base, placement)

    monkeypatch.setattr(module, "load_generator", load)
    monkeypatch.setattr(DiffusersGenerator, "generate", failing(1, DiffusersGenerator.generate))
    request = Generate("c", (CAT,), (), "tiny", tmp_path, "cat")
    engine.generate(request, lambda event: None)
    assert placements == [Placement.WHOLE, Placement.HALF]
    engine.residency.drop(*engine.residency.names)
    engine.generate(request, lambda event: None)
    assert placements[-1] is Placement.HALF
    engine.configure("cpu", 1000)
    engine.residency.drop(*engine.residency.names)
    engine.generate(request, lambda event: None)
    assert placements[-1] is Placement.WHOLE


def test_within_a_limit_the_first_way_that_fits_is_taken_and_never_more_is_used(engine: Engine) -> None:
    models = engine._models
    models.residency.change_budget(50, is_limit=True)
    used: list[tuple[str, int]] = []

    def way(words: str, mb: int) -> Way:
        return Way(words, mb, lambda: words)

    def work(model: str) -> None:
        used.append((model, models.residency.used_mb))

    for name, sizes in (("a", (80, 40)), ("b", (30,)), ("c", (20,)), ("d", (90, 70, 50))):
        models._within(name, [way(f"{name}{mb}", mb) for mb in sizes], work, lambda event: None, Progress)  # type: ignore[arg-type]
    assert used == [("a40", 40), ("b30", 30), ("c20", 50), ("d50", 50)]
    with pytest.raises(AppError, match="than the settings allow"):
        models._within("e", [way("e", 51)], work, lambda event: None, Progress)  # type: ignore[arg-type]


@pytest.mark.parametrize("placement", [Placement.BY_PART, Placement.BY_LAYER, Placement.HALF])
def test_a_generator_in_parts_makes_the_same_and_in_16_bit_nearly_the_same(
    tmp_path: Path, placement: Placement
) -> None:
    manifest = save_stable_diffusion(tmp_path / "sd")
    paths = [
        load_generator(manifest, pick_device("cpu"), None, each).generate(
            CAT, (), 1, lambda step, fraction: None, tmp_path, "cat"
        )
        for each in (Placement.WHOLE, placement)
    ]
    with Image.open(paths[0]) as whole, Image.open(paths[1]) as parted:
        assert whole.size == parted.size
    assert (paths[0].read_bytes() == paths[1].read_bytes()) == (placement is not Placement.HALF)


def test_on_another_device_an_encoder_may_fall_back_to_the_processor(
    engine: Engine, picture: Media, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = engine._models
    models.device = replace(models.device, kind="cuda")
    tried: list[str] = []

    def load(manifest: Manifest, device: torch.device) -> str:
        tried.append(device.type)
        if device.type == "cuda":
            raise OUT
        return "encoder"

    monkeypatch.setattr(module, "load_encoder", load)
    (manifest,) = engine._find_packs().stack("tiny").encoders
    assert models.encoder(manifest, lambda encoder: encoder, lambda event: None, Progress) == "encoder"  # type: ignore[arg-type]
    assert tried == ["cuda", "cuda", "cpu"]


def test_files_that_go_away_while_a_model_reads_them_are_named_with_what_to_do(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = AppError("can no longer be read", "unet", "Is the disk connected?", ErrorKind.MODEL)
    said = iter((None, gone))

    def fails(*_: object) -> None:
        raise AppError("cannot be loaded", "", "Install it again.", ErrorKind.MODEL)

    monkeypatch.setattr(module, "out_of_reach", lambda _: next(said))
    monkeypatch.setattr(module, "load_generator", fails)
    with pytest.raises(AppError) as raised:
        engine.generate(Generate("c", (CAT,), (), "tiny", tmp_path, "cat"), lambda event: None)
    assert raised.value == gone


def test_what_is_known_to_be_whole_is_not_mapped_when_its_disk_is_gone(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = AppError("can no longer be read", "unet", "Is the disk connected?", ErrorKind.MODEL)
    monkeypatch.setattr(module, "out_of_reach", lambda _: gone)
    monkeypatch.setattr(module, "load_generator", lambda *_: pytest.fail("it was loaded"))
    with pytest.raises(AppError) as raised:
        engine.generate(Generate("c", (CAT,), (), "tiny", tmp_path, "cat"), lambda event: None)
    assert raised.value == gone
