"""The LLM: a transformers Llama with its tokenizer, de-quantised once from GGUF, with LoRA merged in for inference."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from peft import LoraConfig, PeftModel, get_peft_model, set_peft_model_state_dict
from safetensors.torch import load_file
from torch import Tensor
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaForCausalLM, PreTrainedTokenizerBase
from transformers.utils import logging as transformers_logging

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.pack_config import paths_of
from modaverse_desktop.core.paths import cache_folder
from modaverse_desktop.core.precision import Choice, Precision
from modaverse_desktop.engine.fitting import fit_backbone, loading_arguments
from modaverse_desktop.engine.residency import free_memory
from modaverse_desktop.engine.sentencepiece_tokenizer import MODEL_FILE, SentencePieceTokenizer
from modaverse_desktop.engine.weights import Verified, seal

_STORED = torch.bfloat16
_VERSION = "2"
"""Of the copies in the cache folder; a change here makes them anew."""
_UNPACKING = ".unpacking-"
_ABANDONED_SECONDS = 3600
_TOLD_MB = 2000
"""From this size on it is said in which precision the model is loaded, and why."""


@dataclass(frozen=True)
class Backbone:
    """A Llama model in evaluation mode, without gradients unless it was loaded for training, and its tokenizer."""

    model: LlamaForCausalLM
    tokenizer: PreTrainedTokenizerBase

    @property
    def width(self) -> int:
        """Size of its embeddings."""
        return int(self.model.config.hidden_size)


def load_backbone(
    manifest: Manifest,
    adapter: Manifest | None,
    device: torch.device,
    report: Report | None = None,
    *,
    dtype: torch.dtype | None = None,
    precision: Precision | None = None,
    cache: Path | None = None,
    choice: Choice | None = None,
) -> Backbone:
    """Load the LLM, with the adapter's LoRA merged into it. Without `dtype`, `precision` or `choice`: what fits, see
    `core.precision`.

    LoRA stays beside quantised weights, which would lose it. What is placed in parts is not moved.
    Raises AppError(MODEL) naming what is missing or unexpected, AppError(RESOURCES) when the disk is full.
    """
    folder = _transformers_folder(manifest, report, cache)
    arguments: dict[str, Any] = {"dtype": dtype}
    said = ""
    if dtype is None:
        choice = choice or fit_backbone(manifest, device)
        choice = choice if precision is None else Choice(precision, choice.mb, "it was asked for")
        arguments, said = loading_arguments(choice, device), f": {choice.reason}" if choice.mb > _TOLD_MB else ""
    _say(report, f"Loading the language model{said}")
    with quiet_loading(), _as_model_error(manifest):
        tokenizer = _load_tokenizer(folder)
        model = _load_strictly(LlamaForCausalLM, folder, **arguments)
        if adapter is not None:
            with _as_model_error(adapter):
                adapted = with_adapter(model, adapter)
                is_quantised = "quantization_config" in arguments
                model = adapted.get_base_model() if is_quantised else adapted.merge_and_unload()
    model = model.eval().requires_grad_(False)
    return Backbone(model if "device_map" in arguments else model.to(device), tokenizer)


def generate(model: LlamaForCausalLM, **asked: Any) -> Tensor:
    """The model's own `generate`, with its arguments: by transformers' annotations a Llama has none."""
    return cast(Any, model).generate(**asked)


def load_tokenizer(manifest: Manifest) -> PreTrainedTokenizerBase:
    """A backbone's tokenizer alone. Raises AppError(MODEL) as `load_backbone` does."""
    folder = _transformers_folder(manifest, None, None)
    with _as_model_error(manifest):
        return _load_tokenizer(folder)


def _load_tokenizer(folder: Path) -> Any:
    """The tokenizer of the folder; sentencepiece's own model where there is nothing newer."""
    if not (folder / "tokenizer.json").is_file() and (folder / MODEL_FILE).is_file():
        return SentencePieceTokenizer.from_folder(folder)
    return AutoTokenizer.from_pretrained(folder)


def with_adapter(model: LlamaForCausalLM, adapter: Manifest) -> PeftModel:
    """The model with an adapter pack's LoRA beside its weights, in the pack's own precision.

    Raises AppError(MODEL) naming missing or unexpected tensors.
    """
    weights = paths_of(adapter)[0]
    config = LoraConfig.from_pretrained(str(weights.parent))
    config.base_model_name_or_path = None  # peft would warn that it is another one: the stack says which
    wrapped = get_peft_model(model, config)
    state = load_file(weights)
    result = set_peft_model_state_dict(wrapped, state)
    missing = sorted(name for name in result.missing_keys if "lora_" in name)
    _refuse(f"The adapter {adapter.id} does not fit the language model", missing, sorted(result.unexpected_keys))
    return wrapped


