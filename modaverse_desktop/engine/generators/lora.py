"""LoRA on top of a pipeline; diffusers reads the spellings of kohya, of A1111 and its own."""

from __future__ import annotations

from typing import Any

from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.pack_config import paths_of
from modaverse_desktop.engine.generators.diffusers_loading import cannot_load
from modaverse_desktop.engine.residency import is_out_of_memory

LORA = "lora"
LORA_SCALE = "lora_scale"


def add_lora(pipeline: Any, manifest: Manifest) -> None:
    """Load the LoRA of a pack onto its base's pipeline, beside the weights: its strength is set at every call.

    Raises AppError(MODEL) if it was made for another kind of model.
    """
    path = paths_of(manifest)[0]
    try:
        pipeline.load_lora_weights(str(path.parent), weight_name=path.name, adapter_name=LORA, local_files_only=True)
        loaded = pipeline.get_list_adapters()
    except Exception as error:  # peft, safetensors and diffusers each have their own
        if is_out_of_memory(error):
            raise
        raise cannot_load(manifest, f"{type(error).__name__}: {error}"[:500]) from error
    if not loaded:
        raise cannot_load(manifest, f"None of its tensors belongs to a part of {type(pipeline).__name__}")
