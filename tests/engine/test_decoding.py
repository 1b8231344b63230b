"""Every meta-response parses and formats back, whatever the model says."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from types import SimpleNamespace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from modaverse_desktop.core.errors import Interrupted
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.meta_response import Spelling, format_meta_response, parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Sampling
from modaverse_desktop.engine.decoding import MOST_INVOCATIONS, decode
from modaverse_desktop.engine.grammar import Verdict, grammar_of
from tests.engine.tiny import tiny_llama, tiny_tokenizer


class Scripted:
    """A model that wants to write a given text, whatever it is asked: it follows a script of tokens."""

    def __init__(self, script: Sequence[int], after: Sequence[int] = ()) -> None:
        self.config = SimpleNamespace(vocab_size=len(tiny_tokenizer()))
        self._table = torch.nn.Embedding(len(tiny_tokenizer()), 4)
        with torch.no_grad():
            self._table.weight[:, 0] = torch.arange(len(tiny_tokenizer()), dtype=torch.float32)
        self._script = list(script)
        self._after = list(after)
        self.fed: list[int] = []
        self.forwards = 0

    def get_input_embeddings(self) -> torch.nn.Embedding:
        return self._table

    def __call__(self, inputs_embeds, past_key_values, use_cache, logits_to_keep):
        self.forwards += 1
        self.fed += [int(row[0]) for row in inputs_embeds[0] if row[0] >= 0]
        position = len(self.fed)
        wanted = self._script[position] if position < len(self._script) else self._rest(position)
        logits = torch.zeros(1, 1, len(tiny_tokenizer()))
        logits[0, 0, wanted] = 50.0
        return SimpleNamespace(logits=logits, past_key_values=None)

    def _rest(self, position: int) -> int:
        return self._after[(position - len(self._script)) % len(self._after)] if self._after else 0


def tokens(text: str) -> list[int]:
    return tiny_tokenizer()(text, add_special_tokens=False)["input_ids"]


def prompt(length: int = 5, width: int = 16) -> torch.Tensor:
    return -torch.ones(1, length, width)


def says(text: str, **sampling) -> tuple[str, Scripted]:
    model = Scripted(tokens(text))
    return decode(model, prompt(width=4), tiny_tokenizer(), Sampling(**sampling)), model


def assert_formats_back(response: str, spelling: Spelling = Spelling.RELEASED) -> tuple[Invocation, ...]:
    reading = parse_meta_response(response)
    assert reading.unread == ()
    assert reading.invocations
    assert all(one.prompt for one in reading.invocations)
    assert format_meta_response(reading.invocations, spelling) == response
    return reading.invocations


@pytest.mark.parametrize("spelling", list(Spelling))
def test_500_samples_of_random_models_at_temperature_1_all_parse(spelling: Spelling) -> None:
    chooser = random.Random(spelling.value)
    models = [tiny_llama(seed, scale) for seed, scale in enumerate((0.0, 2.0, 8.0, 30.0, 100.0))]
    tasks = set()
    for seed in range(250):
        response = decode(
            chooser.choice(models),
            torch.randn(1, chooser.randint(1, 20), 16, generator=torch.Generator().manual_seed(seed)),
            tiny_tokenizer(),
            Sampling(seed=seed, temperature=1.0, top_p=chooser.choice((1.0, 0.9)), max_tokens=chooser.randint(0, 8)),
            spelling=spelling,
        )
        invocations = assert_formats_back(response, spelling)
        assert len(invocations) <= MOST_INVOCATIONS
        tasks |= {one.task for one in invocations}
    assert tasks == set(Modality)


@pytest.mark.parametrize("text", [[*tokens(" #")], [*tokens(" #")] * 30, [219, 5], [*tokens("\n"), *tokens("#")]])
@pytest.mark.parametrize("limit", [0, 5, 60])
def test_half_an_ending_is_not_taken_for_a_prompt(text: list[int], limit: int) -> None:
    opening = grammar_of(tiny_tokenizer(), Spelling.RELEASED).openings[Modality.IMAGE]
    response = decode(Scripted([*opening, *text]), prompt(width=4), tiny_tokenizer(), Sampling(max_tokens=limit))
    assert_formats_back(response)


@given(
    st.lists(
        st.sampled_from(
            [
                *tokens("###"),
                *tokens("\nModality:"),
                *tokens("Modality:"),
                *tokens(" #"),
                *tokens('"}\\'),
                *tokens("\n"),
            ]
        )
        | st.integers(0, len(tiny_tokenizer()) - 1),
        max_size=60,
    ),
    st.sampled_from(list(Spelling)),
    st.integers(0, 60),
)
def test_any_tokens_the_model_wants_become_a_response_that_parses(script, spelling, limit) -> None:
    model = Scripted(script)
    response = decode(model, prompt(width=4), tiny_tokenizer(), Sampling(max_tokens=limit), spelling=spelling)
    assert_formats_back(response, spelling)


@pytest.mark.parametrize(
    "text",
    [
        "Modality: [IMAGE] Prompt: a photo of a cat ###",
        "Modality: [TEXT] Prompt: It is a cat.\nIt is asleep.\n\nOn a mat. ###",
        "Modality: [AUDIO] Prompt: a dog\nModality: [VIDEO] Prompt: rain\nModality: [TEXT] Prompt: Here it is. ###",
    ],
)
def test_what_the_model_learned_to_write_comes_out_unchanged_and_in_its_own_tokens(text: str) -> None:
    response, model = says(text)
    assert response == text
    assert model.fed == tokens(text)[: len(model.fed)]
    assert model.forwards < len(tokens(text))


def test_the_papers_spelling_is_written_too() -> None:
    text = '{model: "text-to-image", prompts: "a cat"}\n{model: "text-to-audio", prompts: "a dog"}'
    model = Scripted(tokens(text))
    response = decode(model, prompt(width=4), tiny_tokenizer(), Sampling(), spelling=Spelling.PAPER)
    assert response == text


def test_a_text_that_reaches_the_limit_is_closed_there() -> None:
    response, _ = says("Modality: [TEXT] Prompt: the sun over the sea and the rain ###", max_tokens=6)
    (answer,) = assert_formats_back(response)
    assert "the sun over the sea and the rain".startswith(answer.prompt)


def test_the_limit_in_the_middle_of_the_next_header_leaves_no_half_header() -> None:
    text = "Modality: [TEXT] Prompt: a cat\nModality: [TEXT] Prompt: a dog ###"
    count = len(tokens(" a cat\nModality"))
    response, _ = says(text, max_tokens=count)
    assert response == "Modality: [TEXT] Prompt: a cat ###"


def test_only_tasks_that_are_offered_are_chosen() -> None:
    model = Scripted(tokens("Modality: [IMAGE] Prompt: a cat ###"))
    response = decode(model, prompt(width=4), tiny_tokenizer(), Sampling(), tasks=[Modality.TEXT, Modality.AUDIO])
    assert {one.task for one in assert_formats_back(response)} <= {Modality.TEXT, Modality.AUDIO}


def test_a_loop_ends_the_text_and_is_cut_off() -> None:
    model = Scripted(tokens("Modality: [TEXT] Prompt: the sea"), after=tokens(" a cat"))
    response = decode(model, prompt(width=4), tiny_tokenizer(), Sampling(max_tokens=160))
    assert response == "Modality: [TEXT] Prompt: the sea a cat ###"


def test_the_same_seed_draws_the_same_text_and_another_seed_another() -> None:
    model = tiny_llama(1, 4.0)
    drawn = [decode(model, prompt(), tiny_tokenizer(), Sampling(seed, 1.0, 1.0, 30)) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_tiny_nucleus_is_greedy() -> None:
    model = tiny_llama(2, 300.0)
    greedy = decode(model, prompt(), tiny_tokenizer(), Sampling(max_tokens=30))
    assert decode(model, prompt(), tiny_tokenizer(), Sampling(9, 1.0, 0.01, 30)) == greedy


def test_the_text_so_far_grows_and_ends_as_the_response() -> None:
    seen: list[str] = []
    text = "Modality: [IMAGE] Prompt: a photo of a cat\nModality: [TEXT] Prompt: It is a cat. ###"
    model = Scripted(tokens(text))
    decode(model, prompt(width=4), tiny_tokenizer(), Sampling(), on_text=seen.append)
    assert all(later.startswith(earlier) for earlier, later in pairwise(seen))
    assert text.startswith(seen[-1])
    assert len(seen) > 5


def test_the_user_may_stop_before_every_forward_and_between_chunks_of_a_long_prompt() -> None:
    model = Scripted(tokens("Modality: [TEXT] Prompt: the sun over the sea ###"))
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise Interrupted

    with pytest.raises(Interrupted):
        decode(model, prompt(300, 4), tiny_tokenizer(), Sampling(), check=check)
    assert model.forwards == 3


def test_a_long_prompt_in_chunks_means_the_same_as_in_one() -> None:
    model = tiny_llama(3, 4.0)
    long_prompt = torch.randn(1, 150, 16, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        opening = torch.tensor([tokens("Modality: [")])
        whole = torch.cat([long_prompt, model.get_input_embeddings()(opening)], dim=1)
        logits = model(inputs_embeds=whole).logits[0, -1]
        heads = {task: tokens(f"Modality: {task.flag}")[opening.shape[1]] for task in Modality}
        expected = max(Modality, key=lambda task: float(logits[heads[task]]))
    response = decode(model, long_prompt, tiny_tokenizer(), Sampling(max_tokens=3))
    assert parse_meta_response(response).invocations[0].task is expected


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (" a cat", Verdict.GOES_ON),
        (" a cat ###", Verdict.ENDS),
        (" ###", Verdict.REFUSED),
        (" a cat\nModality:", Verdict.FORKS),
        ("\nModality:", Verdict.REFUSED),
        (" the Modality:", Verdict.REFUSED),
        (" a # sign, ## two", Verdict.GOES_ON),
    ],
)
def test_the_grammar_judges_a_text(text: str, verdict: Verdict) -> None:
    assert grammar_of(tiny_tokenizer(), Spelling.RELEASED).judge(text) is verdict
