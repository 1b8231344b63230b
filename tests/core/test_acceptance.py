"""Licences are accepted once for each pack and licence, and what is shipped is accepted by that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.acceptance import Acceptance, licence_text
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest, PackKind

PACK = Manifest("painter", PackKind.GENERATOR, "Painter", Path("/models/painter"), licence="OpenRAIL")


def test_a_licence_is_accepted_for_good_and_for_this_pack_alone(tmp_path: Path) -> None:
    path = tmp_path / "accepted.json"
    assert not Acceptance(path).has(PACK)
    Acceptance(path).accept([PACK])
    assert Acceptance(path).has(PACK)
    assert not Acceptance(path).has(replace(PACK, id="other"))


def test_another_licence_of_the_same_pack_is_asked_about_again(tmp_path: Path) -> None:
    acceptance = Acceptance(tmp_path / "accepted.json")
    acceptance.accept([PACK])
    changed = replace(PACK, licence="OpenRAIL++")
    assert not acceptance.has(changed)
    acceptance.accept([changed])
    assert acceptance.has(PACK)
    assert acceptance.has(changed)


def test_what_is_shipped_and_what_names_no_licence_need_not_be_asked_about(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("MODAVERSE_RESOURCES", str(tmp_path))
    acceptance = Acceptance(tmp_path / "accepted.json")
    assert acceptance.has(replace(PACK, folder=tmp_path / "starter"))
    assert acceptance.has(replace(PACK, licence=""))
    assert not acceptance.has(PACK)


def test_what_was_not_accepted_is_refused_with_the_way_to_do_it(tmp_path: Path) -> None:
    with pytest.raises(AppError) as caught:
        Acceptance(tmp_path / "accepted.json").require(PACK)
    assert (caught.value.kind, caught.value.detail) == (ErrorKind.USAGE, "It is: OpenRAIL")
    assert "modaverse packs licence painter" in caught.value.hint


@pytest.mark.parametrize("content", ["", "{", "[]", '{"painter": "OpenRAIL"}', "[" * 100_000])
def test_a_damaged_file_counts_as_nothing_accepted_and_is_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "accepted.json"
    path.write_text(content)
    assert not Acceptance(path).has(PACK)
    Acceptance(path).accept([PACK])
    assert Acceptance(path).has(PACK)


def test_the_text_has_the_licences_that_lie_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "LICENSE.txt").write_text("Do no harm.")
    (tmp_path / "weights.txt").write_text("not this")
    text = licence_text(replace(PACK, folder=tmp_path, source="from a friend"))
    assert text == "OpenRAIL\n\nfrom a friend\n\nDo no harm."
    assert licence_text(replace(PACK, folder=tmp_path / "gone")) == "OpenRAIL"
