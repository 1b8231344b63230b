"""Caption metrics by pycocoevalcap, the published tool itself: PTB's tokenizer, METEOR and SPICE are Java programs."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.evaluation.metrics.spice import spice_scores
from modaverse_desktop.evaluation.task import Score

Texts = Mapping[str, Sequence[str]]


def require_caption_metrics() -> None:
    """Known before hours of answers. Raises AppError(MODEL) saying what to install."""
    if find_spec("pycocoevalcap") is None:
        hint = "Install it: pip install --no-deps pycocoevalcap==1.2 (104 MB); the extra `evaluation` names it."
        raise AppError("The caption metrics are not installed", "There is no pycocoevalcap", hint, ErrorKind.MODEL)
    if shutil.which("java") is None:
        hint = "Install a Java runtime, for example `apt-get install default-jre-headless`."
        raise AppError("The caption metrics need Java", "There is no program java", hint, ErrorKind.MODEL)


def caption_scores(candidates: Mapping[str, str], references: Texts, weights: Path | None = None) -> list[Score]:
    """BLEU-4, METEOR, ROUGE-L and CIDEr from 0 on (CIDEr up to 10), SPICE and SPIDEr if CoreNLP is in `weights`.

    The texts are by the sample's id. Raises AppError(MODEL) if the tool or Java is missing.
    """
    require_caption_metrics()
    wanted = tokenized(references)
    given = tokenized({name: [text] for name, text in candidates.items()})
    scores = [*scores_without_java(given, wanted), Score("METEOR", _meteor(given, wanted))]
    cider = next(score.value for score in scores if score.name == "CIDEr")
    return [*scores, *spice_scores(given, wanted, cider or 0.0, weights)]


def tokenized(texts: Texts) -> dict[str, list[str]]:
    """In small letters, split into words by PTB's rules, without punctuation."""
    from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

    one_line = {name: [{"caption": " ".join(text.split())} for text in each] for name, each in texts.items()}
    return PTBTokenizer().tokenize(one_line)


def scores_without_java(given: Texts, wanted: Texts) -> list[Score]:
    """BLEU-4, ROUGE-L and CIDEr of tokenized texts; `given` has one each."""
    from pycocoevalcap.bleu.bleu import Bleu
    from pycocoevalcap.cider.cider import Cider
    from pycocoevalcap.rouge.rouge import Rouge

    bleu = Bleu(4).compute_score(wanted, given, verbose=0)[0][3]
    return [
        Score("BLEU-4", float(bleu)),
        Score("ROUGE-L", float(Rouge().compute_score(wanted, given)[0])),
        Score("CIDEr", float(Cider().compute_score(wanted, given)[0])),
    ]


def _meteor(given: Texts, wanted: Texts) -> float:
    from pycocoevalcap.meteor.meteor import Meteor

    meteor: Any = Meteor()
    try:
        return float(meteor.compute_score(wanted, given)[0])
    finally:
        for pipe in (meteor.meteor_p.stdout, meteor.meteor_p.stderr):  # its own end leaves them open
            pipe.close()
