"""Models of other programs are found where they lie: Hugging Face's cache, ComfyUI, A1111; nothing is touched."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.offers import Offer, find_offers, usual_places
from tests.core.offers.made_up import CHECKPOINTS, LORA, stable_diffusion, write_json, write_safetensors


def found_in(places: tuple[Path, ...], known: tuple[Path, ...] = ()) -> dict[str, Offer | AppError]:
    found = list(find_offers(places, known))
    return {each.manifest.id if isinstance(each, Offer) else each.detail: each for each in found}


def test_what_other_programs_keep_is_found_in_its_usual_places(tmp_path: Path) -> None:
    repository = tmp_path / ".cache" / "huggingface" / "hub" / "models--acme--painter"
    (repository / "snapshots").mkdir(parents=True)
    stable_diffusion(repository / "snapshots" / "abc")
    (repository / "blobs").mkdir()
    write_safetensors(repository / "blobs" / "x.safetensors", CHECKPOINTS["sd1"])
    comfy = tmp_path / "ComfyUI" / "models"
    write_safetensors(comfy / "checkpoints" / "sdxl" / "big.safetensors", CHECKPOINTS["sdxl"])
    write_safetensors(comfy / "loras" / "ink.safetensors", LORA)
    write_safetensors(comfy / "vae" / "only.safetensors", {"encoder.conv_in.weight": (4, 4)})
    a1111 = tmp_path / "stable-diffusion-webui" / "models"
    write_safetensors(a1111 / "Stable-diffusion" / "old.safetensors", CHECKPOINTS["sd1"])
    write_safetensors(a1111 / "Stable-diffusion" / "odd.safetensors", {"w": (4,)})
    places = usual_places(tmp_path, {})
    assert set(places) == {repository.parent, comfy, a1111}
    assert set(found_in(places)) == {"painter", "big", "ink", "old"}


def test_the_environment_says_where_caches_are(tmp_path: Path) -> None:
    for name in ("hub", "home/hub", "comfy/models"):
        (tmp_path / name).mkdir(parents=True)
    assert usual_places(tmp_path / "nobody", {"HF_HUB_CACHE": str(tmp_path / "hub")}) == (tmp_path / "hub",)
    assert usual_places(tmp_path / "nobody", {"HF_HOME": str(tmp_path / "home")}) == (tmp_path / "home" / "hub",)
    environment = {"COMFYUI_PATH": str(tmp_path / "comfy")}
    assert usual_places(tmp_path / "nobody", environment) == (tmp_path / "comfy" / "models",)


def test_what_is_a_pack_already_is_not_offered_again(tmp_path: Path) -> None:
    folder = stable_diffusion(tmp_path / "sd")
    file = write_safetensors(tmp_path / "a.safetensors", CHECKPOINTS["sd1"])
    assert set(found_in((tmp_path,))) == {"sd", "a"}
    assert found_in((tmp_path,), (folder, file)) == {}


def test_a_language_model_is_none_of_ours_and_an_incomplete_one_is_told(tmp_path: Path) -> None:
    write_json(tmp_path / "llm" / "config.json", {})
    write_safetensors(tmp_path / "llm" / "model.safetensors", {"w": (4,)})
    write_safetensors(tmp_path / "cut.safetensors", CHECKPOINTS["sd1"], whole=False)
    (problem,) = find_offers((tmp_path, tmp_path / "gone"))
    assert isinstance(problem, AppError)
    assert "cut.safetensors" in problem.detail


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").symlink_to(tmp_path / "a")
    assert found_in((tmp_path,)) == {}
