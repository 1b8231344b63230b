"""Plain conversation for the alignment: the untouched backbone answers our questions once, and keeps that voice."""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import torch

from modaverse_desktop.core.meta_response import clean_prompt
from modaverse_desktop.engine.backbone import Backbone

_BATCH = 24
_NEW_TOKENS = 56
_SHORTEST = 2
_BRIEFLY = " Answer briefly, in one or two sentences."


def questions(seed: int, count: int) -> list[str]:
    """All single questions, and as many of the composed ones as make `count`."""
    table = tomllib.loads(files(__package__).joinpath("chat_questions.toml").read_text(encoding="utf-8"))
    lines = {name: [line for line in text.strip().splitlines() if line] for name, text in table.items()}
    single = lines["questions"]
    composed = [form.format(t=topic) for form in lines["forms"] for topic in lines["topics"]]
    random.Random(seed).shuffle(composed)
    return [*single, *composed[: max(0, count - len(single))]]


def answers(backbone: Backbone, asked: Sequence[str], path: Path, done: Callable[[int], None]) -> dict[str, str]:
    """The backbone's greedy answers by question, kept in `path` so that they are made once; `done` hears how many."""
    known = _read(path)
    missing = [question for question in asked if question not in known]
    with path.open("a", encoding="utf-8") as stream:
        for start in range(0, len(missing), _BATCH):
            group = missing[start : start + _BATCH]
            for question, answer in zip(group, _generate(backbone, group), strict=True):
                known[question] = answer
                stream.write(json.dumps([question, answer], ensure_ascii=False) + "\n")
            stream.flush()
            done(len(known))
    return {question: known[question] for question in asked if known[question]}


def first_sentences(text: str) -> str:
    """One line of whole sentences, or "" if there is none that a meta-response can hold."""
    line = " ".join(text.strip().splitlines()[:1]).strip()
    ends = [found.end() for found in re.finditer(r"[.!?][\"”')]*(?=\s|$)", line)]
    whole = line[: ends[-1]] if ends else ""
    misleading = "#" in whole or "modality" in whole.lower() or clean_prompt(whole) != whole
    return whole if len(whole) > _SHORTEST and not misleading else ""


@torch.inference_mode()
def _generate(backbone: Backbone, asked: Sequence[str]) -> list[str]:
    tokenizer = backbone.tokenizer
    tokenizer.padding_side = "left"
    prompts = [
        "<|im_start|>system\nYou are a helpful AI assistant.<|im_end|>\n"
        f"<|im_start|>user\n{question[:1].upper()}{question[1:]}{_BRIEFLY}<|im_end|>\n<|im_start|>assistant\n"
        for question in asked
    ]
    batch = tokenizer(prompts, return_tensors="pt", padding=True, add_special_tokens=False)
    made = backbone.model.generate(
        **batch,
        max_new_tokens=_NEW_TOKENS,
        do_sample=False,
        repetition_penalty=1.1,
        pad_token_id=tokenizer.eos_token_id,
    )
    texts = tokenizer.batch_decode(made[:, batch["input_ids"].shape[1] :], skip_special_tokens=True)
    return [first_sentences(text) for text in texts]


def _read(path: Path) -> dict[str, str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        return {}
    return dict(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
