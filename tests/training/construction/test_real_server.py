"""A real OpenAI-compatible server on loopback, transformers' own, with a tiny random model behind it.

Such a model writes no JSON, so that every pair is asked for, repaired once, and dropped with its reason.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from transformers.cli.serve import Serve

from modaverse_desktop.training.construction.generation.asking import Progress
from modaverse_desktop.training.construction.generation.endpoint import Endpoint
from modaverse_desktop.training.construction.generation.run import Generation
from modaverse_desktop.training.construction.generation.settings import (
    CaptionSource,
    GenerationSettings,
    ModelSettings,
)
from tests.engine.tiny import tiny_llama, tiny_tokenizer

CHAT = "{% for m in messages %}{{ m['content'] }}\n{% endfor %}"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Address and model."""
    folder = tmp_path / "model"
    model = tiny_llama(scale=1.0)
    model.config.max_position_embeddings = 16384
    model.save_pretrained(folder)
    tokenizer = tiny_tokenizer()
    tokenizer.save_pretrained(folder)
    (folder / "chat_template.jinja").write_text(CHAT)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = Serve(str(folder), host="127.0.0.1", port=port, device="cpu", non_blocking=True, log_level="error")
    try:
        yield f"http://127.0.0.1:{port}/v1", str(folder)
    finally:
        serve.kill_server()
        serve._thread.join()


def test_pairs_are_asked_for_and_answers_counted(tmp_path: Path, server: tuple[str, str]) -> None:
    address, name = server
    captions = tmp_path / "pictures.jsonl"
    captions.write_text(json.dumps({"file": "a.png", "caption": "a cat on a mat"}) + "\n")
    model = ModelSettings(name, address, answer_tokens=12, concurrency=1, first_wait=0.05, timeout=60, tries=20)
    source = (CaptionSource("pictures", captions),)
    settings = GenerationSettings(tmp_path / "out", 1, model, source, per_query=1, seeds_shown=1, only_present=False)
    generation = Generation(settings)

    def tell(progress: Progress) -> None:
        if progress.answers == 4 and not progress.stopping:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), closing(Endpoint(model)) as chat:
        generation.run(chat, tell)
    report = generation.write()
    generation.close()
    assert report["queries"]["answered"] >= 4
    assert report["tokens"]["in"] > 1000
    assert 0 < report["tokens"]["out"] <= 12 * report["queries"]["answered"]
    assert report["rejected"] == {"no JSON": 2}
