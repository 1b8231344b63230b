"""A checkpoint in one file, and LoRA on top of a pack: added where they lie, loaded, and they make what they should."""

from __future__ import annotations

import gc
import io
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import StableDiffusionPipeline
from diffusers.loaders import single_file_utils
from numpy.typing import NDArray
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict
from PIL import Image

from modaverse_desktop.core.errors import AppError, Interrupted
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.offers import add_offer, describe_model
from modaverse_desktop.core.offers.single_file import like, on_base
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import Generator, Step, load_generator
from tests.engine.published_checkpoint import save_checkpoint
from tests.engine.published_transformers import save_flux, save_sd3
from tests.engine.tiny_pictures import flux, sd3, sdxl, stable_diffusion, stable_diffusion_2

SIZE = {"height": 32, "width": 32}


class ScaledPieces:
    """torch for diffusers' converter of Flux, which knows one width only: its pieces, as large as this model is."""

    def __getattr__(self, name: str) -> Any:
        return getattr(torch, name)

    def split(self, tensor: torch.Tensor, sizes: Sequence[int], dim: int = 0) -> tuple[torch.Tensor, ...]:
        return torch.split(tensor, [size * tensor.shape[dim] // sum(sizes) for size in sizes], dim)


def loaded(manifest: Manifest, base: Manifest | None = None) -> Generator:
    """The generator, at the size of its folder, or at a small one if that says none."""
    sized = {option.name: option.default for option in manifest.options if option.name in SIZE}
    assert not sized or sized == SIZE, "the sizes should be those of the folder"
    return load_generator(manifest if sized else replace(manifest, constants=SIZE), pick_device("cpu"), base)


def make(
    manifest: Manifest, folder: Path, base: Manifest | None = None, step: Step = lambda *_: None, **parameters: float
) -> bytes:
    invocation = Invocation(Modality.IMAGE, "a cat", parameters={"num_inference_steps": 2, **parameters})
    return loaded(manifest, base).generate(invocation, (), 1, step, folder, "cat").read_bytes()


def colours(made: bytes) -> NDArray[np.int64]:
    """A picture's pixels (height, width, 3) from 0 to 255."""
    return np.asarray(Image.open(io.BytesIO(made)).convert("RGB"), dtype=np.int64)


def saved(pipeline: Any, folder: Path, save: Callable[[Any, Path], Path]) -> Path:
    pipeline.save_pretrained(folder / "folder")
    return save(pipeline, folder / "one.safetensors")


FILES: dict[str, Callable[[Path], Path]] = {
    "sd1": lambda folder: saved(stable_diffusion(), folder, save_checkpoint),
    "sd2": lambda folder: saved(stable_diffusion_2(), folder, save_checkpoint),
    "sdxl": lambda folder: saved(sdxl(16), folder, save_checkpoint),
    "sd3": lambda folder: saved(sd3(), folder, lambda pipeline, path: save_sd3(pipeline.transformer, path)),
    "flux": lambda folder: saved(flux(), folder, lambda pipeline, path: save_flux(pipeline.transformer, path)),
}


@pytest.mark.parametrize("family", FILES)
def test_a_single_file_makes_what_its_folder_makes_tells_its_steps_stops_at_one_and_is_freed(
    family: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_file_utils, "torch", ScaledPieces())
    torch.manual_seed(0)
    file = FILES[family](tmp_path)
    whole = describe_model(tmp_path / "folder")
    single = add_offer(like(describe_model(file), whole), tmp_path / "models")
    assert single.config["family"] == family
    told: list[float] = []
    made = make(single, tmp_path / "out", step=lambda words, fraction: told.append(fraction or 0.0))
    difference = colours(made) - colours(make(whole.manifest, tmp_path / "out"))
    # some CPUs sum in an order that depends on where it lies: of 3,072 values one was a level off
    assert np.abs(difference).sum() <= 3
    assert [fraction for fraction in told if fraction] == [0.5, 1.0]

    def stop(words: str, fraction: float | None) -> None:
        told.append(fraction or 0.0)
        if fraction:
            raise Interrupted

    told.clear()
    generator = loaded(single)
    pipeline = weakref.ref(generator._pipeline)  # type: ignore[attr-defined]
    invocation = Invocation(Modality.IMAGE, "a cat", parameters={"num_inference_steps": 2})
    with pytest.raises(Interrupted):
        generator.generate(invocation, (), 1, stop, tmp_path / "stopped", "cat")
    assert len([fraction for fraction in told if fraction]) == 1
    assert not (tmp_path / "stopped").exists()
    del generator
    gc.collect()
    assert pipeline() is None


def test_without_the_folder_that_says_how_it_is_built_there_is_a_sentence(tmp_path: Path) -> None:
    file = FILES["sd1"](tmp_path)
    single = add_offer(like(describe_model(file), describe_model(tmp_path / "folder")), tmp_path / "models")
    (tmp_path / "folder" / "model_index.json").unlink()
    with pytest.raises(AppError, match="cannot be loaded"):
        make(single, tmp_path / "out")


def test_lora_changes_what_its_base_makes_as_strongly_as_is_asked(tmp_path: Path) -> None:
    torch.manual_seed(0)
    pipeline = stable_diffusion()
    pipeline.save_pretrained(tmp_path / "base")
    base = describe_model(tmp_path / "base").manifest
    pipeline.unet.add_adapter(LoraConfig(r=2, target_modules=["to_q", "to_v"], init_lora_weights=False))
    layers: dict[str, Any] = get_peft_model_state_dict(pipeline.unet)
    StableDiffusionPipeline.save_lora_weights(tmp_path, unet_lora_layers=layers, weight_name="ink.safetensors")
    lora = add_offer(on_base(describe_model(tmp_path / "ink.safetensors"), base), tmp_path / "models")
    plain = make(base, tmp_path / "out")
    assert make(lora, tmp_path / "out", base, lora_scale=0.0) == plain
    assert make(lora, tmp_path / "out", base, lora_scale=2.0) != plain