@contextmanager
def quiet_loading() -> Iterator[None]:
    """No full garbage collections while weights load (a third of the time), and no progress bars on stderr."""
    enabled = gc.isenabled()
    bars = transformers_logging.is_progress_bar_enabled()
    gc.disable()
    transformers_logging.disable_progress_bar()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
        if bars:
            transformers_logging.enable_progress_bar()


def _transformers_folder(manifest: Manifest, report: Report | None, cache: Path | None) -> Path:
    """Where config, tokenizer and safetensors lie; made from the GGUF the first time."""
    source = paths_of(manifest)[0]
    first = manifest.files[0]
    if source.suffix != ".gguf":
        return source.parent
    root = cache if cache is not None else cache_folder()
    folder = root / "backbones" / f"{manifest.id}-{first.sha256[:16]}-{_VERSION}"
    if not (folder.is_dir() and Verified(root).intact(folder)):
        _say(report, "Unpacking the language model (only this first time)")
        shutil.rmtree(folder, ignore_errors=True)
        with quiet_loading(), _as_model_error(manifest):
            _unpack(source, folder)
        free_memory()
    return folder


def _unpack(source: Path, folder: Path) -> None:
    """De-quantise a GGUF into a transformers folder, by way of a temporary one, so that it is whole or not there."""
    tokenizer = AutoTokenizer.from_pretrained(source.parent, gguf_file=source.name)
    loaded = _load_strictly(AutoModelForCausalLM, source.parent, gguf_file=source.name, dtype=_STORED)
    config = loaded.config
    vars(config).pop("quantization_config", None)
    with torch.device("meta"):
        plain = LlamaForCausalLM(config)  # a model read from GGUF refuses save_pretrained
    plain.load_state_dict(loaded.state_dict(), strict=True, assign=True)
    plain.tie_weights()
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(folder.parent)
    temporary = Path(tempfile.mkdtemp(prefix=_UNPACKING, dir=folder.parent))
    try:
        plain.save_pretrained(temporary)
        tokenizer.save_pretrained(temporary)
        seal(temporary)
        _sync(temporary)
        try:
            temporary.replace(folder)
        except OSError:
            if not folder.is_dir():  # otherwise another process was quicker
                raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _clear_abandoned(parent: Path) -> None:
    """Remove what an unpacking that was killed left behind; one that still runs is younger."""
    for each in parent.glob(f"{_UNPACKING}*"):
        with contextlib.suppress(OSError):
            if time.time() - each.stat().st_mtime > _ABANDONED_SECONDS:
                shutil.rmtree(each)


def _load_strictly(cls: Any, folder: Path, **arguments: Any) -> LlamaForCausalLM:
    model, loading = cls.from_pretrained(folder, output_loading_info=True, local_files_only=True, **arguments)
    missing = sorted(set(loading["missing_keys"]) - set(getattr(model, "all_tied_weights_keys", {})))
    unexpected = [*sorted(loading["unexpected_keys"]), *(str(each) for each in loading["mismatched_keys"])]
    _refuse("The language model's weights do not fit its configuration", missing, unexpected)
    return model


def _refuse(title: str, missing: list[str], unexpected: list[str]) -> None:
    if missing or unexpected:
        detail = f"missing: {', '.join(missing[:5]) or 'nothing'}; unexpected: {', '.join(unexpected[:5]) or 'nothing'}"
        raise AppError(title, detail, "Install the pack again.", ErrorKind.MODEL)


@contextmanager
def _as_model_error(manifest: Manifest) -> Iterator[None]:
    """Every loader's own exception as one sentence about the pack."""
    try:
        yield
    except (AppError, Interrupted):
        raise
    except OSError as error:
        full = error.errno is not None and error.errno == 28
        kind = ErrorKind.RESOURCES if full else ErrorKind.MODEL
        hint = "Free some disk space." if full else "Install the pack again."
        raise AppError(f"{manifest.name} cannot be loaded", str(error)[:500], hint, kind) from error
    except MemoryError as error:
        raise AppError(
            f"There is not enough memory for {manifest.name}", "", "Close other programs.", ErrorKind.RESOURCES
        ) from error
    except Exception as error:
        detail = f"{type(error).__name__}: {error}"[:500]
        title = f"{manifest.name} cannot be loaded"
        raise AppError(title, detail, "Install the pack again.", ErrorKind.MODEL) from error


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as stream:
            os.fsync(stream.fileno())


def _say(report: Report | None, step: str) -> None:
    if report is not None:
        report(EngineProgress(step))
