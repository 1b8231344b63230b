"""How a generation is configured: a TOML file. The key is never in it: it comes from the environment or the keyring."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.config import build
from modaverse_desktop.training.construction.captions import CAPTION_SETS


@dataclass(frozen=True)
class ModelSettings:
    """The `[model]` table: an OpenAI-compatible endpoint, or with `backbone` the folder of a local backbone's pack."""

    name: str = ""
    address: str = ""
    """For example ``https://api.openai.com/v1`` or ``http://127.0.0.1:8000/v1``."""
    backbone: Path = field(default=Path())
    key_variable: str = "MODAVERSE_API_KEY"
    """The environment variable with the key; else the keyring is asked; a server on this machine needs none."""
    temperature: float = 1.0
    answer_tokens: int = 1500
    concurrency: int = 4
    requests_per_minute: int = 0
    tokens_per_minute: int = 0
    timeout: float = 120.0
    """Seconds for one answer."""
    tries: int = 6
    first_wait: float = 1.0
    """Seconds before the second try; doubled for each further one, up to `longest_wait`."""
    longest_wait: float = 60.0
    input_price: float = 0.0
    """For a million tokens, in whatever currency; likewise `output_price`. 0: not told."""
    output_price: float = 0.0
    expected_seconds: float = 8.0
    """What an answer may take, for the estimate before the start."""

    def __post_init__(self) -> None:
        if bool(self.address) == bool(self.backbone.name):
            raise ValueError("[model] needs either an address or a backbone")
        if self.address and not self.address.startswith(("http://", "https://")):
            raise ValueError(f"address must begin with https:// or http://, not {self.address!r}")
        if self.address and not self.name:
            raise ValueError("[model] needs the name of a model at that address")
        if min(self.concurrency, self.tries, self.answer_tokens) < 1 or self.timeout <= 0:
            raise ValueError("concurrency, tries, answer_tokens and timeout must be above 0")

    @property
    def at_once(self) -> int:
        """Queries that are on their way together: a local backbone answers one after the other."""
        return self.concurrency if self.address else 1


@dataclass(frozen=True)
class CaptionSource:
    """A file of captions: `format` as for `convert`, `media` the folder within the media folder that it is about."""

    format: str
    file: Path
    media: Path = field(default=Path())
    name_of: str = ""

    def __post_init__(self) -> None:
        if self.format not in CAPTION_SETS:
            raise ValueError(f"format {self.format!r} is not one of {', '.join(CAPTION_SETS)}")


@dataclass(frozen=True)
class GenerationSettings:
    """The file. `candidates` stand in for the media; `references` teach how the generators' prompts are written."""

    output: Path
    """A folder: the journal, the samples, the report."""
    count: int
    """Samples wanted."""
    model: ModelSettings
    candidates: tuple[CaptionSource, ...]
    references: tuple[CaptionSource, ...] = ()
    media: Path = field(default=Path())
    """The media folder: the paths in the samples, as in all instruction files, are relative to it."""
    only_present: bool = True
    """Nothing is asked about a medium that is not there: nobody could train on the answer."""
    seed: int = 0
    per_query: int = 5
    """Pairs that one query asks for."""
    seeds_shown: int = 6
    references_shown: int = 4
    """For each task."""
    captions_kept: int = 20_000
    """Of each source, drawn evenly: more are not needed for variety."""
    longest: int = 400
    """Letters of an instruction or a prompt."""
    likeness: float = 0.8
    """From this share of common letter sequences on, a pair is a near duplicate."""

    def __post_init__(self) -> None:
        if min(self.count, self.per_query, self.seeds_shown, self.captions_kept) < 1:
            raise ValueError("count, per_query, seeds_shown and captions_kept must be at least 1")
        if not 0 < self.likeness <= 1:
            raise ValueError("likeness must be above 0 and at most 1")
        if not self.candidates:
            raise ValueError("there must be [[candidates]]")


def load_settings(path: Path) -> GenerationSettings:
    """Read a file. Raises AppError(USAGE) saying what is wrong with it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        why = error.strerror or str(error)
        raise AppError(f"Cannot read {path}", why, "Check the path.", ErrorKind.USAGE) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AppError(f"{path} is not valid TOML", str(error), "Correct the file.", ErrorKind.USAGE) from error
    try:
        _refuse_keys(data.get("model", {}))
        model = build(ModelSettings, data.pop("model", {}))
        sources = {name: _sources(data.pop(name, [])) for name in ("candidates", "references")}
        plain = {"output": Path(data.pop("output")), "count": data.pop("count")}
        return build(GenerationSettings, {**plain, **sources, **data, "model": model})
    except KeyError as error:
        hint = "It needs `output`, `count`, a [model] table and [[candidates]]."
        raise AppError(f"{path} lacks {error}", "", hint, ErrorKind.USAGE) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise AppError(f"{path} has a wrong entry", str(error), "Correct the entry.", ErrorKind.USAGE) from error


def _refuse_keys(table: Mapping[str, Any]) -> None:
    if strange := [name for name in table if name in ("key", "api_key", "token", "password")]:
        hint = "Put it into the environment variable that `key_variable` names, or into the keyring."
        raise AppError("A key does not belong into a file", f"[model] has an entry {strange[0]}", hint, ErrorKind.USAGE)


def _sources(tables: list[Mapping[str, Any]]) -> tuple[CaptionSource, ...]:
    return tuple(build(CaptionSource, table) for table in tables)
