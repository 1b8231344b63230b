"""`modaverse prepare`: from instruction files and a folder of media to what a training reads; run again, it goes on."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import torch

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import replacing
from modaverse_desktop.core.manifest import Manifest, read_manifest
from modaverse_desktop.core.meta_response import Spelling
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack_config import sizes_of
from modaverse_desktop.core.wording import counted, size_said
from modaverse_desktop.engine.backbone import load_tokenizer
from modaverse_desktop.engine.encoders import load_encoder
from modaverse_desktop.training.construction.files import read_samples
from modaverse_desktop.training.construction.reading import require_file
from modaverse_desktop.training.preparation.encoding import Store, encode_media, encoder_key
from modaverse_desktop.training.preparation.index import Index
from modaverse_desktop.training.preparation.settings import PreparedConfig
from modaverse_desktop.training.preparation.shards import Shards
from modaverse_desktop.training.preparation.tokenising import Tokeniser
from modaverse_desktop.training.preparation.tokens import TokenFile, write_tokens

Tell = Callable[[str], None]
_TOKENS = 120
"""Of a sample, for the estimate."""
_MARGIN = 1.1
_NOTED = 1000


@dataclass(frozen=True)
class Estimate:
    """What preparing will need: samples, media still to be encoded, bytes to be written, bytes that are free."""

    samples: int
    media: int
    new_bytes: int
    free_bytes: int

    def sentence(self) -> str:
        """For a person."""
        need, free = size_said(self.new_bytes), size_said(self.free_bytes)
        samples = counted(self.samples, "sample", "samples")
        media = f"{counted(self.media, 'medium', 'media')} to encode" if self.media else "all media encoded"
        return f"{samples}, {media}: {need} of disk; {free} are free."


@dataclass(frozen=True)
class Prepared:
    """What came of it."""

    samples: int
    validation: int
    media: int
    broken: int
    left_out: Mapping[str, int] = field(default_factory=dict)


class Preparation:
    """Opened on a configuration; `scan`, then `run`. Use it with `with`."""

    def __init__(self, config: PreparedConfig, device: torch.device) -> None:
        """Raises AppError if a pack, an instruction file or the index cannot be read; nothing is made then."""
        self.config, self.device = config, device
        _require(config)
        config.prepared.mkdir(parents=True, exist_ok=True)
        self.index = Index(config.prepared / "index.sqlite")
        self.stores = _stores(config, self.index, device)
        self.samples = 0

    def __enter__(self) -> Preparation:
        return self

    def __exit__(self, *error: object) -> None:
        self.index.__exit__()

    def scan(self, tell: Tell) -> Estimate:
        """Read the instruction files once; what is wrong with them is said with file and line."""
        self.index.forget_broken()
        self._forget_changed()
        self.samples = 0
        for path in (*self.config.instructions, *self.config.validation):
            media = self._media_of(Path(path), tell)
            while page := list(islice(media, 10_000)):
                self.index.add(page)
        self.index.commit()
        waiting = self.index.totals()[0]
        widest = max(store.shards.dimension for store in self.stores.values())
        need = waiting * (2 * widest + 300) + self.samples * (4 * _TOKENS + 60)
        return Estimate(self.samples, waiting, int(need * _MARGIN), shutil.disk_usage(self.config.prepared).free)

    def run(self, workers: int, tell: Tell) -> Prepared:
        """Encode what is new, then write the token files and `broken.jsonl`.

        Raises AppError(RESOURCES) if the disk is full, AppError(INPUT) if nothing can be trained on.
        """
        say = lambda done, total: tell(f"Encoded {done:,} of {total:,} media")  # noqa: E731
        encode_media(self.index, self.config.media, self.stores, workers, say)
        self._list_broken()
        tokeniser = make_tokeniser(self.config)
        tell("Writing the token files")
        train = self._write(tokeniser, "train", self.config.instructions)
        validation = self._write(tokeniser, "validation", self.config.validation) if self.config.validation else 0
        if not train:
            hint = "See broken.jsonl, and `longest` in the configuration."
            detail = "; ".join(f"{count} × {reason}" for reason, count in tokeniser.left_out.most_common(3))
            raise AppError("Nothing is left to train on", detail, hint, ErrorKind.INPUT)
        _, done, broken = self.index.totals()
        return Prepared(train, validation, done, broken, dict(tokeniser.left_out))

    def _media_of(self, path: Path, tell: Tell) -> Iterator[tuple[str, str]]:
        for _, sample in read_samples(path):
            self.samples += 1
            if self.samples % _NOTED == 0:
                tell(f"Read {self.samples:,} samples")
            yield from ((name, modality.value) for modality, name in sample.media)

    def _forget_changed(self) -> None:
        """A file that is another one now is encoded again; what lies under its old content stays."""
        for medium in self.index.done():
            try:
                status = (self.config.media / medium.path).stat()
                same = (status.st_size, status.st_mtime_ns) == (medium.size, medium.modified)
            except OSError:
                same = False
            if not same or medium.modality not in self.stores or self._has_no_embedding(medium.modality, medium.key):
                self.index.forget(medium)

    def _has_no_embedding(self, modality: Modality, key: str) -> bool:
        return self.index.position(self.stores[modality].encoder_key, key) is None

    def _list_broken(self) -> None:
        with replacing(self.config.prepared / "broken.jsonl") as part, part.open("w", encoding="utf-8") as stream:
            for medium in self.index.broken():
                row = {"path": medium.path, "modality": medium.modality.value, "why": medium.why}
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _write(self, tokeniser: Tokeniser, name: str, files: tuple[str, ...]) -> int:
        samples = tokeniser.read([Path(file) for file in files], self.index)
        return write_tokens(self.config.prepared / name, samples, about(self.config))


def _require(config: PreparedConfig) -> None:
    """What is looked for in the wrong place, since paths begin where the command is started, is said at once."""
    for path in (*config.instructions, *config.validation):
        require_file(Path(path))
    if not config.media.is_dir():
        hint = f"Check `media` in the configuration: paths begin in {Path.cwd()}."
        raise AppError(f"There is no folder {config.media}", "Media are looked for there", hint, ErrorKind.INPUT)
    encoder_packs(config)


def make_tokeniser(config: PreparedConfig) -> Tokeniser:
    """The tokeniser of a configuration's stack and backbone."""
    template = read_manifest(config.stack).template
    keys = {modality: encoder_key(pack) for pack in encoder_packs(config) for modality in pack.modalities}
    tokenizer = load_tokenizer(read_manifest(config.backbone))
    spelling = Spelling(config.spelling or template.spelling)
    return Tokeniser(tokenizer, template, spelling, config.media_tokens, keys, config.longest)


