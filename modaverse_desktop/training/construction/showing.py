"""`instructions show`: some samples of a file with their media, as text or as one HTML page for a browser."""

from __future__ import annotations

import html
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from modaverse_desktop.core.meta_response import Spelling
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.files import read_samples
from modaverse_desktop.training.construction.sample import Sample, targets

_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
article { border: 1px solid #8886; border-radius: 8px; padding: 1rem; margin: 1rem 0; }
header { color: #888; font-size: 13px; }
figure { display: inline-block; margin: .5rem 1rem .5rem 0; }
figcaption { color: #888; font-size: 12px; overflow-wrap: anywhere; }
img, video { max-width: 16rem; max-height: 12rem; }
pre { white-space: pre-wrap; background: #8882; padding: .5rem; border-radius: 4px; }
"""


def draw(path: Path, count: int, seed: int) -> list[Sample]:
    """`count` samples of a file, each as likely as any other, in the file's order; the file is read once."""
    dice = random.Random(seed)
    chosen: list[tuple[int, Sample]] = []
    for position, (line, sample) in enumerate(read_samples(path)):
        if position < count:
            chosen.append((line, sample))
        elif (place := dice.randint(0, position)) < count:
            chosen[place] = (line, sample)
    return [sample for _, sample in sorted(chosen, key=lambda each: each[0])]


def as_text(samples: Iterable[Sample], spelling: Spelling) -> str:
    """A paragraph a sample."""
    return "\n\n".join(_paragraph(sample, spelling) for sample in samples)


def as_html(samples: Sequence[Sample], media: Path, spelling: Spelling, title: str) -> str:
    """A page that shows and plays the media where they lie; nothing is fetched from anywhere."""
    cards = "\n".join(_card(sample, media, spelling) for sample in samples)
    name = html.escape(title)
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}</title><style>{_STYLE}</style>'
    return f"{head}<h1>{name}</h1><p>{len(samples)} samples</p>\n{cards}\n</html>\n"


def _paragraph(sample: Sample, spelling: Spelling) -> str:
    lines = [f"{sample.id}  [{sample.kind.value}, {sample.pair}]  {sample.source}"]
    lines += [f"  {modality.value}: {path}" for modality, path in sample.media]
    lines.append(f"  Human: {sample.instruction}")
    lines += [f"  {line}" for line in targets(sample)[spelling].splitlines()]
    return "\n".join(lines)


def _card(sample: Sample, media: Path, spelling: Spelling) -> str:
    figures = "".join(_figure(modality, path, media) for modality, path in sample.media)
    about = html.escape(f"{sample.id} · {sample.kind.value} · {sample.pair} · {sample.source}")
    answer = html.escape(targets(sample)[spelling])
    words = html.escape(sample.instruction)
    return f"<article><header>{about}</header>{figures}<p>{words}</p><pre>{answer}</pre></article>"


def _figure(modality: Modality, path: str, folder: Path) -> str:
    source = html.escape((folder / path).absolute().as_uri(), quote=True)
    element = {
        Modality.IMAGE: f'<img src="{source}" alt="" loading="lazy">',
        Modality.AUDIO: f'<audio src="{source}" controls preload="none"></audio>',
        Modality.VIDEO: f'<video src="{source}" controls preload="none"></video>',
    }[modality]
    return f"<figure>{element}<figcaption>{html.escape(path)}</figcaption></figure>"
