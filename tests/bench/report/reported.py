"""The figures that the benchmarks may report, read from their text: no run is needed to know them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1]
NOT_MEASURED = "test_report.py"


class Reported(NamedTuple):
    """Patterns of the heading and of the row; what is known only when it runs may be anything."""

    file: str
    group: str
    name: str


def reported() -> Iterator[Reported]:
    for file in sorted(FOLDER.glob("*.py")):
        if file.name != NOT_MEASURED:
            tree = ast.parse(file.read_text())
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and _is_figure(node) and len(node.args) >= 2:
                    group, name, *_ = (_pattern(word, _constants(tree)) for word in node.args)
                    yield Reported(file.name, group, name)


def _is_figure(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "Figure"


def _pattern(node: ast.expr, constants: dict[str, str]) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_pattern(part, constants) for part in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    known = constants.get(node.id) if isinstance(node, ast.Name) else None
    return re.escape(known) if known else ".+"


def _constants(tree: ast.Module) -> dict[str, str]:
    """Texts that a name of the module stands for."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            found |= {target.id: node.value.value for target in node.targets if isinstance(target, ast.Name)}
    return found
