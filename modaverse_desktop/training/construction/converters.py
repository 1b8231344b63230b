"""Published sets to samples: LLaVA-Instruct, VideoChat, InstructBLIP's VQA and captions, caption sets, pairs."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.captions import CAPTION_SETS, field_of, read_captions
from modaverse_desktop.training.construction.phrasing import ask_to_describe
from modaverse_desktop.training.construction.reading import Item, json_lines, json_list, wrong_item
from modaverse_desktop.training.construction.repeated import Ids
from modaverse_desktop.training.construction.sample import Kind, Sample, pairs_of, text_of

_PLACE = ("<image>", "<video>", "<audio>")


@dataclass(frozen=True)
class Options:
    """How to convert. `name_of` names media files of caption sets; `seed` chooses the wording of what has none."""

    kind: Kind | None = None
    name_of: str = ""
    seed: int = 0


Placed = tuple[Item, Sample]
"""A sample and the item of its file that it was made of."""
Convert = Callable[[Path, Options], Iterator[Placed]]


def llava(path: Path, options: Options) -> Iterator[Placed]:
    """LLaVA-Instruct: a list of {id, image, conversations: [{from: human | gpt, value}]}; a sample each turn.

    The whole set has an image's id up to three times.
    """
    kind = options.kind or (Kind.REASONING if "reasoning" in path.name else Kind.INPUT)
    for place, item in enumerate(json_list(path)):
        image, name = field_of(path, item, "image", str), field_of(path, item, "id", str)
        turns = [_turn(path, item, turn) for turn in field_of(path, item, "conversations", list)]
        if len(turns) % 2 or any(
            turn[0] != who for turn, who in zip(turns, ("human", "gpt") * len(turns), strict=False)
        ):
            raise wrong_item(path, item, "'conversations' must go from human to gpt in turns")
        for number in range(0, len(turns), 2):
            question, answer = _without_place(turns[number][1]), turns[number + 1][1].strip()
            key = f"llava-{place}-{name}-{number // 2}"
            yield item, _told(key, kind, question, (Modality.IMAGE, image), answer, "LLaVA-Instruct")


def videochat(path: Path, options: Options) -> Iterator[Placed]:
    """VideoChat's instructions: a list of {video (or image), QA: [{i, q, a}]}; `i` asks where there is no question."""
    for number, item in enumerate(json_list(path)):
        modality = Modality.IMAGE if isinstance(item.value, dict) and "image" in item.value else Modality.VIDEO
        medium = field_of(path, item, modality.value, str)
        for turn, each in enumerate(field_of(path, item, "QA", list)):
            inner = item.of(each)
            question = field_of(path, inner, "q", str) if "q" in each else ""
            question = _without_place(question) or _without_place(field_of(path, inner, "i", str))
            answer = field_of(path, inner, "a", str).strip()
            kind = options.kind or Kind.INPUT
            yield item, _told(f"videochat-{number}-{turn}", kind, question, (modality, medium), answer, "VideoChat")


def instructblip_vqa(path: Path, options: Options) -> Iterator[Placed]:
    """Visual questions as InstructBLIP is given them: a list of {question_id, question, answer: text or list, image}.

    Of several answers the most frequent is taken, of equals the first.
    """
    for number, item in enumerate(json_list(path)):
        question, image = field_of(path, item, "question", str), field_of(path, item, "image", str)
        answers = item.value.get("answer")
        answers = [answers] if isinstance(answers, str) else answers
        if not isinstance(answers, list) or not answers or not all(isinstance(each, str) for each in answers):
            raise wrong_item(path, item, "'answer' must be a text or a list of texts")
        key = item.value.get("question_id", number)
        answer = Counter(answers).most_common(1)[0][0]
        kind = options.kind or Kind.INPUT
        yield item, _told(f"vqa-{key}", kind, question, (Modality.IMAGE, image), answer, "InstructBLIP VQA")


def instructblip_caption(path: Path, options: Options) -> Iterator[Placed]:
    """Captions as InstructBLIP is given them: a list of {image, caption: text or list, image_id}."""
    for number, item in enumerate(json_list(path)):
        image = field_of(path, item, "image", str)
        captions = item.value.get("caption")
        captions = [captions] if isinstance(captions, str) else captions
        if not isinstance(captions, list) or not captions or not all(isinstance(each, str) for each in captions):
            raise wrong_item(path, item, "'caption' must be a text or a list of texts")
        for which, caption in enumerate(captions):
            key = f"caption-{number}-{which}"
            question = ask_to_describe(Modality.IMAGE, random.Random(f"{options.seed}:{key}"))
            yield item, _told(key, Kind.INPUT, question, (Modality.IMAGE, image), caption, "InstructBLIP captions")


