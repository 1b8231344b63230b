"""`packs list` and `packs check` on packs made for the test."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CONTENT = b"weights"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small backbone, the only pack that is installed."""
    folder = tmp_path / "resources" / "small"
    folder.mkdir(parents=True)
    (folder / "weights.safetensors").write_bytes(CONTENT)
    (folder / "pack.toml").write_text(
        'id = "small"\nkind = "backbone"\nname = "Small"\nlicence = "Apache-2.0"\nram_mb = 10\n'
        f'[[files]]\npath = "weights.safetensors"\nsize = {len(CONTENT)}\n'
        f'sha256 = "{hashlib.sha256(CONTENT).hexdigest()}"\n'
    )
    monkeypatch.setenv("MODAVERSE_RESOURCES", str(tmp_path / "resources"))
    return folder


def test_list_names_licence_and_size(run: Run, pack: Path) -> None:
    ran = run("packs", "list", "--json")
    assert ran.code == 0
    (row,) = ran.json["packs"]
    assert (row["id"], row["kind"], row["licence"], row["size"]) == ("small", "backbone", "Apache-2.0", len(CONTENT))
    assert row["complete"]
    assert row["folder"] == str(pack)
    assert ran.json["problems"] == []


def test_list_is_a_table_for_people(run: Run, pack: Path) -> None:
    ran = run("packs", "list")
    assert ran.out.split() == ["backbone", "small", "0.0", "MB", "Apache-2.0"]


def test_list_says_that_a_file_is_missing(run: Run, pack: Path) -> None:
    (pack / "weights.safetensors").unlink()
    assert "INCOMPLETE" in run("packs", "list").out


def test_check_reads_every_byte(run: Run, pack: Path) -> None:
    ran = run("packs", "check", "--json")
    assert ran.code == 0
    assert ran.json["packs"][0]["verified"] is True
    assert run("packs", "check").out.split() == ["good", "small"]


def test_check_finds_one_changed_byte(run: Run, pack: Path) -> None:
    (pack / "weights.safetensors").write_bytes(b"Weights")
    ran = run("packs", "check", "small", "--json")
    assert ran.code == 4
    assert ran.json["exit_code"] == 4
    assert ran.json["packs"][0]["verified"] is False
    assert "sha256" in ran.json["packs"][0]["damage"][0]
    assert "small" in ran.json["error"]["title"]
    assert run("packs", "check").out.startswith("BAD")


def test_check_of_a_pack_that_is_not_there_is_code_4(run: Run, pack: Path) -> None:
    assert run("packs", "check", "big", "--json").json["exit_code"] == 4


def test_a_broken_manifest_is_a_problem_and_not_the_end(run: Run, pack: Path) -> None:
    broken = pack.parent / "broken"
    broken.mkdir()
    (broken / "pack.toml").write_text("id = ")
    ran = run("packs", "list", "--json")
    assert ran.code == 0
    assert [row["id"] for row in ran.json["packs"]] == ["small"]
    assert len(ran.json["problems"]) == 1
    assert run("packs", "check").code == 4


def test_a_stack_without_its_parts_is_not_complete(run: Run, pack: Path) -> None:
    stack = pack.parent / "stack"
    stack.mkdir()
    text = 'id = "whole"\nkind = "stack"\nname = "Whole"\n[stack]\nbackbone = "small"\n'
    (stack / "pack.toml").write_text(text + '[stack.generators]\nimage = "painter"\n')
    ran = run("packs", "check", "whole", "--json")
    assert ran.code == 4
    assert ran.json["packs"][0]["damage"] == ["Missing: image generator painter"]
    (stack / "pack.toml").write_text(text + 'adapter = "lora"\n')
    assert run("packs", "check", "whole", "--json").json["packs"][0]["damage"] == ["Missing: adapter lora"]
    (stack / "pack.toml").write_text(text)
    assert run("packs", "check", "whole").code == 0
