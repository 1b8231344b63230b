"""What a training run has to say about itself, so that it can be repeated: versions, seed, data hashes."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("torch", "transformers", "diffusers", "peft", "accelerate", "safetensors")


@dataclass(frozen=True)
class Record:
    """One run's provenance; written into every checkpoint and beside exported weights."""

    seed: int
    python: str
    versions: Mapping[str, str]
    data: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Stable, readable JSON."""
        return json.dumps(asdict(self), indent=2, sort_keys=True) + "\n"


def record_run(seed: int, data: Iterable[Path] = ()) -> Record:
    """Collect versions and the sha256 of each data file (by name)."""
    hashes = {path.name: sha256_of(path) for path in data}
    return Record(seed, platform.python_version(), package_versions(), hashes)


def package_versions() -> dict[str, str]:
    """The installed versions of the libraries that decide what a training computes."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def sha256_of(path: Path) -> str:
    """The sha256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
