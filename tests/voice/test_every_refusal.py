"""Every place that refuses, be it ever reached by a walk or not, keeps the style as far as it can be read."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from chatbot.desk.wording import LINE, TYPE
from tests.chaos.test_hostile_lines import begins_with_own_words
from tests.docs import ROOT

REFUSE = {"Refused", "NoRight", "Usage", "UnknownVerb"}
OWN = {
    *("seen.number", "role.name", "name.capitalize()"),
    *("parameter.shown", "said", "which", "refused or nearly('service', name, known)"),
    *("count", "key", "free", "len(numbers)", "len(changes)", "what"),
}
"""What may stand first without being written there: a ticket, a role, a count, an option, `No role x`, what is
meant."""
SHORT = 4
"""Characters of what is filled in, at the least: a sentence must have room for it."""


@dataclass(frozen=True, slots=True)
class Site:
    where: str
    first: str
    """What it begins with where that is filled in, else empty."""
    text: str
    """With an x for each character that is filled in."""


def sites() -> Iterator[Site]:
    for path in sorted((ROOT / "chatbot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant() | ast.JoinedStr() as said, *_]) if (
                    name in REFUSE
                ):
                    yield Site(f"{path.name}:{node.lineno}", first(said), "".join(pieces(said)))
                case _:
                    pass


def first(said: ast.expr) -> str:
    if isinstance(said, ast.JoinedStr) and isinstance(said.values[0], ast.FormattedValue):
        return ast.unparse(said.values[0].value)
    return ""


def pieces(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.FormattedValue(value=ast.Name(id="TYPE")):
            yield TYPE
        case ast.FormattedValue():
            yield "x" * SHORT
        case ast.JoinedStr(values=values):
            for part in values:
                yield from pieces(part)
        case _:
            pass


SITES = list(sites())


def test_there_are_many() -> None:
    assert len(SITES) > 150


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.where)
def test_it_begins_with_a_word_of_dibs_and_never_with_what_somebody_wrote(site: Site) -> None:
    assert site.first in OWN if site.first else begins_with_own_words(site.text.replace("#xxxx", "#1"), set())


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.where)
def test_it_is_plain_and_has_room_for_what_is_filled_in(site: Site) -> None:
    assert site.text.isascii()
    assert len(site.text.replace(TYPE, "")) <= LINE
