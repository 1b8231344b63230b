"""Single files whose build comes with the application: CLIP's words, sizes of the published parts, a file alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import diffusers
import pytest
import torch
import transformers

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.offers import add_offer, describe_model
from modaverse_desktop.core.offers.single_file import like
from modaverse_desktop.core.paths import resources_folder
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import load_generator, single_files
from modaverse_desktop.engine.generators.clip_words import END, clip_tokenizer
from tests.engine.published_checkpoint import save_checkpoint
from tests.engine.tiny_parts import clip_text
from tests.engine.tiny_pictures import sdxl, stable_diffusion, stable_diffusion_2

NUMBERS = {  # of the published weights
    "sd1/unet": 859_520_964,
    "sd1/vae": 83_653_863,
    "sd1/text_encoder": 123_060_480,
    "sdxl/unet": 2_567_463_684,
    "sdxl/vae": 83_653_863,
    "sdxl/text_encoder": 123_060_480,
    "sdxl/text_encoder_2": 694_659_840,
}


def test_words_have_the_numbers_that_clip_was_trained_with() -> None:
    tokenizer = clip_tokenizer(END)
    assert tokenizer("a photo of a cat").input_ids == [49406, 320, 1125, 539, 320, 2368, 49407]
    padded = clip_tokenizer("!")("Über  CATS 😀", padding="max_length").input_ids
    assert (len(padded), padded[-1]) == (77, 0)
    assert tokenizer.decode(padded[: padded.index(49407)], skip_special_tokens=True).strip() == "über cats 😀"


@pytest.mark.parametrize("part", NUMBERS)
def test_every_part_has_as_many_numbers_as_the_published_one(part: str) -> None:
    family, name = part.split("/")
    folder = resources_folder() / "families" / family
    library, cls = json.loads((folder / "model_index.json").read_text())[name]
    loader = getattr(diffusers if library == "diffusers" else transformers, cls)
    with torch.device("meta"):
        if library == "diffusers":
            built = loader.from_config(loader.load_config(folder / name))
        else:
            built = loader(loader.config_class.from_pretrained(folder / name))
    assert sum(each.numel() for each in built.parameters()) == NUMBERS[part]


@pytest.mark.parametrize("family", ["sd1", "sdxl"])
def test_a_file_alone_is_added_and_makes_a_picture(
    family: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With tiny configurations in place of the published ones, and CLIP's real words."""
    torch.manual_seed(0)
    pipeline = stable_diffusion() if family == "sd1" else sdxl(16)
    pipeline.text_encoder = clip_text(words=49_408)
    if family == "sdxl":
        pipeline.text_encoder_2 = clip_text(16, projected=True, words=49_408)
    pipeline.save_pretrained(tmp_path / "families" / family)
    monkeypatch.setattr(single_files, "resources_folder", lambda: tmp_path)
    added = add_offer(like(describe_model(save_checkpoint(pipeline, tmp_path / "one.safetensors")), None), tmp_path)
    assert "like" not in added.config
    sizes = ("height", "width")
    options = tuple(option for option in added.options if option.name not in sizes)
    added = replace(added, options=options, constants=dict.fromkeys(sizes, 32))
    wanted = Invocation(Modality.IMAGE, "a cat", parameters={"num_inference_steps": 1})
    path = load_generator(added, pick_device("cpu")).generate(
        wanted, (), 1, lambda words, fraction: None, tmp_path / "out", "cat"
    )
    assert path.stat().st_size > 100


def test_what_could_be_of_two_kinds_still_wants_its_folder(tmp_path: Path) -> None:
    torch.manual_seed(0)
    file = save_checkpoint(stable_diffusion_2(), tmp_path / "two.safetensors")
    with pytest.raises(AppError, match="needs a folder of its kind") as caught:
        like(describe_model(file), None)
    assert caught.value.kind is ErrorKind.USAGE
