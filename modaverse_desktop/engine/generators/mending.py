"""What two pipelines of diffusers expect of transformers, and no longer get from its version 5."""

from __future__ import annotations

from functools import partial
from typing import Any

from transformers import ClapModel, GPT2Model
from transformers.generation import GenerationMixin


def mend(pipeline: Any) -> None:
    """Give the parts of MusicLDM and AudioLDM 2 back what they had; other pipelines stay as they are."""
    language_model = getattr(pipeline, "language_model", None)
    name = "_update_model_kwargs_for_generation"
    if isinstance(language_model, GPT2Model) and not hasattr(language_model, name):
        setattr(language_model, name, partial(GenerationMixin._update_model_kwargs_for_generation, language_model))
    if type(pipeline).__name__ == "MusicLDMPipeline" and isinstance(pipeline.text_encoder, ClapModel):
        _give_tensors(pipeline.text_encoder)


def _give_tensors(clap: ClapModel) -> None:
    """`get_text_features` gives the embedding (batch, width) itself again."""
    whole = clap.get_text_features

    def embedding(*arguments: Any, **named: Any) -> Any:
        found = whole(*arguments, **named)
        return getattr(found, "pooler_output", found)

    clap.get_text_features = embedding  # type: ignore[method-assign]
