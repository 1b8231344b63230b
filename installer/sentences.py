"""Which sentences reach the user through errors and progress, from where there is no Qt: those that are written where
one is made, and those that come there by a variable, a constant, an argument or the result of a function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from source_files import (
    Function,
    Module,
    default_of,
    given_to,
    name_of,
    parameters_of,
    read_file,
    returned_by,
    values_in,
)

SHOWN = {
    "AppError": ("title", "detail", "hint"),
    "Progress": ("", "step"),
    "EngineProgress": ("step",),
    "event": ("step",),
    "step": ("step",),
    "Finding": ("about", "", "words"),
    "Option": ("", "", "label"),
    "Device": ("", "", "name"),
    "Absence": ("", "short"),
    "Fit": ("words",),
    "heard": ("sentence",),
}
"""What is called with sentences: its parameters in order, without a name those that are none. More are found: kinds of
`AppError`, and functions whose own parameters come here.
"""
_LISTS = ("notes",)
"""Variables whose texts are shown, all of them."""
_METHODS = ("mistake",)
"""Of whatever object: what they are given is shown."""
_CHOICES = {"placement": "Placement", "precision": "Precision", "modality": "Modality", "task": "Modality"}
"""Variables whose `value` is a word for the user, and the enumeration that it is of."""
_PACKAGE = "modaverse_desktop"

Text = ast.Constant | ast.JoinedStr
"""What is written in the code: a text, or one with values filled in."""


@dataclass(frozen=True)
class _Spot:
    """An expression, and what is around it."""

    node: ast.expr
    function: Function | None
    module: Module
    opened: bool = False
    """What is in it is meant, if it is a list or a table."""


_Call = tuple[ast.Call, Function | None, Module]
"""A call, and the function and the file that it stands in."""


class Sentences:
    """Finds them; `spoken` are the files whose errors and progress are shown."""

    def __init__(self, root: Path, spoken: list[Path]) -> None:
        files = sorted((root / _PACKAGE).rglob("*.py"))
        self._modules = {name_of(file.relative_to(root)): read_file(file) for file in files}
        self._spoken = [self._modules[name_of(file.relative_to(root))] for file in spoken]
        self._seen: set[_Spot] = set()
        self._wanted: list[tuple[Function, str]] = []
        """Parameters whose arguments may be shown."""

    def found(self) -> Iterator[Text]:
        """Every constant and f-string that may be shown, once."""
        for module in self._spoken:
            yield from self._shown(module)
            for function in module.outer:
                for name in _LISTS:
                    for node, _ in given_to(function, name):
                        yield from self._come_to(_Spot(node, function, module, opened=True))
        calls = self._calls()
        looked_at: set[tuple[Function, str]] = set()
        while self._wanted:
            if (wanted := self._wanted.pop()) not in looked_at:
                looked_at.add(wanted)
                yield from self._arguments(*wanted, calls.get(wanted[0], []))

    def _shown(self, module: Module) -> Iterator[Text]:
        """What is given to those that are called with sentences."""
        shown = {**SHOWN, **dict.fromkeys(self._errors(), SHOWN["AppError"])}
        for call, function in module.calls:
            match call.func:
                case ast.Name(id=called) if called in shown:
                    for name in filter(None, names := shown[called]):
                        yield from self._argument(call, names.index(name), name, function, module)
                case ast.Attribute(value=ast.Name(id=called), attr="append" | "extend") if called in _LISTS:
                    yield from self._come_to(_Spot(call.args[0], function, module, opened=True))
                case _:
                    pass

    def _errors(self) -> list[str]:
        """Kinds of `AppError`."""
        classes = [each for module in self._modules.values() for each in module.classes.values()]
        return [each.name for each in classes for base in each.bases if ast.unparse(base) == "AppError"]

    def _calls(self) -> dict[Function, list[_Call]]:
        """Who calls each function of ours."""
        found: dict[Function, list[_Call]] = {}
        for module in self._spoken:
            for call, function in module.calls:
                for called, _ in self._called(call, module):
                    found.setdefault(called, []).append((call, function, module))
        return found

    def _arguments(self, function: Function, parameter: str, calls: list[_Call]) -> Iterator[Text]:
        """What a function's parameter is given, by whoever calls it."""
        names = parameters_of(function)
        position = names.index(parameter) - (names[0] in ("self", "cls"))
        if (default := default_of(function, parameter)) is not None:
            yield from self._come_to(_Spot(default, None, self._home(function)))
        for call, within, module in calls:
            yield from self._argument(call, position, parameter, within, module)

    def _argument(
        self, call: ast.Call, position: int, name: str, function: Function | None, module: Module
    ) -> Iterator[Text]:
        given = [word.value for word in call.keywords if word.arg == name]
        if len(call.args) > position and not any(isinstance(each, ast.Starred) for each in call.args):
            given.append(call.args[position])
        for node in given:
            yield from self._come_to(_Spot(node, function, module))

    def _come_to(self, spot: _Spot) -> Iterator[Text]:
        """The texts that an expression can come to."""
        if spot in self._seen:
            return
        self._seen.add(spot)
        node = spot.node
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            yield node
        for inner in self._inside(spot):
            yield from self._come_to(inner)

    def _inside(self, spot: _Spot) -> Iterator[_Spot]:
        match spot.node:
            case ast.IfExp(body=first, orelse=second) | ast.BinOp(op=ast.Add(), left=first, right=second):
                yield from (replace(spot, node=each) for each in (first, second))
            case ast.BoolOp(values=nodes):
                yield from (replace(spot, node=each) for each in nodes)
            case ast.Dict(values=nodes) | ast.Tuple(elts=nodes) | ast.List(elts=nodes) if spot.opened:
                yield from (replace(spot, node=each) for each in nodes)
            case ast.Subscript(value=value):
                yield replace(spot, node=value, opened=True)
            case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[_, *otherwise]):
                yield from (replace(spot, node=each, opened=True) for each in (table, *otherwise))
            case ast.NamedExpr(value=value):
                yield replace(spot, node=value)
            case ast.JoinedStr(values=parts):
                values = [part.value for part in parts if isinstance(part, ast.FormattedValue)]
                yield from (replace(spot, node=each) for each in values)
            case _:
                yield from self._elsewhere(spot)

    def _elsewhere(self, spot: _Spot) -> Iterator[_Spot]:
        """What is written in another place."""
        match spot.node:
            case ast.Name(id=name):
                yield from self._named(name, spot)
            case ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr="value") if name in _CHOICES:
                for module in self._modules.values():
                    words = module.classes.get(_CHOICES[name], ast.Module([], [])).body
                    yield from (_Spot(value, None, module) for each in words for _, value, _ in values_in(each))
            case ast.Call() as call:
                for called, home in self._called(call, spot.module):
                    yield from (_Spot(each, called, home, spot.opened) for each in returned_by(called))
            case _:
                pass

    def _named(self, name: str, spot: _Spot) -> Iterator[_Spot]:
        """What a name stands for there: a variable, a parameter (its callers are looked for later), a constant."""
        if (function := spot.function) is not None:
            local = [
                replace(spot, node=node, opened=spot.opened or opened) for node, opened in given_to(function, name)
            ]
            if is_parameter := name in parameters_of(function):
                self._wanted.append((function, name))
            if not local and not is_parameter:
                local = list(self._named(name, replace(spot, function=spot.module.outer[function])))
            yield from local
        elif name in spot.module.constants:
            yield from (replace(spot, node=each) for each in spot.module.constants[name])
        elif (origin := self._origin(name, spot.module)) is not None:
            yield from self._named(origin[1], replace(spot, module=origin[0]))

    def _called(self, call: ast.Call, module: Module) -> list[tuple[Function, Module]]:
        """Functions of ours that a call may be of, and where they are."""
        match call.func:
            case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
                home, there = self._origin(name, module) or (module, name)
                return [(each, home) for each in home.functions.get(there, ())]
            case ast.Attribute(attr=name) if name in _METHODS:
                return [(each, home) for home in self._modules.values() for each in home.functions.get(name, ())]
            case _:
                return []

    def _home(self, function: Function) -> Module:
        return next(each for each in self._modules.values() if function in each.outer)

    def _origin(self, name: str, module: Module) -> tuple[Module, str] | None:
        """The file of ours that a name is imported from, and what it is called there."""
        file, there = module.imported.get(name, ("", ""))
        return (self._modules[file], there) if file in self._modules else None
