"""A backbone's pack answers in place of an endpoint."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.manifest import write_manifest
from modaverse_desktop.training.construction.generation.chat import Refused
from modaverse_desktop.training.construction.generation.local import LocalChat
from modaverse_desktop.training.construction.generation.settings import ModelSettings
from tests.engine.tiny_packs import pack_files, save_backbone

ASKED = [{"role": "user", "content": "a cat"}]


def pack(folder: Path, template: str = "") -> Path:
    manifest = save_backbone(folder)
    if template:
        (folder / "chat_template.jinja").write_text(template)
    files = sorted(pack_files(folder), key=lambda file: not file.path.endswith("safetensors"))
    write_manifest(replace(manifest, files=tuple(files)))
    return folder


def test_it_answers_within_its_limit_and_counts_tokens(tmp_path: Path) -> None:
    folder = pack(tmp_path / "model", "{% for m in messages %}{{ m['content'] }}{% endfor %}")
    chat = LocalChat(ModelSettings(backbone=folder, answer_tokens=7, temperature=0.0))
    answer = chat.ask(ASKED)
    assert answer == chat.ask(ASKED)
    assert 0 < answer.tokens[1] <= 7
    with pytest.raises(AppError, match="too long"):
        chat.ask([{"role": "user", "content": "a cat " * 2000}])


def test_a_closed_one_breaks_off(tmp_path: Path) -> None:
    chat = LocalChat(ModelSettings(backbone=pack(tmp_path / "model", "{{ messages[0]['content'] }}")))
    chat.close()
    with pytest.raises(Refused, match="stopped"):
        chat.ask(ASKED)


def test_a_model_without_a_chat_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="not made for conversations"):
        LocalChat(ModelSettings(backbone=pack(tmp_path / "model")))
