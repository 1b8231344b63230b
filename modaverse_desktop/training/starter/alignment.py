"""The recipe of the starter's alignment: embeddings, names head, pairs, training, packs. Every step can be repeated."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from modaverse_desktop.core.manifest import Manifest, locate, read_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.backbone import load_backbone
from modaverse_desktop.engine.encoders.efficientnet_lite import (
    CLASSES,
    POOLED,
    POOLED_SCALE,
    EfficientNetLite2,
    EfficientNetLiteEncoder,
    load_head,
    load_network,
)
from modaverse_desktop.training.alignment import KEY, AlignmentConfig, cache_of, encoder_dimension
from modaverse_desktop.training.augmentation import augment, on_white, open_rgba
from modaverse_desktop.training.config import build, load_config
from modaverse_desktop.training.embeddings import EmbeddingCache, Wanted, content_key
from modaverse_desktop.training.instructions import write_pairs
from modaverse_desktop.training.loop import Progress
from modaverse_desktop.training.starter import chat, packs
from modaverse_desktop.training.starter.instructions import Composer
from modaverse_desktop.training.starter.mix import Given, evaluated, mixed, unseen
from modaverse_desktop.training.starter.names import ClassName, is_name, picture_phrase, read_classes
from modaverse_desktop.training.starter.names_head import (
    HeadConfig,
    class_names,
    head_phrase,
    nameable,
    save_head,
    train_head,
)
from modaverse_desktop.training.starter.pictured import Shown
from modaverse_desktop.training.starter.pictures import Picture, Style, read_index
from modaverse_desktop.training.starter.pseudo import Classifier, photo_phrase, pseudo_photos
from modaverse_desktop.training.starter.sound_names import make_sound_names, write_sounds
from modaverse_desktop.training.starter.sounds import read_kinds
from modaverse_desktop.training.starter.start import PROJECTOR, SOUND_PROJECTOR, write_between, write_start
from modaverse_desktop.training.train import train

SEED = 1
VARIATIONS = 2
PSEUDO_PER_CLASS = 8
BLIND_SHARE = 0.2
KEPT = 0.0
"""Of the weights before the last run: a mean with them (a model soup) keeps more of what a run forgot. After the run
before the last it was 0.3; after the last, 0.3 had 192 instead of 195 of 201 requests right and named 59 instead of 57
photographs of 77."""
ROOT = Path("build/starter")
PACKS = Path("resources/starter")
ADAPTER_WEIGHTS = "adapter/adapter_model.safetensors"
CONFIG = Path(__file__).parent / "alignment.toml"
Say = Callable[[str], None]


def build_alignment(report: Say = print) -> None:
    """From fetched and indexed pictures to the packs of encoder, projector, adapter, backbone and stack."""
    packs.write_backbone(PACKS)
    packs.write_stack(PACKS)
    embed_pictures(report)
    make_names_head(report)
    make_sound_names(ROOT, PACKS, report)
    make_pairs(report)
    write_starts(report)
    train_alignment(report)
    export_packs(report)


def embed_pictures(report: Say) -> None:
    """The plain encoder's embeddings of all training pictures: as they are, and `VARIATIONS - 1` times varied."""
    encoder = _plain_encoder()
    cache = plain_cache()

    def done(count: int) -> None:
        if count % 500 == 0:
            report(f"{count} embeddings")

    for variation in range(VARIATIONS):
        for line in cache.fill(_wanted(variation), encoder.embed, done):
            report(f"left out: {line}")


