"""From samples to token ids, as the stack's template and spelling say; a medium is a place in the shards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from torch import nn
from transformers import PreTrainedTokenizerBase

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.manifest import Template
from modaverse_desktop.core.meta_response import Spelling
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.backbone import Backbone
from modaverse_desktop.engine.modaverse import ModaVerse
from modaverse_desktop.engine.projector import Projector
from modaverse_desktop.training.construction.files import read_samples
from modaverse_desktop.training.construction.sample import Sample, targets
from modaverse_desktop.training.preparation.index import Index
from modaverse_desktop.training.preparation.tokens import Tokenised

_ORDER = (Modality.TEXT, Modality.IMAGE, Modality.AUDIO, Modality.VIDEO)


@dataclass
class Tokeniser:
    """Turns samples into ids. `left_out` counts, by reason, those that cannot be trained on."""

    tokenizer: PreTrainedTokenizerBase
    template: Template
    spelling: Spelling
    media_tokens: int
    encoder_keys: Mapping[Modality, str]
    longest: int
    left_out: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        projectors = {modality: Projector(1, self.media_tokens, 1) for modality in self.encoder_keys}
        blank = Backbone(nn.Identity(), self.tokenizer)  # type: ignore[arg-type]
        self._composite = ModaVerse(blank, projectors, self.template)  # only for its template: nothing is computed

    def read(self, files: Sequence[Path], index: Index) -> Iterator[Tokenised]:
        """The samples of instruction files, one at a time."""
        for path in files:
            for _, sample in read_samples(path):
                made = self.tokenise(sample, index)
                if isinstance(made, Tokenised):
                    yield made
                else:
                    self.left_out[made] += 1

    def tokenise(self, sample: Sample, index: Index) -> Tokenised | str:
        """One sample, or why it is left out."""
        positions: list[tuple[Modality, int]] = []
        for modality, path in sample.media:
            known = index.get(path, modality)
            position = index.position(self.encoder_keys[modality], known.key) if known and known.key else None
            if position is None:
                return "a medium cannot be used"
            positions.append((modality, position))
        if self.template.joined:  # such a model was trained with its media in this order
            positions.sort(key=lambda each: _ORDER.index(each[0]))
        try:
            return self._placed(sample, positions)
        except AppError:
            return "the instruction is too long"

    def _placed(self, sample: Sample, positions: Sequence[tuple[Modality, int]]) -> Tokenised | str:
        ids: list[int] = []
        media: list[tuple[Modality, int, int]] = []
        rest = iter(positions)
        for piece in self._composite.pieces(sample.instruction, [modality for modality, _ in positions]):
            if isinstance(piece, Modality):
                media.append((piece, len(ids), next(rest)[1]))
                ids += [0] * self.media_tokens
            else:
                ids += piece
        answer = self.tokenizer.encode(targets(sample)[self.spelling], add_special_tokens=False)
        whole = (*ids, *answer, int(self.tokenizer.eos_token_id or 0))
        return Tokenised(whole, len(ids), tuple(media)) if len(whole) <= self.longest else "longer than `longest`"
