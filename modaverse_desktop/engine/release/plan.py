"""What a release becomes: every tensor found and checked before anything is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from torch import Tensor
from transformers import LlamaConfig

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.engine.encoders.imagebind.published import needed
from modaverse_desktop.engine.release.checkpoint import Stored, open_checkpoint, open_folder
from modaverse_desktop.engine.release.expected import (
    PREFIX,
    SHARED,
    TABLES,
    Trained,
    backbone_shapes,
    embedding_width,
    encoder_shapes,
    network_of,
    trained_of,
    trained_shapes,
    without_left_over,
)
from modaverse_desktop.engine.release.findings import Findings, compare, refuse
from modaverse_desktop.engine.release.layout import Layout
from modaverse_desktop.engine.sentencepiece_tokenizer import ADDED_FILE, MODEL_FILE, SentencePieceTokenizer

TOKENS = ("<Media>", "</Media>", "[TEXT]", "[IMAGE]", "[AUDIO]", "[VIDEO]")
"""What the release added to Llama's vocabulary, in this order."""
STOP = "###"
_OTHER_KINDS = ("text", "depth", "thermal", "imu")
_LARGEST_SHARD = 1 << 30
"""Bytes: so much is in memory at a time."""


@dataclass(frozen=True)
class Output:
    """A file to be written below the folder of all packs: tensors as safetensors, or bytes."""

    path: str
    tensors: Mapping[str, Stored] = field(default_factory=dict[str, Stored])
    content: bytes = b""

    @property
    def size(self) -> int:
        """Bytes, nearly."""
        return len(self.content) + sum(each.size for each in self.tensors.values())


