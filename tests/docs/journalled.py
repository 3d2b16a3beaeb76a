"""What the program journals, read from its source: the kinds of event, with the names of what each holds."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs import ROOT

IDS = frozenset({"ticket_id", "role_id", "prompt_id", "texts"})
"""Keyword arguments of `Act.journal` that are columns of their own."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Journalled:
    kind: str
    data: frozenset[str]
    texts: frozenset[str]


def all_journalled() -> list[Journalled]:
    """What came in from elsewhere is noted as what happens here, and some of it besides."""
    files = sorted((ROOT / "chatbot").rglob("*.py"))
    found = [one for file in files for one in _in_module(file, "journal")]
    noted = [one for file in files if file.name.startswith("landing") for one in _in_module(file, "note")]
    return found + [one for one in noted if one not in found]


def _in_module(file: Path, method: str) -> Iterator[Journalled]:
    module = ast.parse(file.read_text())
    for function in (node for node in ast.walk(module) if isinstance(node, Function)):
        for call in (node for node in ast.walk(function) if _calls(node, method)):
            assert isinstance(call, ast.Call)
            for kind in _kinds(call.args[0], function, module):
                yield Journalled(kind, _data(call), _texts(call))


def _calls(node: ast.AST, method: str) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr == method


def _kinds(given: ast.expr, function: Function, module: ast.Module) -> list[str]:
    """A constant; or what the name stands for, in the function or wherever it is called."""
    if isinstance(given, ast.Constant):
        return _constants(given)
    assert isinstance(given, ast.Name), f"line {given.lineno}: a kind of event is a constant or a name"
    if given.id in {argument.arg for argument in function.args.args}:
        calls = _calls_of(function.name, module)
        return [kind for call in calls for argument in call.args for kind in _constants(argument)]
    return [
        kind
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == given.id
        for part in ast.iter_child_nodes(node.value)
        for kind in _constants(part)
    ]


def _calls_of(name: str, module: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _constants(node: ast.AST) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _data(call: ast.Call) -> frozenset[str]:
    return frozenset(keyword.arg for keyword in call.keywords if keyword.arg and keyword.arg not in IDS)


def _texts(call: ast.Call) -> frozenset[str]:
    found = [keyword.value for keyword in call.keywords if keyword.arg == "texts"]
    keys = [key for value in found if isinstance(value, ast.Dict) for key in value.keys]
    return frozenset(name for key in keys if key is not None for name in _constants(key))
