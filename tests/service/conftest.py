"""Engine processes that start quickly, and a queue without an engine."""

from __future__ import annotations

import sys

import pytest

from tests.service.queue_desk import Desk


@pytest.fixture(autouse=True)
def light_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spawned processes import the main module again; they need not import pytest."""
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    monkeypatch.delattr(sys.modules["__main__"], "__file__", raising=False)


@pytest.fixture
def desk(qapp: object) -> Desk:
    return Desk()
