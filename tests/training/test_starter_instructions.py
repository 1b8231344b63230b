from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace

import pytest
import torch

from modaverse_desktop.core.meta_response import Spelling, format_meta_response, parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation.right_task import SETS, read_set
from modaverse_desktop.training.instructions import Pair
from modaverse_desktop.training.starter import several
from modaverse_desktop.training.starter.chat import one_line
from modaverse_desktop.training.starter.forms import chosen, read_forms, ways
from modaverse_desktop.training.starter.instructions import Composer, coloured
from modaverse_desktop.training.starter.mix import evaluated, unseen
from modaverse_desktop.training.starter.names import ClassName, is_name, stamp_phrase, with_article, without_article
from modaverse_desktop.training.starter.names_head import HeadConfig, train_head
from modaverse_desktop.training.starter.phone import slip
from modaverse_desktop.training.starter.pictured import Pictured, Shown
from modaverse_desktop.training.starter.pseudo import Classifier, photo_phrase, pseudo_photos
from modaverse_desktop.training.starter.wording import Wording

THINGS = ["a cat", "a red apple", "a grand piano", "socks", "an owl"]


def drawn(seed: int, count: int = 150) -> list[Pair]:
    composer = Composer(seed, THINGS)
    made = [
        getattr(composer, name)()
        for name in ("written", "image", "audio", "video", "several", "absent")
        for _ in range(count)
    ]
    pictured = Pictured(composer)
    return [*made, *(pictured.about(Shown("key:x", "an owl", "animals-nature")) for _ in range(3 * count))]


def test_pairs_are_decided_by_the_seed() -> None:
    assert drawn(1, 20) == drawn(1, 20)
    assert drawn(1, 20) != drawn(2, 20)


def test_every_answer_survives_the_meta_response() -> None:
    for each in drawn(3):
        read = parse_meta_response(format_meta_response(each.invocations, Spelling.RELEASED))
        assert [(one.task, one.prompt) for one in read.invocations] == [
            (one.task, one.prompt) for one in each.invocations
        ], each
        assert "{" not in each.instruction
        assert "{" not in each.invocations[0].prompt


def test_all_tasks_are_asked_for_with_and_without_a_picture() -> None:
    counts = Counter((bool(each.media), one.task) for each in drawn(4) for one in each.invocations)
    assert set(counts) == {(media, task) for media in (True, False) for task in Modality}


def test_instructions_of_the_evaluation_are_not_trained_on() -> None:
    asked = evaluated()
    assert sorted(each.strip() for each in asked) == sorted(
        case.instruction for name in SETS for case in read_set(name)
    )
    made = drawn(5)
    exact = [replace(made[0], instruction=f"{instruction.upper()}!") for instruction in asked]
    kept = list(unseen([*exact, *made], asked))
    assert 0.95 * len(made) < len(kept) <= len(made)
    assert not [each for each in exact if each in kept]


def test_every_way_of_asking_can_be_filled() -> None:
    forms = read_forms()
    dice = random.Random(0)
    tables = [forms.around, forms.text_only, forms.with_media, forms.two, *forms.parts.values(), forms.texts]
    slots = dict.fromkeys("abcmnpstwxNX", "a cat") | {"t2": "a cat", "xa": "a cat"}
    for line in (line for table in tables for each in table.values() for line in each):
        filled = chosen(line, dice).format(**slots)
        assert not set(filled) & set("{}()"), line
        assert ways(line) > 0


def test_facts_begin_with_the_thing() -> None:
    for thing, fact in read_forms().facts.items():
        assert fact.lower().startswith(f"{thing} "), thing
        assert fact.endswith(".")


def test_a_line_with_alternatives_stands_for_all_of_them() -> None:
    assert ways("(draw|paint) it (now|soon|)") == 6
    assert {chosen("(draw|paint) it", random.Random(seed)) for seed in range(20)} == {"draw it", "paint it"}


def test_a_slip_changes_one_letter_or_two() -> None:
    for seed in range(200):
        made = slip("draw a small owl", random.Random(seed))
        assert abs(len(made) - len("draw a small owl")) <= 1
        assert len(Counter(made) - Counter("draw a small owl")) <= 1