def make_names_head(report: Say) -> None:
    """Train the names head on the cached features and write it into the encoder's pack."""
    rows, phrases = _head_samples()
    classes = class_names(phrases)
    places = {phrase: index for index, phrase in enumerate(classes)}
    features = torch.from_numpy(plain_cache().matrix()[rows].astype(np.float32))[:, :POOLED]
    labels = torch.tensor([places[phrase] for phrase in phrases])
    negatives, _ = pseudo_photos(
        _classifier(), POOLED_SCALE * features[:: max(1, len(features) // 2000)][:2000], _random_classes(2000), _dice(7)
    )
    features = torch.cat((features, negatives / POOLED_SCALE))
    labels = torch.cat((labels, torch.full((len(negatives),), places[""])))
    report(f"names head: {len(labels)} samples, {len(classes)} classes")
    weight, bias = train_head(features, labels, len(classes), HeadConfig())
    save_head(weight, bias, PACKS / "image-encoder" / packs.HEAD_FILE)
    packs.write_encoder(PACKS, len(classes))


def make_pairs(report: Say) -> None:
    """Write pairs.jsonl and the embeddings that it refers to."""
    encoder = _full_encoder()
    drawn = _drawn()
    photos, features = _photos()
    keys = [shown.source.removeprefix(KEY) for shown in (*drawn, *photos)]
    plain = plain_cache()
    rows = [plain.row(shown.source.removeprefix(KEY)) for shown in drawn]
    matrix = torch.from_numpy(plain.matrix()[rows].astype(np.float32))
    matrix[:, POOLED:] = _classifier().probabilities(matrix[:, :POOLED] * POOLED_SCALE)
    everything = encoder.with_names(torch.cat((matrix, features)))
    blind = torch.zeros(len(everything), dtype=torch.bool)
    blind[len(drawn) :] = torch.rand(len(photos), generator=_dice(5)) < BLIND_SHARE
    everything[blind, :POOLED] = 0  # some photographs by their probabilities alone
    everything[blind, POOLED + CLASSES :] = 0
    moving = everything.clone()
    moving[:, -1] = 1
    stills = zip(keys, (*drawn, *photos), strict=True)
    clips = [Shown(f"{KEY}clip:{key}", shown.phrase, "", Modality.VIDEO) for key, shown in stills]
    cache = cache_of(read_manifest(PACKS / "image-encoder"), ROOT / "embeddings")
    both = torch.cat((everything, moving)).half().numpy()
    cache.replace([*keys, *(clip.source.removeprefix(KEY) for clip in clips)], both)
    sounds = write_sounds(PACKS / "sound-encoder", ROOT / "embeddings", _dice(13))
    backbone = load_backbone(read_manifest(PACKS / "backbone"), None, torch.device("cpu"))
    answers = chat.answers(backbone, chat.questions(0), ROOT / "chat.jsonl", lambda count: report(f"{count} answers"))
    pairs = mixed(Composer(SEED, _things(drawn)), answers, Given(drawn, photos, sounds, clips))
    count = write_pairs(unseen(pairs, evaluated()), ROOT / "pairs.jsonl")
    report(f"{count} pairs, {len(drawn)} drawn pictures, {len(photos)} pseudo-photographs, {len(sounds)} sounds")


def write_starts(report: Say) -> None:
    """The projectors and the adapter that the training begins with: the shipped ones if there are any."""
    named = class_names(["", *(head_phrase(each) for each in training_pictures() if nameable(each))])  # as the head's
    classes = [*(each.phrase for each in class_list()), *named]
    config = build(AlignmentConfig, load_config(CONFIG).options)
    shipped = write_start(PACKS, ROOT / "start", classes, [kind.name for kind in read_kinds()], config)
    report("starts from the shipped packs" if shipped else "starts from names and a fresh LoRA")


def train_alignment(report: Say) -> None:
    """Projector and LoRA."""

    def tell(progress: Progress) -> None:
        report(f"{progress.step}/{progress.steps} loss {progress.loss:.3f}")

    train(CONFIG, resume=True, report=tell)


def export_packs(report: Say) -> None:
    """Put the trained weights into their packs; if they began with shipped ones, `KEPT` of the way back to those."""
    made = ROOT / "alignment/export"
    for name, start, target in (
        ("image-projector/projector.safetensors", PROJECTOR, "image-projector/projector.safetensors"),
        ("audio-projector/projector.safetensors", SOUND_PROJECTOR, "sound-projector/projector.safetensors"),
        (ADAPTER_WEIGHTS, ADAPTER_WEIGHTS, ADAPTER_WEIGHTS),
    ):
        kept = KEPT if (PACKS / target).is_file() else 0.0
        (PACKS / target).parent.mkdir(parents=True, exist_ok=True)
        write_between(made / name, ROOT / "start" / start, kept, PACKS / target)
    (PACKS / "adapter/adapter_config.json").write_bytes((made / "adapter/adapter_config.json").read_bytes())
    packs.write_projector(PACKS, encoder_dimension(read_manifest(PACKS / "image-encoder")))
    packs.write_sound_projector(PACKS, encoder_dimension(read_manifest(PACKS / "sound-encoder")))
    packs.write_adapter(PACKS)
    report(f"packs written to {PACKS}")


def held_out(picture: Picture) -> bool:
    """Stamps that are kept for evaluation: every fourth, by name."""
    if picture.style != Style.STAMPS.value:
        return False
    return int(hashlib.sha256(picture.key.encode()).hexdigest()[:8], 16) % 4 == 0


def training_pictures() -> list[Picture]:
    """What embeddings are made of: nameable emoji in all styles, then stamps that are not held out."""
    pictures = read_index(ROOT / "pictures.jsonl")
    stamps = [each for each in pictures if each.style == Style.STAMPS.value and each.group != "symbols"]
    return [*(each for each in pictures if nameable(each)), *(each for each in stamps if not held_out(each))]


def plain_cache() -> EmbeddingCache:
    """The embeddings without names."""
    return cache_of(_plain_manifest(), ROOT / "embeddings")


def _wanted(variation: int) -> Iterator[Wanted]:
    """In an order of its own, so that what an interrupted run leaves is a fair sample."""
    for picture in sorted(training_pictures(), key=lambda each: hashlib.sha256(each.path.encode()).digest()):
        path = ROOT / "data" / picture.path
        key = content_key(path, variation)
        yield Wanted(key, partial(_pixels, path, key, variation, picture.group != "symbols"))


def _pixels(path: Path, key: str, variation: int, mirror: bool) -> np.ndarray:
    if variation == 0:
        return on_white(open_rgba(path))
    return augment(open_rgba(path), int(hashlib.sha256(key.encode()).hexdigest()[:8], 16), mirror)


def _plain_manifest() -> Manifest:
    """An encoder without a names head, kept beside the data: its embeddings come before the head."""
    return packs.write_encoder(ROOT / "plain", 0)


def _network() -> EfficientNetLite2:
    manifest = _plain_manifest()
    return load_network(locate(manifest, manifest.files[0]))


def _plain_encoder() -> EfficientNetLiteEncoder:
    return EfficientNetLiteEncoder(_network(), torch.device("cpu"))


def _full_encoder() -> EfficientNetLiteEncoder:
    head = load_head(PACKS / "image-encoder" / packs.HEAD_FILE)
    return EfficientNetLiteEncoder(_network(), torch.device("cpu"), head)


def _classifier() -> Classifier:
    layer = _network()._fc
    return Classifier(layer.weight.detach(), layer.bias.detach())


def _head_samples() -> tuple[list[int], list[str]]:
    """Rows of the plain cache and their classes; a stamp counts if an emoji of its name exists, else as none."""
    cache = plain_cache()
    pictures = training_pictures()
    known = {head_phrase(each) for each in pictures if nameable(each)}
    rows: list[int] = []
    phrases: list[str] = []
    for picture in pictures:
        phrase = head_phrase(picture) if nameable(picture) else picture_phrase(picture)
        for key in _cached_keys(cache, picture):
            rows.append(cache.row(key))
            phrases.append(phrase if phrase in known else "")
    return rows, phrases


def _cached_keys(cache: EmbeddingCache, picture: Picture) -> list[str]:
    keys = [content_key(ROOT / "data" / picture.path, variation) for variation in range(VARIATIONS)]
    return [key for key in keys if key in cache]


def _drawn() -> list[Shown]:
    """Every cached picture, as it is and varied."""
    cache = plain_cache()
    found = [
        Shown(KEY + key, head_phrase(picture) if nameable(picture) else picture_phrase(picture), picture.group)
        for picture in training_pictures()
        for key in _cached_keys(cache, picture)
    ]
    return list({shown.source: shown for shown in found if is_name(shown.phrase)}.values())


def _things(drawn: list[Shown]) -> list[str]:
    """What can be asked for: what pictures show, and ImageNet's classes."""
    emoji = {shown.phrase for shown in drawn if shown.group != "symbols"}
    return sorted(emoji | {each.phrase for each in class_list()})


def _photos() -> tuple[list[Shown], Tensor]:
    """Pseudo-photographs of every class, and their plain embeddings (N, 2280)."""
    names = class_list()
    cache = plain_cache()
    classes = torch.arange(CLASSES).repeat_interleave(PSEUDO_PER_CLASS)
    dice = _dice(3)
    chosen = torch.randint(0, len(cache), (len(classes),), generator=dice)
    bases = torch.from_numpy(cache.matrix()[chosen.numpy()].astype(np.float32))[:, :POOLED] * POOLED_SCALE
    pooled, probabilities = pseudo_photos(_classifier(), bases, classes, dice)
    shown = [
        Shown(f"{KEY}pseudo:{index}", photo_phrase(probabilities[index], names), "") for index in range(len(classes))
    ]
    return shown, torch.cat((pooled / POOLED_SCALE, probabilities), dim=-1)


def class_list() -> list[ClassName]:
    """ImageNet's classes by our names."""
    return read_classes(ROOT / "data/timm/timm/data/_info")


def _random_classes(count: int) -> Tensor:
    return torch.randint(0, CLASSES, (count,), generator=_dice(11))


def _dice(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(SEED * 1000 + seed)


def main() -> None:
    """Run the steps named on the command line, or all of them."""
    steps = {
        "embed": embed_pictures,
        "head": make_names_head,
        "ears": lambda report: make_sound_names(ROOT, PACKS, report),
        "pairs": make_pairs,
        "start": write_starts,
        "train": train_alignment,
        "export": export_packs,
    }
    for name in sys.argv[1:] or list(steps):
        steps[name](print)


if __name__ == "__main__":
    main()
