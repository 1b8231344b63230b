"""Every medium looked at once: verified, hashed, encoded by several threads; what cannot be used is listed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders import Encoder
from modaverse_desktop.media.probe import describe
from modaverse_desktop.training.preparation.index import Index, Known
from modaverse_desktop.training.preparation.shards import Shards

_BATCH = 64
"""Media between two commits: what a kill costs at most."""


@dataclass(frozen=True)
class Store:
    """The shards and, when there is something to encode, the encoder of a modality; `encoder_key` names its weights."""

    encoder_key: str
    shards: Shards
    load: Callable[[], Encoder]


@dataclass(frozen=True)
class Looked:
    """A medium after it was looked at, with its embedding if it is a new one."""

    medium: Known
    vector: NDArray[np.float16] | None = None


def encoder_key(manifest: Manifest) -> str:
    """The hash of an encoder's files: another encoder gets other shards."""
    return hashlib.sha256("".join(file.sha256 for file in manifest.files).encode()).hexdigest()[:16]


def encode_media(
    index: Index, media: Path, stores: Mapping[Modality, Store], workers: int, tell: Callable[[int, int], None]
) -> None:
    """Look at all that wait. `tell` hears how many are done of how many, and may raise to stop: what is done stays."""
    total = index.totals()[0]
    done = 0
    with ThreadPoolExecutor(workers, thread_name_prefix="encode") as pool:
        while waiting := index.waiting():
            for start in range(0, len(waiting), _BATCH):
                batch = waiting[start : start + _BATCH]
                verified = list(pool.map(lambda each: _verified(each, media), batch))
                new = {each.key: each for each in verified if each.key and _is_new(each, index, stores)}
                vectors = list(pool.map(lambda each: _encoded(each, media, stores), new.values()))
                _store({each.medium.key: each for each in vectors}, verified, index, stores)
                done += len(batch)
                tell(done, total)


def _is_new(medium: Known, index: Index, stores: Mapping[Modality, Store]) -> bool:
    store = stores.get(medium.modality)
    return store is not None and index.position(store.encoder_key, medium.key) is None


def _verified(medium: Known, folder: Path) -> Known:
    """The medium with its content's key, or with why it cannot be used."""
    path = folder / medium.path
    try:
        found = describe(path).modality
        if found is not medium.modality:
            return replace(medium, why=f"it is {found.value}, not {medium.modality.value}")
        status = path.stat()
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()[:32]
    except (AppError, OSError) as error:
        return replace(medium, why=str(error))
    key = f"{digest}:{medium.modality.value}"
    return replace(medium, key=key, size=status.st_size, modified=status.st_mtime_ns)


def _encoded(medium: Known, folder: Path, stores: Mapping[Modality, Store]) -> Looked:
    try:
        with torch.inference_mode():
            encoder = stores[medium.modality].load()
            found = encoder.embed_media(Media((folder / medium.path).absolute(), medium.modality))
    except AppError as error:
        return Looked(replace(medium, why=str(error)))
    vector = found.float().cpu().numpy().astype(np.float16)
    if not np.isfinite(vector).all():
        return Looked(replace(medium, why="its embedding is not a number"))
    return Looked(medium, vector)


def _store(looked: Mapping[str, Looked], verified: list[Known], index: Index, stores: Mapping[Modality, Store]) -> None:
    """Rows first, then the index that knows of them."""
    for modality, store in stores.items():
        of_it = {key: each.vector for key, each in looked.items() if each.medium.modality is modality}
        rows = [(key, vector) for key, vector in of_it.items() if vector is not None]
        if rows:
            first = store.shards.append(np.stack([vector for _, vector in rows]))
            for offset, (key, _) in enumerate(rows):
                index.place(store.encoder_key, key, first + offset)
    for medium in verified:
        why = medium.why
        if not why and medium.modality not in stores:
            why = f"no encoder takes {medium.modality.value}"
        if not why and medium.key in looked:
            why = looked[medium.key].medium.why
        index.note(replace(medium, why=why, key="" if why else medium.key))
    index.commit()