@dataclass(frozen=True)
class Plan:
    """Files by pack, in the order in which the manifests list them, and what the manifests must know."""

    outputs: Mapping[str, tuple[Output, ...]]
    network: Mapping[str, int]
    config: LlamaConfig
    trained: Trained
    stop_token: int
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes on disk, nearly."""
        return sum(output.size for outputs in self.outputs.values() for output in outputs)


def make_plan(layout: Layout) -> Plan:
    """Read names and shapes of everything. Raises AppError(MODEL) naming all that is missing, wrong or unexpected."""
    config = _config(layout.backbone)
    base = without_left_over(open_folder(layout.backbone))
    encoder = open_checkpoint(layout.encoder)
    trained = open_checkpoint(layout.trained)
    added, notes = _added(layout)
    tokenizer = _tokenizer(layout.tokenizer, added)
    network = network_of(encoder)
    said = trained_of(trained, embedding_width(network))
    seen = {name: each for name, each in encoder.items() if not _is_other(name)}
    refuse(
        (
            compare(layout.backbone.name, base, backbone_shapes(config)),
            compare(layout.encoder.name, seen, encoder_shapes(seen, network)),
            compare(layout.trained.name, trained, trained_shapes(said, config, len(tokenizer))),
            _unexpected_tokens(layout, added, len(tokenizer)),
        )
    )
    stop = tokenizer.encode(STOP)
    if len(stop) != 1:
        notes = (*notes, f"The tokenizer writes {STOP} with {len(stop)} tokens; answers end at its text.")
    config.vocab_size = len(tokenizer)
    outputs = {
        "encoder": (Output("encoder/imagebind.safetensors", {key: seen[key] for key in seen if needed(key)}),),
        "backbone": _backbone(config, base, trained, layout, added),
        **_projectors(said, trained),
        "adapter": _adapter(said, trained),
    }
    return Plan(outputs, network, config, said, stop[0] if len(stop) == 1 else -1, notes)


def _config(folder: Path) -> LlamaConfig:
    try:
        data: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if data.get("model_type", "llama") != "llama":
            raise ValueError(f"model_type is {data['model_type']}, not llama")
        return LlamaConfig.from_dict(data)
    except Exception as error:  # the OS, json and transformers each have their own
        title, hint = "The language model's configuration cannot be read", "Get config.json again."
        detail = f"{folder / 'config.json'}: {error}"[:500]
        raise AppError(title, detail, hint, ErrorKind.MODEL) from error


def _added(layout: Layout) -> tuple[dict[str, int] | None, tuple[str, ...]]:
    if layout.added is None:
        return None, (f"{ADDED_FILE} is missing: the six tokens were taken in the order in which they were published.",)
    try:
        data = json.loads(layout.added.read_text(encoding="utf-8"))
        return {str(token): int(number) for token, number in data.items()}, ()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        hint = "Get the file again, or remove it: the published order is then used."
        raise AppError(f"{ADDED_FILE} cannot be read", str(error), hint, ErrorKind.MODEL) from error


def _tokenizer(path: Path, added: Mapping[str, int] | None) -> SentencePieceTokenizer:
    try:
        size = len(SentencePieceTokenizer(path, {}))
        return SentencePieceTokenizer(path, dict(added) if added is not None else _published_tokens(size))
    except (OSError, RuntimeError) as error:
        title, detail = "The tokenizer cannot be read", f"{path}: {error}"[:500]
        raise AppError(title, detail, f"Get {MODEL_FILE} again.", ErrorKind.MODEL) from error


def _published_tokens(size: int) -> dict[str, int]:
    """After a vocabulary of `size` tokens."""
    return {token: size + position for position, token in enumerate(TOKENS)}


def _unexpected_tokens(layout: Layout, added: Mapping[str, int] | None, rows: int) -> Findings:
    expected = _published_tokens(rows - len(TOKENS))
    given = expected if added is None else added
    wrong = tuple(f"{token}: {given[token]} instead of {expected[token]}" for token in TOKENS if token in given)
    return Findings(
        ADDED_FILE,
        tuple(token for token in TOKENS if token not in given),
        tuple(sorted(set(given) - set(TOKENS))),
        wrong if any(given.get(token) != expected[token] for token in TOKENS) else (),
    )


def _is_other(name: str) -> bool:
    """Whether a tensor is of a modality of ImageBind that is not used here."""
    parts = name.split(".")
    return len(parts) > 1 and parts[0].startswith("modality_") and parts[1] in _OTHER_KINDS


def _backbone(
    config: LlamaConfig, base: Mapping[str, Stored], trained: Mapping[str, Stored], layout: Layout, added: Any
) -> tuple[Output, ...]:
    """Shards, index, configuration and tokenizer; the two tables are the trained ones, in the precision of the rest."""
    rest = {name: each for name, each in base.items() if name not in TABLES}
    like = next(iter(rest.values()))
    tables = {table: _in_precision(trained[f"{PREFIX}{table}"], like) for table in TABLES}
    shards = _shards({**rest, **tables})
    names = [f"model-{number:05d}-of-{len(shards):05d}.safetensors" for number in range(1, len(shards) + 1)]
    places = {tensor: name for name, shard in zip(names, shards, strict=True) for tensor in shard}
    total = sum(each.size for shard in shards for each in shard.values())
    index = {"metadata": {"total_size": total}, "weight_map": places}
    tokens = added if added is not None else _published_tokens(config.vocab_size - len(TOKENS))
    return (
        *(Output(f"backbone/{name}", shard) for name, shard in zip(names, shards, strict=True)),
        Output("backbone/model.safetensors.index.json", content=_json(index)),
        Output("backbone/config.json", content=config.to_json_string(use_diff=False).encode()),
        Output(f"backbone/{MODEL_FILE}", content=layout.tokenizer.read_bytes()),
        Output(f"backbone/{ADDED_FILE}", content=_json(tokens)),
    )


def _shards(tensors: Mapping[str, Stored]) -> list[dict[str, Stored]]:
    shards: list[dict[str, Stored]] = [{}]
    for name, each in tensors.items():
        if shards[-1] and sum(other.size for other in shards[-1].values()) + each.size > _LARGEST_SHARD:
            shards.append({})
        shards[-1][name] = each
    return shards


def _in_precision(table: Stored, like: Stored) -> Stored:
    dtype = like.read().dtype
    count = 1
    for size in table.shape:
        count *= size
    return Stored(table.shape, count * dtype.itemsize, partial(_cast, table, dtype))


def _cast(stored: Stored, dtype: Any) -> Tensor:
    return stored.read().to(dtype)


def _projectors(said: Trained, trained: Mapping[str, Stored]) -> dict[str, tuple[Output, ...]]:
    """One pack for each projection: the release's shared one, or the paper's one per modality."""
    found: dict[str, tuple[Output, ...]] = {}
    for name in said.projections:
        only = name.removeprefix(SHARED).removeprefix(".")
        pack = f"projector-{only}" if only else "projector"
        tensors = {f"linear.{part}": trained[f"{name}.{part}"] for part in ("weight", "bias")}
        found[pack] = (Output(f"{pack}/projector.safetensors", tensors),)
    return found


def _adapter(said: Trained, trained: Mapping[str, Stored]) -> tuple[Output, ...]:
    """LoRA under peft's own names."""
    tensors = {
        name.removeprefix("LLM.").replace(".default.weight", ".weight"): each
        for name, each in trained.items()
        if ".lora_" in name
    }
    config = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "bias": "none",
        "inference_mode": True,
        "r": said.rank,
        "lora_alpha": said.rank,
        "lora_dropout": 0.1,
        "target_modules": ["q_proj", "k_proj", "v_proj", "o_proj"],
    }
    return (
        Output("adapter/adapter_model.safetensors", tensors),
        Output("adapter/adapter_config.json", content=_json(config)),
    )


def _json(data: object) -> bytes:
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()
