"""`make translations`: collects what the program says into resources/translations/modaverse_vi.ts, keeps what is
translated there, and compiles it. Qt's lupdate would miss two thirds: it does not know sentences of errors and packs.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sentences import Sentences, Text

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
SOURCES = FOLDER / "modaverse_vi.ts"
COMPILED = FOLDER / "modaverse_vi.qm"
TEMPLATES = FOLDER / "heard.json"
QT = FOLDER / "qt_vi.ts"
"""Sentences of Qt's own dialogs and menus: written by hand, since Qt has no Vietnamese."""
HEARD = "heard"
_SILENT = ("cli", "training", "evaluation")
"""Packages that the window shows nothing of, but for:"""
_TEACHING = ("training/own", "training/loop.py", "training/checkpoint.py")
_LEAST_LETTERS = 6
"""A template with fewer would fit everything."""
_NAME = re.compile(r"[A-Z]+(?:_[A-Z]+)+|-\w+|\W+|[a-z]+-\d\w*|[\w/]*[._/][\w./]+")
"""Of a file, an option, a variable of the environment: the same in every language."""


@dataclass(frozen=True, order=True)
class Message:
    """One sentence that is shown; `context` tells equal ones apart."""

    context: str
    source: str


def messages() -> list[Message]:
    """Everything that the window can say, without double ones.

    Raises:
        ValueError: a sentence is put together before it is translated.
    """
    found: set[Message] = set()
    spoken: list[Path] = []
    package = ROOT / "modaverse_desktop"
    for file in sorted(package.rglob("*.py")):
        name = file.relative_to(package).as_posix()
        if name.split("/")[0] not in _SILENT or name.startswith(_TEACHING):
            spoken.append(file)
            found.update(_translated(ast.parse(file.read_text(encoding="utf-8")), file))
    for text in Sentences(ROOT, spoken).found():
        found.update(_heard(text))
    found.update(_of_packs())
    return sorted(found)


# --- in the code ------------------------------------------------------------------------------------------------------


def _translated(tree: ast.Module, file: Path) -> Iterator[Message]:
    """Calls of `self.tr`, of `QCoreApplication.translate`, and of a module's own `_tr`."""
    short = _short_context(tree)
    for owner, node in _calls(tree):
        match node.func:
            case ast.Attribute(attr="tr"):
                yield Message(owner, _constant(node.args[0], file))
            case ast.Attribute(attr="translate", value=ast.Name(id="QCoreApplication")):
                if all(isinstance(argument, ast.Constant) for argument in node.args[:2]):
                    yield Message(_constant(node.args[0], file), _constant(node.args[1], file))
            case ast.Name(id="_tr"):
                yield Message(short, _constant(node.args[0], file))
            case ast.Name(id="_offer"):
                yield Message("suggestions", _constant(node.args[0], file))
            case _:
                pass


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call, and the class that it stands in."""
    for statement in tree.body:
        owner = statement.name if isinstance(statement, ast.ClassDef) else ""
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                yield owner, node


def _short_context(tree: ast.Module) -> str:
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "_tr":
            for node in ast.walk(statement):
                if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                    return str(node.args[0].value)
    return ""


def _constant(node: ast.expr, file: Path) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError(f"{file}:{node.lineno}: only a plain text can be translated")


# --- what comes from where there is no Qt -----------------------------------------------------------------------------


def _heard(text: Text) -> Iterator[Message]:
    """A sentence of an error or of progress; filled-in values become {0}, {1}."""
    if isinstance(text, ast.Constant):
        yield from _if_words(str(text.value), str(text.value))
        return
    literals = [part.value if isinstance(part, ast.Constant) else None for part in text.values]
    numbers = iter(range(len(literals)))
    template = "".join(f"{{{next(numbers)}}}" if literal is None else str(literal) for literal in literals)
    yield from _if_words(template, "".join(str(literal) for literal in literals if literal is not None))


def _if_words(text: str, literal: str) -> Iterator[Message]:
    if _NAME.fullmatch(text):
        return
    if sum(letter.isalpha() for letter in literal) >= _LEAST_LETTERS or (text and text == literal):
        yield Message(HEARD, text)


def _of_packs() -> Iterator[Message]:
    """What the built-in packs call their options."""
    for file in sorted((ROOT / "resources").rglob("pack.toml")):
        manifest = tomllib.loads(file.read_text(encoding="utf-8"))
        for option in manifest.get("options", {}).values():
            if label := option.get("label"):
                yield Message(HEARD, label)
        if summary := manifest.get("summary"):
            yield Message(HEARD, summary)


# --- the files --------------------------------------------------------------------------------------------------------


def read_translations(file: Path) -> dict[Message, str]:
    """What is translated in a .ts file."""
    found: dict[Message, str] = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            text = (translation.text or "") if translation is not None else ""
            found[Message(context.findtext("name", ""), message.findtext("source", ""))] = text
    return found


def write_translations(file: Path, language: str, translations: dict[Message, str]) -> None:
    """Write a .ts file; what is not translated yet is marked for Qt Linguist."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for name in sorted({message.context for message in translations}):
        context = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(context, "name").text = name
        for message in sorted(message for message in translations if message.context == name):
            element = ElementTree.SubElement(context, "message")
            ElementTree.SubElement(element, "source").text = message.source
            translation = ElementTree.SubElement(element, "translation")
            translation.text = translations[message] or None
            if not translations[message]:
                translation.set("type", "unfinished")
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def write_templates(file: Path, all_messages: list[Message]) -> None:
    """Sentences with values filled in: the window must recognise them before it can look them up."""
    templates = [message.source for message in all_messages if message.context == HEARD and "{0}" in message.source]
    file.write_text(json.dumps(templates, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def compile_translations(target: Path) -> None:
    """Let Qt's lrelease make a .qm of our sentences and Qt's.

    Raises:
        subprocess.CalledProcessError: lrelease refuses.
    """
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    command = [lrelease, "-silent", SOURCES, QT, "-qm", target]
    subprocess.run(command, check=True, capture_output=True)


def main() -> int:
    """Update and compile; returns 1 if something is not translated."""
    said = messages()
    earlier = read_translations(SOURCES) if SOURCES.exists() else {}
    translations = {message: earlier.get(message, "") for message in said}
    write_translations(SOURCES, "vi", translations)
    write_templates(TEMPLATES, said)
    compile_translations(COMPILED)
    missing = sum(not text for text in translations.values())
    print(f"{len(said)} sentences, {missing} of them not translated, {len(set(earlier) - set(said))} gone")
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
