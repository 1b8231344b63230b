"""One training in several processes, each with a whole model or with pieces of it: the losses are those of one."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from accelerate.utils import DistributedType
from safetensors.torch import load_file

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.training.config import LoopConfig
from modaverse_desktop.training.sharing import choosing
from modaverse_desktop.training.sharing.pieces import Pieces
from modaverse_desktop.training.sharing.plain import Plain
from modaverse_desktop.training.train import train
from tests.training.preparation.studio import options, prepare, save_studio

ROOT = Path(__file__).resolve().parents[2]
LOOP = {"learning_rate": 0.01, "warmup": 1, "decay": "constant", "log_every": 1, "seed": 3, "validate_steps": 2}


def write_config(path: Path, output: Path, table: dict[str, Any], **loop: Any) -> Path:
    tables = {"loop": {**LOOP, **loop}, "prepared": table}
    lines = [f'kind = "prepared"\noutput = {json.dumps(str(output))}']
    for name, values in tables.items():
        lines += [f"[{name}]", *(f"{key} = {json.dumps(_plain(value))}" for key, value in values.items())]
    path.write_text("\n".join(lines))
    return path


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Path) else list(value) if isinstance(value, tuple) else value


def start_machines(arguments: list[str]) -> list[subprocess.Popen[str]]:
    """Two machines of one process each, as `accelerate launch` starts them, that meet on the loopback device."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    said = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port, "WORLD_SIZE": "2", "LOCAL_WORLD_SIZE": "1",
            "LOCAL_RANK": "0", "ACCELERATE_USE_CPU": "true", "OMP_NUM_THREADS": "1"}  # fmt: skip
    command = [sys.executable, "-m", "tests.training.scale_process", *arguments]
    return [
        subprocess.Popen(command, cwd=ROOT, env={**os.environ, **said, "RANK": rank}, stderr=subprocess.PIPE, text=True)
        for rank in ("0", "1")
    ]


def _said(machines: list[subprocess.Popen[str]]) -> list[str]:
    try:
        return [each.communicate(timeout=500)[1] for each in machines]
    finally:
        for each in machines:
            each.kill()


def curve(folder: Path, name: str = "log") -> list[float]:
    return [json.loads(line)["loss"] for line in (folder / f"{name}.jsonl").read_text().splitlines()]


def test_two_machines_have_the_losses_of_one_whole_or_in_pieces(tmp_path: Path) -> None:
    """`halves` is begun by one process, goes on in pieces on two machines, and ends in one process again."""
    folder = tmp_path / "studio"
    folder.mkdir()
    prepare(save_studio(folder))
    table = options(folder, tokens=400)

    def config(name: str, steps: int) -> Path:
        return write_config(tmp_path / f"{name}-{steps}.toml", tmp_path / name, table, steps=steps, accumulate=2)

    train(config("halves", 3), False, lambda progress: None)
    asked = [f"plain={config('plain', 5)}", f"pieces={config('pieces', 5)}", f"+pieces={config('halves', 5)}"]
    machines = start_machines(asked)
    train(config("one", 7), False, lambda progress: None)
    said = _said(machines)
    assert [each.returncode for each in machines] == [0, 0], said
    train(config("halves", 7), True, lambda progress: None)

    one = curve(tmp_path / "one")
    assert curve(tmp_path / "plain") == pytest.approx(one[:5], rel=2e-5)
    assert curve(tmp_path / "pieces") == pytest.approx(one[:5], rel=2e-5)
    assert curve(tmp_path / "halves") == pytest.approx(one, rel=2e-5)
    held = curve(tmp_path / "one", "validation")
    assert curve(tmp_path / "plain", "validation")[:2] == pytest.approx(held[:2], rel=2e-5)
    assert curve(tmp_path / "pieces", "validation")[:2] == pytest.approx(held[:2], rel=2e-5)
    counts = [(tmp_path / name / "log.jsonl").read_text().splitlines()[4] for name in ("one", "plain", "pieces")]
    assert len({json.loads(line)["samples"] for line in counts}) == 1
    plain, pieces = (_exported(tmp_path / name) for name in ("plain", "pieces"))
    assert len(plain) == 4
    for name, tensors in plain.items():
        assert tensors.keys() == pieces[name].keys()
        assert all(torch.allclose(each, pieces[name][key], atol=1e-3) for key, each in tensors.items())


def _exported(folder: Path) -> dict[str, dict[str, torch.Tensor]]:
    found = (folder / "export").rglob("*.safetensors")
    return {str(path.relative_to(folder / "export")): load_file(path) for path in found}


@pytest.mark.parametrize(
    ("kind", "version", "way"),
    [
        (DistributedType.NO, "", Plain),
        (DistributedType.MULTI_GPU, "", Plain),
        (DistributedType.MULTI_CPU, "", Plain),
        (DistributedType.MULTI_CPU, "2", Pieces),
        (DistributedType.FSDP, "2", Pieces),
    ],
)
def test_the_way_of_sharing_is_the_launcher_s(
    monkeypatch: pytest.MonkeyPatch, kind: DistributedType, version: str, way: type[Plain]
) -> None:
    if version:
        monkeypatch.setenv("ACCELERATE_USE_FSDP", "true")
        monkeypatch.setenv("FSDP_VERSION", version)
    assert choosing._way(kind) is way


@pytest.mark.parametrize(
    ("kind", "words"), [(DistributedType.FSDP, "first version"), (DistributedType.MEGATRON_LM, "not known here")]
)
def test_a_way_that_is_not_known_is_refused(kind: DistributedType, words: str) -> None:
    with pytest.raises(AppError, match=words):
        choosing._way(kind)


def test_deepspeed_is_refused_before_it_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCELERATE_USE_DEEPSPEED", "true")
    with pytest.raises(AppError, match="DeepSpeed") as caught:
        choosing.shared(None, LoopConfig(1, 0.1))  # type: ignore[arg-type]
    assert "--use_fsdp" in caught.value.hint
