"""What the repository promises about itself: one list of versions, one list of libraries, no paths of a machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
PINNED = [*PROJECT["project"]["dependencies"], *(each for extra in ("dev", "wheel", "build") for each in EXTRAS[extra])]
INSTALLED_APART = {"torch"}


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("requirement", PINNED)
def test_every_requirement_is_pinned_and_locked_at_the_same_version(requirement: str) -> None:
    name, version = requirement.split("==")
    if name in INSTALLED_APART:
        assert f'torch_version="{version}"' in (ROOT / "installer" / "setup.sh").read_text(encoding="utf-8")
    else:
        assert (locked("runtime.txt") | locked("dev.txt") | locked("wheel.txt") | locked("build.txt"))[
            canonical(name)
        ] == version


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "wheel.txt", "build.txt", "starter.txt"])
def test_every_locked_package_has_a_hash(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    for package in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in package, package.splitlines()[0]


def test_no_lock_brings_torch_or_its_companions() -> None:
    names = locked("runtime.txt").keys() | locked("dev.txt").keys()
    assert not [name for name in names if name in {"torch", "torchvision", "torchaudio"} or name.startswith("nvidia")]


@pytest.mark.parametrize("other", ["dev.txt", "build.txt"])
def test_the_locks_agree(other: str) -> None:
    runtime, added = locked("runtime.txt"), locked(other)
    both = runtime.keys() & added.keys()
    assert {name: added[name] for name in both} == {name: runtime[name] for name in both}


def test_system_packages_can_be_read() -> None:
    lines = (ROOT / "installer" / "system-packages.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert wanted
    for line in wanted:
        assert re.fullmatch(r"(run|test|build) [a-z0-9.+-]+( \| [a-z0-9.+-]+)*", line), line


@pytest.mark.parametrize("script", ["installer/setup.sh", ".ci/run"])
def test_shell_scripts_parse(script: str) -> None:
    subprocess.run(["bash", "-n", str(ROOT / script)], check=True)


def test_the_version_is_the_same_everywhere() -> None:
    text = (ROOT / "modaverse_desktop" / "__init__.py").read_text(encoding="utf-8")
    assert f'__version__ = "{PROJECT["project"]["version"]}"' in text


def test_every_module_says_what_it_is() -> None:
    for file in (ROOT / "modaverse_desktop").rglob("*.py"):
        first = file.read_text(encoding="utf-8").lstrip()
        assert first.startswith(('"""', 'r"""')), file


def test_a_type_checker_finds_misspelt_attributes_also_of_our_networks() -> None:
    """To torch any name at all is a tensor or a module, so ours inherit what knows better."""
    assert not [rule for rule in PROJECT["tool"]["pyright"] if rule == "reportAttributeAccessIssue"]
    classes = re.compile(r"^class (\w+)\([^)]*\bnn\.Module\b[^)]*\):", re.MULTILINE)
    sources = (ROOT / "modaverse_desktop").rglob("*.py")
    assert [name for file in sources for name in classes.findall(file.read_text(encoding="utf-8"))] == ["Network"]
