"""`packs doctor` through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from modaverse_desktop.core.manifest import write_manifest
from tests.cli.conftest import Run
from tests.engine.tiny_packs import save_projector


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the only pack of the user's."""
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path))
    (tmp_path / "models").mkdir()
    manifest = save_projector(tmp_path / "models" / "projector")
    write_manifest(manifest)
    return manifest.folder


def test_the_report_is_json_and_progress_comes_line_by_line(run: Run, pack: Path) -> None:
    ran = run("packs", "doctor", "tiny-projector", "--json", "--progress")
    assert ran.code == 0
    assert (ran.json["id"], ran.json["healthy"], len(ran.json["findings"])) == ("tiny-projector", True, 3)
    assert [json.loads(line)["step"] for line in ran.err.splitlines()][-1] == "Trying Tiny projector"


def test_what_is_ill_is_said_in_words_with_code_4(run: Run, pack: Path) -> None:
    (pack / "projector.safetensors").write_bytes(b"no weights")
    ran = run("packs", "doctor", "tiny-projector")
    assert ran.code == 4
    assert "BAD   Files of tiny-projector: projector.safetensors is changed" in ran.out
    assert "The model tiny-projector is not as it should be" in ran.err


def test_a_licence_that_is_not_accepted_keeps_the_doctor_out_too(run: Run, pack: Path) -> None:
    with (pack / "pack.toml").open("r+") as file:
        text = file.read()
        file.seek(0)
        file.write('licence = "research only"\n' + text)
    assert "has not been accepted" in run("packs", "doctor", "tiny-projector").err


def test_a_licence_of_what_it_would_load_too_keeps_it_out(run: Run, pack: Path) -> None:
    (pack.parent / "ink").mkdir()
    base = 'id = "old"\nkind = "generator"\nname = "Old"\ntask = "image"\nlicence = "research only"\n'
    lora = 'id = "ink"\nkind = "generator"\nname = "Ink"\ntask = "image"\n[config]\nbase = "old"\n'
    (pack.parent / "ink" / "pack.toml").write_text(lora)
    (pack / "pack.toml").write_text(base)
    assert "The licence of Old has not been accepted" in run("packs", "doctor", "ink").err
