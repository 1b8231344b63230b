"""docs/provenance.md tells the truth: keys, limits, containers."""

from __future__ import annotations

import json
import re
from pathlib import Path

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.provenance import LONGEST, Provenance, from_text, to_text
from modaverse_desktop.media.provenance import xmp
from modaverse_desktop.media.provenance.pieces import LONGEST_TEXT, MOST_PIECES
from modaverse_desktop.media.streams import TIME_LIMIT

DOCUMENT = (Path(__file__).resolve().parent.parent / "docs" / "provenance.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)[0]


def test_the_example_is_a_record_with_every_key_and_comes_back() -> None:
    record = from_text(EXAMPLE)
    assert record is not None
    assert json.loads(to_text(record)) == json.loads(EXAMPLE)
    assert list(json.loads(EXAMPLE)) == sorted(json.loads(EXAMPLE))


def test_the_table_explains_every_key_and_no_other() -> None:
    table = DOCUMENT.split("| key | holds |")[1].split("\n\n")[0]
    named: list[str] = []
    for line in table.splitlines()[2:]:
        named += re.findall(r"`([a-z_]+)`", line.split("|")[1])
    assert sorted(named) == sorted(json.loads(to_text(Provenance("", Modality.TEXT, ""))))


def test_the_limits_are_those_of_the_code() -> None:
    assert f"{LONGEST:,} characters" in DOCUMENT
    assert f"{MOST_PIECES:,} chunks" in DOCUMENT
    assert f"{LONGEST_TEXT >> 20} MB of text" in DOCUMENT
    assert f"ffprobe {TIME_LIMIT:g} seconds" in DOCUMENT


def test_the_name_in_xmp_is_that_of_the_code() -> None:
    space, name = xmp.RECORD[1:].split("}")
    assert f"property `{name}` in the namespace `{space}`" in DOCUMENT
