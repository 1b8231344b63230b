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
from modaverse_desktop.engine.backbone import Backbone, generate

_BATCH = 24
_NEW_TOKENS = 40
_SHORTEST = 2
_BRIEFLY = " Answer briefly, in one or two sentences."
_BULLET = re.compile(r"^(\d+[.)]|[-*•])\s+")


def questions(seed: int) -> list[str]:
    """All single questions, and from every other table as many of its forms with its words as its `count` says."""
    table = tomllib.loads(files(__package__).joinpath("chat_questions.toml").read_text(encoding="utf-8"))
    found = table.pop("single").strip().splitlines()
    dice = random.Random(seed)
    for each in table.values():
        words = each["words"].strip().splitlines()
        composed = [form.format(t=word) for form in each["forms"].strip().splitlines() for word in words]
        found += dice.sample(composed, each["count"])
    return list(dict.fromkeys(found))


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


def one_line(text: str, finished: bool) -> str:
    """Whole sentences on one line, lists and verses included, or "" if a meta-response cannot hold them. What was not
    `finished` ends with its last whole sentence, or else with its last whole line or clause."""
    lines = [_BULLET.sub("", line.strip()) for line in text.strip().splitlines() if line.strip()]
    line = " ".join(line if line[-1:] in ".,:;!?" or line is lines[-1] else f"{line}," for line in lines)
    ends = [found.end() for found in re.finditer(r"[.!?][\"”')]*(?=\s|$)", line)]
    if finished and line[-1:].isalnum():
        whole = f"{line}."
    elif ends:
        whole = line[: ends[-1]]
    else:
        clause = line.rpartition(",")[0]
        whole = f"{clause}." if clause else ""
    whole = whole.replace("**", "").strip()
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
    made = generate(
        backbone.model,
        **batch,
        max_new_tokens=_NEW_TOKENS,
        do_sample=False,
        repetition_penalty=1.1,
        pad_token_id=tokenizer.eos_token_id,
    )
    new = made[:, batch["input_ids"].shape[1] :]
    texts = tokenizer.batch_decode(new, skip_special_tokens=True)
    ended = new[:, -1].eq(tokenizer.eos_token_id).tolist()
    return [one_line(text, finished) for text, finished in zip(texts, ended, strict=True)]


def _read(path: Path) -> dict[str, str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        return {}
    return dict(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
