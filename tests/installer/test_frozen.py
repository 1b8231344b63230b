"""What the installed programs arrange before anything else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "installer" / "frozen"))
from surroundings import arrange


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    for name in ("programs", "fonts"):
        (tmp_path / name).mkdir()
    (tmp_path / "fonts" / "fonts.conf").write_text("", encoding="utf-8")
    return tmp_path


def test_programs_started_from_the_window_do_not_get_our_libraries(bundle: Path) -> None:
    environment = {"LD_LIBRARY_PATH": str(bundle), "PATH": "/usr/bin"}
    arrange(environment, bundle)
    assert "LD_LIBRARY_PATH" not in environment
    assert environment["PYINSTALLER_RESET_ENVIRONMENT"] == "1"


def test_the_users_own_library_path_comes_back(bundle: Path) -> None:
    environment = {"LD_LIBRARY_PATH": f"{bundle}:/mine", "LD_LIBRARY_PATH_ORIG": "/mine"}
    arrange(environment, bundle)
    assert (environment["LD_LIBRARY_PATH"], "LD_LIBRARY_PATH_ORIG" in environment) == ("/mine", False)


def test_our_ffmpeg_is_found_first_and_our_fonts_are_added(bundle: Path) -> None:
    environment = {"PATH": "/usr/bin"}
    arrange(environment, bundle)
    assert environment["PATH"] == f"{bundle / 'programs'}:/usr/bin"
    assert environment["FONTCONFIG_FILE"] == str(bundle / "fonts" / "fonts.conf")


def test_a_font_configuration_of_the_users_own_stays(bundle: Path) -> None:
    environment = {"FONTCONFIG_FILE": "/mine"}
    arrange(environment, bundle)
    assert environment["FONTCONFIG_FILE"] == "/mine"


def test_a_bundle_without_programs_and_fonts_changes_nothing(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin"}
    arrange(environment, tmp_path)
    assert environment["PATH"] == "/usr/bin"
    assert "FONTCONFIG_FILE" not in environment
