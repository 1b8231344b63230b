"""LoRA and projectors in and out of files: float16, in peft's own format and as one linear layer."""

from __future__ import annotations

from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.engine.modaverse import ModaVerse


def start_adapter(model: ModaVerse, folder: Path) -> None:
    """LoRA from an exported adapter. Raises AppError(INPUT) if its tensors are not the model's, by name and shape."""
    state = load_file(folder / "adapter_model.safetensors")
    own = get_peft_model_state_dict(model.llm)
    strange = sorted(set(state) ^ set(own)) or [name for name in own if own[name].shape != state[name].shape]
    if strange:
        title = f"The adapter {folder} does not fit the configuration"
        raise AppError(title, ", ".join(strange[:5]), "Check rank and backbone.", ErrorKind.INPUT)
    set_peft_model_state_dict(model.llm, state)


def export_adapter(model: ModaVerse, folder: Path) -> None:
    """LoRA in peft's own format, float16."""
    folder.mkdir(parents=True, exist_ok=True)
    state = get_peft_model_state_dict(model.llm)
    save_file({name: _half(tensor) for name, tensor in state.items()}, folder / "adapter_model.safetensors")
    settings: LoraConfig = model.llm.peft_config["default"]  # type: ignore[index,assignment,union-attr]
    settings.base_model_name_or_path = ""
    settings.inference_mode = True
    settings.save_pretrained(str(folder))


def export_projector(projector: nn.Module, folder: Path) -> None:
    """One projector, float16."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: _half(tensor) for name, tensor in projector.state_dict().items()}
    save_file(state, folder / "projector.safetensors")


def _half(tensor: Tensor) -> Tensor:
    return tensor.detach().to("cpu", torch.float16).contiguous()
