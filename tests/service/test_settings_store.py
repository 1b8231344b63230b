"""The engine hears of what concerns it, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from modaverse_desktop.core.request import Configure
from modaverse_desktop.core.settings import Theme
from modaverse_desktop.service.settings_store import SettingsStore


def test_only_another_device_or_limit_is_told_to_the_engine(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    told: list[Configure] = []
    store.engine_changed.connect(told.append)
    store.change(replace(store.settings, theme=Theme.DARK))
    assert told == []
    store.change(replace(store.settings, device="cpu"))
    store.change(replace(store.settings, memory_mb=2048))
    store.change(replace(store.settings, memory_mb=2048))
    assert told == [Configure("cpu", 0), Configure("cpu", 2048)]
    assert SettingsStore(tmp_path / "settings.json").settings == store.settings
