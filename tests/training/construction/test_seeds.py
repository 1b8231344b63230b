"""The seed examples: many, good, and over all combinations."""

from __future__ import annotations

from itertools import combinations

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.generation.seeds import read_seeds
from modaverse_desktop.training.construction.sample import MEDIA, Kind, Sample, from_row, targets, to_line


def test_every_seed_is_a_sample_of_the_schema_with_descriptions_for_media() -> None:
    import json

    seeds = read_seeds()
    assert len(seeds) >= 80
    for number, seed in enumerate(seeds):
        sample = Sample(str(number), seed.kind, seed.instruction, seed.media, seed.invocations)
        assert from_row(json.loads(to_line(sample))) == sample
        assert targets(sample)
    assert len({seed.instruction for seed in seeds}) == len(seeds)


def test_all_combinations_of_inputs_and_outputs_are_there() -> None:
    given = [frozenset(subset) for size in range(4) for subset in combinations(MEDIA, size)]
    made = [frozenset(subset) for size in range(1, 4) for subset in combinations(MEDIA, size)]
    seeds = read_seeds()
    pairs = {(seed.given, seed.made) for seed in seeds if seed.kind is Kind.OUTPUT}
    assert {(one, other) for one in given for other in made} <= pairs
    text = frozenset({Modality.TEXT})
    for kind in (Kind.INPUT, Kind.REASONING):
        assert {seed.given for seed in seeds if seed.kind is kind and seed.made == text} >= set(given[1:])
    assert any(Modality.TEXT in seed.made and len(seed.made) > 1 for seed in seeds)


def test_no_user_tells_what_the_media_show() -> None:
    for seed in read_seeds():
        assert all(text.lower() not in seed.instruction.lower() for _, text in seed.media)
