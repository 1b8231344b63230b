"""The engine hears of what concerns it, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from modaverse_desktop.core.request import Configure
from modaverse_desktop.core.settings import Settings, Theme, load_settings, save_settings
from modaverse_desktop.service.settings_store import KEPT, SettingsStore


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
    store.leave()
    assert SettingsStore(tmp_path / "settings.json").settings == store.settings


def test_a_careful_start_uses_the_standard_settings_and_keeps_the_users(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    own = Settings(device="cuda:7", language="vi", theme=Theme.DARK)
    save_settings(own, path)
    store = SettingsStore(path, careful=True)
    assert store.settings == Settings(language="vi")
    assert SettingsStore(path).settings == own
    store.change(Settings(notify=False))
    store.change(Settings(notify=True))
    store.leave()
    assert load_settings(path.with_name(path.name + KEPT)).settings == own
