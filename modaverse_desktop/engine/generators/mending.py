"""What three pipelines of diffusers expect of transformers, and no longer get from its version 5."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

from transformers import ClapModel, GPT2Model
from transformers.generation import GenerationMixin


def mend(pipeline: Any) -> None:
    """Give the parts of MusicLDM, AudioLDM 2 and I2VGen-XL back what they had; other pipelines stay as they are."""
    language_model = getattr(pipeline, "language_model", None)
    name = "_update_model_kwargs_for_generation"
    if isinstance(language_model, GPT2Model) and not hasattr(language_model, name):
        setattr(language_model, name, partial(GenerationMixin._update_model_kwargs_for_generation, language_model))
    if type(pipeline).__name__ == "MusicLDMPipeline" and isinstance(pipeline.text_encoder, ClapModel):
        _give_tensors(pipeline.text_encoder)
    if type(pipeline).__name__ == "I2VGenXLPipeline" and not hasattr(pipeline.text_encoder, "text_model"):
        inner = SimpleNamespace(final_layer_norm=pipeline.text_encoder.final_layer_norm)
        vars(pipeline.text_encoder)["text_model"] = inner  # not as a part of it, which it is already


def _give_tensors(clap: ClapModel) -> None:
    """`get_text_features` gives the embedding (batch, width) itself again."""
    whole = clap.get_text_features

    def embedding(*arguments: Any, **named: Any) -> Any:
        found = whole(*arguments, **named)
        return getattr(found, "pooler_output", found)

    clap.get_text_features = embedding  # type: ignore[method-assign]
