"""What a generation will cost and take, before anything is asked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from modaverse_desktop.core.wording import counted, said
from modaverse_desktop.training.construction.generation.planning import Planner
from modaverse_desktop.training.construction.generation.settings import GenerationSettings
from modaverse_desktop.training.construction.generation.wording import letters, question

LETTERS_A_TOKEN = 4
TOKENS_A_PAIR = 90
"""In an answer, with its braces."""
_YIELD = 0.85
"""The share of pairs that are expected to be good."""
_DRAWN = 8


@dataclass(frozen=True)
class Estimate:
    """Queries, tokens of questions and answers, money (0: no prices were given) and seconds."""

    queries: int
    input_tokens: int
    output_tokens: int
    cost: float
    seconds: float

    def sentence(self) -> str:
        """For a person, before the start."""
        if not self.queries:
            return "Nothing is left to be asked."
        money = f", {_in_two_digits(self.cost)} in your prices' currency" if self.cost else ", no prices given"
        tokens = f"{_in_two_digits(self.input_tokens)} tokens in and {_in_two_digits(self.output_tokens)} out"
        return f"About {counted(self.queries, 'query', 'queries')}, {tokens}{money}; {said(self.seconds)}."


def estimate(settings: GenerationSettings, planner: Planner, missing: int) -> Estimate:
    """For `missing` more samples; the questions' length is that of some that are drawn for it."""
    if missing <= 0:
        return Estimate(0, 0, 0, 0.0, 0.0)
    queries = math.ceil(missing / (settings.per_query * _YIELD))
    plans = [planner.plan(-1 - number, {}) for number in range(_DRAWN)]
    for plan in plans:
        planner.finished(plan)
    each = sum(letters(question(plan)) for plan in plans) / _DRAWN / LETTERS_A_TOKEN
    made = min(settings.model.answer_tokens, settings.per_query * TOKENS_A_PAIR)
    tokens = round(queries * each), queries * made
    model = settings.model
    cost = (tokens[0] * model.input_price + tokens[1] * model.output_price) / 1e6
    limits = [queries * model.expected_seconds / model.at_once]
    limits += [queries / model.requests_per_minute * 60] if model.requests_per_minute else []
    limits += [sum(tokens) / model.tokens_per_minute * 60] if model.tokens_per_minute else []
    return Estimate(queries, *tokens, cost, max(limits))


def _in_two_digits(number: float) -> str:
    """An amount, no more exact than it is: 13,000, 2.4 million, 0.0035."""
    if number >= 1e6:
        return f"{number / 1e6:.1f} million"
    digits = 1 - math.floor(math.log10(number)) if number else 0
    return f"{round(number, digits):,.{max(0, digits)}f}"