@pytest.mark.parametrize("wanted", [["audio", "image"], ["fact", "video"], ["image", "fact", "audio"]])
def test_parts_are_asked_for_in_the_order_of_the_answers(wanted: list[str]) -> None:
    wording = Wording(random.Random(2))
    marks = {kind: [kind.upper()] for kind in wanted}
    wording.forms = replace(wording.forms, parts=dict.fromkeys(wording.forms.parts, marks))
    for _ in range(200):
        form = several.asked(wording, wanted, media=False)
        found = sorted(wanted, key=lambda kind: form.index(kind.upper()))
        backwards = re.search(rf"\bbefore|\bbut\b.*{wanted[0].upper()}( first)?", form) and len(wanted) == 2
        assert found == (wanted[::-1] if backwards else wanted), form


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("apple", "an apple"),
        ("unicorn", "a unicorn"),
        ("hourglass", "an hourglass"),
        ("glasses", "glasses"),
        ("bus", "a bus"),
        ("rice", "rice"),
        ("cup of tea", "a cup of tea"),
        ("a pair of shoes", "a pair of shoes"),
    ],
)
def test_articles(name: str, phrase: str) -> None:
    assert with_article(name) == phrase
    assert with_article(without_article(phrase)) == phrase or phrase.startswith("a pair")


def test_stamps_are_called_by_their_first_clause() -> None:
    assert stamp_phrase("A bulldozer. It pushes dirt with a big shovel.") == "a bulldozer"
    assert stamp_phrase("The caboose—a carriage for the guard.") == "the caboose"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("a candy cane", True), ("a candy cane is a treat", False), ("say cheese", False), ("", False)],
)
def test_sentences_are_no_names(phrase: str, expected: bool) -> None:
    assert is_name(phrase) is expected


def test_recoloured_things_lose_their_old_colour() -> None:
    assert coloured("a red apple", "orange") == "an orange apple"
    assert coloured("an owl", "blue") == "a blue owl"


@pytest.mark.parametrize(
    ("text", "finished", "expected"),
    [
        ("It is blue. Because of the li", False, "It is blue."),
        ("no end", False, ""),
        ("no end", True, "no end."),
        ("Use # for it.", True, ""),
        ("Three fruits:\n1. Apple\n2. Pear", True, "Three fruits: Apple, Pear."),
        ("The sea is wide,\nthe sea is deep,\nand all the fi", False, "The sea is wide, the sea is deep."),
        ("Modality: [IMAGE] it is.", True, ""),
    ],
)
def test_chat_answers_are_whole_sentences_that_a_meta_response_can_hold(
    text: str, finished: bool, expected: str
) -> None:
    assert one_line(text, finished) == expected


def test_pseudo_photographs_look_like_their_class_to_the_classifier() -> None:
    dice = torch.Generator().manual_seed(0)
    classifier = Classifier(torch.randn(6, 40, generator=dice), torch.zeros(6))
    bases = torch.rand(30, 40, generator=dice)
    classes = torch.arange(6).repeat(5)
    pooled, probabilities = pseudo_photos(classifier, bases, classes, dice)
    assert (pooled >= 0).all()
    assert torch.allclose(probabilities, classifier.probabilities(pooled))
    wanted = probabilities[torch.arange(30), classes]
    assert ((wanted > 0.19) & (wanted < 0.99)).float().mean() > 0.9


def test_unclear_breed_is_called_by_its_kind() -> None:
    names = [ClassName("a beagle dog", "dog"), ClassName("a boxer dog", "dog"), ClassName("a lamp", "")]
    assert photo_phrase(torch.tensor([0.4, 0.35, 0.25]), names) == "a dog"
    assert photo_phrase(torch.tensor([0.8, 0.1, 0.1]), names) == "a beagle dog"
    assert photo_phrase(torch.tensor([0.3, 0.3, 0.4]), names) == "a lamp"


def test_names_head_learns_directions_not_lengths() -> None:
    dice = torch.Generator().manual_seed(0)
    centres = torch.rand(4, 12, generator=dice)
    labels = torch.arange(4).repeat(50)
    features = (centres[labels] + 0.05 * torch.randn(200, 12, generator=dice)) * (
        1 + 3 * torch.rand(200, 1, generator=dice)
    )
    weight, bias = train_head(features, labels, 4, HeadConfig(steps=150, batch=64))
    unit = torch.nn.functional.normalize(centres * 0.1, dim=-1)
    assert (unit @ weight.T + bias).argmax(-1).tolist() == [0, 1, 2, 3]
