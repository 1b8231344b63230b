"""Caption metrics by pycocoevalcap, the published tool itself: PTB's tokenizer, METEOR and SPICE are Java programs."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.evaluation.task import Score

Texts = Mapping[str, Sequence[str]]
CORENLP = "stanford-corenlp-3.6.0.jar"
CORENLP_MODELS = "stanford-corenlp-3.6.0-models.jar"


def require_caption_metrics() -> None:
    """Known before hours of answers. Raises AppError(MODEL) saying what to install."""
    if find_spec("pycocoevalcap") is None:
        hint = "Install it: pip install --no-deps pycocoevalcap==1.2 (104 MB); the extra `evaluation` names it."
        raise AppError("The caption metrics are not installed", "There is no pycocoevalcap", hint, ErrorKind.MODEL)
    if shutil.which("java") is None:
        hint = "Install a Java runtime, for example `apt-get install default-jre-headless`."
        raise AppError("The caption metrics need Java", "There is no program java", hint, ErrorKind.MODEL)


def caption_scores(candidates: Mapping[str, str], references: Texts) -> list[Score]:
    """BLEU-4, METEOR, ROUGE-L and CIDEr from 0 on (CIDEr up to 10), SPICE and SPIDEr if CoreNLP is there.

    Both are by the sample's id. Raises AppError(MODEL) if the tool or Java is missing.
    """
    require_caption_metrics()
    wanted = tokenized(references)
    given = tokenized({name: [text] for name, text in candidates.items()})
    scores = [*scores_without_java(given, wanted), Score("METEOR", _meteor(given, wanted))]
    cider = next(score.value for score in scores if score.name == "CIDEr")
    return [*scores, *_spice(given, wanted, cider or 0.0)]


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


def _spice(given: Texts, wanted: Texts, cider: float) -> list[Score]:
    """SPICE, and SPIDEr: the mean of it and CIDEr. pycocoevalcap would fetch CoreNLP unasked; here it never does."""
    folder = spice_folder()
    lacking = [name for name in (CORENLP, CORENLP_MODELS) if not (folder / name).is_file()]
    if lacking:
        why = f"put {' and '.join(lacking)} of stanford-corenlp-full-2015-12-09.zip (nlp.stanford.edu) into {folder}"
        return [Score("SPICE", None, why), Score("SPIDEr", None, why)]
    from pycocoevalcap.spice.spice import Spice

    try:
        value = float(Spice().compute_score(wanted, given)[0])
    except Exception as error:  # the Java program's, which says more on standard error
        why = f"its Java program failed: {error}; it was written for Java 8"
        return [Score("SPICE", None, why), Score("SPIDEr", None, why)]
    return [Score("SPICE", value), Score("SPIDEr", (value + cider) / 2)]


def spice_folder() -> Path:
    """Where SPICE looks for the jars that its wheel does not carry."""
    spec = find_spec("pycocoevalcap")
    assert spec is not None, "required before"
    assert spec.submodule_search_locations is not None, "it is a package"
    return Path(next(iter(spec.submodule_search_locations))) / "spice/lib"
