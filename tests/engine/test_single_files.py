"""A checkpoint in one file, and LoRA on top of a pack: added where they lie, loaded, and they make what they should."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import StableDiffusionPipeline
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.offers import add_offer, describe_model
from modaverse_desktop.core.offers.single_file import like, on_base
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import load_generator
from tests.engine.published_checkpoint import save_checkpoint
from tests.engine.tiny_pipelines import stable_diffusion


def make(manifest: Manifest, folder: Path, base: Manifest | None = None, **parameters: float) -> bytes:
    invocation = Invocation(Modality.IMAGE, "a cat", parameters={"num_inference_steps": 2, **parameters})
    if not any(option.name == "height" and option.default == 32 for option in manifest.options):
        pytest.fail("the sizes should be those of the folder")
    generator = load_generator(manifest, pick_device("cpu"), base)
    return generator.generate(invocation, (), 1, lambda step, fraction: None, folder, "cat").read_bytes()


def test_a_checkpoint_makes_what_its_folder_makes_and_one_without_a_tensor_is_refused(tmp_path: Path) -> None:
    torch.manual_seed(0)
    pipeline = stable_diffusion()
    pipeline.save_pretrained(tmp_path / "folder")
    whole = describe_model(tmp_path / "folder")
    file = save_checkpoint(pipeline, tmp_path / "one.safetensors")
    single = add_offer(like(describe_model(file), whole), tmp_path / "models")
    assert single.config["family"] == "sd1"
    assert make(single, tmp_path / "out") == make(whole.manifest, tmp_path / "out")
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
