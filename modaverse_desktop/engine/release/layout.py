"""Where the parts of the published release lie below the folder that the user names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.engine.sentencepiece_tokenizer import ADDED_FILE, MODEL_FILE

ENCODER = "imagebind_huge.pth"
TRAINED = "pytorch_model.pt"
_BACKBONE = "7b_v0"
_TRAINED_FOLDER = "ModaVerse-7b"


@dataclass(frozen=True)
class Layout:
    """The files of a release. `added` is None where the list of added tokens is missing."""

    backbone: Path
    encoder: Path
    trained: Path
    tokenizer: Path
    added: Path | None

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that is read."""
        own = sorted(path for path in self.backbone.iterdir() if path.is_file())
        return (*own, self.encoder, self.trained, self.tokenizer, *([self.added] if self.added else []))


def find_layout(folder: Path) -> Layout:
    """The parts below `folder`, under their published names or one folder deeper.

    Raises AppError: USAGE if there is no such folder, MODEL naming every part that is missing.
    """
    if not folder.is_dir():
        hint = "Name the folder with the published files."
        raise AppError(f"There is no folder “{folder}”", "", hint, ErrorKind.USAGE)
    backbone = _backbone(folder)
    encoder, trained = _file(folder, ENCODER), _trained(folder)
    nearby = [each for each in (trained.parent if trained else None, backbone) if each]
    tokenizer = next((each / MODEL_FILE for each in nearby if (each / MODEL_FILE).is_file()), None)
    missing = {
        f"{_BACKBONE}/ (Vicuna-7B v0 in Hugging Face's format: config.json, weights)": backbone,
        ENCODER: encoder,
        f"{_TRAINED_FOLDER}/{TRAINED}": trained,
        f"{_TRAINED_FOLDER}/{MODEL_FILE} or {_BACKBONE}/{MODEL_FILE}": tokenizer,
    }
    if not (backbone and encoder and trained and tokenizer):
        absent = [name for name, path in missing.items() if path is None]
        title, hint = "The release is not complete", "Copy what is missing into the folder, then try again."
        raise AppError(title, f"{folder} lacks: {', '.join(absent)}", hint, ErrorKind.MODEL)
    added = trained.parent / ADDED_FILE
    return Layout(backbone, encoder, trained, tokenizer, added if added.is_file() else None)


def _backbone(folder: Path) -> Path | None:
    """The folder of the language model: by its published name, or the only one with a config.json and weights."""
    named = folder / _BACKBONE
    if (named / "config.json").is_file():
        return named
    found = [path.parent for path in sorted(folder.glob("*/config.json")) if _has_weights(path.parent)]
    return found[0] if len(found) == 1 else None


def _has_weights(folder: Path) -> bool:
    return any(folder.glob("*.bin")) or any(folder.glob("*.safetensors"))


def _trained(folder: Path) -> Path | None:
    named = folder / _TRAINED_FOLDER / TRAINED
    return named if named.is_file() else _file(folder, TRAINED)


def _file(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / name, *sorted(folder.glob(f"*/{name}"))) if path.is_file()), None)