def paper(path: Path, options: Options) -> Iterator[Placed]:
    """The paper's own pairs, one a line or in a list: {instruction: [text, media…], invocation: [[model, prompt]…]}."""
    from modaverse_desktop.core.spelling import task_named
    from modaverse_desktop.training.construction.kinds import modality_of

    for number, item in enumerate(json_list(path) if path.suffix == ".json" else json_lines(path)):
        parts = field_of(path, item, "instruction", list)
        calls = field_of(path, item, "invocation", list)
        if not parts or not all(isinstance(part, str) for part in parts):
            raise wrong_item(path, item, "'instruction' must be a list of texts: the words, then the media")
        made: list[tuple[Modality, str]] = []
        for call in calls:
            task = (
                task_named(call[0]) if isinstance(call, list) and len(call) == 2 and isinstance(call[0], str) else None
            )
            if task is None or not isinstance(call[1], str):
                raise wrong_item(path, item, f'an invocation must be like ["text-to-image", "…"], not {call!r}')
            made.append((task, call[1]))
        media = tuple((modality_of(path, item, name), name) for name in parts[1:])
        kind = options.kind or (Kind.OUTPUT if any(task is not Modality.TEXT for task, _ in made) else Kind.INPUT)
        yield item, Sample(f"pair-{number}", kind, parts[0], media, tuple(made), "pairs")


def edits(path: Path, options: Options) -> Iterator[Placed]:
    """What the window exports: your own corrections, {id, instruction, media: [{path, modality}], response} a line."""
    for item in json_lines(path):
        response = parse_meta_response(field_of(path, item, "response", str))
        rows = field_of(path, item, "media", list)
        try:
            media = pairs_of([[row["modality"], row["path"]] for row in rows], "media")
        except (ValueError, TypeError, KeyError) as error:
            raise wrong_item(path, item, f"its media cannot be read: {error}") from error
        made = tuple((each.task, each.prompt) for each in response.invocations)
        if not made:
            raise wrong_item(path, item, "its response holds no invocation")
        kind = options.kind or (Kind.OUTPUT if any(task is not Modality.TEXT for task, _ in made) else Kind.INPUT)
        key, instruction = field_of(path, item, "id", str), text_of(item.value, "instruction", empty=True)
        yield item, Sample(key, kind, instruction, media, made, "edits")


def captions(name: str) -> Convert:
    """The converter of a caption set: each caption answers a request to describe, in one of many wordings."""

    def convert(path: Path, options: Options) -> Iterator[Placed]:
        for caption in read_captions(name, path, options.name_of):
            key = f"{name}-{caption.key}"
            question = ask_to_describe(caption.modality, random.Random(f"{options.seed}:{key}"))
            medium = (caption.modality, caption.media)
            yield caption.place, _told(key, Kind.INPUT, question, medium, caption.text, name)

    return convert


CONVERTERS: Mapping[str, Convert] = {
    "llava": llava,
    "videochat": videochat,
    "instructblip-vqa": instructblip_vqa,
    "instructblip-caption": instructblip_caption,
    "paper": paper,
    "edits": edits,
    **{name: captions(name) for name in CAPTION_SETS},
}
"""The formats that become samples, by name."""


def convert_files(name: str, paths: Sequence[Path], options: Options) -> Iterator[tuple[Path, Sample]]:
    """The samples of files of one format, each with its file. If there are several files, an id begins with the number
    of its own: the parts of a set have ids in common.

    Raises AppError(INPUT), also at the end of a file of which two entries have the same id.
    """
    for number, path in enumerate(paths, 1):
        with Ids() as ids:
            for item, sample in CONVERTERS[name](path, options):
                ids.add(sample.id, item)
                yield path, replace(sample, id=f"{number}-{sample.id}") if len(paths) > 1 else sample
            if first := min(ids.repeated(), key=_order, default=None):
                raise _repeated(path, *first, CONVERTERS[name](path, options))


def _order(pair: tuple[Item, Item]) -> tuple[int, int]:
    return pair[0].line, pair[0].entry


def _repeated(path: Path, later: Item, earlier: Item, again: Iterator[Placed]) -> AppError:
    """The file is gone through again for the id, of which only a hash was kept."""
    id = next(sample.id for item, sample in again if item.place == later.place)
    problem = f"has the same id as {earlier.place} ({id})"
    return wrong_item(path, later, problem, "An id must stand only once: change one of the two, or remove it.")


def _told(key: str, kind: Kind, question: str, medium: tuple[Modality, str], answer: str, source: str) -> Sample:
    """Something told about one medium."""
    return Sample(key, kind, question, (medium,), ((Modality.TEXT, answer),), source)


def _turn(path: Path, item: Item, turn: Any) -> tuple[str, str]:
    inner = item.of(turn)
    return field_of(path, inner, "from", str), field_of(path, inner, "value", str)


def _without_place(text: str) -> str:
    for place in _PLACE:
        text = text.replace(place, "")
    return text.strip()
