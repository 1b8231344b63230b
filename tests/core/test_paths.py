"""Where files lie, on each system."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core import paths
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.settings import Settings, settings_path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA", paths.HOME):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("platform", "config", "data", "cache"),
    [
        ("linux", ".config", ".local/share", ".cache"),
        ("darwin", "Library/Application Support", "Library/Application Support", "Library/Caches"),
        ("win32", "AppData/Roaming", "AppData/Local", "AppData/Local"),
    ],
)
def test_each_system_has_its_usual_folders(home: Path, platform: str, config: str, data: str, cache: str) -> None:
    name = "modaverse-desktop"
    assert paths.user_folder("config", platform) == home / config / name
    assert paths.user_folder("data", platform) == home / data / name
    found = paths.user_folder("cache", platform)
    assert found == (home / cache / name / "cache" if platform == "win32" else home / cache / name)


def test_folders_of_the_user_are_made_of_these(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths.sys, "platform", "linux")
    assert paths.config_folder() == home / ".config/modaverse-desktop"
    assert paths.data_folder() == home / ".local/share/modaverse-desktop"
    assert paths.cache_folder() == home / ".cache/modaverse-desktop"
    assert paths.models_folder() == home / ".local/share/modaverse-desktop/models"
    assert paths.history_path() == home / ".local/share/modaverse-desktop/history.sqlite"
    assert paths.output_folder() == home / "ModaVerse"
    assert settings_path() == home / ".config/modaverse-desktop/settings.json"


def test_the_environment_names_other_folders_and_relative_ones_are_ignored(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "elsewhere"))
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert paths.user_folder("config", "linux") == home / "elsewhere/modaverse-desktop"
    assert paths.user_folder("data", "linux") == home / ".local/share/modaverse-desktop"


def test_one_variable_moves_everything(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME, str(home / "portable"))
    places = (paths.config_folder, paths.data_folder, paths.cache_folder, paths.models_folder, paths.output_folder)
    names = ["config", "data", "cache", "models", "output"]
    assert [place() for place in places] == [home / "portable" / name for name in names]


def test_no_home_folder_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv(paths.HOME, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(AppError, match="no home folder") as caught:
        paths.output_folder()
    assert paths.HOME in caught.value.hint


def test_resources_lie_beside_the_package_in_a_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.RESOURCES, raising=False)
    assert paths.resources_folder() == Path(paths.__file__).resolve().parents[2] / "resources"


def test_resources_can_be_named_and_missing_ones_are_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.RESOURCES, str(tmp_path))
    assert paths.resources_folder() == tmp_path
    monkeypatch.setenv(paths.RESOURCES, str(tmp_path / "gone"))
    with pytest.raises(AppError, match="gone") as caught:
        paths.resources_folder()
    assert caught.value.kind is ErrorKind.MODEL


def test_packs_are_looked_for_in_the_applications_the_users_and_other_folders(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.RESOURCES, str(tmp_path))
    monkeypatch.setenv(paths.HOME, str(home / "portable"))
    settings = Settings(model_folders=(Path("/disk/models"),))
    assert paths.pack_folders(settings) == (tmp_path, Path("/disk/models"))
    paths.models_folder().mkdir(parents=True)
    assert paths.pack_folders(settings) == (tmp_path, home / "portable/models", Path("/disk/models"))