def encoder_packs(config: PreparedConfig) -> list[Manifest]:
    """The encoders' manifests, in the configuration's order."""
    return [read_manifest(Path(folder)) for folder in config.encoders]


def about(config: PreparedConfig) -> dict[str, Any]:
    """What token files depend on: a training with other settings must not read them."""
    backbone, stack = read_manifest(config.backbone), read_manifest(config.stack)
    return {
        "version": 1,
        "backbone": [file.sha256 for file in backbone.files],
        "template": asdict(stack.template),
        "spelling": config.spelling or stack.template.spelling,
        "encoders": [encoder_key(pack) for pack in encoder_packs(config)],
        "media_tokens": config.media_tokens,
        "longest": config.longest,
    }


def open_tokens(config: PreparedConfig, name: str) -> TokenFile:
    """Prepared instructions. Raises AppError(INPUT) if they are missing, or were prepared with other settings."""
    found = TokenFile(config.prepared / name)
    now = json.loads(json.dumps(about(config)))
    if changed := [key for key, value in now.items() if found.about.get(key) != value]:
        title = "The instructions were prepared with other settings"
        raise AppError(title, f"Changed: {', '.join(changed)}", "Run `modaverse prepare` again.", ErrorKind.INPUT)
    return found


def open_shards(config: PreparedConfig) -> dict[Modality, Shards]:
    """The prepared embeddings, by modality."""
    found: dict[Modality, Shards] = {}
    for pack in encoder_packs(config):
        shards = Shards(config.prepared, encoder_key(pack), sizes_of(pack, "dimension")[0])
        found.update(dict.fromkeys(pack.modalities, shards))
    return found


def _stores(config: PreparedConfig, index: Index, device: torch.device) -> dict[Modality, Store]:
    found: dict[Modality, Store] = {}
    for pack in encoder_packs(config):
        key = encoder_key(pack)
        shards = Shards(config.prepared, key, sizes_of(pack, "dimension")[0], index.count(key))
        store = Store(key, shards, _once(pack, device))
        found.update(dict.fromkeys(pack.modalities, store))
    return found


def _once(pack: Manifest, device: torch.device) -> Callable[[], Any]:
    """Load the encoder when the first medium needs it, in whichever thread that is."""
    lock = threading.Lock()
    load = cache(lambda: load_encoder(pack, device))

    def locked() -> Any:
        with lock:
            return load()

    return locked
