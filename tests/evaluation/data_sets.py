"""Tiny data sets in the published formats, made up."""

from __future__ import annotations

import json
from pathlib import Path


def make_karpathy(folder: Path, names: tuple[str, ...] = ("cat", "dog", "broken", "gone", "cup")) -> Path:
    """COCO in Karpathy's form: the media exist, but for `gone`; one image is of another split."""
    (folder / "val2014").mkdir(parents=True)
    images = []
    for number, name in enumerate(names):
        if name != "gone":
            (folder / "val2014" / f"{name}.jpg").write_bytes(b"jpg")
        sentences = [{"raw": f"A {name}. "}, {"raw": f"A picture of a {name}"}]
        row = {"filepath": "val2014", "filename": f"{name}.jpg", "cocoid": 100 + number, "imgid": number}
        images.append({**row, "split": "test", "sentences": sentences})
    images.append({"filename": "train.jpg", "imgid": 9, "split": "train", "sentences": [{"raw": "x"}]})
    (folder / "dataset_coco.json").write_text(json.dumps({"images": images, "dataset": "coco"}), encoding="utf-8")
    return folder
