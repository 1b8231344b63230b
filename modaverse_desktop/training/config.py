"""How a training run is configured: a TOML file with a `[loop]` table and one table for its kind."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from modaverse_desktop.core.errors import AppError, ErrorKind


class Kind(Enum):
    """The trainings that this project knows."""

    ALIGNMENT = "alignment"
    PREPARED = "prepared"
    AUTOENCODER = "autoencoder"
    DENOISER = "denoiser"
    MOTION = "motion"
    OWN = "own"
    SOUND = "sound"


class Decay(Enum):
    """The shape of the learning rate after its warm-up."""

    CONSTANT = "constant"
    LINEAR = "linear"
    COSINE = "cosine"


class Precision(Enum):
    """What autocast computes in; weights and optimizer state are float32 always."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


@dataclass(frozen=True)
class LoopConfig:
    """Everything the loop itself needs; learning rates belong to the parameter groups of the task.

    `ema` is the decay of the averaged weights (0: none), reached gradually. `hold` is the share of the steps at the
    full learning rate before it decays. `accumulate` micro-batches make one step.
    """

    steps: int
    learning_rate: float
    muon_learning_rate: float = 0.0
    weight_decay: float = 0.0
    warmup: int = 50
    hold: float = 0.0
    decay: Decay = Decay.LINEAR
    clip: float = 1.0
    ema: float = 0.0
    accumulate: int = 1
    seed: int = 0
    precision: Precision = Precision.FLOAT32
    log_every: int = 10
    checkpoint_minutes: float = 5.0
    checkpoint_steps: int = 0
    keep_checkpoints: int = 2
    beta2: float = 0.99
    validate_steps: int = 0
    """Held-out samples are looked at every so many steps and at the end; 0: never."""
    tensorboard: bool = False

    def __post_init__(self) -> None:
        if self.steps < 1 or self.accumulate < 1 or self.log_every < 1 or self.keep_checkpoints < 1:
            raise ValueError("steps, accumulate, log_every and keep_checkpoints must be at least 1")
        if not 0 <= self.ema < 1 or not 0 <= self.hold <= 1:
            raise ValueError("ema must be in [0, 1) and hold in [0, 1]")


@dataclass(frozen=True)
class TrainingConfig:
    """A parsed configuration file; relative paths in it are relative to `folder`, where the command was started."""

    kind: Kind
    output: Path
    loop: LoopConfig
    options: Mapping[str, Any]


T = TypeVar("T")
E = TypeVar("E", bound=Enum)


def load_config(path: Path) -> TrainingConfig:
    """Read a configuration file. Raises AppError naming the file and what is wrong with it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise AppError(f"Cannot read {path}", str(error), "Check the path.", kind=ErrorKind.USAGE) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AppError(f"{path} is not valid TOML", str(error), "Correct the file.", kind=ErrorKind.USAGE) from error
    try:
        kind = _one_of("kind", Kind, data["kind"])
        return TrainingConfig(kind, Path(data["output"]), build(LoopConfig, data["loop"]), data.get(kind.value, {}))
    except KeyError as error:
        hint = "A training needs `kind`, `output` and a `[loop]` table."
        raise AppError(f"{path} lacks {error}", "", hint, kind=ErrorKind.USAGE) from error
    except (TypeError, ValueError) as error:
        raise AppError(f"{path} has a wrong entry", str(error), "Correct the entry.", kind=ErrorKind.USAGE) from error


def build(cls: type[T], table: Mapping[str, Any]) -> T:
    """A dataclass from a TOML table: enums by value, integers where floats are wanted, tuples from lists.

    Raises ValueError for unknown or missing entries and TypeError for wrong types.
    """
    hints = get_type_hints(cls)
    known = {field.name for field in fields(cls)}  # type: ignore[arg-type]
    if unknown := sorted(set(table) - known):
        raise ValueError(f"unknown entries: {', '.join(unknown)}")
    wanted = [field.name for field in fields(cls) if field.default is MISSING and field.default_factory is MISSING]  # type: ignore[arg-type]
    if missing := [name for name in wanted if name not in table]:
        raise ValueError(f"lacks {', '.join(missing)}")
    try:
        return cls(**{name: _coerce(name, value, hints[name]) for name, value in table.items()})
    except TypeError as error:
        raise ValueError(str(error)) from error


def plain(config: Any) -> dict[str, Any]:
    """A dataclass as JSON-able values, the inverse of `build`."""
    return {name: _plain(value) for name, value in asdict(config).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return value.as_posix()
    return list(value) if isinstance(value, tuple) else value


def _one_of(name: str, kind: type[E], value: Any) -> E:
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(str(each.value) for each in kind)
        raise ValueError(f"`{name}` must be one of {known}, not {value!r}") from error


def _coerce(name: str, value: Any, hint: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _one_of(name, hint, value)
    if hint is Path:
        return Path(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, list):
        return tuple(value)
    if isinstance(hint, type) and (not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool)):
        raise ValueError(f"`{name}` must be {hint.__name__}, not {value!r}")
    return value
