"""Reading and writing the meta-response, in both spellings, whatever a language model does to it."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.meta_response import Spelling, clean_prompt, format_meta_response, parse_meta_response
from modaverse_desktop.core.modality import Modality

TEXT, IMAGE, AUDIO, VIDEO = Modality
NASTY = (
    "Modality:", "Modality: [", "modality :", "Prompt:", "[IMAGE]", "image", "[", "]", "[]", "###", "##", "#", "\n",
    "\r\n", " ", "{", "}", '"', "'", "\\", ",", ":", "{model: ", '{"model": "', "text-to-image", "text", "prompts: ",
    '", prompts: "', '["text-to-audio", ', "😀", "\ud83d", "\ude00", "\\u", "\\ud83d", "\x00", "\u2028", "é", "ı",
    "ımage", "a cat",
)  # fmt: skip
texts = st.one_of(
    st.text(st.characters(codec=None), max_size=40), st.lists(st.sampled_from(NASTY), max_size=12).map("".join)
)
invocations = st.builds(Invocation, st.sampled_from(Modality), texts)
many = st.lists(invocations, max_size=4)
spellings = st.sampled_from(Spelling)


def read(text: str) -> list[tuple[Modality, str]]:
    return [(one.task, one.prompt) for one in parse_meta_response(text).invocations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Modality: [IMAGE] Prompt: a cat ###", [(IMAGE, "a cat")]),
        (
            "Modality: [IMAGE] Prompt: a cat\nModality: [AUDIO] Prompt: a purr ###",
            [(IMAGE, "a cat"), (AUDIO, "a purr")],
        ),
        ("Modality: [IMAGE] Prompt: a Modality: [VIDEO] Prompt: b", [(IMAGE, "a"), (VIDEO, "b")]),
        ("Modality: [IMAGE] [AUDIO] Prompt: shared ###", [(IMAGE, "shared"), (AUDIO, "shared")]),
        ("Modality: [IMAGE], [audio] Prompt: shared ###", [(IMAGE, "shared"), (AUDIO, "shared")]),
        ("Modality: [TEXT] Prompt: The word Prompt: is here ###", [(TEXT, "The word Prompt: is here")]),
        ("Modality: [TEXT] Prompt: its modality: sound ###", [(TEXT, "its modality: sound")]),
        ("Modality: [TEXT] Prompt: [x] #1 {y}: 'z' \"😀\"\nline 2 ###", [(TEXT, "[x] #1 {y}: 'z' \"😀\"\nline 2")]),
        ("MODALITY :  [ Image ]   prompt :  a cat   ### ", [(IMAGE, "a cat")]),
        ("Modality: [IMAGE] a cat ###", [(IMAGE, "a cat")]),
        ("Modality: [IMAGE", [(IMAGE, "")]),
        ("Modality: [IMAGE Prompt: a cat", [(IMAGE, "a cat")]),
        ("Modality: image Prompt: a cat", [(IMAGE, "a cat")]),
        ("Modality: [text-to-video] Prompt: a cat", [(VIDEO, "a cat")]),
        ("Modality:[IMAGE]Prompt:a cat###", [(IMAGE, "a cat")]),
        ("Modality: [IMAGE]\nPrompt: a cat\n###\n", [(IMAGE, "a cat")]),
        ("[AUDIO] Prompt: rain", [(AUDIO, "rain")]),
        ("[AUDIO] rain ###", [(AUDIO, "rain")]),
        ("Sure:\n[AUDIO] rain\n [image] Prompt: a [VIDEO] cat ###", [(AUDIO, "rain"), (IMAGE, "a [VIDEO] cat")]),
        ("Modality: [TEXT] Prompt: I write C# ###", [(TEXT, "I write C#")]),
    ],
)
def test_released_spelling_is_read_tolerantly(text: str, expected: list[tuple[Modality, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{model: "text-to-image", prompts: "a photo of a cat"}', [(IMAGE, "a photo of a cat")]),
        ('{"model": "text-to-image", "prompts": "a cat"}', [(IMAGE, "a cat")]),
        ("{'model': 'text-to-image', 'prompt': 'it's a cat'}", [(IMAGE, "it's a cat")]),
        ('{model: "text-to-image", prompts: "a "red" cat"}', [(IMAGE, 'a "red" cat')]),
        ('{model: text-to-image, prompts: a cat, a dog}', [(IMAGE, "a cat, a dog")]),
        ('{prompts: a cat, a dog, model: text-to-image}', [(IMAGE, "a cat, a dog")]),
        ('{model: "text-to-image", prompts: ["a", "b"]}', [(IMAGE, "a"), (IMAGE, "b")]),
        ('{model: "text-to-image", prompts: []}', [(IMAGE, "")]),
        ('{model: "text-to-image"}', [(IMAGE, "")]),
        ('model: "text-to-image", prompts: "a cat"', [(IMAGE, "a cat")]),
        ('{model: "text-to-image", prompts: "a cat', [(IMAGE, "a cat")]),
        ('{model: "text-to-image", prompts: "a cat\\', [(IMAGE, "a cat")]),
        ('{model: "text-to-image", prompts: "a cat\\u00', [(IMAGE, "a cat")]),
        ('{model: "text-to-image", prompts: "\\ud83d\\ude00\\n\\"x\\""}', [(IMAGE, '😀\n"x"')]),
        ('{model: "text2video", prompts: "a"} {model: "AUDIO", prompts: "b"}', [(VIDEO, "a"), (AUDIO, "b")]),
        ('[{"model": "text-to-image", "prompts": "a"},\n {"model": "text-to-text", "prompts": "b"}]',
         [(IMAGE, "a"), (TEXT, "b")]),
        ('[["text-to-image", "A cat"], ["text-to-audio", "meow"]]', [(IMAGE, "A cat"), (AUDIO, "meow")]),
        ('{"instruction": ["x"], "invocation": [["text-to-image", "A cat"]]}', [(IMAGE, "A cat")]),
        ('["text-to-image", a cat]', [(IMAGE, "")]),
        ('{model: "text-to-image", prompts: "Modality [IMAGE] Prompt: #"}', [(IMAGE, "Modality [IMAGE] Prompt: #")]),
    ],
)  # fmt: skip
def test_papers_spelling_is_read_tolerantly(text: str, expected: list[tuple[Modality, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "said"),
    [
        ("", [], "nothing"),
        (" ###", [], "nothing"),
        ("A grand piano.", [(TEXT, "A grand piano.")], "no modality given"),
        ("A grand piano. ### Human: and?", [(TEXT, "A grand piano.")], "no modality given"),
        ("### A grand piano.", [(TEXT, "A grand piano.")], "no modality given"),
        ("Prompt: a piano", [(TEXT, "a piano")], "no modality given"),
        ("Modality: Prompt: a piano", [(TEXT, "a piano")], "no modality given"),
        ("See [image] above", [(TEXT, "See [image] above")], "no modality given"),
        ("Modal", [], "cut off"),
        ('{"mod', [], "cut off"),
        ("Modality: [IMA", [], "without a known modality"),
        ("Modality: [ poetry ] Prompt: roses", [], "unknown modality “poetry”"),
        ("Modality: [IMAGE] [ poetry ] Prompt: roses", [(IMAGE, "roses")], "unknown modality “poetry”"),
        ("Modality: [IMAGE] Prompt: ###", [(IMAGE, "")], "no prompt for image"),
        ("Sure! Modality: [IMAGE] Prompt: a cat ###", [(IMAGE, "a cat")], "before the first invocation: “Sure!”"),
        ("Modality: [IMAGE] Prompt: a cat ### Human: no", [(IMAGE, "a cat")], "after the stop marker: “Human: no”"),
        ("Modality: poetry Prompt: roses", [], "without a known modality"),
        ('{model: "stable-diffusion", prompts: "a cat"}', [], "without a known modality"),
        ('{prompts: "a cat"}', [], "without a known modality"),
        ('{model: "text-to-image", size: 3, prompts: "a"}', [(IMAGE, "a")], "unknown key “size”"),
        ('Sure: {model: "text-to-image", prompts: "a"}', [(IMAGE, "a")], "outside the invocations: “Sure:”"),
        ('{model: "text-to-image", prompts: "a"} Enjoy!', [(IMAGE, "a")], "outside the invocations: “Enjoy!”"),
        ("x" * 500 + "\nModality: [IMAGE] Prompt: a", [(IMAGE, "a")], "…"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(text: str, expected: list[tuple[Modality, str]], said: str) -> None:
    reading = parse_meta_response(text)
    assert [(one.task, one.prompt) for one in reading.invocations] == expected
    assert any(said in sentence for sentence in reading.unread)
    assert reading.raw == text


def test_well_written_responses_leave_nothing_unread() -> None:
    wanted = [Invocation(IMAGE, "a cat"), Invocation(TEXT, "two\nlines"), Invocation(VIDEO, '"quoted"')]
    for spelling in Spelling:
        assert parse_meta_response(format_meta_response(wanted, spelling)).unread == ()


def test_format_writes_the_documented_text() -> None:
    wanted = [Invocation(IMAGE, "a cat"), Invocation(AUDIO, 'a "purr"')]
    released = 'Modality: [IMAGE] Prompt: a cat\nModality: [AUDIO] Prompt: a "purr" ###'
    assert format_meta_response(wanted, Spelling.RELEASED) == released
    paper = '{model: "text-to-image", prompts: "a cat"}\n{model: "text-to-audio", prompts: "a \\"purr\\""}'
    assert format_meta_response(wanted, Spelling.PAPER) == paper


@pytest.mark.parametrize(
    ("prompt", "clean"),
    [
        ("  a cat\t", "a cat"),
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        ("a\x00b\x85c", "a b c"),
        ("\ud83d\ude00 \ud83d", "😀 �"),
        ("#### Title", "## Title"),
        ("the modality: MRI", "the modality: MRI"),
        ("x Modality: [IMAGE] Prompt: y", "x Modality [IMAGE] Prompt: y"),
        ("x\nModality:: y", "x\nModality y"),
        ("the modality:", "the modality"),
    ],
)
def test_clean_prompt_follows_its_rule(prompt: str, clean: str) -> None:
    assert clean_prompt(prompt) == clean


@given(texts)
def test_cleaning_twice_changes_nothing(prompt: str) -> None:
    assert clean_prompt(clean_prompt(prompt)) == clean_prompt(prompt)


@given(texts)
@example("Modality: [")
@example("{model: '")
@example("Modality: [] Prompt: a cat")
@example("Modality: ımage")
@example("Modality: [ımage Prompt: a cat")
def test_parse_never_raises_and_keeps_the_raw_text(text: str) -> None:
    reading = parse_meta_response(text)
    assert reading.raw == text
    assert reading.invocations or reading.unread
    assert all(one.prompt == clean_prompt(one.prompt) for one in reading.invocations)


@given(many, spellings)
def test_tasks_and_prompts_survive_the_round_trip_in_order(wanted: list[Invocation], spelling: Spelling) -> None:
    expected = [(one.task, clean_prompt(one.prompt)) for one in wanted]
    assert read(format_meta_response(wanted, spelling)) == expected


@given(many, spellings, st.data())
def test_truncation_invents_nothing(wanted: list[Invocation], spelling: Spelling, data: st.DataObject) -> None:
    text = format_meta_response(wanted, spelling)
    cut = text[: data.draw(st.integers(0, len(text)))]
    found = read(cut)
    real = read(text)
    assert found[:-1] == real[: max(0, len(found) - 1)]
    if found:
        task, prompt = real[len(found) - 1]
        assert found[-1][0] is task
        assert prompt.startswith(found[-1][1])


HOSTILE = (
    "#", " ", "[", "{", "Modality", "Modality:", "Modality: [", "[IMAGE]", "{model:", "'", '"', "\\", ",", "\n", ": ",
    '{model: "text-to-image", prompts: "', '["text-to-image", ', '" "', '{ "', "Modality: [IMAGE] Prompt: ", "\ud800",
    "{a: ", "Modality : ", "\n ", "text-to-", '\\"',
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_are_read_in_linear_time(unit: str) -> None:
    many_of_it = unit * (100_000 // len(unit))
    for beginning in ("", "Modality: [IMAGE] Prompt: ", '{model: "', '{model: "text-to-image", prompts: "'):
        start = time.process_time()
        parse_meta_response(beginning + many_of_it)
        assert time.process_time() - start < 3  # 0.3 at most when linear; minutes when quadratic


def test_a_megabyte_is_read() -> None:
    wanted = [Invocation(IMAGE, f"a cat with {number} legs") for number in range(22_000)]
    text = format_meta_response(wanted, Spelling.RELEASED)
    assert len(text) > 1_000_000
    assert len(parse_meta_response(text).invocations) == 22_000
