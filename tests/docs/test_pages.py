"""The pages under docs/ are complete, fresh, and lead somewhere."""

import ast
import importlib
import pkgutil
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from chatbot import plugin
from chatbot.app import command_table
from chatbot.commands.help import lines_on
from chatbot.desk.wording import LINE
from tests.docs import DOCS, ROOT, page
from tests.docs.bounds import bounds_page
from tests.docs.commands import commands_page
from tests.docs.journalled import Journalled, all_journalled

PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def test_the_page_of_commands_is_fresh() -> None:
    assert page("docs/commands.md") == commands_page(command_table()), "python -m tests.docs.commands"


def test_the_page_of_bounds_is_fresh() -> None:
    assert page("docs/bounds.md") == bounds_page(), "python -m tests.docs.bounds"


def test_help_on_a_verb_fits_into_lines() -> None:
    lines = [line for command in command_table().commands for line in lines_on(command)]
    assert [line for line in lines if len(line) > LINE] == []


def documented() -> Iterator[Journalled]:
    """The rows of the page of events: kind, when, data, texts."""
    for row in re.findall(r"(?m)^\| `.*\|$", page("docs/events.md")):
        kind, _, *named = row.strip("|").split("|")
        data, texts = (frozenset(re.findall(r"`(\w+)`", names)) for names in named)
        yield Journalled(kind.strip(" `"), data, texts)


def test_every_kind_of_event_is_documented_with_all_that_it_holds() -> None:
    assert sorted(documented(), key=lambda one: one.kind) == sorted(all_journalled(), key=lambda one: one.kind)


def test_what_plugins_may_import_is_documented() -> None:
    _, table = page("docs/plugins.md").split("## What there is to import")
    rows = re.findall(r"(?m)^\| (`.*?`) \|", table)
    assert Counter(re.findall(r"`(\w+)`", " ".join(rows))) == Counter(plugin.__all__)


def settings_of(name: str) -> list[str]:
    kind: object = getattr(importlib.import_module(f"plugins.{name}"), "Settings", None)
    if not isinstance(kind, type) or not is_dataclass(kind):
        return []
    return [f"{field.name} {field.default}" for field in fields(kind)]


def test_the_plugins_that_come_along_are_documented_with_their_settings() -> None:
    rows = re.findall(r"(?m)^\| `(\w+)` \| [^|]+ \| (.*) ?\|$", page("docs/plugins.md"))
    told = {name: re.findall(r"`(\w+)`: [^|]*, (\w+)", settings) for name, settings in rows}
    names = [module.name for module in pkgutil.iter_modules([str(ROOT / "plugins")])]
    assert [[" ".join(each) for each in told[name]] for name in names] == [settings_of(name) for name in names]


def test_the_version_of_the_plugins_api_is_the_documented_one() -> None:
    assert f"`API_VERSION` is {plugin.API_VERSION}." in page("docs/plugins.md")


def records() -> set[str]:
    """The structs of the store that rows become."""
    folder = ROOT / "store"
    files = [
        *(folder / "records").glob("*.py"),
        *(folder / f"{name}.py" for name in ("prompts", "cursors", "workflows")),
    ]
    trees = [ast.parse(file.read_text()) for file in files]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)}


def test_every_table_and_record_is_in_the_glossary() -> None:
    tables = set(re.findall(r"(?m)^create (?:virtual )?table (\w+)", page("store/schema.sql")))
    explained = set(re.findall(r"`(\w+)`", page("docs/glossary.md")))
    assert sorted((tables | records()) - explained) == []


def services() -> set[str]:
    """The first words of what the app gives to the supervisor: `sender` of `sender {name}`."""
    app = "".join(path.read_text() for path in (ROOT / "chatbot/app").glob("*.py"))
    started: list[str] = re.findall(r'supervisor\.start\(\s*f?"([a-z ]+)', app)
    return {"dispatcher" if name == "plugin " else name.strip() for name in started} | {"station"}


def test_every_service_is_in_the_picture_of_the_house() -> None:
    rows = set(re.findall(r"(?m)^\| ([a-z ]+) \|", page("docs/architecture.md"))) - {"service"}
    assert rows == services()


def test_the_layers_in_the_picture_are_those_that_are_checked() -> None:
    contracts = tomllib.loads(page("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    assert " → ".join(contracts[0]["layers"]) in page("docs/architecture.md")
    assert " → ".join(layer for layer in contracts[1]["layers"] if layer != "__main__") in page("docs/architecture.md")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text())
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_lines_are_short_enough_to_read(path: Path) -> None:
    lines = [line for line in path.read_text().splitlines() if not line.startswith("|")]
    assert [line for line in lines if len(line) > 120] == []
