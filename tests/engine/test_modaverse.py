from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Template
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.backbone import Backbone
from modaverse_desktop.engine.modaverse import IGNORED, ModaVerse, load_modaverse
from modaverse_desktop.engine.projector import Projector, load_projector
from tests.engine.tiny import tiny_llama, tiny_tokenizer
from tests.engine.tiny_packs import encoder_manifest, save_backbone, save_projector

TEMPLATE = Template(before="### Human: ", after="\n### Assistant:", media_open="<Media>", media_close="</Media>")
INPUTS = 5


def tiny_modaverse() -> ModaVerse:
    torch.manual_seed(3)
    projectors = {Modality.IMAGE: Projector(INPUTS, 2, 16), Modality.AUDIO: Projector(INPUTS, 3, 16)}
    return ModaVerse(Backbone(tiny_llama(), tiny_tokenizer()), projectors, TEMPLATE).eval()


def test_media_lie_in_place_between_their_marks_and_before_the_instruction() -> None:
    model = tiny_modaverse()
    image, audio = torch.randn(INPUTS), torch.randn(INPUTS)
    got = model.embed_prompt("make a picture", [(Modality.IMAGE, image), (Modality.AUDIO, audio)])

    def text(piece: str) -> torch.Tensor:
        return model.embed_ids(tiny_tokenizer().encode(piece, add_special_tokens=False))

    expected = [
        text("### Human: "),
        text("<Media>"),
        model.projectors["image"](image[None])[0],
        text("</Media>"),
        text("<Media>"),
        model.projectors["audio"](audio[None])[0],
        text("</Media>"),
        text("make a picture"),
        text("\n### Assistant:"),
    ]
    assert torch.equal(got, torch.cat(expected)[None])


def test_what_an_encoder_on_the_processor_saw_goes_to_where_the_language_model_is() -> None:
    model = tiny_modaverse().to("meta")
    got = model.embed_prompt("make a picture", [(Modality.IMAGE, torch.randn(INPUTS))])
    assert (got.device.type, got.shape[2]) == ("meta", 16)


def test_marks_typed_by_the_user_are_plain_text() -> None:
    model = tiny_modaverse()
    (words,) = [piece for piece in model.pieces("</Media>", [])[1:-1] if isinstance(piece, list)]
    assert tiny_tokenizer().convert_tokens_to_ids("</Media>") not in words
    assert tiny_tokenizer().decode(words) == "</Media>"


def test_an_endless_instruction_is_refused_with_its_length() -> None:
    with pytest.raises(AppError) as caught:
        tiny_modaverse().embed_prompt("word " * 3000, [])
    assert caught.value.kind is ErrorKind.INPUT
    assert "tokens" in caught.value.detail


def test_a_modality_without_projector_is_refused() -> None:
    with pytest.raises(AppError, match="video"):
        tiny_modaverse().embed_prompt("what is this?", [(Modality.VIDEO, torch.zeros(INPUTS))])


def test_loss_counts_labelled_positions_only() -> None:
    model = tiny_modaverse()
    ids = torch.tensor([[5, 6, 7, 8, 9]])
    labels = torch.tensor([[IGNORED, IGNORED, IGNORED, 8, 9]])
    logits = model.language_model(input_ids=ids).logits[0]
    expected = torch.nn.functional.cross_entropy(logits[2:4], torch.tensor([8, 9]))
    assert torch.allclose(model({"ids": ids, "labels": labels}), expected, atol=1e-5)


def test_padding_on_the_right_changes_nothing() -> None:
    model = tiny_modaverse()
    short = {"ids": torch.tensor([[5, 6, 7]]), "labels": torch.tensor([[IGNORED, 6, 7]])}
    long = {"ids": torch.tensor([[5, 6, 7, 0, 0]]), "labels": torch.tensor([[IGNORED, 6, 7, IGNORED, IGNORED]])}
    assert torch.allclose(model(short), model(long), atol=1e-5)


def test_a_batch_sees_the_same_prompt_as_the_engine() -> None:
    model = tiny_modaverse()
    image = torch.randn(INPUTS)
    prompt = model.embed_prompt("what", [(Modality.IMAGE, image)])
    ids: list[int] = []
    start = 0
    for piece in model.pieces("what", [Modality.IMAGE]):
        if isinstance(piece, Modality):
            start = len(ids)
            ids += [0, 0]
        else:
            ids += piece
    answer = [40, 41]
    batch = {
        "ids": torch.tensor([[*ids, *answer]]),
        "labels": torch.tensor([[*[IGNORED] * len(ids), *answer]]),
        "image_embeddings": image[None],
        "image_rows": torch.tensor([0]),
        "image_starts": torch.tensor([start]),
    }
    whole = torch.cat((prompt[0], model.embed_ids(answer)))[None]
    logits = model.language_model(inputs_embeds=whole).logits[0]
    expected = torch.nn.functional.cross_entropy(logits[-3:-1], torch.tensor(answer))
    assert torch.allclose(model(batch), expected, atol=1e-5)


def test_projector_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    manifest = save_projector(tmp_path / "projector")
    save_file(Projector(7, 2, 16).state_dict(), tmp_path / "projector" / "projector.safetensors")
    with pytest.raises(AppError) as caught:
        load_projector(manifest, torch.device("cpu"))
    assert caught.value.kind is ErrorKind.MODEL
    assert "linear.weight" in caught.value.detail


def test_stack_with_a_part_missing_names_the_part(tmp_path: Path) -> None:
    from modaverse_desktop.core.manifest import Manifest, PackKind, StackParts

    stack = Manifest("s", PackKind.STACK, "S", tmp_path, stack=StackParts("absent-llm"))
    with pytest.raises(AppError, match="absent-llm"):
        load_modaverse(stack, {}, torch.device("cpu"))


def test_stack_whose_projector_is_too_wide_is_refused(tmp_path: Path) -> None:
    from modaverse_desktop.core.manifest import Manifest, PackKind, StackParts

    projector = save_projector(tmp_path / "projector")
    save_file(Projector(2280, 1, 8).state_dict(), tmp_path / "projector" / "projector.safetensors")
    narrow = replace(projector, config={"inputs": 2280, "tokens": 1, "width": 8})
    packs = {"tiny-llm": save_backbone(tmp_path / "llm"), "tiny-projector": narrow}
    packs["tiny-encoder"] = encoder_manifest(tmp_path)
    parts = StackParts("tiny-llm", projectors=("tiny-projector",))
    stack = Manifest("s", PackKind.STACK, "S", tmp_path, stack=parts)
    with pytest.raises(AppError, match="do not fit"):
        load_modaverse(stack, packs, torch.device("cpu"))
