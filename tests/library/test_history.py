"""What is put into the history is found again."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.library.entry import Filter
from modaverse_desktop.library.hashing import next_hashing
from modaverse_desktop.library.history import History
from tests.library.making import answer, at, picture, waiting


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    made = History(tmp_path / "data" / "history.sqlite")
    yield made
    made.close()


def found(history: History, wanted: Filter) -> list[str]:
    """The ids that `find` gives; `count` must agree."""
    ids = [row.id for row in history.find(wanted)]
    assert history.count(wanted) == len(ids)
    return ids


def test_a_conversion_comes_back_whole_with_its_times_and_versions(history: History) -> None:
    asked = picture("c", edited="a red cat")
    history.save(replace(asked, state=State.PROPOSED, artifacts=()), at(0))
    history.save(asked, at(5), {"torch": "2.13.0"})
    entry = history.get("c")
    assert entry.conversion == asked
    assert entry.conversion.proposal != entry.conversion.invocations
    assert (entry.row.created, entry.changed) == (at(0), at(5))
    assert entry.versions == {"torch": "2.13.0"}
    assert history.find() == [entry.row]


def test_a_row_says_what_a_tile_shows(history: History) -> None:
    history.save(picture("cat", "Make an icon", edited="a red cat", path=Path("/o/caf\udce9.png")), at(0))
    history.save(answer("piano"), at(1))
    piano, cat = history.find()
    assert (cat.instruction, cat.picture, cat.shown) == ("Make an icon", Path("/o/caf\udce9.png"), Modality.IMAGE)
    assert (cat.tasks, cat.artifacts, cat.edited, cat.starred, cat.answer) == ((Modality.IMAGE,), 1, True, False, "")
    assert (piano.picture, piano.answer, piano.shown, piano.edited) == (None, "a grand piano", Modality.TEXT, False)


def test_before_anything_was_made_a_row_shows_the_medium(history: History) -> None:
    history.save(replace(waiting("w"), media=(Media(Path("/in/a.wav"), Modality.AUDIO),)), at(0))
    history.save(replace(waiting("v"), media=(Media(Path("/in/a.mp4"), Modality.VIDEO),)), at(1))
    video, sound = history.find()
    assert (sound.picture, sound.shown) == (None, Modality.AUDIO)
    assert (video.picture, video.shown) == (Path("/in/a.mp4"), Modality.VIDEO)


def test_the_newest_come_first_page_by_page_whatever_the_clock_does(history: History) -> None:
    for number in range(7):
        history.save(waiting(str(number)), at(-number))
    assert [row.id for row in history.find(limit=3)] == ["6", "5", "4"]
    assert [row.id for row in history.find(offset=5, limit=3)] == ["1", "0"]
    history.save(waiting("0"), at(9))
    assert history.find(limit=1)[0].id == "6"  # a change moves nothing


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["vn", "piano", "cat"]),
        ("   ", ["vn", "piano", "cat"]),
        ("ICON", ["cat"]),
        ("ico", ["cat"]),
        ("at", []),
        ("cat icon", ["cat"]),
        ("cat piano", []),
        ("pia", ["piano"]),
        ("holiday", ["cat"]),
        ("con mèo", ["vn"]),
        ("con meo do", ["vn"]),
        ("ĐỎ", ["vn"]),
        ("猫", ["vn"]),
        ("い猫", ["vn"]),
        ("猫い", []),
        ('"; DROP TABLE entries; --', []),
        ("cat*", ["cat"]),
        ("NEAR(cat", []),
        ('"cat', ["cat"]),
        ("cat\0", ["cat"]),
        ("\ud800cat", ["cat"]),
        ("...", ["vn", "piano", "cat"]),
    ],
)
def test_every_word_may_be_unfinished_and_marks_and_case_do_not_matter(
    history: History, text: str, ids: list[str]
) -> None:
    history.save(picture("cat", "Make an icon", media=(Path("/in/my_holiday-2024.png"),)), at(0))
    history.save(answer("piano"), at(1))
    history.save(answer("vn", "Vẽ con mèo đỏ", "赤い猫"), at(2))
    assert found(history, Filter(text)) == ids


def test_a_search_follows_what_has_changed(history: History) -> None:
    cat = picture("c")
    history.save(cat, at(0))
    history.save(replace(cat, invocations=(Invocation(Modality.IMAGE, "a dog"),)), at(1))
    assert found(history, Filter("dog")) == ["c"]
    assert found(history, Filter("cat")) == []


def test_entries_are_chosen_by_task_time_pack_star_and_edit(history: History) -> None:
    history.save(picture("old", generator="crayon", edited="a red cat"), at(-60))
    history.save(answer("text"), at(0))
    history.save(picture("new"), at(60))
    history.star(["text"], True)
    assert found(history, Filter(tasks=frozenset({Modality.IMAGE}))) == ["new", "old"]
    assert found(history, Filter(tasks=frozenset({Modality.IMAGE, Modality.TEXT}))) == ["new", "text", "old"]
    assert found(history, Filter(tasks=frozenset({Modality.AUDIO}))) == []
    assert found(history, Filter(since=at(0))) == ["new", "text"]
    assert found(history, Filter(until=at(0))) == ["old"]
    assert found(history, Filter(pack="crayon")) == ["old"]
    assert found(history, Filter(pack="starter")) == ["new", "text", "old"]
    assert found(history, Filter(starred=True)) == ["text"]
    assert found(history, Filter(edited=True)) == ["old"]
    assert found(history, Filter("icon", frozenset({Modality.IMAGE}), at(0), at(90), "painter")) == ["new"]
    assert history.packs() == ["crayon", "painter", "starter"]
    history.star(["text"], False)
    assert found(history, Filter(starred=True)) == []


def test_what_was_deleted_can_be_brought_back_until_it_is_purged(history: History) -> None:
    for id in ("a", "b", "c"):
        history.save(picture(id), at(0))
    history.star(["a"], True)
    history.delete(["a", "b"], at(10))
    assert found(history, Filter()) == found(history, Filter("icon")) == ["c"]
    history.restore(["a"])
    assert found(history, Filter()) == ["c", "a"]
    assert history.find()[1].starred
    history.purge(at(10))
    history.restore(["b"])
    assert found(history, Filter()) == ["c", "b", "a"]
    history.delete(["b"], at(10))
    history.purge(at(11))
    history.restore(["b"])
    assert found(history, Filter("icon")) == ["c", "a"]
    with pytest.raises(AppError, match="not in the history any more") as gone:
        history.get("b")
    assert gone.value.kind is ErrorKind.INPUT


def test_a_change_of_a_deleted_one_does_not_bring_it_back(history: History) -> None:
    history.save(waiting("w"), at(0))
    history.delete(["w"], at(1))
    history.save(replace(waiting("w"), state=State.DONE), at(2))
    assert found(history, Filter()) == []


def test_what_has_not_ended_is_the_queue_of_a_run_that_crashed(history: History) -> None:
    for number, state in enumerate(State):
        history.save(waiting(state.value, state), at(number))
    history.delete(["approved"], at(20))
    assert [left.id for left in history.unfinished()] == ["queued", "interpreting", "proposed", "generating"]
    assert history.unfinished()[0] == waiting("queued")


def test_an_entry_that_cannot_be_read_spoils_no_other(history: History, tmp_path: Path) -> None:
    history.save(waiting("odd"), at(0))
    history.save(waiting("good"), at(1))
    with sqlite3.connect(tmp_path / "data" / "history.sqlite") as other:
        other.execute("UPDATE records SET record = '{}' WHERE entry = 1")
    other.close()
    assert [left.id for left in history.unfinished()] == ["good"]
    assert found(history, Filter()) == ["good", "odd"]
    with pytest.raises(AppError, match="cannot be read"):
        history.get("odd")


def test_a_file_knows_which_conversion_made_it(history: History) -> None:
    path = Path("/output/c\udce9at.png")
    history.save(picture("first", path=path), at(0))
    history.save(picture("second", path=path), at(1))
    assert history.maker(path) == "second"
    assert history.maker(Path("/output/dog.png")) is None


def test_only_files_that_nobody_else_needs_belong_to_an_entry(history: History) -> None:
    shared, used, own = Path("/output/shared.png"), Path("/output/used.png"), Path("/output/caf\udce9.png")
    history.save(picture("a", path=shared), at(0))
    history.save(picture("b", path=shared), at(1))
    history.save(picture("c", path=used), at(2))
    history.save(picture("d", path=own, media=(used,)), at(3))
    history.save(answer("e"), at(4))
    assert history.files_of(["a", "c", "d", "e"]) == [used, own]
    assert history.files_of(["a", "b"]) == [shared]
    assert history.files_of(["c"]) == history.files_of([]) == []
    history.delete(["d"], at(5))
    assert history.files_of(["c"]) == [used]


# --- media --------------------------------------------------------------------------------------------------------


def hash_all(history: History) -> None:
    while steps := next_hashing(history):
        for _ in steps:
            pass


def test_media_are_kept_by_path_size_and_hash(history: History, tmp_path: Path) -> None:
    photo = tmp_path / "caf\udce9.png"
    photo.write_bytes(b"pixels" * 1_000_000)
    history.save(picture("c", media=(photo,)), at(0))
    (before,) = history.get("c").media
    assert (before.path, before.size, before.sha256) == (photo, 6_000_000, None)
    hash_all(history)
    (after,) = history.get("c").media
    assert after.sha256 == hashlib.sha256(photo.read_bytes()).hexdigest()


def test_a_file_is_hashed_once_for_all_entries_that_use_it(history: History, tmp_path: Path) -> None:
    photo = tmp_path / "a.png"
    photo.write_bytes(b"pixels")
    history.save(picture("a", media=(photo,)), at(0))
    history.save(picture("b", media=(photo, photo)), at(1))
    hash_all(history)
    history.save(picture("c", media=(photo,)), at(2))
    assert history.unhashed() is None
    hashes = {media.sha256 for id in "abc" for media in history.get(id).media}
    assert hashes == {hashlib.sha256(b"pixels").hexdigest()}


def test_media_that_are_gone_or_changed_have_no_hash_and_stop_nothing(history: History, tmp_path: Path) -> None:
    for name in ("gone", "changed", "here"):
        (tmp_path / name).write_bytes(b"pixels")
    history.save(picture("c", media=tuple(tmp_path / n for n in ("gone", "changed", "here", "never"))), at(0))
    (tmp_path / "gone").unlink()
    (tmp_path / "changed").write_bytes(b"other pixels")
    hash_all(history)
    assert [media.sha256 is not None for media in history.get("c").media] == [False, False, True, False]
    assert [media.size for media in history.get("c").media] == [6, 6, 6, None]


def test_times_carry_a_zone(history: History) -> None:
    history.save(waiting("w"), datetime(2026, 5, 4, 12, tzinfo=UTC))
    assert history.find()[0].created.utcoffset() is not None
