"""The program's own files as code: what the names in each stand for, as far as that can be seen without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_PACKAGE = "modaverse_desktop"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(eq=False)
class Module:
    """One file, and what its names stand for."""

    constants: dict[str, list[ast.expr]] = field(default_factory=dict[str, list[ast.expr]])
    functions: dict[str, list[Function]] = field(default_factory=dict[str, list[Function]])
    classes: dict[str, ast.ClassDef] = field(default_factory=dict[str, ast.ClassDef])
    imported: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """Names from other files of ours: which, and what they are called there."""
    outer: dict[Function, Function | None] = field(default_factory=dict[Function, "Function | None"])
    """Functions, and what each is written in."""
    calls: list[tuple[ast.Call, Function | None]] = field(default_factory=list[tuple[ast.Call, Function | None]])
    """And the function that each stands in."""


def name_of(file: Path) -> str:
    """What a file is imported as; `file` begins with the package."""
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def read_file(file: Path) -> Module:
    """One file as code."""
    module = Module()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for statement in tree.body:
        for name, value, _ in values_in(statement):
            module.constants.setdefault(name, []).append(value)
        if isinstance(statement, ast.ClassDef):
            module.classes[statement.name] = statement
    _walk(tree, None, module)
    return module


def _walk(node: ast.AST, function: Function | None, module: Module) -> None:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                module.functions.setdefault(child.name, []).append(child)
                module.outer[child] = function
                _walk(child, child, module)
                continue
            case ast.Call():
                module.calls.append((child, function))
            case ast.ImportFrom(module=str() as file) if file.startswith(_PACKAGE):
                for name in child.names:
                    module.imported[name.asname or name.name] = (file, name.name)
            case _:
                pass
        _walk(child, function, module)


def parameters_of(function: Function) -> list[str]:
    """Their names, in order."""
    given = function.args
    return [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


def default_of(function: Function, parameter: str) -> ast.expr | None:
    """What it is if the caller says nothing."""
    given = function.args
    plain = [each.arg for each in (*given.posonlyargs, *given.args)]
    defaults = dict(zip(reversed(plain), reversed(given.defaults), strict=False))
    named = zip((each.arg for each in given.kwonlyargs), given.kw_defaults, strict=True)
    return {**defaults, **dict(named)}.get(parameter)


def given_to(function: Function, name: str) -> Iterator[tuple[ast.expr, bool]]:
    """What a function gives a variable; and whether what is in it, as in a loop over it."""
    for node in ast.walk(function):
        yield from ((value, opened) for target, value, opened in values_in(node) if target == name)


def values_in(node: ast.AST) -> Iterator[tuple[str, ast.expr, bool]]:
    """Names that a statement gives a value, which, and whether one in it."""
    match node:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            | ast.AugAssign(target=ast.Name(id=name), value=value)
            | ast.NamedExpr(target=ast.Name(id=name), value=value)
        ):
            yield name, value, False
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            yield from ((name, value, True) for name in _names(target))
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            for target, value in zip(targets, values, strict=False):
                yield from ((name, value, False) for name in _names(target))
        case ast.Assign(targets=[ast.Tuple() as target], value=value):
            yield from ((name, value, True) for name in _names(target))
        case _:
            pass


def _names(target: ast.expr) -> list[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]


def returned_by(function: Function) -> Iterator[ast.expr]:
    """What it gives back, itself and not what is written in it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return) and node.value is not None:
            yield node.value
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            waiting.extend(ast.iter_child_nodes(node))
