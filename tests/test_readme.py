"""The README tells the truth: its commands exist, and its options are known."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from modaverse_desktop.cli.arguments import parser
from modaverse_desktop.core.errors import ErrorKind

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line]


def test_two_commands_set_up_everything() -> None:
    assert COMMANDS[:2] == ["make run", "make test"]


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("make ")])
def test_a_make_target_of_the_readme_exists(command: str) -> None:
    target = command.split()[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("modaverse ")])
def test_a_command_of_the_readme_can_be_typed(command: str) -> None:
    assert parser().parse_args(shlex.split(command)[1:])


def test_every_command_of_the_readme_is_checked() -> None:
    assert all(command.startswith(("make ", "modaverse ")) for command in COMMANDS)


@pytest.mark.parametrize("path", re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.[a-z]+)?)`", README))
def test_a_path_of_the_readme_exists(path: str) -> None:
    if not path.startswith("build/"):
        assert (ROOT / path).exists()


def test_the_configuration_that_the_readme_trains_exists() -> None:
    (config,) = re.findall(r"modaverse train (\S+)", README)
    assert (ROOT / config).is_file()


def test_the_readme_names_every_exit_code() -> None:
    table = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert table == {0} | {kind.exit_code for kind in ErrorKind}
