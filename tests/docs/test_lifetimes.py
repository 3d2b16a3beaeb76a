"""docs/lifetimes.md names a test for each rule, and each is there."""

import ast
import re

from tests.docs import ROOT, page

Function = ast.FunctionDef | ast.AsyncFunctionDef


def rows() -> list[list[str]]:
    """The cells of each rule and function."""
    found = re.findall(r"(?m)^\| (.*) \|$", page("docs/lifetimes.md"))
    return [[cell.strip() for cell in row.split(" | ")] for row in found if not row.startswith(("|", "-", "there"))]


def named() -> list[str]:
    return re.findall(r"`([a-z]+/test_\w+\.py(?:::\w+)?)`", page("docs/lifetimes.md"))


def is_there(name: str) -> bool:
    path, _, test = name.partition("::")
    file = ROOT / "tests" / path
    if not file.exists():
        return False
    functions = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, Function)]
    return not test or test in {function.name for function in functions}


def test_the_rules_are_numbered_one_by_one() -> None:
    numbers = [int(row[0]) for row in rows() if row[0].isdigit()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 20


def test_each_rule_names_a_test() -> None:
    assert [row[0] for row in rows() if row[0].isdigit() and not re.search(r"`\w+/test_", row[-1])] == []


def test_each_test_that_is_named_is_there() -> None:
    assert [name for name in named() if not is_there(name)] == []
